#if os(Linux)
    import Foundation
    import SwiftUI
    import Testing

    @testable import Sordino

    /// What the views draw, read from the stand-in for SwiftUI. On a Mac the real one draws it.
    @MainActor
    @Suite struct SettingsViewTests {
        let fake = FakeSettings([
            .crashes, .pushes,
            .purpose(
                "usage", "Usage statistics", on: false, changeable: false,
                reasons: ["Your organisation turned this off."]),
            .other("action.history", .action, "Past choices"), .other("action.export", .action, "Export"),
            .other("action.erase", .action, "Erase"),
            .other("link.policy", .link, "Privacy policy", target: "https://example.com/privacy"),
            .other("link.system", .link, "System settings", target: "system.app"),
        ])
        let model: SordinoSettingsModel

        init() async {
            model = SordinoSettingsModel(fake, locale: nil) { _ in }
            await model.load()
        }

        private var drawn: [Drawn] { draw(SordinoSettingsView(model: model)).flatMap(\.all) }

        private func theSwitch(_ label: String) -> Drawn? {
            drawn.first { $0.kind == "Toggle" && $0.texts.first == label }
        }

        @Test("a switch is bound to the model alone")
        func bound() async throws {
            let before = try #require(theSwitch("Crash reports"))
            #expect(before.isOn?.wrappedValue == true)
            fake.gate.hold()
            before.isOn?.wrappedValue = false
            // The same switch, drawn before the tap, and one that is drawn anew.
            #expect(before.isOn?.wrappedValue == false && theSwitch("Crash reports")?.isOn?.wrappedValue == false)
            #expect(drawn.contains { $0.texts == ["Turning off …"] })
            fake.gate.letGo()
            #expect(await eventually { drawn.contains { $0.texts == ["Off. 12 waiting reports deleted."] } })
        }

        @Test("a tap that is asked about moves no switch")
        func asked() throws {
            let before = try #require(theSwitch("Alert pushes"))
            before.isOn?.wrappedValue = false
            #expect(before.isOn?.wrappedValue == true && fake.asked == [])
            let alert = try #require(drawn.first { $0.kind == "Form" }?.beside.first { $0.name == "alert" })
            #expect(
                alert.inside.flatMap(\.texts) == [
                    "Turn off alert pushes?", "Alerts then come only by text message or call.", "Keep on", "Turn off",
                ])
            let buttons = alert.inside.flatMap(\.all).filter { $0.kind == "Button" }
            buttons[0].tap?()
            #expect(model.question == nil && before.isOn?.wrappedValue == true)
        }

        @Test("a restored switch decides nothing")
        func restored() {
            // Drawing says nothing to anybody, however often.
            for _ in 0..<3 { _ = drawn }
            for toggle in drawn where toggle.kind == "Toggle" { _ = toggle.isOn?.wrappedValue }
            #expect(fake.asked == [])
        }

        @Test("a switch is named, explained and never says on")
        func named() throws {
            let toggle = try #require(theSwitch("Crash reports"))
            #expect(toggle.texts == ["Crash reports", "After a crash, sends where in the app it happened."])
            #expect(toggle.modifier("accessibilityHint") == "Sends reports to our server.")
            #expect(!toggle.texts.contains { $0.hasSuffix(": on") || $0.hasSuffix(": off") })
        }

        @Test("a locked switch is dim, its text is not")
        func locked() throws {
            let toggle = try #require(theSwitch("Usage statistics"))
            #expect(toggle.modifier("disabled") == "true" && toggle.modifiers.contains { $0.name == "labelsHidden" })
            let row = try #require(drawn.first { $0.kind == "HStack" && $0.texts.first == "Usage statistics" })
            let text = try #require(row.inside.first)
            #expect(text.kind == "VStack" && text.modifier("disabled") == nil)
            // Read once, by its switch.
            #expect(text.modifier("accessibilityHidden") == "true")
            #expect(
                drawn.contains { $0.texts == ["Off", "Your organisation turned this off."] && $0.kind == "VStack" })
        }

        @Test("what can be tapped is at least 44 points high")
        func targets() {
            let tapped = drawn.filter {
                ["Button", "Link", "NavigationLink", "DisclosureGroup", "ShareLink"].contains($0.kind)
            }
            #expect(tapped.count >= 6)
            for one in tapped {
                #expect(one.inside.first?.modifier("minHeight") == "44", "\(one.kind) \(one.texts)")
            }
        }

        @Test("every text wraps and grows with the type size")
        func type() {
            for text in drawn where text.kind == "Text" {
                #expect(["body", "subheadline", "headline", "title", nil].contains(text.modifier("font")))
                #expect(text.modifier("lineLimit") == nil)
            }
            #expect(drawn.filter { $0.kind == "VStack" }.allSatisfy { $0.modifier("fixedSize") == "wraps" })
            #expect(drawn.filter { $0.kind == "VStack" }.allSatisfy { $0.modifier("alignment") == "leading" })
        }

        @Test("details are a tap away and named")
        func details() throws {
            let group = try #require(drawn.first { $0.kind == "DisclosureGroup" })
            #expect(
                group.texts == [
                    "Details", "Our crash server · Germany · Kept 90 days", "Our crash server: Privacy policy",
                    "Waiting reports are deleted.", "Turn it off here at any time.",
                ])
            #expect(group.inside.first?.modifier("accessibilityLabel") == "Crash reports: Details")
            #expect(group.all.first { $0.kind == "Link" }?.destination?.absoluteString == "https://example.com/privacy")
        }

        @Test("a failed off offers to try again")
        func again() async throws {
            fake.set { $0.failure = .ClosedUntilRestart }
            theSwitch("Crash reports")?.isOn?.wrappedValue = false
            #expect(await eventually { drawn.contains { $0.kind == "Button" && $0.texts == ["Try again"] } })
            #expect(theSwitch("Crash reports")?.isOn?.wrappedValue == false)
            fake.set { $0.failure = nil }
            drawn.first { $0.kind == "Button" && $0.texts == ["Try again"] }?.tap?()
            #expect(await eventually { drawn.contains { $0.texts == ["Off. 12 waiting reports deleted."] } })
        }

        @Test("export, past choices and erasure are there")
        func actions() throws {
            #expect(drawn.contains { $0.kind == "ShareLink" && $0.texts == ["Export"] })
            let link = try #require(drawn.first { $0.kind == "NavigationLink" && $0.texts.first == "Past choices" })
            #expect(link.beside.first?.inside.first?.kind == "List")
            drawn.first { $0.kind == "Button" && $0.texts == ["Erase"] }?.tap?()
            #expect(model.question?.asked.title == "Erase everything?" && fake.asked == [])
        }

        @Test("a row leads to the system's settings")
        func system() {
            let link = drawn.first { $0.kind == "Link" && $0.texts == ["System settings"] }
            #expect(link?.destination?.absoluteString == UIApplication.openSettingsURLString)
        }

        @Test("what cannot be read says so")
        func unavailable() async {
            fake.set { $0.isUnreadable = true }
            await model.load()
            #expect(drawn.filter { $0.kind == "Text" }.map(\.text) == ["Your choices cannot be read now."])
        }

        @Test("each past choice is one row, read as one")
        func history() async throws {
            fake.set { $0.past = [HistoryRow(title: "Crash reports: off", detail: "28 Nov 2026, 14:32 · Settings")] }
            let view = SordinoHistoryView(model: model)
            for task in draw(view).flatMap(\.tasks) { await task() }
            let rows = draw(view).flatMap(\.all).filter { $0.modifier("accessibilityElement") == "combine" }
            #expect(rows.map(\.texts) == [["Crash reports: off", "28 Nov 2026, 14:32 · Settings"]])
        }

        @Test("a controller holds the view for UIKit")
        func controller() {
            let prompt = SordinoPromptViewController(model: SordinoPromptModel(fake, locale: nil) { _ in }) { _ in }
            #expect(prompt.isModalInPresentation && prompt.modalPresentationStyle == .fullScreen)
        }
    }

    /// Yes and no look the same.
    @MainActor
    @Suite struct PromptViewTests {
        let fake = FakeSettings()
        let model: SordinoPromptModel

        init() async {
            model = SordinoPromptModel(fake, locale: nil) { _ in }
            fake.set { $0.prompts = [.firstRun] }
            await model.load()
        }

        private func drawn(_ done: @escaping @MainActor (Bool) -> Void = { _ in }) -> [Drawn] {
            draw(SordinoPromptView(model: model, done: done)).flatMap(\.all)
        }

        @Test("yes and no differ by their title alone")
        func equal() {
            let buttons = drawn().filter { $0.kind == "Button" }
            #expect(buttons.map(\.texts) == [["Allow none"], ["Allow all"], ["Choose"]])
            func style(_ button: Drawn) -> [String] {
                (button.modifiers + button.inside.flatMap(\.modifiers)).map { "\($0.name) \($0.value)" }
            }
            #expect(Set(buttons.map(style)).count == 1)
            #expect(buttons[0].modifier("buttonStyle") == "BorderedButtonStyle")
            #expect(buttons[0].modifier("controlSize") == "large")
            #expect(buttons[0].inside.first?.modifier("frame") == "full")
        }

        @Test("nothing is switched on before a choice")
        func noneOn() {
            #expect(!drawn().contains { $0.kind == "Toggle" })
        }

        @Test("the question is a heading, then what is asked")
        func reading() {
            let texts = drawn().first { $0.kind == "ScrollView" }?.inside.flatMap(\.texts) ?? []
            #expect(
                texts.prefix(3) == [
                    "May this app send reports?", "Both are off. The app works without them.", "Crash reports",
                ])
            #expect(drawn().first { $0.kind == "Text" }?.modifier("accessibilityAddTraits") == "isHeader")
        }

        @Test("the screen cannot be swiped away")
        func stays() {
            #expect(drawn().first?.modifier("interactiveDismissDisabled") == "true")
        }

        @Test("buttons scroll with larger type", arguments: DynamicTypeSize.allCases)
        func larger(_ size: DynamicTypeSize) {
            FakeEnvironment.values.dynamicTypeSize = size
            defer { FakeEnvironment.values.dynamicTypeSize = .large }
            let scroll = drawn().first { $0.kind == "ScrollView" }
            let inside = scroll?.inside.flatMap(\.all).filter { $0.kind == "Button" }.count
            let below = scroll?.beside.first { $0.name == "safeAreaInset" }?.inside.flatMap(\.all)
                .filter { $0.kind == "Button" }.count
            #expect((inside, below ?? 0) == (size >= .xxxLarge ? (3, 0) : (0, 3)))
        }

        @Test("a press answers once and ends the screen")
        func press() async {
            let ended = Locked<[Bool]>([])
            let button = drawn { wants in ended.with { $0.append(wants) } }.first { $0.kind == "Button" }
            button?.tap?()
            #expect(await eventually { ended.with { $0 } == [false] })
            #expect(fake.asked == ["allowNone crash_reports usage first_run"])
        }

        @Test("an answer that is not saved is told")
        func notSaved() async {
            fake.set { $0.failure = .NoRoom }
            drawn().first { $0.kind == "Button" }?.tap?()
            #expect(await eventually { drawn().contains { $0.text == "Not saved. Try again." } })
            #expect(drawn().filter { $0.kind == "Button" }.count == 3)
        }
    }
#endif
