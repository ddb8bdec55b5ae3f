import Foundation
import SordinoTesting
import Testing

@testable import Sordino
@testable import SordinoKit

/// A case of `gate`, `receipts`, `export` or `settings`, step by step as an app makes them.
struct Steps {
    /// The case needs what no call of an app can bring about.
    struct Unsayable: Error {}

    let scene: Scene
    private(set) var receipts: [Receipt] = []
    private let given: Json
    private var policy: Json
    /// Whether the upload under way was begun by a step.
    private var isAskedFor = false

    init(_ given: Json, options: Options = Options()) async throws {
        self.given = given
        let begins = given["begins"]?.string.flatMap { given["policies"]?[$0] }
        policy = try #require(begins ?? given["policy"])
        scene = try await Scene(given, policy: policy, options: options)
        for step in given["steps"]?.items ?? [] { try await take(step.items) }
    }

    private mutating func take(_ step: [Json]) async throws {
        let verb = try #require(step.first?.string)
        let words = step.map { $0.string ?? "" }
        if verb != "begin", verb != "answer", !isAskedFor { await scene.uploads.failWhatIsUnderWay() }
        switch verb {
        case "turn_on": try await scene.sordino.purpose(words[1]).turnOn()
        case "turn_off": await note(try await scene.sordino.purpose(words[1]).turnOff())
        case "choose":
            let state = try #require(ChoiceState(word: words[2]))
            await note(try await scene.sordino.purpose(words[1]).choose(state))
        case "import_refusal": await note(try await scene.sordino.importRefusal(of: words[1], how: words[2]))
        case "limit":
            let limiter = try #require(Limiter(word: words[1]))
            await note(
                try await scene.sordino.limit(
                    limiter, allows: step[3].bool ?? false, purposes: step[2].string.map { [$0] }))
        case "age":
            await note(
                try await scene.sordino.tellAge(atLeast: step[1].int.map(Int.init), atMost: step[2].int.map(Int.init)))
        case "signals":
            let said = Self.texts(step[2])
            await note(try await scene.sordino.tellSignals(gpc: step[1].bool) { said[$0] })
        case "organisation":
            let platform = try #require(scene.sordino.running.platform as? TestPlatform)
            platform.managed.with { $0 = Self.texts(step[1]) }
            await note(try #require(await scene.sordino.running.lookAtOrganisation()))
        case "request_deletion": _ = try await scene.sordino.requestDeletion()
        case "erase": await note(try await scene.sordino.erase())
        case "expire": await note(try await scene.sordino.running.expire())
        case "advance_days": try scene.advance(try #require(step[1].int) * 86_400_000)
        case "advance_ms": try scene.advance(try #require(step[1].int))
        case "record":
            let properties = Dictionary(uniqueKeysWithValues: step[2].members.map { ($0.key, PropertyValue($0.value)) })
            for _ in 0..<(try #require(step[3].int)) { scene.sordino.track(words[1], properties) }
        case "begin":
            // A flush sends one request after the other.
            if isAskedFor { throw Unsayable() }
            isAskedFor = await scene.uploads.begin(scene.sordino)
            try #require(isAskedFor)
        case "answer":
            isAskedFor = false
            try #require(await scene.uploads.answer(UInt16(try #require(step[1].int))))
        case "reopen": try await scene.reopen(policy)
        case "kill": try await scene.kill(policy)
        case "update":
            policy = try #require(given["policies"]?[words[1]])
            try await scene.reopen(policy)
        default: throw Unsayable()
        }
        if ["reopen", "kill", "update"].contains(verb) { isAskedFor = false }
    }

    /// What a platform keeps by keys.
    private static func texts(_ members: Json) -> [String: String] {
        let texts = members.members.map { key, value in
            (key, value.string ?? value.int.map { "\($0)" } ?? "\(value.bool ?? false)")
        }
        return Dictionary(uniqueKeysWithValues: texts)
    }

    /// What follows a receipt follows before the next step.
    private mutating func note(_ receipt: Receipt) async {
        receipts.append(receipt)
        if !isAskedFor { _ = await receipt.completed }
    }
}

extension ChoiceState {
    private static let words: [String: ChoiceState] = [
        "unknown": .unknown, "requested": .requested, "deferred": .deferred, "refused": .refused, "given": .given,
        "renewed": .renewed, "withdrawn": .withdrawn, "expired": .expired, "terminated": .terminated,
        "invalidated": .invalidated, "informed": .informed, "objected": .objected,
        "objection_withdrawn": .objectionWithdrawn,
    ]

    init?(word: String) {
        guard let state = Self.words[word] else { return nil }
        self = state
    }

    /// As the vectors write it.
    var word: String { Self.words.first { $0.value == self }?.key ?? "\(self)" }
}

extension Limiter {
    init?(word: String) {
        guard let limiter = ["os": Limiter.os, "organisation": .organisation, "age": .age, "signal": .signal][word]
        else { return nil }
        self = limiter
    }
}
