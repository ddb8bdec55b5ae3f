import Foundation
import Sordino
import SordinoKit
import SwiftUI

/// Shows one of the privacy screens, for a picture of it: `-screen settings`, `off`, `locked`, `history` or `prompt`. What is
/// shown is the policy `policy.json` beside the program; the keys lie in a file, so that no entitlement is needed.
@main
struct ScreensApp: App {
    private let sordino: SordinoSDK
    private let screen: String

    init() {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let file = Bundle.main.bundleURL.appendingPathComponent("policy.json")
        sordino = SordinoSDK.inPlace(place, policy: (try? Data(contentsOf: file)) ?? Data())
        let words = ProcessInfo.processInfo.arguments
        screen = words.firstIndex(of: "-screen").map { words[words.index(after: $0)] } ?? "settings"
    }

    var body: some Scene {
        WindowGroup { Shown(sordino: sordino, screen: screen) }
    }
}

/// The screen, once what it is to show has been done.
private struct Shown: View {
    let sordino: SordinoSDK
    let screen: String
    @StateObject private var settings: SordinoSettingsModel
    @StateObject private var prompts: SordinoPromptModel
    @State private var isReady = false

    init(sordino: SordinoSDK, screen: String) {
        (self.sordino, self.screen) = (sordino, screen)
        _settings = StateObject(wrappedValue: SordinoSettingsModel(sordino))
        _prompts = StateObject(wrappedValue: SordinoPromptModel(sordino))
    }

    var body: some View {
        NavigationView {
            if !isReady {
                ProgressView()
            } else if screen == "prompt" {
                SordinoPromptView(model: prompts) { _ in }
            } else if screen == "history" {
                SordinoHistoryView(model: settings)
            } else {
                SordinoSettingsView(model: settings)
            }
        }
        .task { await prepare() }
    }

    private func prepare() async {
        await sordino.settled()
        _ = try? await sordino.limit(.age, allows: true)
        if screen != "prompt" { _ = try? await sordino.crashReports.turnOn() }
        if screen == "locked" { _ = try? await sordino.limit(.organisation, allows: false) }
        await settings.load()
        isReady = true
        let crashes = settings.sections.flatMap(\.rows).first { $0.kind == .toggle && $0.isOn }
        if screen == "off" || screen == "history", let crashes { settings.set(crashes.id, on: false) }
    }
}
