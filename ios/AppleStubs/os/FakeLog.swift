// The log behind the stand-in. Tests look at what it was told.

import Foundation

public final class FakeLog: @unchecked Sendable {
    public static let shared = FakeLog()

    private let lock = NSLock()
    private var lines: [String] = []

    /// Every line that was logged, oldest first, each behind its subsystem and category.
    public var all: [String] { lock.withLock { lines } }

    func take(_ line: String) { lock.withLock { lines.append(line) } }
}
