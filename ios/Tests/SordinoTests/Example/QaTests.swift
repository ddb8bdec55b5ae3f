#if os(Linux)
    import AppleFoundation
    import Foundation
    import SordinoTesting
    import SwiftUI
    import Testing
    import UIKit
    import UserNotifications

    import enum SordinoCore.Reply
    import struct SordinoCore.Answer
    import struct SordinoCore.Request

    @testable import OnCallExample
    @testable import Sordino
    @testable import SordinoKit

    extension OneApp {
        /// Plays the QA page of the example's README from top to bottom: its views on the stand-ins, the core as it is.
        @MainActor
        @Suite struct QaTests {
            private let place: Place
            private let wire = Wire()

            init() throws { place = try Place() }

            /// The app, as it starts.
            private func app() async throws -> (OnCall, PushTokenGate) {
                let gate = Starting.gate()
                let options = Starting.toServers("http://127.0.0.1:8000/v1", "http://127.0.0.1:8001/1", gate)
                let platform = TestPlatform(
                    try Data(contentsOf: Made.policy()), in: place.url, keys: FileKeys(in: place.url), transport: wire)
                let sordino = SordinoSDK(Running(options, platform))
                await sordino.settled()
                Exceptions.beginAnew()
                Exceptions.take(for: sordino.running)
                return (OnCall(sordino, gate), gate)
            }

            @Test("every step of the page shows what the page says")
            func page() async throws {
                let text = try String(
                    contentsOf: Vectors.root.appendingPathComponent("examples/ios/README.md"), encoding: .utf8)
                let steps = Step.of(text)
                #expect(steps.count > 15)
                FakeNotifications.beginAnew(answer: .allow)
                FakeRegistrations.all = []
                var (app, gate) = try await app()
                let phone = Phone(AlertsView(app: app))
                for step in steps {
                    wire.forget()
                    for label in step.press {
                        // A person touches what the screen says by now.
                        await app.settings.load()
                        switch label {
                        case "Network off": wire.isOn = false
                        case "Network on": wire.isOn = true
                        case "Save":
                            #expect(await eventually { phone.sheet != nil }, "the share sheet opens")
                            try #require(phone.sheet).close(didShare: true)
                        // The dialog is the system's, and was answered as it came.
                        case "Allow": break
                        case "Start again":
                            (app, gate) = try await self.app()
                            phone.start(AlertsView(app: app))
                        default: try await phone.press(label)
                        }
                        if FakeRegistrations.all.last == true { gate.issued(deviceToken: Data([1, 2])) }
                    }
                    let sordino = app.sordino
                    let holds = await eventually {
                        await sordino.flush()
                        app.look()
                        let texts = phone.texts
                        let bodies = wire.bodies
                        return step.seen.allSatisfy { said in texts.contains { $0.contains(said) } }
                            && step.arrived.allSatisfy(bodies.contains)
                            // "Turning on …" is not the end of it.
                            && !texts.contains { $0.hasSuffix("…") }
                    }
                    #expect(holds, "\(step); seen \(phone.texts); arrived \(wire.bodies)")
                    for said in step.unseen { #expect(!phone.texts.contains { $0.contains(said) }, "\(step): \(said)") }
                    if step.arrived.isEmpty { #expect(wire.bodies.isEmpty, "\(step)") }
                    for raw in ["usr_", "cus_", "Ada", "ada.kestner", "alr-20", "901820"] {
                        #expect(!wire.bodies.contains(raw), "\(step): \(raw) arrived")
                    }
                    if !holds { break }
                }
                #expect(await eventually { FakeRegistrations.all.last == false })
                #expect(FakeRegistrations.all.first == true)
                phone.end()
            }
        }
    }

    /// The network, and what went over it.
    private final class Wire: Transport {
        private let state = Locked((isOn: true, requests: [Request]()))

        var isOn: Bool {
            get { state.with { $0.isOn } }
            set { state.with { $0.isOn = newValue } }
        }

        func forget() { state.with { $0.requests = [] } }

        var bodies: String {
            state.with { $0.requests }.map { request in
                String(decoding: (try? gunzip(bytes: request.body)) ?? request.body, as: UTF8.self)
            }.joined(separator: "\n")
        }

        func send(_ request: Request, _ flight: Flight) async -> Reply {
            state.with { state in
                guard state.isOn else { return .failed }
                state.requests.append(request)
                return .answered(answer: Answer(status: 200))
            }
        }
    }

    /// A row of the page: what to press, and what must be seen then, on the phone and at the servers.
    private struct Step: CustomStringConvertible {
        let number: String
        let press: [String]
        let seen: [String]
        let unseen: [String]
        let arrived: [String]

        var description: String { "step \(number)" }

        static func of(_ page: String) -> [Step] {
            let table = page.components(separatedBy: "## What QA presses").dropFirst().first ?? ""
            let rows = table.components(separatedBy: "\n## ")[0].split(separator: "\n")
            return rows.filter { $0.hasPrefix("| ") && $0.dropFirst(2).first?.isNumber == true }.map { row in
                let cells = row.components(separatedBy: "|").dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
                // "not `this`" must not be seen.
                let parts = cells[2].components(separatedBy: "`")
                let quoted = parts.indices.filter { $0 % 2 == 1 }
                let isUnseen = { (at: Int) in parts[at - 1].hasSuffix("not ") }
                return Step(
                    number: cells[0], press: Self.quoted(cells[1]),
                    seen: quoted.filter { !isUnseen($0) }.map { parts[$0] },
                    unseen: quoted.filter(isUnseen).map { parts[$0] }, arrived: Self.quoted(cells[3]))
            }
        }

        private static func quoted(_ cell: String) -> [String] {
            let parts = cell.components(separatedBy: "`")
            return parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
        }
    }
#endif
