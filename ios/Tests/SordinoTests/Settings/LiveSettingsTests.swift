import Foundation
import SordinoCore
import SordinoKit
import Testing

@testable import Sordino

/// The screens over a Sordino that runs, with the example's policy.
@MainActor
@Suite struct LiveSettingsTests {
    let place: Place
    let sordino: SordinoSDK

    init() async throws {
        place = try Place()
        sordino = SordinoSDK.inPlace(place.url, policy: try Data(contentsOf: Made.policy()))
        await sordino.settled()
        try await sordino.limit(.age, allows: true)
    }

    private func row(_ model: SordinoSettingsModel, _ id: String) -> SordinoSettingsModel.Row? {
        model.sections.flatMap(\.rows).first { $0.id == id }
    }

    /// The crash reports' row of the example.
    private func crashes(_ model: SordinoSettingsModel) -> SordinoSettingsModel.Row? {
        row(model, "purpose.\(sordino.crashReports.ids.first ?? "")")
    }

    @Test("first run, refuse, allow, off, restart")
    func wholeWay() async throws {
        let prompts = SordinoPromptModel(sordino, locale: "en")
        await prompts.load()
        let first = try #require(prompts.prompt)
        #expect(first.kind == .firstRun && prompts.buttons.count == 3)
        #expect(sordino.statuses.allSatisfy { !$0.open })
        await prompts.answer(.allowNone)
        #expect(prompts.prompt == nil && prompts.failure == nil)
        #expect(sordino.statuses.allSatisfy { !$0.open })

        let model = SordinoSettingsModel(sordino, locale: "en")
        await model.load()
        let id = try #require(crashes(model)?.id)
        #expect(model.title == "Privacy" && crashes(model)?.lines == ["Off"])
        model.set(id, on: true)
        #expect(await eventually { crashes(model)?.isOn == true })
        #expect(sordino.crashReports.isOpen && crashes(model)?.lines.first?.hasPrefix("On since ") == true)
        model.set(id, on: false)
        #expect(crashes(model)?.lines == ["Turning off …"])
        #expect(await eventually { crashes(model)?.lines.first?.hasPrefix("Off.") == true })
        #expect(!sordino.crashReports.isOpen)

        let again = SordinoSDK.inPlace(place.url, policy: try Data(contentsOf: Made.policy()))
        await again.settled()
        let later = SordinoPromptModel(again, locale: "en")
        await later.load()
        #expect(later.isLoaded && later.prompt == nil)
        let record = SordinoHistoryModel(LiveSettings(running: again.running), locale: "en")
        await record.readOn()
        #expect(record.rows.first?.row.title.hasSuffix(": off") == true && record.rows.count >= 3)
        #expect(record.rows.first?.row.detail.hasSuffix("Settings") == true)
    }

    @Test("choosing puts the question off")
    func choose() async throws {
        let prompts = SordinoPromptModel(sordino, locale: "en")
        await prompts.load()
        await prompts.answer(.choose)
        #expect(prompts.wantsSettings && sordino.statuses.allSatisfy { !$0.open })
        await prompts.load()
        #expect(prompts.prompt == nil)
    }

    @Test("the texts are in the language asked for")
    func german() async throws {
        let model = SordinoSettingsModel(sordino, locale: "de-AT")
        await model.load()
        #expect(model.title == "Datenschutz" && model.texts?.turningOff == "Wird ausgeschaltet …")
        model.set(crashes(model)?.id ?? "", on: true)
        #expect(await eventually { crashes(model)?.isOn == true })
        let record = try await sordino.exportChoices()
        #expect(record.contains("\"de\""))
    }

