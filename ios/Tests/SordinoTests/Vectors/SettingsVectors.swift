import Foundation
import SordinoTesting
import Testing

@testable import Sordino
@testable import SordinoKit

extension FixedClock {
    /// `settings`, through what the models of the screens read and what their taps do.
    @Suite struct SettingsVectors {
        @Test("screens, questions, receipts and past choices say what the vectors want")
        func settings() async throws {
            let cases = try Vectors.cases("settings")
            for one in cases {
                let said = try await said(one.given)
                #expect(said.text == one.want.text, "\(one.name)")
            }
            #expect(cases.count >= 49)
        }

        private func said(_ given: Json) async throws -> Json {
            let show = try #require(given["show"]?.items)
            let locale = try #require(given["locale"]?.string)
            // The receipt's words come with the tap on the switch.
            let isReceipt = show[0].string == "receipt"
            let steps = given["steps"]?.items ?? []
            let played = try await Steps(isReceipt ? given.with("steps", .array(Array(steps.dropLast()))) : given)
            let source = LiveSettings(
                running: played.scene.sordino.running, minutesAhead: Int32(given["utc_offset_minutes"]?.int ?? 0))
            switch show[0].string {
            case "row":
                let rows = try await source.screen(locale).screen.sections.flatMap(\.rows)
                return try #require(rows.first { $0.id == show[1].string }).json
            case "rows": return try await source.screen(locale).screen.json
            case "prompts": return .object([("prompts", .array(try await source.prompts(locale).map(\.json)))])
            case "history":
                let (from, limit) = (try #require(show[1].int), try #require(show[2].int))
                return try await source.history(locale, from: Int(from), limit: Int(limit)).json
            case "ticket":
                let organisation = show[2].items.compactMap(\.string)
                let ticket = try await played.scene.sordino.running.ticket(
                    try #require(TicketKind(word: show[1].string ?? "")),
                    organisation.count == 2 ? Addressee(name: organisation[0], email: organisation[1]) : nil, locale,
                    Int32(given["utc_offset_minutes"]?.int ?? 0))
                return ticket.json
            default:
                try #require(isReceipt)
                let last = try #require(steps.last?.items.map { $0.string ?? "" })
                try #require(last[0] == "turn_off")
                let closing = try await source.turnOff(last[1], ShownTo(how: "settings", locale: locale))
                let inTheEnd = try #require(await closing.inTheEnd())
                return .object([("receipt", .strings(closing.lines)), ("completed", .strings(inTheEnd))])
            }
        }
    }
}

extension TicketKind {
    fileprivate init?(word: String) {
        let words: [String: TicketKind] = [
            "confirm": .confirm, "rectify": .rectify, "restrict": .restrict, "complain": .complain,
        ]
        guard let kind = words[word] else { return nil }
        self = kind
    }
}

extension RightsTicket {
    fileprivate var json: Json {
        .object([
            ("to", .strings([to.name, to.email])), ("authority", .strings([authority.name, authority.email])),
            ("deadline", deadline.map { .number("\($0)") } ?? .null), ("subject", .string(subject)),
            ("text", .string(text)), ("pseudonyms", .strings(pseudonyms)),
        ])
    }
}

extension Json {
    fileprivate static func strings(_ texts: [String]) -> Json { .array(texts.map(Json.string)) }

    fileprivate static func string(or text: String?) -> Json { text.map(Json.string) ?? .null }

    fileprivate func with(_ key: String, _ value: Json) -> Json {
        .object(members.map { ($0.key, $0.key == key ? value : $0.value) })
    }
}

extension SettingsRow {
    fileprivate var json: Json {
        .object([
            ("kind", .string("\(kind)")), ("label", .string(label)), ("on", .bool(on)),
            ("changeable", .bool(changeable)), ("state", .string(state)), ("reasons", .strings(reasons)),
            ("confirm", confirm.map { .strings([$0.title, $0.text]) } ?? .null), ("withdrawal", .string(withdrawal)),
            ("changed_at", changedAt.map { .number("\($0)") } ?? .null), ("target", .string(or: target)),
            ("objects", .bool(objects)),
        ])
    }
}

extension SettingsScreen {
    fileprivate var json: Json {
        let sections = sections.map { section in
            Json.array([.string(section.id), .string(or: section.title), .strings(section.rows.map(\.id))])
        }
        return .object([("title", .string(title)), ("locale", .string(locale)), ("sections", .array(sections))])
    }
}

extension Prompt {
    fileprivate var json: Json {
        let purposes = purposes.map { Json.strings([$0.purpose, $0.label, $0.toWhom]) }
        return .object([
            ("kind", .string(kind == .firstRun ? "first_run" : "renewal")), ("title", .string(title)),
            ("text", .string(text)), ("news", .strings(news)), ("purposes", .array(purposes)),
            ("buttons", .strings([allowNone, allowAll, choose])),
        ])
    }
}

extension HistoryPage {
    fileprivate var json: Json {
        .object([("rows", .array(rows.map { .strings([$0.title, $0.detail]) })), ("more", .bool(more))])
    }
}
