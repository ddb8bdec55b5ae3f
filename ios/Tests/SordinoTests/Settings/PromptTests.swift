import Foundation
import Testing

@testable import Sordino

/// The first question decides nothing by itself.
@MainActor
@Suite struct PromptTests {
    let fake = FakeSettings()
    let said = Locked<[String]>([])
    let model: SordinoPromptModel

    init() async {
        let said = said
        model = SordinoPromptModel(fake, locale: nil) { text in said.with { $0.append(text) } }
        fake.set { $0.prompts = [.firstRun] }
        await model.load()
    }

    @Test("showing the question decides nothing")
    func shown() {
        #expect(model.prompt == .firstRun && fake.asked == [])
        #expect(model.buttons.map(\.title) == ["Allow none", "Allow all", "Choose"])
    }

    @Test("one purpose has two buttons")
    func onePurpose() async {
        let asked = Prompt.firstRun
        fake.set { state in
            state.prompts = [
                Prompt(
                    kind: .renewal, title: asked.title, text: asked.text, news: ["New since 1 March."],
                    purposes: [asked.purposes[0]], allowNone: "Don't allow", allowAll: "Allow", choose: "",
                    notSaved: asked.notSaved)
            ]
        }
        await model.load()
        #expect(model.buttons.map(\.title) == ["Don't allow", "Allow"])
        await model.answer(.allowNone)
        #expect(fake.asked == ["allowNone crash_reports renewal"] && model.prompt == nil)
    }

    @Test("each answer is for every purpose asked", arguments: PromptAnswer.allCases)
    func answers(_ answer: PromptAnswer) async {
        await model.answer(answer)
        #expect(fake.asked == ["\(answer) crash_reports usage first_run"])
        #expect(model.prompt == nil && model.wantsSettings == (answer == .choose))
    }

    @Test("an answer that is not saved keeps the question")
    func notSaved() async {
        fake.set { $0.failure = .NoRoom }
        await model.answer(.allowNone)
        #expect(model.prompt == .firstRun && model.failure == "Not saved. Try again." && !model.isSaving)
        #expect(said.with { $0 } == ["Not saved. Try again."])
        fake.set { $0.failure = nil }
        await model.answer(.allowNone)
        #expect(model.prompt == nil && model.failure == nil)
    }

    @Test("double taps save one answer")
    func doubleTap() async {
        fake.gate.hold()
        let first = Task { await model.answer(.allowNone) }
        #expect(await eventually { fake.gate.count == 1 })
        #expect(model.isSaving)
        var isOver = false
        let second = Task {
            await model.answer(.allowAll)
            isOver = true
        }
        #expect(await eventually { isOver || fake.gate.count == 2 })
        fake.gate.letGo()
        await first.value
        await second.value
        #expect(fake.asked == ["allowNone crash_reports usage first_run"])
    }

    @Test("a renewal follows the first question")
    func next() async {
        let renewal = Prompt(
            kind: .renewal, title: "Again?", text: "", news: ["New"], purposes: Prompt.firstRun.purposes,
            allowNone: "No",
            allowAll: "Yes", choose: "", notSaved: "")
        fake.set { $0.prompts = [.firstRun, renewal] }
        await model.answer(.allowNone)
        #expect(model.prompt == renewal)
    }
}
