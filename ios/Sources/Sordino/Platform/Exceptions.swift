import Foundation

#if os(Linux)
    import AppleFoundation
#endif

/// Takes an uncaught `NSException` as a crash report before the process dies, and passes it on.
///
/// A Swift trap (`fatalError`, a forced unwrap) is a signal and none of these: MetricKit brings it later.
enum Exceptions {
    private struct State {
        var running: Running?
        var before: Before?
        var isSet = false
    }

    /// The handler that was there. On Apple's systems it is a C function, which any thread may call.
    private struct Before: @unchecked Sendable {
        let handle: (NSException) -> Void
    }

    private static let state = Locked(State())

    static func take(for running: Running) {
        let first = state.with { state -> Bool in
            state.running = running
            defer { state.isSet = true }
            return !state.isSet
        }
        guard first else { return }
        if let before = NSGetUncaughtExceptionHandler() {
            let kept = Before(handle: { before($0) })
            state.with { $0.before = kept }
        }
        // Apple's wants a C function: this closure must capture nothing.
        NSSetUncaughtExceptionHandler { Exceptions.caught($0) }
    }

    static func caught(_ exception: NSException) {
        let (running, before) = state.with { ($0.running, $0.before) }
        if let running {
            let outcome = running.offer(Door.crash(.nsException, Data(text(exception).utf8), happened: nil))
            if outcome == .accepted { TakenCrash.note(in: running.platform) }
        }
        before?.handle(exception)
    }

    /// As a crash report of the system's has it, with the images that its frames lie in.
    static func text(_ exception: NSException) -> String {
        // A line of the reason must not be taken for a heading.
        let reason = (exception.reason ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
        return """
            Exception Type:  EXC_CRASH (SIGABRT)

            Application Specific Information:
            *** Terminating app due to uncaught exception '\(exception.name.rawValue)', reason: '\(reason)'

            Last Exception Backtrace:
            \(exception.callStackSymbols.joined(separator: "\n"))

            Binary Images:
            \(LoadedImages.lines().joined(separator: "\n"))

            """
    }
}
