import Foundation
import Sordino
import SwiftUI

/// The last decisions of Sordino, newest first. They are in this process's memory alone.
struct WhatLeftView: View {
    @ObservedObject var app: OnCall

    var body: some View {
        List {
            Button("Look again") { app.look() }
            if app.decisions.isEmpty { RowText(title: "Nothing yet", line: "Acknowledge an alert, then come back") }
            ForEach(app.decisions.indices, id: \.self) { at in
                VStack(alignment: .leading) {
                    Text(verbatim: Self.title(app.decisions[at])).font(.body)
                    ForEach(Self.lines(app.decisions[at]), id: \.self) { Text(verbatim: $0).font(.subheadline) }
                }
            }
        }
        .navigationTitle(Text(verbatim: "What left"))
        .task { app.look() }
    }

    static func title(_ decision: Decision) -> String {
        let what =
            switch decision.record {
            case .event: decision.name
            case .crash: "crash"
            case .signIn: "sign-in"
            }
        let fate =
            switch decision.decided {
            case .stored: "→ \(decision.recipient ?? ""), \(decision.delivered == nil ? "waiting" : "sent")"
            case .held: "waits for a choice"
            case .refused: "✕ \(decision.refusal.map { "\($0)" } ?? "")"
            case .keysNotReady: "✕ the key store is locked"
            }
        return "\(clock(decision.time)) \(what) \(fate)"
    }

    static func lines(_ decision: Decision) -> [String] {
        let all = decision.fields + decision.about
        let sent = all.filter { $0.value != nil }.map { "\($0.name) = \($0.value ?? "") (\(rule($0)))" }
        return sent + all.filter { $0.value == nil }.map { "\($0.name) dropped (\(rule($0)))" }
    }

    private static func rule(_ field: FieldDecision) -> String {
        // `notOfEvent` is said as "not of event".
        let words = "\(field.rule)".reduce(into: "") { text, letter in
            text += letter.isUppercase ? " \(letter.lowercased())" : "\(letter)"
        }
        return field.times > 1 ? "\(words), \(field.times) times" : words
    }

    private static func clock(_ millis: Int64) -> String {
        let form = DateFormatter()
        form.dateFormat = "HH:mm:ss"
        form.locale = Locale(identifier: "en_US_POSIX")
        return form.string(from: Date(timeIntervalSince1970: Double(millis) / 1_000))
    }
}
