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
    /// Room for name, reason and frames of an exception, and within it that for the reason.
    private static let (textBytes, reasonBytes) = (64 * 1024, 16 * 1024)
    /// More than an app begins with: what it loads later has its line too.
    private static let imagesToCome = 500

    private struct State {
        var running: Running?
        var before: Before?
        var isSet = false
        var room: Door.Record = []
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
            if state.room.capacity == 0 { state.room = room() }
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
        var record: Door.Record = []
        let (running, before) = state.with { state in
            swap(&record, &state.room)
            return (state.running, state.before)
        }
        if let running, running.waitForOpening(openingLimit) {
            write(exception, to: &record)
            if running.offer(record) == .accepted { running.platform.tookException() }
        }
        before?.handle(exception)
    }

    /// Returns memory for one report, to be taken before the process dies, perhaps for want of memory.
    static func room() -> Door.Record {
        var room: Door.Record = []
        room.reserveCapacity(textBytes + (LoadedImages.count + imagesToCome) * LoadedImages.lineBytes)
        return room
    }

    /// Writes the exception as a crash report of the system's has it, with the images that its frames lie in. What does not fit
    /// into `record` is left out, so that none of this asks for memory; a second exception beside the first has its own.
    static func write(_ exception: NSException, to record: inout Door.Record) {
        if record.capacity == 0 { record = room() }
        Door.begin(.nsException, happened: nil, in: &record)
        write(exception.name.rawValue, exception.reason ?? "", exception.callStackSymbols, to: &record)
    }

    /// Returns the report of an error of Swift's, with the calls of whoever reports it.
    static func report(_ error: any Error, isHandled: Bool) -> Door.Record {
        var record = room()
        Door.begin(.nsException, happened: nil, isHandled: isHandled, in: &record)
        // The first calls are ours.
        let calls = Thread.callStackSymbols.drop { $0.contains("7Sordino") }
        // Every `NSError` is of one type; its domain says more.
        let isPlain = type(of: error) is NSError.Type
        let name = isPlain ? (error as NSError).domain : String(describing: type(of: error))
        write(name, String(describing: error), Array(calls), to: &record)
        return record
    }

    private static func write(_ name: String, _ reason: String, _ calls: [String], to record: inout Door.Record) {
        let end = record.count + textBytes
        func write(_ text: String, within limit: Int = textBytes) {
            var left = min(limit, end - record.count)
            for byte in text.utf8 where left > 0 {
                // A line of a text must not be taken for a heading.
                record.append(byte == 10 || byte == 13 ? 32 : byte)
                left -= 1
            }
        }
        func heading(_ text: StaticString) {
            record.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        heading("Exception Type:  EXC_CRASH (SIGABRT)\n\nApplication Specific Information:\n")
        heading("*** Terminating app due to uncaught exception '")
        write(name, within: reasonBytes)
        heading("', reason: '")
        write(reason, within: reasonBytes)
        heading("'\n\nLast Exception Backtrace:\n")
        for call in calls where record.count < end {
            write(call)
            heading("\n")
        }
        heading("\nBinary Images:\n")
        LoadedImages.write(to: &record)
        heading("\n")
    }

    #if os(Linux)
        /// Returns `true` once there is memory for a report.
        static var hasRoom: Bool { state.with { $0.room.capacity > 0 } }
    #endif
}
