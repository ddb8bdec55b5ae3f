import Foundation

#if os(Linux)
    import AppleFoundation
#endif

/// Leave to go on while the app leaves the screen.
enum Activity {
    /// Runs `work`; cancels it when the system wants the process to sleep.
    static func run(_ work: @escaping @Sendable () async -> Void) async {
        let task = Task { await work() }
        #if canImport(UIKit)
            let done = DispatchSemaphore(value: 0)
            ProcessInfo.processInfo.performExpiringActivity(withReason: "dev.sordino") { expired in
                if expired {
                    task.cancel()
                } else {
                    done.wait()
                }
            }
            await task.value
            done.signal()
        #else
            await task.value
        #endif
    }
}
