#if DEBUG
    import Foundation

    @testable import Sordino

    /// A Sordino for an app's own tests: the app's policy, a folder that goes with the test, keys in memory, and no network.
    /// What would be uploaded is taken and read.
    ///
    /// ```swift
    /// let test = try await SordinoTest.start(policy)
    /// try await test.allow("event_tracking")
    /// acknowledge(test.sordino)
    /// let left = try await test.assertLeft("segment", "alert_acknowledged")
    /// ```
    ///
    /// It is the library as the app links it: the same engine decides, and only the phone around it is another. Nothing leaves
    /// by itself; the asserts first send what may be sent, so that a test never waits for a schedule. A release build has none
    /// of this.
    public final class SordinoTest: Sendable {
        private static let how = "test"

        /// The Sordino that the code under test is given.
        public let sordino: SordinoSDK
        private let phone: TestPhone

        private init(_ policy: Data, _ options: Options) {
            phone = TestPhone(policy)
            sordino = SordinoSDK(Running(options, phone))
        }

        deinit { phone.remove() }

        /// Starts one with the policy in this file. It is open when this returns, with no choice made.
        ///
        /// - Throws: what kept it from opening.
        public static func start(_ policy: URL, options: Options = Options()) async throws -> SordinoTest {
            try await start(Data(contentsOf: policy), options: options)
        }

        /// Starts one with this `policy.json`.
        public static func start(
            _ policy: Data, options: Options = Options()
        ) async throws(SordinoError) -> SordinoTest {
            let test = SordinoTest(policy, options)
            _ = try await test.sordino.running.ask { _ in }
            return test
        }

        /// Makes the choice of a person who says yes: turns on the purposes with these ids, or all without any. A limiter whose
        /// word the policy waits for, such as the person's age, is told that it allows them.
        ///
        /// - Throws: ``NotHeld`` if a purpose stays closed; it says why.
        public func allow(_ purposes: String...) async throws {
            for id in purposes.isEmpty ? sordino.statuses.map(\.purpose) : purposes {
                let purpose = sordino.purpose(id)
                try await purpose.turnOn(how: Self.how)
                for reason in purpose.statuses.flatMap(\.reasons) {
                    guard case .withheld(let limiter) = reason else { continue }
                    try await sordino.limit(limiter, allows: true, purposes: [id])
                }
                guard !purpose.isOpen else { continue }
                throw NotHeld(description: "`\(id)` stays closed after a yes: \(purpose.statuses.flatMap(\.reasons))")
            }
        }

        /// Makes the choice of a person who says no: turns off the purposes with these ids, or all without any.
        ///
        /// - Returns: the receipt, once everything was completed.
        @discardableResult
        public func refuse(_ purposes: String...) async throws -> Receipt {
            let ids = purposes.isEmpty ? sordino.statuses.map(\.purpose) : purposes
            let receipt = try await sordino.purposes(ids).turnOff(how: Self.how)
            _ = await receipt.completed
            return receipt
        }

        /// Returns the records that left since the start or the last ``forget()``, in order; what may be sent now is among them.
        public var left: [Left] {
            get async {
                await sordino.flush()
                return phone.seen.left
            }
        }

        /// Forgets what left so far, for the next part of a test.
        public func forget() async {
            await sordino.flush()
            phone.forget()
        }

        /// Returns the receipts of every call that closed something since the start, in order, whoever made the call.
        public var receipts: [Receipt] { phone.seen.receipts.filter { !$0.parts.isEmpty } }

        /// Returns what the last call that closed `purpose` did in the end; waits for its completion.
        public func receipt(_ purpose: String) async throws -> CompletedReceipt {
            let last = receipts.last { $0.parts.contains { $0.purpose == purpose } }
            let completed = await last?.completed.last { $0.receipt.purpose == purpose }
            if let completed { return completed }
            let closed = receipts.flatMap(\.parts).map(\.purpose)
            throw NotHeld(description: "nothing closed `\(purpose)` since the start; receipts of \(closed)")
        }

        /// Asserts that an event left for a recipient.
        ///
        /// - Parameters:
        ///   - recipient: its id in the policy.
        ///   - name: the event's name.
        /// - Returns: the last such event as it left.
        /// - Throws: ``NotHeld``, which says why none did.
        @discardableResult
        public func assertLeft(_ recipient: String, _ name: String) async throws -> Left {
            try await last(recipient, .event, name)
        }

        /// Asserts that a crash report left for a recipient, and returns the last one as it left.
        @discardableResult
        public func assertCrashLeft(_ recipient: String) async throws -> Left { try await last(recipient, .crash, "") }

        /// Asserts that no event of this name left for a recipient.
        public func assertNotLeft(_ recipient: String, _ name: String) async throws {
            guard let found = await left.last(where: { $0.recipient == recipient && $0.name == name }) else { return }
            throw NotHeld(description: "`\(name)` left for `\(recipient)`: \(found)")
        }

        /// Asserts that no request was made since the start or the last ``forget()``, and that none is due.
        public func assertNothingLeft() async throws {
            let left = await left
            guard !phone.asked.isEmpty else { return }
            let told = left.map { "\n  \($0)" }.joined()
            throw NotHeld(description: "requests were made to \(phone.asked.joined(separator: ", "))\(told)")
        }

        private func last(_ recipient: String, _ record: RecordKind, _ name: String) async throws -> Left {
            let left = await left
            let found = left.last { $0.recipient == recipient && $0.record == record && $0.name == name }
            if let found { return found }
            throw NotHeld(description: Missing(sordino: sordino, left: left).text(recipient, record, name))
        }
    }
#endif
