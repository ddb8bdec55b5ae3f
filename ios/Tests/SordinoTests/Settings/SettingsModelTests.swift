import Foundation
import Testing

@testable import Sordino

/// A settings screen never shows what does not hold.
@MainActor
@Suite struct SettingsModelTests {
    let fake = FakeSettings([.crashes, .pushes])
    let said = Locked<[String]>([])
    let model: SordinoSettingsModel

    init() async {
        let said = said
        model = SordinoSettingsModel(fake, locale: nil) { text in said.with { $0.append(text) } }
        await model.load()
    }

    private func row(_ id: String = "purpose.crash_reports") -> SordinoSettingsModel.Row? {
        model.sections.flatMap(\.rows).first { $0.id == id }
    }

    private func isSettled() async -> Bool { await eventually { row()?.isUnderWay == false } }

    @Test("a tap to off is answered at once")
    func atOnce() async throws {
        fake.gate.hold()
        model.set("purpose.crash_reports", on: false)
        let shown = try #require(row())
        #expect(!shown.isOn && shown.lines == ["Turning off …"] && !shown.isChangeable)
        fake.gate.letGo()
        #expect(await isSettled())
    }

    @Test("a purpose is shown on only once it is")
    func onOnceOpen() async throws {
        fake.set { $0.rows = [.purpose("crash_reports", "Crash reports", on: false)] }
        await model.load()
        fake.gate.hold()
        model.set("purpose.crash_reports", on: true)
        #expect(row()?.isOn == false && row()?.lines == ["Turning on …"])
        fake.gate.letGo()
        #expect(await eventually { row()?.isOn == true })
        #expect(row()?.lines == ["On since 3 March"])
    }

