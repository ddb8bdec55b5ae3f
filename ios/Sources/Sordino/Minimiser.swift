import Foundation
import SordinoCore

/// What a vendor's SDK may send of what it was about to send by itself.
public struct Minimised: Sendable, Hashable {
    /// What the policy lets the recipient have, by the policy's names. Empty after a refusal.
    public let values: [String: PropertyValue]
    /// The same of app, device and person, with pseudonyms in place of ids. Empty after a refusal.
    public let context: [String: PropertyValue]
    /// How many values went.
    public let dropped: Int
    /// Why nothing may be sent; `nil` if ``values`` may.
    public let refusal: Refusal?

    init(refusal: Refusal) {
        (values, context, dropped, self.refusal) = ([:], [:], 0, refusal)
    }

    /// Reads the core's answer.
    init(json: String) {
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(json.utf8))
        values = answer?.values ?? [:]
        context = answer?.context ?? [:]
        dropped = answer?.dropped ?? 0
        refusal = answer == nil ? .broken : nil
    }

    private struct Answer: Decodable {
        let values: [String: PropertyValue]
        let context: [String: PropertyValue]
        let dropped: Int
    }
}

/// Minimises for one vendor's SDK, which sends by itself: asks whether the purpose is open and applies the policy's rules of
/// the SDK's recipient. Nothing is queued. A call waits at most 5 ms for locks, 50 ms for a purpose of kind `crash`,
/// and does no network.
public struct Minimiser: Sendable {
    let running: Running
    let recipient: String

    /// Returns what may be sent of an event that the policy lists.
    public func event(_ name: String, _ properties: [String: PropertyValue] = [:]) -> Minimised {
        ask(nil, Door.event(name, properties))
    }

    /// Returns what may be sent of what the SDK made up by itself, such as an error with its stack: values under names of the
    /// policy's fields, at any depth, for a purpose.
    public func values(_ values: [String: PropertyValue], for purpose: String) -> Minimised {
        ask(purpose, Door.event("", values))
    }

    private func ask(_ purpose: String?, _ record: Door.Record) -> Minimised {
        guard let engine = running.engine else { return Minimised(refusal: .noEngine) }
        let answer = running.holding {
            try? engine.minimise(recipient: recipient, purpose: purpose, record: Data(record))
        }
        switch answer {
        case .allowed(let json): return Minimised(json: json)
        case .refused(let refusal): return Minimised(refusal: Refusal(rawValue: refusal.rawValue) ?? .malformed)
        default: return Minimised(refusal: .broken)
        }
    }
}

/// The switch of a vendor's SDK whose events Sordino minimises. It gets its minimiser once, at the start, before every other
/// call.
public protocol MinimisingSwitch: VendorSwitch {
    /// The recipient's id in the policy.
    var recipient: String { get }

    /// Hands over what minimises for this SDK.
    func bind(_ minimiser: Minimiser)
}

extension PropertyValue: Decodable {
    /// Reads a value as JSON has it: a number without a fraction is a whole one.
    public init(from decoder: any Decoder) throws {
        let json = try decoder.singleValueContainer()
        if let truth = try? json.decode(Bool.self) {
            self = .bool(truth)
        } else if let whole = try? json.decode(Int64.self) {
            self = .int(whole)
        } else if let fraction = try? json.decode(Double.self) {
            self = .double(fraction)
        } else if let text = try? json.decode(String.self) {
            self = .string(text)
        } else if let list = try? json.decode([PropertyValue].self) {
            self = .list(list)
        } else {
            self = .map(try json.decode([String: PropertyValue].self))
        }
    }
}
