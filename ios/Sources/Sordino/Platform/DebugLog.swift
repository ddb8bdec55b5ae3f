#if DEBUG
    import Foundation
    import SordinoCore
    import os

    /// Prints to the system's log, in an app's debug builds alone: why a start failed, and each decision where a developer asked
    /// for that. What a line says is the core's to say.
    final class DebugLog: Watch {
        /// From this number on refusals are the door's and ours (docs/formats/door.md).
        private static let firstOnTheWay: UInt8 = 32
        /// The system cuts a line at 1,024 bytes.
        private static let (longest, longestName) = (900, 100)
        private static let argument = "-SordinoDebug"

        let readsDecisions: Bool
        private let log = Logger(subsystem: "dev.sordino", category: "debug")
        private let running = Locked<Weak>(Weak())
        private let telling = NSLock()

        private struct Weak {
            weak var running: Running?
        }

        init(_ options: Options, arguments: [String] = ProcessInfo.processInfo.arguments) {
            readsDecisions = options.debug || Self.isAsked(arguments)
        }

        /// Whether the app was launched with `-SordinoDebug YES`.
        private static func isAsked(_ arguments: [String]) -> Bool {
            guard let at = arguments.firstIndex(of: argument), at + 1 < arguments.count else { return false }
            return ["YES", "TRUE", "1"].contains(arguments[at + 1].uppercased())
        }

        func begins(_ running: Running) { self.running.with { $0.running = running } }

        func settled() {
            if let failure = now?.failure {
                let text = "nothing is recorded, \(failure)"
                log.error("\(text, privacy: .public)")
            }
            tell()
        }

        func answered(_ record: String, _ outcome: Outcome) {
            guard readsDecisions else { return }
            // The core has not heard of what was answered before it opened, nor of what was refused on the way to it.
            var isOurs = now?.engine == nil
            if case .refused(let refusal) = outcome, refusal.rawValue >= Self.firstOnTheWay { isOurs = true }
            if isOurs { print("\(Self.oneLine(record)): \(outcome)") }
            tell()
        }

        func delivered() { tell() }

        func changed() { tell() }

        func closed(_ receipt: Receipt) { tell() }

        private var now: Running? { running.with { $0.running } }

        private func tell() {
            guard readsDecisions, let engine = now?.engine else { return }
            telling.lock()
            defer { telling.unlock() }
            for line in (try? engine.debugLines()) ?? [] { print(line) }
        }

        private func print(_ line: String) {
            let text = line.count <= Self.longest ? line : line.prefix(Self.longest) + " …"
            log.notice("\(text, privacy: .public)")
        }

        /// A name is the app's text, which may hold anything.
        private static func oneLine(_ name: String) -> String {
            String(name.prefix(longestName).map { $0.isNewline ? " " : $0 })
        }
    }
#endif
