import Foundation
import Sordino

/// A folder that goes with the test.
final class Place: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("sordino-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// Why a call over purposes failed; `nil` if it did not.
func failure<Done: Sendable>(_ call: () async throws -> Done) async -> SordinoError? {
    do { _ = try await call() } catch { return (error as? PartlyDone<Done>)?.why }
    return nil
}

/// Waits for what happens on another thread, with an end: whether it came. It asks on the caller's actor.
func eventually(
    _ seconds: Double = 20, isolation: isolated (any Actor)? = #isolation, _ holds: () async -> Bool
) async -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
        if await holds() { return true }
        try? await Task.sleep(nanoseconds: 5_000_000)
    }
    return await holds()
}
