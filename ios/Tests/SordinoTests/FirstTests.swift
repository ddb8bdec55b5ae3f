import Testing

@testable import Sordino

@Test func nothing() {}
