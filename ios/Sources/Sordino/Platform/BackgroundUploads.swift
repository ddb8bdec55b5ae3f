#if canImport(BackgroundTasks) && canImport(UIKit)
    import BackgroundTasks
    import Foundation

    /// Sends by a background task, where the app opted in.
    enum BackgroundUploads {
        private struct State {
            var isRegistered = false
            var isLaunched = false
        }

        private static let state = Locked(State())

        /// Registers the task. Returns `false` and registers nothing if `Info.plist` does not list it, if it is registered
        /// already, or if the launch is known to be over: each of them would end the app or be of no use.
        ///
        /// `pump` sends what may be sent now and returns `false` if it could not begin.
        @available(iOSApplicationExtension, unavailable)
        static func register(_ info: [String: Any], _ pump: @escaping @Sendable () async -> Bool) -> Bool {
            guard isAllowed(by: info) else { return false }
            let isFirst = state.with { state in
                guard !state.isLaunched, !state.isRegistered else { return false }
                state.isRegistered = true
                return true
            }
            guard isFirst else { return false }
            return BGTaskScheduler.shared.register(
                forTaskWithIdentifier: SordinoSDK.backgroundTask, using: nil
            ) { task in
                run(task, pump)
            }
        }

        /// To register from now on would end the app.
        static func launchIsOver() { state.with { $0.isLaunched = true } }

        /// Asks for a time to send. What cannot be had now is asked for again as the app leaves the screen.
        static func plan() {
            guard state.with({ $0.isRegistered }) else { return }
            let request = BGProcessingTaskRequest(identifier: SordinoSDK.backgroundTask)
            request.requiresNetworkConnectivity = true
            try? BGTaskScheduler.shared.submit(request)
        }

        private static func run(_ task: BGTask, _ pump: @escaping @Sendable () async -> Bool) {
            plan()
            let held = Held(task)
            let work = Task {
                let isDone = await pump()
                held.complete(isDone && !Task.isCancelled)
            }
            task.expirationHandler = {
                work.cancel()
                // The work may wait for the Keychain. The system ends an app that does not answer at once.
                held.complete(false)
            }
        }

        /// A task of the system's, which may be told from any thread that it is done, and is told once.
        private final class Held: @unchecked Sendable {
            private let task: BGTask
            private let isCompleted = Locked(false)

            init(_ task: BGTask) { self.task = task }

            func complete(_ success: Bool) {
                let isFirst = isCompleted.with { isCompleted in
                    defer { isCompleted = true }
                    return !isCompleted
                }
                if isFirst { task.setTaskCompleted(success: success) }
            }
        }

        private static func isAllowed(by info: [String: Any]) -> Bool {
            let names = info["BGTaskSchedulerPermittedIdentifiers"] as? [String] ?? []
            let modes = info["UIBackgroundModes"] as? [String] ?? []
            return names.contains(SordinoSDK.backgroundTask) && modes.contains("processing")
        }

        #if os(Linux)
            /// Forgets that anything was registered or launched: a test is an app of its own.
            static func beginAnew() { state.with { $0 = State() } }
        #endif
    }
#endif