    @Test("a receipt stands at its row and nowhere else")
    func receipt() async throws {
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { row()?.lines == ["Off. 12 waiting reports deleted."] })
        #expect(row()?.isOn == false && row()?.isChangeable == true)
        #expect(row("purpose.alert_pushes")?.lines == ["On since 3 March"])
        #expect(await eventually { said.with { $0 } == ["Off. 12 waiting reports deleted."] })
    }

    @Test("waiting for a vendor turns into its answer")
    func vendor() async throws {
        fake.set { state in
            state.receipt = ["Off. 2 waiting reports deleted.", "Waiting for Firebase …"]
            state.inTheEnd = ["Off. 2 waiting reports deleted.", "Firebase says off."]
        }
        fake.end.hold()
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { row()?.lines.last == "Waiting for Firebase …" })
        fake.end.letGo()
        #expect(await eventually { row()?.lines.last == "Firebase says off." })
        #expect(
            await eventually {
                said.with { $0 } == ["Off. 2 waiting reports deleted. Waiting for Firebase …", "Firebase says off."]
            })
    }

    @Test("a late vendor does not overwrite a newer change")
    func lateVendor() async throws {
        fake.set { $0.inTheEnd = ["Firebase says off."] }
        fake.end.hold()
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { row()?.isUnderWay == false && row()?.isOn == false && fake.end.count == 1 })
        model.set("purpose.crash_reports", on: true)
        #expect(await eventually { row()?.isOn == true })
        fake.end.letGo()
        await model.load()
        #expect(row()?.lines == ["On since 3 March"])
    }

    @Test("an off held by memory is never shown on")
    func untilRestart() async throws {
        fake.set { $0.failure = .ClosedUntilRestart }
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { row()?.lines.first == "Off until the app restarts; could not be saved. Try again." })
        #expect(row()?.isOn == false && row()?.tryAgain == "Try again")
        // What is read may still say on.
        await model.load()
        #expect(row()?.isOn == false)
        // The switch too asks for the same again, and never for on.
        model.set("purpose.crash_reports", on: true)
        #expect(await eventually { fake.asked.count == 2 && row()?.isUnderWay == false })
        fake.set { $0.failure = nil }
        model.tryAgain("purpose.crash_reports")
        #expect(await eventually { row()?.lines == ["Off. 12 waiting reports deleted."] })
        #expect(fake.asked == Array(repeating: "off crash_reports settings en", count: 3))
    }

    @Test("a failed change shows what is true")
    func failed() async throws {
        fake.set { $0.failure = .NoRoom }
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { row()?.lines == ["Not saved. Try again.", "On since 3 March"] })
        #expect(row()?.isOn == true && row()?.tryAgain == "Try again")
        #expect(said.with { $0 } == ["Not saved. Try again."])
    }

    @Test("a record that cannot be read says so")
    func export() async throws {
        fake.set { $0.rows = [.crashes, .other("action.export", .action, "Export")] }
        await model.load()
        fake.set { $0.failure = .StorageFailed }
        await #expect(throws: SordinoError.StorageFailed) { try await model.export() }
        #expect(row("action.export")?.lines == [SettingsTexts.english.unavailable] && model.isExportFailed)
        #expect(said.with { $0 } == [SettingsTexts.english.unavailable])
        fake.set { $0.failure = nil }
        #expect(try await model.export() == "{}")
        #expect(row("action.export")?.lines == [] && !model.isExportFailed)
    }

    @Test("double taps change a purpose once")
    func doubleTap() async throws {
        fake.gate.hold()
        for _ in 0..<3 { model.set("purpose.crash_reports", on: false) }
        model.set("purpose.crash_reports", on: true)
        #expect(await eventually { fake.gate.count == 1 })
        fake.gate.letGo()
        #expect(await isSettled())
        #expect(fake.asked == ["off crash_reports settings en"])
    }

    @Test("losing alerts is asked about first")
    func question() async throws {
        let id = "purpose.alert_pushes"
        model.set(id, on: false)
        let question = try #require(model.question)
        #expect(question.asked.title == "Turn off alert pushes?" && row(id)?.isOn == true)
        model.answer(question, doIt: false)
        #expect(model.question == nil && row(id)?.isOn == true && fake.asked == [])
        model.set(id, on: false)
        let again = try #require(model.question)
        model.answer(again, doIt: true)
        model.answer(again, doIt: true)
        #expect(await eventually { row(id)?.isOn == false && row(id)?.isUnderWay == false })
        #expect(fake.asked == ["off alert_pushes settings en"])
    }

    @Test("an answer counts after the alert has gone")
    func answerAfterwards() async throws {
        model.set("purpose.alert_pushes", on: false)
        let question = try #require(model.question)
        model.leave()
        #expect(model.question == nil)
        model.answer(question, doIt: true)
        #expect(await eventually { fake.asked == ["off alert_pushes settings en"] })
    }

    @Test("turning on asks nothing first")
    func onAsksNothing() async throws {
        fake.set { $0.rows = [SettingsRow.pushes.with(on: false)] }
        await model.load()
        model.set("purpose.alert_pushes", on: true)
        #expect(model.question == nil)
        #expect(await eventually { row("purpose.alert_pushes")?.isOn == true })
    }

    @Test("an erasure is asked about and told")
    func erase() async throws {
        fake.set { $0.rows.append(.other("action.erase", .action, "Erase")) }
        await model.load()
        model.askToErase()
        let question = try #require(model.question)
        #expect(question.asked.title == "Erase everything?")
        model.answer(question, doIt: true)
        #expect(await eventually { row("action.erase")?.lines == ["Erased."] })
        #expect(fake.asked == ["erase"] && said.with { $0 } == ["Erased."])
    }

    @Test("an erasure that failed says so and can be made again")
    func failedErasure() async throws {
        fake.set { state in
            state.rows.append(.other("action.erase", .action, "Erase"))
            state.failure = .StorageFailed
        }
        await model.load()
        model.askToErase()
        model.answer(try #require(model.question), doIt: true)
        #expect(await eventually { row("action.erase")?.lines == ["Not saved. Try again."] })
        await model.load()
        #expect(row("action.erase")?.lines == ["Not saved. Try again."])
        fake.set { $0.failure = nil }
        model.askToErase()
        model.answer(try #require(model.question), doIt: true)
        #expect(await eventually { row("action.erase")?.lines == ["Erased."] })
    }

    @Test("an off without words shows its state")
    func wordless() async throws {
        fake.set { $0.receipt = [] }
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { row()?.lines == ["Off"] && row()?.isOn == false })
    }

    @Test("an off is never shown on before it was read", arguments: [nil, SordinoError.NoRoom])
    func unread(_ failure: SordinoError?) async throws {
        fake.set { ($0.receipt, $0.failure) = ([], failure) }
        fake.reading.hold()
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { fake.reading.count == 1 })
        #expect(row()?.isOn == false && row()?.lines == ["Turning off …"])
        fake.reading.letGo()
        #expect(await eventually { row()?.isUnderWay == false && row()?.isOn == (failure != nil) })
    }

    @Test("an off that was not saved earlier can be again")
    func unsavedEarlier() async throws {
        fake.set { $0.rows = [SettingsRow.crashes.with(on: false, unsaved: true)] }
        await model.load()
        #expect(row()?.tryAgain == "Try again" && row()?.isOn == false)
        model.tryAgain("purpose.crash_reports")
        #expect(await eventually { fake.asked == ["off crash_reports settings en"] })
    }
}
