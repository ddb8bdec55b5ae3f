import Foundation

/// A crash of an earlier process, as the system tells of it.
struct SystemCrash: Sendable {
    let report: Data
    /// The time in which it happened. Begin and end may be the same minute, which then says nothing about the crash.
    let window: DateInterval
    /// The signal that ended the process, if the system says so.
    let signal: Int32?
    /// The number of the process, if the system says so: from iOS 17 and macOS 14 on.
    let process: Int32?

    /// An exception that nobody caught ends its process by `SIGABRT`.
    var mayBeException: Bool { signal.map { $0 == SIGABRT } ?? true }

    /// Returns the moment from which on the purpose of crash reports must have been open.
    ///
    /// That is the begin of the window. Where the window says nothing it is the last sign of life of the process that
    /// crashed; and where that is not known, no moment is early enough.
    func openSince(_ runs: [Run]) -> Date {
        if window.duration > 0 { return window.start }
        if let process {
            // A number may have been given twice: the earlier one counts.
            return runs.filter { $0.process == process }.map(\.alive).min() ?? .distantPast
        }
        // Which process it was cannot be told: every one that may be meant, and a day of the system's window.
        guard let earliest = runs.map(\.alive).min() else { return .distantPast }
        return min(earliest, window.start - 86_400)
    }
}
