import Foundation
import SordinoKit
import Testing

@testable import Sordino

@Suite struct PropertyTests {
    private func held(_ properties: [String: any PropertyConvertible]) -> [String: PropertyValue] {
        properties.compactMapValues(\.propertyValue)
    }

    @Test("Swift's own values and variables are properties")
    func values() {
        let tasks = ["wash", "iron"]
        let name = "Home"
        let due = Date(timeIntervalSince1970: 1_773_187_200.5)
        let given = held([
            "count": tasks.count, "tasks": tasks, "name": name, "first": name.prefix(2), "due": due, "done": false,
            "share": 0.5, "by": ["wash": 2], "literal": ["a", 1] as PropertyValue,
        ])
        #expect(
            given == [
                "count": 2, "tasks": ["wash", "iron"], "name": "Home", "first": "Ho", "due": "2026-03-11T00:00:00.500Z",
                "done": false, "share": 0.5, "by": ["wash": 2], "literal": ["a", 1],
            ])
    }

    @Test("a property without a value is left out, also inside a collection")
    func nothing() {
        let name: String? = nil
        let names: [String?] = ["a", nil]
        #expect(held(["name": name, "names": names]) == ["names": ["a"]])
        #expect(held(["name": Optional("a")]) == ["name": "a"])
    }

    @Test("a whole number of any width arrives as it is")
    func widths() {
        let given = held(["a": Int32.min, "b": UInt.max, "c": Int64.max])
        #expect(given == ["a": .int(-2_147_483_648), "b": .double(18_446_744_073_709_551_616), "c": .int(.max)])
    }
}
