import Foundation
import SordinoTesting
import Testing

import class SordinoCore.Engine
import enum SordinoCore.Reply
import struct SordinoCore.Answer
import struct SordinoCore.Facts
import struct SordinoCore.Request

@testable import Sordino
@testable import SordinoKit

/// What is played while the clock of every engine stands still: one after the other, because there is one clock.
@Suite(.serialized) struct FixedClock {}

/// A device of the vectors: it is new, and every engine on it has the fixed clock.
final class Scene {
    /// Where the clock of a case begins, unless the case says otherwise.
    static let begin: Int64 = 1_795_507_679_000

    let uploads = HeldUploads()
    private(set) var now: Int64
    private(set) var place: Place
    private let facts: Facts
    private let options: Options
    private var openings: UInt64 = 0
    private var running: SordinoSDK?

    /// The app's own. There is one at any time, but while it is opened anew.
    var sordino: SordinoSDK { running! }

    init(_ given: Json, policy: Json, options: Options = Options()) async throws {
        now = given["now"]?.int ?? Self.begin
        place = try Place()
        facts = Self.facts(given["facts"])
        var options = options
        options.cancelLimitMillis = 0
        options.vendors += (given["vendors"]?.members ?? []).map { Vendor($0.key, $0.value) }
        self.options = options
        try await open(policy)
    }

    deinit {
        uploads.end()
        try? releaseClockAndRandomness()
    }

    /// Turns on every purpose but those that the case lists.
    func turnOnAll(but off: Json?) async throws {
        let off = off?.items.compactMap(\.string) ?? []
        for status in sordino.statuses where !off.contains(status.purpose) {
            try await sordino.purpose(status.purpose).turnOn()
        }
    }

    func advance(_ millis: Int64) throws {
        now += millis
        try setNow(now: now)
    }

    /// Ends the app as it goes by itself, and opens it with this policy.
    func reopen(_ policy: Json) async throws {
        await close()
        try await open(policy)
    }

    /// Opens what lies on the disk at this moment, as after a kill; the one before goes on elsewhere and is forgotten.
    func kill(_ policy: Json) async throws {
        let copy = try Place()
        for name in ["files", "keys"] {
            let from = place.url.appendingPathComponent(name)
            guard FileManager.default.fileExists(atPath: from.path) else { continue }
            try FileManager.default.copyItem(at: from, to: copy.url.appendingPathComponent(name))
        }
        await close()
        place = copy
        try await open(policy)
    }

    private func open(_ policy: Json) async throws {
        openings += 1
        try fixClockAndRandomness(now: now, seed: openings)
        let platform = TestPlatform(
            Data(policy.text.utf8), in: place.url, keys: FileKeys(in: place.url), transport: uploads, facts: facts)
        let sordino = SordinoSDK(Running(options, platform))
        await sordino.settled()
        running = sordino
    }

    /// Lets go of the engine, and waits until nobody holds it: a queue may for a moment.
    private func close() async {
        await uploads.failWhatIsUnderWay()
        weak var engine = running?.running.engine
        running = nil
        #expect(await eventually { engine == nil })
    }

    private static func facts(_ json: Json?) -> Facts {
        Facts(
            appVersion: json?["app_version"]?.string, appBuild: json?["app_build"]?.string,
            osName: json?["os_name"]?.string, osVersion: json?["os_version"]?.string,
            deviceModel: json?["device_model"]?.string, locale: json?["locale"]?.string,
            utcOffsetMinutes: json?["utc_offset_minutes"]?.int.map { Int32($0) },
            deviceId: json?["device_id"]?.string)
    }
}

/// A vendor's SDK that collects while a purpose is open, and says what the case wants while none is.
private final class Vendor: VendorSwitch {
    struct Odd: Error {}

    private static let words: [String: Collecting] = [
        "no": .no, "yes": .yes, "until_restart": .untilRestart, "cannot_tell": .cannotTell,
    ]
    private let id: String
    private let given: Json
    private let isOn: Locked<Bool>

    init(_ id: String, _ given: Json) {
        (self.id, self.given) = (id, given)
        isOn = Locked(given["on_before"]?.bool == true)
    }

    func about() -> VendorAbout { VendorAbout(recipient: id, name: "an SDK", version: "1.0") }

    func apply(openPurposes: [String]) throws -> VendorReport {
        isOn.with { $0 = !openPurposes.isEmpty }
        if given["throws"]?.string == "tell" { throw Odd() }
        return VendorReport(inFlight: number("in_flight"), purged: number("purged"))
    }

    func readBack() throws -> VendorReadBack {
        if isOn.with({ $0 }) { return VendorReadBack(collecting: .yes, unsent: nil, hasId: nil) }
        if given["throws"]?.string == "read_back" { throw Odd() }
        return VendorReadBack(
            collecting: Self.words[given["collecting"]?.string ?? ""] ?? .yes, unsent: number("unsent"),
            hasId: given["has_id"]?.bool)
    }

    private func number(_ key: String) -> UInt64? { given[key]?.int.map { UInt64($0) } }
}

/// Uploads that are answered when a case says so.
final class HeldUploads: Transport {
    private struct State {
        var begun: [(request: Request, answer: CheckedContinuation<Reply, Never>)] = []
        var seen: [Request] = []
        /// What is answered at once; nothing where a case answers.
        var always: Reply?
        var pumps = 0
    }

    private let state = Locked(State())

    var underWay: Int { state.with { $0.begun.count } }

    /// Everything that was sent, in order.
    var seen: [Request] { state.with { $0.seen } }

    func send(_ request: Request, _ flight: Flight) async -> Reply {
        await withCheckedContinuation { answer in
            let now: Reply? = state.with { state in
                state.seen.append(request)
                if state.always == nil { state.begun.append((request, answer)) }
                return state.always
            }
            if let now { answer.resume(returning: now) }
        }
    }

    /// Sends what waits and answers that it arrived.
    func deliverAll(_ sordino: SordinoSDK) async {
        state.with { $0.always = .answered(answer: Answer(status: 200)) }
        await sordino.flush()
    }

    /// Begins the next upload, if none is under way. Whether one is now.
    func begin(_ sordino: SordinoSDK) async -> Bool {
        if underWay > 0 { return true }
        state.with { $0.pumps += 1 }
        Task {
            await sordino.flush()
            self.state.with { $0.pumps -= 1 }
        }
        return await settled()
    }

    /// Answers the upload under way. The next one that the flush begins by itself is held.
    func answer(_ status: UInt16) async -> Bool {
        guard let one = state.with({ $0.begun.popLast() }) else { return false }
        one.answer.resume(returning: .answered(answer: Answer(status: status)))
        _ = await settled()
        return true
    }

    /// What is under way does not arrive, and what is begun after it neither.
    func failWhatIsUnderWay() async {
        while let one = state.with({ $0.begun.popLast() }) {
            one.answer.resume(returning: .failed)
            _ = await settled()
        }
    }

    func end() {
        let begun = state.with { state in
            state.always = .cancelled
            defer { state.begun = [] }
            return state.begun
        }
        for one in begun { one.answer.resume(returning: .cancelled) }
    }

    /// Until an upload is under way, or the flush has ended without one.
    private func settled() async -> Bool {
        _ = await eventually { state.with { !$0.begun.isEmpty || $0.pumps == 0 } }
        return underWay > 0
    }
}
