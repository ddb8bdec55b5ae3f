import Sordino
import SwiftUI

/// The alerts of the shift, and the way to everything else.
struct AlertsView: View {
    @ObservedObject var app: OnCall

    var body: some View {
        List {
            ForEach(Alert.allCases, id: \.self) { alert in
                Row(alert.said, app.acknowledged[alert] ?? "Touch to acknowledge") { app.acknowledge(alert) }
            }
            Row("On duty: \(app.person?.name ?? "nobody")", "Touch to sign in as the next person") {
                Task { await app.signInNext() }
            }
            Leads("Privacy", "What may be sent, and what was deleted") { SordinoSettingsView(model: app.settings) }
            Row("Save our contact", app.news.isEmpty ? "So that a call at night shows our name" : app.news) {
                Task { await app.saveContact() }
            }
            Row("Alert pushes", "Alerts while you are on duty. Apple gets a token of this device for them") {
                Task { await app.allowPushes() }
            }
            Leads("What left", "Every decision about a record, and the rule") { WhatLeftView(app: app) }
            Leads("Crash now", "Each kind of crash") { CrashView() }
            RowText(title: "Network", line: "Control Center has the switch for it")
        }
        .navigationTitle(Text(verbatim: "Alerts"))
        .task { await app.ask() }
        .fullScreenCover(isPresented: shows(.question)) {
            SordinoPromptView(model: app.prompts) { wantsSettings in app.cover = wantsSettings ? .settings : nil }
        }
        .sheet(isPresented: shows(.settings)) { NavigationView { SordinoSettingsView(model: app.settings) } }
        .sheet(isPresented: shows(.flow)) {
            if let flow = app.flow { SordinoFlowView(model: flow, done: close) }
        }
    }

    private func shows(_ cover: OnCall.Cover) -> Binding<Bool> {
        let app = app
        return Binding(get: { app.cover == cover }, set: { if !$0 { app.cover = nil } })
    }

    private func close(_ asksConsent: Bool) { app.cover = asksConsent ? .settings : nil }
}

/// A row that does something.
struct Row: View {
    private let title: String
    private let line: String
    private let press: @MainActor () -> Void

    init(_ title: String, _ line: String, press: @escaping @MainActor () -> Void) {
        (self.title, self.line, self.press) = (title, line, press)
    }

    var body: some View {
        Button(action: press) { RowText(title: title, line: line) }
    }
}

/// A row that leads somewhere.
struct Leads<Destination: View>: View {
    private let title: String
    private let line: String
    private let destination: Destination

    init(_ title: String, _ line: String, @ViewBuilder to destination: () -> Destination) {
        (self.title, self.line, self.destination) = (title, line, destination())
    }

    var body: some View {
        NavigationLink {
            destination
        } label: {
            RowText(title: title, line: line)
        }
    }
}

/// A title with a line below it.
struct RowText: View {
    let title: String
    let line: String

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: title).font(.body)
            Text(verbatim: line).font(.subheadline)
        }
        .frame(minHeight: 44, alignment: .leading)
        .accessibilityElement(children: .combine)
    }
}