    @Test("an unknown locale shows texts, never names")
    func unknownLocale() async throws {
        let model = SordinoSettingsModel(sordino, locale: "tlh-Latn")
        await model.load()
        #expect(model.stage == .shown && !model.title.isEmpty)
        for row in model.sections.flatMap(\.rows) { #expect(!row.label.isEmpty && !row.label.contains("_")) }
    }

    @Test("another process's off is seen")
    func elsewhere() async throws {
        try await sordino.crashReports.turnOn()
        let model = SordinoSettingsModel(sordino, locale: "en")
        let following = Task { await model.follow() }
        #expect(await eventually { crashes(model)?.isOn == true })
        let other = SordinoSDK.inPlace(place.url, policy: try Data(contentsOf: Made.policy()))
        try await other.crashReports.turnOff()
        #expect(await eventually { crashes(model)?.isOn == false })
        following.cancel()
    }

    @Test("a process that ended between the tap and the receipt leaves what was written")
    func endedInBetween() async throws {
        try await sordino.crashReports.turnOn()
        let model = SordinoSettingsModel(sordino, locale: "en")
        await model.load()
        let id = try #require(crashes(model)?.id)
        let hold = DispatchSemaphore(value: 0)
        sordino.running.queue.async { hold.wait() }
        model.set(id, on: false)
        #expect(crashes(model)?.lines == ["Turning off …"])
        let next = SordinoSDK.inPlace(place.url, policy: try Data(contentsOf: Made.policy()))
        await next.settled()
        let after = SordinoSettingsModel(next, locale: "en")
        await after.load()
        #expect(crashes(after)?.isOn == true && crashes(after)?.isUnderWay == false)
        hold.signal()
        #expect(await eventually { crashes(model)?.isUnderWay == false })
        // A process looks for another one's choices once a second.
        let isSeen = await eventually {
            await after.load()
            return crashes(after)?.isOn == false
        }
        #expect(isSeen && crashes(after)?.lines == ["Off"])
    }

    @Test("an interest is objected to and never consented to")
    func objection() async throws {
        let policies = try #require(try Vectors.file("settings")["given"]?["policies"])
        let own = try Place()
        let app = SordinoSDK.inPlace(own.url, policy: Data(try #require(policies["plain"]).text.utf8))
        await app.settled()
        let advice = app.purpose("advice")
        try await advice.choose(.informed)
        let model = SordinoSettingsModel(app, locale: "en")
        await model.load()
        #expect(row(model, "purpose.advice")?.isOn == true)
        model.set("purpose.advice", on: false)
        #expect(await eventually { row(model, "purpose.advice")?.isUnderWay == false })
        #expect(advice.state == .objected && row(model, "purpose.advice")?.isOn == false)
        model.set("purpose.advice", on: true)
        #expect(await eventually { row(model, "purpose.advice")?.isOn == true })
        #expect(advice.state == .objectionWithdrawn)
    }

    @Test("an organisation's lock is told and stays")
    func organisation() async throws {
        try await sordino.crashReports.turnOn()
        try await sordino.limit(.organisation, allows: false)
        let model = SordinoSettingsModel(sordino, locale: "en")
        await model.load()
        let row = try #require(crashes(model))
        #expect(!row.isOn && !row.isChangeable && row.lines.contains("Your organisation turned this off."))
        model.set(row.id, on: true)
        #expect(crashes(model)?.isUnderWay == false && !sordino.crashReports.isOpen)
    }

    @Test("a locked key store shows everything off")
    func lockedKeys() async throws {
        let locked = SordinoSDK.inPlace(
            place.url, policy: try Data(contentsOf: Made.policy()), keys: LockedKeys())
        await locked.settled()
        let model = SordinoSettingsModel(locked, locale: "en")
        await model.load()
        let switches = model.sections.flatMap(\.rows).filter { $0.kind == .toggle }
        #expect(!switches.isEmpty && switches.allSatisfy { !$0.isOn && !$0.isChangeable && $0.lines.count > 1 })
    }

    @Test("a start that failed says so in words")
    func failedStart() async throws {
        let failed = SordinoSDK.inPlace(place.url, policy: Data("{}".utf8))
        await failed.settled()
        let model = SordinoSettingsModel(failed, locale: "en")
        await model.load()
        #expect(model.stage == .unavailable && model.sections.isEmpty && model.texts?.unavailable.isEmpty == false)
    }

    @Test("a screen is read while a choice waits")
    func whileWaiting() async throws {
        let model = SordinoSettingsModel(sordino, locale: "en")
        let hold = DispatchSemaphore(value: 0)
        sordino.running.queue.async { hold.wait() }
        await model.load()
        #expect(model.stage == .shown)
        hold.signal()
    }

    @Test("erasing turns everything off and says so")
    func erase() async throws {
        try await sordino.crashReports.turnOn()
        let model = SordinoSettingsModel(sordino, locale: "en")
        await model.load()
        model.askToErase()
        model.answer(try #require(model.question), doIt: true)
        #expect(await eventually { row(model, "action.erase")?.lines == [model.texts?.erased ?? ""] })
        #expect(!sordino.crashReports.isOpen && crashes(model)?.isOn == false)
    }

    @Test("an old no is taken over, and no yes undone")
    func oldNo() async throws {
        let crashes = try #require(sordino.crashReports.ids.first)
        try await sordino.importRefusal(of: crashes, how: "old_switch")
        #expect(sordino.purpose(crashes).state == .refused)
        try await sordino.purpose(crashes).turnOn()
        try await sordino.importRefusal(of: crashes, how: "old_switch")
        #expect(sordino.purpose(crashes).isOpen)
    }
}

/// A key store before the first unlock.
private final class LockedKeys: KeyStore {
    func load(name: String) throws -> Data? { throw KeyStoreError.Locked }
    func store(name: String, bytes: Data) throws { throw KeyStoreError.Locked }
    func delete(name: String) throws { throw KeyStoreError.Locked }
}
