import Foundation
import Testing

@testable import Sordino

/// What happens under an open screen.
@MainActor
@Suite struct OddLifeTests {
    let fake = FakeSettings([.crashes, .pushes])
    let model: SordinoSettingsModel

    init() async {
        model = SordinoSettingsModel(fake, locale: nil) { _ in }
        await model.load()
    }

    private func row(_ id: String = "purpose.crash_reports") -> SordinoSettingsModel.Row? {
        model.sections.flatMap(\.rows).first { $0.id == id }
    }

    @Test("another process's change is shown")
    func elsewhere() async throws {
        let following = Task { await model.follow() }
        fake.elsewhere { $0.set("crash_reports", on: false) }
        #expect(await eventually { row()?.isOn == false })
        fake.elsewhere { $0.set("crash_reports", on: true) }
        #expect(await eventually { row()?.isOn == true })
        following.cancel()
    }

    @Test("a receipt goes once the purpose changes elsewhere")
    func staleReceipt() async throws {
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { row()?.lines == ["Off. 12 waiting reports deleted."] })
        // On and off again by another process: not what this receipt is of.
        fake.set { $0.set("crash_reports", on: true) }
        fake.set { $0.set("crash_reports", on: false) }
        await model.load()
        #expect(row()?.lines == ["Off"])
    }

    @Test("an answer read before an off never undoes it")
    func oldAnswer() async throws {
        fake.reading.hold()
        let old = Task { await model.load() }
        #expect(await eventually { fake.reading.count == 1 })
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { fake.reading.count == 2 })
        fake.reading.letGo()
        await old.value
        #expect(row()?.isOn == false)
        #expect(await eventually { row()?.lines == ["Off. 12 waiting reports deleted."] })
    }

    @Test("a question goes with its row")
    func questionGone() async throws {
        model.set("purpose.alert_pushes", on: false)
        let question = try #require(model.question)
        fake.set { $0.rows = [.crashes] }
        await model.load()
        #expect(model.question == nil && row("purpose.alert_pushes") == nil)
        model.answer(question, doIt: true)
        #expect(fake.asked == [])
    }

    @Test("a new policy's rows replace the old")
    func policyUpdate() async throws {
        fake.set { $0.rows = [.purpose("usage", "Usage statistics", on: false)] }
        await model.load()
        #expect(model.sections.flatMap(\.rows).map(\.id) == ["purpose.usage"])
        model.set("purpose.crash_reports", on: false)
        #expect(fake.asked == [])
    }

    @Test("a locked purpose says every reason, and stays")
    func locked() async throws {
        let reasons = ["Your organisation turned this off.", "Not available under 16."]
        fake.set {
            $0.rows = [.purpose("crash_reports", "Crash reports", on: false, changeable: false, reasons: reasons)]
        }
        await model.load()
        #expect(row()?.lines == ["Off"] + reasons && row()?.isChangeable == false)
        model.set("purpose.crash_reports", on: true)
        #expect(fake.asked == [] && row()?.isUnderWay == false)
    }

    @Test("what cannot be read is not shown")
    func unreadable() async throws {
        fake.set { $0.isUnreadable = true }
        await model.load()
        #expect(model.stage == .unavailable && model.sections.isEmpty)
        fake.set { $0.isUnreadable = false }
        await model.load()
        #expect(model.stage == .shown && row()?.isOn == true)
    }

    @Test("a choice is kept in the locale that was shown")
    func unknownLocale() async throws {
        let model = SordinoSettingsModel(fake, locale: "tlh-Latn") { _ in }
        await model.load()
        model.set("purpose.crash_reports", on: false)
        #expect(await eventually { fake.asked == ["off crash_reports settings en"] })
    }

    @Test("ten thousand choices are read as far as seen")
    func longHistory() async throws {
        fake.set { state in
            state.past = (0..<10_000).map { HistoryRow(title: "Crash reports: off", detail: "\($0)") }
        }
        let history = SordinoHistoryModel(fake, locale: nil)
        await history.readOn()
        #expect(history.rows.count == 50 && !history.isWhole)
        await history.cameIntoSight(history.rows[0])
        #expect(history.rows.count == 50)
        await history.cameIntoSight(history.rows[40])
        #expect(history.rows.count == 100 && history.rows.map(\.id) == Array(0..<100))
        #expect(fake.asked == ["history 0", "history 50"])
    }

    @Test("an empty record of choices is whole")
    func emptyHistory() async throws {
        let history = SordinoHistoryModel(fake, locale: nil)
        await history.readOn()
        #expect(history.rows.isEmpty && history.isWhole && history.title == "Past choices")
        await history.readOn()
        #expect(fake.asked == ["history 0"])
    }
}
