#if os(Linux)
    import Foundation
    import SwiftUI
    import Testing
    import UIKit
    import UserNotifications

    @testable import Sordino
    @testable import SordinoKit

    extension OneApp {
        /// The push flow from the tap to the end, with the real core; the system's dialog and settings are stand-ins.
        @Suite struct PushFlowTests {
            private let place: Place

            init() throws { place = try Place() }

            private func app(
                on purposes: [String] = ["alerts"], policy name: String = "plain", gate: PushTokenGate? = nil
            ) async throws -> SordinoSDK {
                let policies = try #require(try Vectors.file("push")["given"]?["policies"])
                let policy = try #require(policies[name]).text
                var options = Options()
                options.vendors = gate.map { [$0] } ?? []
                let sordino = SordinoSDK.inPlace(place.url, policy: Data(policy.utf8), options: options)
                await sordino.settled()
                for purpose in purposes { try await sordino.purpose(purpose).turnOn() }
                return sordino
            }

            @Test("the dialog comes after a primer with one button, and asks for no quiet delivery")
            @MainActor func dialog() async throws {
                FakeNotifications.beginAnew(answer: .allow)
                let model = SordinoFlowModel.push(try await app())
                await model.start()
                #expect(model.said?[2...] == ["Continue", ""])
                #expect(FakeNotifications.dialogs == [])
                await model.answer(agrees: true)
                #expect(FakeNotifications.dialogs == [[.alert, .sound, .badge]])
                #expect(model.said == ["Alerts on duty", "On", "", ""])
            }

            @Test(
                "a critical category is asked for as such where Apple granted the entitlement",
                arguments: [true, false])
            @MainActor func critical(_ isEntitled: Bool) async throws {
                FakeNotifications.beginAnew(answer: .allow, criticalEntitlement: isEntitled)
                let sordino = try await app(policy: "critical")
                let model = SordinoFlowModel.push(sordino)
                await model.start()
                await model.answer(agrees: true)
                #expect(FakeNotifications.dialogs.first?.contains(.criticalAlert) == isEntitled)
                let categories = try await sordino.pushCategories()
                #expect(categories.map(\.interruptionLevel) == [.critical, .active])
                #expect(categories.map(\.open) == [true, false])
                let known = categories.map(\.notificationCategory)
                #expect(known.map(\.identifier) == categories.map(\.id))
                #expect(known.map(\.hiddenPreviewsBodyPlaceholder) == categories.map(\.title))
            }

            @Test("quiet delivery is no consent: the primer and the dialog come all the same")
            @MainActor func quiet() async throws {
                FakeNotifications.beginAnew(.provisional, answer: .allow)
                let model = SordinoFlowModel.push(try await app())
                await model.start()
                await model.answer(agrees: true)
                #expect(model.said?[1] == "On")
            }

            @Test("a denial closes the purpose, has the token deleted, and is not asked about again")
            @MainActor func denied() async throws {
                FakeNotifications.beginAnew(answer: .deny)
                let push = FakePush()
                let gate = PushTokenGate("wire", service: push, server: push)
                let sordino = try await app(gate: gate)
                gate.issued("t1")
                await gate.settled()
                let model = SordinoFlowModel.push(sordino)
                await model.start()
                await model.answer(agrees: true)
                #expect(model.said?[1].hasPrefix("Notifications are off in system settings.") == true)
                #expect(!sordino.purpose("alerts").isOpen)
                #expect(await eventually { push.askedFor == ["keep t1", "forget", "delete"] })
                await model.start()
                #expect(model.said?[2...] == ["Open settings", "Not now"])
                #expect(FakeNotifications.dialogs.count == 1)
            }

            @Test("what the person allows in the settings opens the purpose once they are back")
            @MainActor func settings() async throws {
                FakeNotifications.beginAnew(.denied)
                let sordino = try await app()
                let model = SordinoFlowModel.push(sordino)
                await model.start()
                #expect(!sordino.purpose("alerts").isOpen)
                await model.answer(agrees: true)
                let url = try #require(URL(string: UIApplication.openNotificationSettingsURLString))
                #expect(model.stage == .leads(url))
                FakeNotifications.set(.authorized)
                await model.returned()
                #expect(model.said?[1] == "On")
                #expect(sordino.purpose("alerts").isOpen)
            }

            @Test("a change in the settings is seen as the app comes to the front", arguments: [true, false])
            func front(_ allows: Bool) async throws {
                FakeNotifications.beginAnew(allows ? .denied : .authorized)
                let sordino = try await app()
                await sordino.running.lookAtFlows()
                #expect(sordino.purpose("alerts").isOpen == !allows)
                FakeNotifications.set(allows ? .authorized : .denied)
                sordino.running.cameToFront()
                #expect(await eventually { sordino.purpose("alerts").isOpen == allows })
                #expect(FakeNotifications.dialogs == [])
            }

            @Test("marketing has an opt-in of its own, and its own off")
            func marketing() async throws {
                FakeNotifications.beginAnew(.authorized)
                let sordino = try await app()
                let open = try await sordino.pushCategories().filter(\.open).map(\.id)
                #expect(open == ["service"])
                try await sordino.purpose("offers").turnOn()
                try await sordino.purpose("alerts").turnOff()
                #expect(try await sordino.pushCategories().filter(\.open).map(\.marketing) == [true])
            }

            @Test("of two processes that ask at once the later one goes on, and the dialog comes once")
            @MainActor func together() async throws {
                FakeNotifications.beginAnew(answer: .allow)
                let first = SordinoFlowModel.push(try await app())
                await first.start()
                let second = SordinoFlowModel.push(try await app(on: []))
                await second.start()
                #expect(first.isAsked && second.isAsked)
                await second.answer(agrees: true)
                await first.answer(agrees: true)
                #expect(second.said?[1] == "On")
                #expect(first.stage == .done)
                #expect(FakeNotifications.dialogs.count == 1)
            }

            @Test("a category that the policy no longer has is told no more, and its purpose keeps its own off")
            func removed() async throws {
                FakeNotifications.beginAnew(.authorized)
                let before = try await app(on: ["alerts", "offers"])
                #expect(try await before.pushCategories().map(\.id) == ["service", "marketing"])
                let after = try await app(on: [], policy: "fewer")
                #expect(try await after.pushCategories().map(\.id) == ["service"])
                try await after.purpose("offers").turnOff()
                #expect(!after.purpose("offers").isOpen && after.purpose("alerts").isOpen)
            }

            @Test("a process that ended in the dialog begins with the primer")
            @MainActor func interrupted() async throws {
                FakeNotifications.beginAnew(answer: .leave)
                let first = SordinoFlowModel.push(try await app())
                await first.start()
                let second = SordinoFlowModel.push(try await app(on: []))
                await second.start()
                #expect(second.said == first.said)
                #expect(FakeNotifications.dialogs == [])
            }

            @Test("a flow that cannot be kept shows nothing and asks for nothing")
            @MainActor func unkept() async throws {
                FakeNotifications.beginAnew()
                let sordino = SordinoSDK.inPlace(place.url, policy: Data("{}".utf8))
                let model = SordinoFlowModel.push(sordino)
                await model.start()
                #expect(model.stage == .done)
                await model.answer(agrees: true)
                #expect(FakeNotifications.dialogs == [])
            }
        }
    }
#endif
