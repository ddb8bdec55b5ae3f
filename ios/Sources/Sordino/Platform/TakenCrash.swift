import Foundation

/// Remembers that a crash was taken as the process died, so that what the system tells of the same one is not sent too.
enum TakenCrash {
    static func note(in platform: any Platform) {
        guard let file = file(in: platform) else { return }
        try? Data("\(Date().timeIntervalSince1970)".utf8).write(to: file, options: .atomic)
    }

    /// Whether a crash between the two was taken. Said once.
    static func wasTaken(between begin: Date, and end: Date, in platform: any Platform) -> Bool {
        guard let file = file(in: platform), let text = try? String(contentsOf: file, encoding: .utf8),
            let seconds = TimeInterval(text)
        else { return false }
        // The end of the window is written in whole seconds.
        guard begin.timeIntervalSince1970 <= seconds, seconds <= end.timeIntervalSince1970 + 1 else { return false }
        try? FileManager.default.removeItem(at: file)
        return true
    }

    private static func file(in platform: any Platform) -> URL? {
        try? platform.folder().appendingPathExtension("taken")
    }
}
