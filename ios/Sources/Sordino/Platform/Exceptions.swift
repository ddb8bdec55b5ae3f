import Foundation

#if os(Linux)
    import AppleFoundation
#endif

/// Takes an uncaught `NSException` as a crash report before the process dies, and passes it on.
///
/// A Swift trap (`fatalError`, a forced unwrap) is a signal and none of these: MetricKit brings it later.
enum Exceptions {
    /// How long an exception waits for a start that has not opened yet. The app is dying anyhow.
    private static let openingLimit = 1.0

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

    /// Sets the handler, on the thread that starts Sordino: what starts later chains to it, what started before is
    /// called by it.
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

    #if os(Linux)
        /// Forgets that the handler was set: a test is an app of its own.
        static func beginAnew() {
            state.with { $0 = State() }
            NSSetUncaughtExceptionHandler(nil)
        }
    #endif

    static func caught(_ exception: NSException) {
        let (running, before) = state.with { ($0.running, $0.before) }
        if let running, running.waitForOpening(openingLimit) {
            let outcome = running.offer(Door.crash(.nsException, report(exception), happened: nil))
            if outcome == .accepted { running.platform.tookException() }
        }
        before?.handle(exception)
    }

    /// Returns the exception as a crash report of the system's has it, with the images that its frames lie in.
    static func report(_ exception: NSException) -> [UInt8] {
        var report: [UInt8] = []
        report.reserveCapacity(64 * 1024 + LoadedImages.count * LoadedImages.lineBytes)
        func write(_ text: String) { report.append(contentsOf: text.utf8) }
        write("Exception Type:  EXC_CRASH (SIGABRT)\n\nApplication Specific Information:\n")
        write("*** Terminating app due to uncaught exception '")
        write(exception.name.rawValue)
        write("', reason: '")
        // A line of the reason must not be taken for a heading.
        for byte in (exception.reason ?? "").utf8 { report.append(byte == 10 || byte == 13 ? 32 : byte) }
        write("'\n\nLast Exception Backtrace:\n")
        for call in exception.callStackSymbols {
            write(call)
            report.append(10)
        }
        write("\nBinary Images:\n")
        LoadedImages.write(to: &report)
        report.append(10)
        return report
    }
}
