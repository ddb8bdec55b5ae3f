#if os(Linux)
    import Foundation
    import SordinoTesting
    import Testing
    import UserNotifications

    @testable import Sordino
    @testable import SordinoKit

    extension FixedClock {
        /// `contacts` and `push`, through what the app's screens do and what its gate is told. What Android says is left out.
        @Suite struct FlowVectors {
            @Test("the contacts flow shows what the vectors want")
            func contacts() async throws {
                let cases = try Vectors.cases("contacts").filter { $0.given["platform"]?.string == "ios" }
                for one in cases {
                    let store = ScriptedStore(try #require(one.given["flow"]))
                    var options = Options()
                    options.contacts = store
                    let played = try await Steps(one.given, options: options)
                    let locale = try #require(one.given["locale"]?.string)
                    let model = await SordinoFlowModel.contacts(played.scene.sordino, locale: locale)
                    while let act = store.next() { await model.play(act) }
                    try await held(model, one, calls: store.calls)
                }
                #expect(cases.count >= 9)
            }

            @Test("the push flow shows what the vectors want, and passes on what the system forbids")
            func push() async throws {
                let cases = try Vectors.cases("push").filter { one in
                    one.given["platform"]?.string == "ios" && one.given["flow"]?.items.first?.items[0].string != "token"
                }
                for one in cases {
                    FakeNotifications.beginAnew()
                    let played = try await Steps(one.given)
                    let locale = try #require(one.given["locale"]?.string)
                    let model = await SordinoFlowModel.push(played.scene.sordino, locale: locale)
                    var inputs = (one.given["flow"]?.items ?? []).map { $0.items.map { $0.string ?? "" } }[...]
                    while let input = inputs.popFirst() {
                        FakeNotifications.set(try #require(UNAuthorizationStatus(word: input[1])))
                        // The dialog is answered while it is shown.
                        if await model.isAsked, input[0] == "agree", let next = inputs.first, next[0] == "returned" {
                            FakeNotifications.set(answer: .of(next[1]))
                            inputs.removeFirst()
                        }
                        if input[0] == "look" { await played.scene.sordino.running.lookAtFlows() }
                        await model.play(input[0])
                    }
                    try await held(model, one, calls: [])
                    for status in played.scene.sordino.statuses {
                        let wanted = one.want["limits"]?.items.map { $0.items.map { $0.string ?? "" }[0] } ?? []
                        let isForbidden = status.reasons.contains(.limit(limiter: .os))
                        #expect(isForbidden == wanted.contains(status.purpose), "\(one.name)")
                    }
                }
                #expect(cases.count >= 8)
            }

            @Test("the gate calls service and server as the vectors want")
            func token() async throws {
                let cases = try Vectors.cases("push").filter {
                    $0.given["flow"]?.items.first?.items[0].string == "token"
                }
                for one in cases { try await played(one) }
                #expect(cases.count >= 6)
            }

            /// Each step of the vector is a call of the app's service or server.
            private func played(_ one: Vectors.Case) async throws {
                let inputs = (one.given["flow"]?.items ?? []).map { $0.items[1].string ?? "" }
                let wanted = (one.want["steps"]?.items ?? []).map { $0.items.map { $0.string ?? "" } }
                let push = FakePush()
                let gate = PushTokenGate("wire", service: push, server: push)
                var options = Options()
                options.vendors = [gate]
                let steps = try await Steps(one.given, options: options)
                let isOpen = steps.scene.sordino.purpose("alerts").isOpen
                if isOpen { #expect(await eventually { push.isRequested }) }
                push.forgetWhatWasAsked()
                if inputs.contains("failed") { push.goOnline(false) }
                for input in inputs {
                    switch input {
                    case "told": await gate.signedIn()
                    case "issued": gate.issued("t1")
                    case "signing_out": #expect(await gate.signingOut())
                    // What the service and the server answer.
                    default: #expect(["deleted", "forgotten", "failed"].contains(input))
                    }
                    await gate.settled()
                    if input == "issued" { push.goOnline(true) }
                }
                let names = ["register": "request", "hand_over": "keep t1", "forget": "forget", "delete": "delete"]
                let calls = wanted.compactMap { names[$0[0]] }
                // A token is asked for at the opening, at the yes, and by the step: how often is nobody's promise.
                let others = calls.filter { $0 != "request" }
                #expect(await eventually { push.askedFor == others }, "\(one.name): \(push.asked)")
                if calls.contains("request") { #expect(await eventually { push.isRequested }, "\(one.name)") }
                if !isOpen { #expect(!push.isRequested, "\(one.name)") }
            }

            private func held(_ model: SordinoFlowModel, _ one: Vectors.Case, calls: [String]) async throws {
                let last = try #require(one.want["steps"]?.items.last?.string)
                let words = one.want["screen"]?.items.map { $0.string ?? "" } ?? []
                switch last {
                case "write", "refresh": #expect(calls.last == last, "\(one.name)")
                case "share_card": #expect(await model.isSharing, "\(one.name)")
                case "open_settings": #expect(await model.isLeading, "\(one.name)")
                case "ask_consent": #expect(await model.stage == .asksConsent, "\(one.name)")
                case "nothing": #expect(await model.said == nil, "\(one.name)")
                default: #expect(await model.said == words, "\(one.name)")
                }
            }
        }
    }

    /// Answers as a case says, one input after the other.
    private final class ScriptedStore: CardStore {
        private struct State {
            var inputs: ArraySlice<[String]>
            var access = CardAccess.notDetermined
            var calls: [String] = []
        }

        private let state: Locked<State>

        init(_ flow: Json) { state = Locked(State(inputs: flow.items.map { $0.items.map { $0.string ?? "" } }[...])) }

        var access: CardAccess { state.with { $0.access } }

        var calls: [String] { state.with { $0.calls } }

        /// The next input, with what the system says at that moment.
        func next() -> String? {
            state.with { state in
                guard let input = state.inputs.popFirst() else { return nil }
                let words: [String: CardAccess] = [
                    "not_determined": .notDetermined, "restricted": .restricted, "denied": .denied,
                    "limited": .limited, "authorized": .authorized,
                ]
                state.access = words[input[1]] ?? .denied
                return input[0]
            }
        }

        func ask() async { #expect([nil, "returned"].contains(next())) }

        func write(_ card: CardContent) async -> CardWritten { answer("write") }

        func refresh(_ card: CardContent) async -> CardWritten { answer("refresh") }

        private func answer(_ call: String) -> CardWritten {
            state.with { $0.calls.append(call) }
            return switch next() {
            case "saved_known": .saved(id: "7")
            case "changed": .changed
            case "gone": .gone
            default: .failed
            }
        }
    }

    @MainActor
    extension SordinoFlowModel {
        var isAsked: Bool { if case .asked = stage { true } else { false } }
        var isSharing: Bool { if case .shares = stage { true } else { false } }
        var isLeading: Bool { if case .leads = stage { true } else { false } }

        /// The words of what is shown now.
        var said: [String]? {
            switch stage {
            case .asked(let screen), .told(let screen): [screen.title, screen.text, screen.agree, screen.decline]
            default: nil
            }
        }

        fileprivate func play(_ act: String) async {
            switch act {
            case "start": await start()
            case "agree": await answer(agrees: true)
            case "decline": await answer(agrees: false)
            case "returned": await returned()
            case "saved_unknown": await shared(true)
            case "not_saved": await shared(false)
            default: break
            }
        }
    }

    extension UNAuthorizationStatus {
        fileprivate init?(word: String) {
            let words: [String: UNAuthorizationStatus] = [
                "not_determined": .notDetermined, "denied": .denied, "authorized": .authorized,
                "provisional": .provisional, "ephemeral": .ephemeral,
            ]
            guard let status = words[word] else { return nil }
            self = status
        }
    }

    extension FakeNotifications.Answer {
        fileprivate static func of(_ word: String) -> FakeNotifications.Answer {
            switch word {
            case "authorized": .allow
            case "denied": .deny
            default: .leave
            }
        }
    }
#endif
