#if os(Linux)
    import Foundation
    import SwiftUI
    import Testing
    import UIKit

    @testable import Sordino
    @testable import SordinoKit

    extension OneApp {
        /// What the view of a flow draws, and what its buttons do.
        @MainActor
        @Suite struct FlowViewTests {
            /// Shows one stage after the other.
            private final class Script: Walk {
                private let state: Locked<(stages: [FlowStage], acts: [FlowAct])>

                init(_ stages: [FlowStage]) { state = Locked((stages, [])) }

                var acts: [String] { state.with { $0.acts.map { "\($0)" } } }

                private let held = Locked<(isHeld: Bool, waiting: CheckedContinuation<Void, Never>?)>((false, nil))

                /// What is done from now on is not done before the release.
                func hold() { held.with { $0.isHeld = true } }

                func release() { held.with { $0.waiting.take() }?.resume() }

                func next(_ act: FlowAct) async -> FlowStage {
                    let stage = taken(act)
                    if held.with({ $0.isHeld }) {
                        await withCheckedContinuation { waiting in held.with { $0.waiting = waiting } }
                    }
                    return stage
                }

                private func taken(_ act: FlowAct) -> FlowStage {
                    state.with { state in
                        state.acts.append(act)
                        return state.stages.isEmpty ? .done : state.stages.removeFirst()
                    }
                }
            }

            private let primer = FlowScreen(title: "Alerts", text: "What for.", agree: "Continue", decline: "")
            private let choice = FlowScreen(
                title: "Card", text: "What for.", agree: "Open contacts", decline: "Not now")

            private func shown(_ stages: FlowStage...) async -> (model: SordinoFlowModel, script: Script) {
                let script = Script(stages)
                let model = SordinoFlowModel(script) { nil }
                await model.start()
                return (model, script)
            }

            private func drawn(_ model: SordinoFlowModel) -> [Drawn] {
                draw(SordinoFlowView(model: model) { _ in }).flatMap(\.all)
            }

            private func buttons(_ model: SordinoFlowModel) -> [Drawn] { drawn(model).filter { $0.kind == "Button" } }

            @Test("before a dialog of the system there is one button, and no other way on")
            func oneButton() async {
                let (model, _) = await shown(.asked(primer))
                #expect(buttons(model).map(\.texts) == [["Continue"]])
                #expect(drawn(model).contains { $0.modifier("interactiveDismissDisabled") != nil })
                #expect(drawn(model).filter { ["Toggle", "Link", "NavigationLink"].contains($0.kind) }.isEmpty)
            }

            @Test("where two buttons stand both look the same, refusing first, and each is one tap")
            func twoButtons() async throws {
                let (model, script) = await shown(.asked(choice))
                let two = buttons(model)
                #expect(two.map(\.texts) == [["Not now"], ["Open contacts"]])
                #expect(two[0].modifiers.map { "\($0)" } == two[1].modifiers.map { "\($0)" })
                two[0].tap?()
                #expect(await eventually { model.stage == .done })
                #expect(script.acts == ["start", "decline"])
            }

            @Test("a sentence at the end has a button that closes, and no question")
            func told() async {
                let end = FlowScreen(title: "Alerts", text: "On", agree: "", decline: "")
                let (model, script) = await shown(.told(end))
                #expect(drawn(model).flatMap(\.texts).contains("On"))
                #expect(buttons(model).count == 1)
                await model.answer(agrees: true)
                #expect(script.acts == ["start"])
            }

            @Test(
                "the share sheet has the file alone, and what the person did there is passed on",
                arguments: [true, false])
            func sheet(_ didShare: Bool) async throws {
                let file = FileManager.default.temporaryDirectory.appendingPathComponent("none/contact.vcf")
                let (model, script) = await shown(.asked(choice), .shares(file))
                await model.answer(agrees: true)
                let controllers = drawn(model).compactMap { $0.controller as? UIActivityViewController }
                let sheet = try #require(controllers.first)
                #expect(sheet.files == [file])
                #expect(buttons(model).isEmpty)
                sheet.close(didShare: didShare)
                #expect(await eventually { model.stage == .done })
                #expect(script.acts.last == "shared(\(didShare))")
            }

            @Test("an answer while another is carried out does nothing")
            func busy() async {
                let (model, script) = await shown(.asked(primer))
                script.hold()
                let first = Task { await model.answer(agrees: true) }
                #expect(await eventually { script.acts.count == 2 })
                #expect(model.isBusy)
                await model.answer(agrees: true)
                #expect(script.acts.count == 2)
                script.release()
                await first.value
                #expect(!model.isBusy && model.stage == .done)
            }
        }
    }
#endif
