#if canImport(BackgroundTasks) && canImport(UIKit)
    import BackgroundTasks
    import Foundation

    /// Sends by a background task, where the app opted in.
    enum BackgroundUploads {
        private static let registered = Locked(false)

        /// Registers the task if `Info.plist` allows it: a name that is not listed there, a second registration, or one in
        /// an extension would end the app.
        static func register(_ info: [String: Any], isExtension: Bool, _ pump: @escaping @Sendable () async -> Void)
            -> Bool
        {
            guard !isExtension, isAllowed(by: info) else { return false }
            let first = registered.with { registered in
                defer { registered = true }
                return !registered
            }
            guard first else { return false }
            return BGTaskScheduler.shared.register(forTaskWithIdentifier: Options.backgroundTask, using: nil) { task in
                run(task, pump)
            }
        }

        /// Asks for a time to send. What cannot be had now is asked for again as the app leaves the screen.
        static func plan() {
            guard registered.with({ $0 }) else { return }
            let request = BGProcessingTaskRequest(identifier: Options.backgroundTask)
            request.requiresNetworkConnectivity = true
            try? BGTaskScheduler.shared.submit(request)
        }

        private static func run(_ task: BGTask, _ pump: @escaping @Sendable () async -> Void) {
            plan()
            let held = Held(task: task)
            let work = Task {
                await pump()
                held.task.setTaskCompleted(success: !Task.isCancelled)
            }
            task.expirationHandler = { work.cancel() }
        }

        /// A task of the system's, which may be told from any thread that it is done.
        private struct Held: @unchecked Sendable {
            let task: BGTask
        }

        private static func isAllowed(by info: [String: Any]) -> Bool {
            let names = info["BGTaskSchedulerPermittedIdentifiers"] as? [String] ?? []
            let modes = info["UIBackgroundModes"] as? [String] ?? []
            return names.contains(Options.backgroundTask) && modes.contains("processing")
        }
    }
#endif
