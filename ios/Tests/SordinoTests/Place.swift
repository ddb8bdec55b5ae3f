import Foundation

/// A folder that goes with the test.
final class Place: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("sordino-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// Waits for what happens on another thread, with an end: whether it came.
func eventually(_ seconds: Double = 20, _ holds: () async -> Bool) async -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
        if await holds() { return true }
        try? await Task.sleep(nanoseconds: 5_000_000)
    }
    return await holds()
}
