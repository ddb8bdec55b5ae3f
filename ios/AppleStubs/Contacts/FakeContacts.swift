// What tests do with the stand-ins.

import Foundation

/// The address book of the device: what is in it, and what it was asked.
public enum FakeContacts {
    /// A contact.
    public struct Card: Sendable, Hashable {
        public var name = ""
        public var organisation = ""
        public var numbers: [String] = []
        public init(name: String = "", organisation: String = "", numbers: [String] = []) {
            (self.name, self.organisation, self.numbers) = (name, organisation, numbers)
        }
    }

    private struct Device {
        var status = CNAuthorizationStatus.notDetermined
        var answer = CNAuthorizationStatus.denied
        var hasPurposeString = true
        var isBroken = false
        var cards: [String: Card] = [:]
        /// Those that the app made, or the person picked.
        var visible: Set<String> = []
        var asked: [String] = []

        func allow() throws {
            precondition(hasPurposeString, "NSContactsUsageDescription is missing: the system ends the app")
            if isBroken { throw CNError(.communicationError) }
            if status != .authorized, status != .limited { throw CNError(.authorizationDenied) }
        }
    }

    private nonisolated(unsafe) static var device = Device()
    private static let lock = NSLock()

    private static func with<Value>(_ work: (inout Device) throws -> Value) rethrows -> Value {
        try lock.withLock { try work(&device) }
    }

    /// Makes a new device. `answer` is what the person says in the dialog.
    public static func beginAnew(
        _ status: CNAuthorizationStatus = .notDetermined, answer: CNAuthorizationStatus = .denied,
        purposeString: Bool = true
    ) {
        with { $0 = Device(status: status, answer: answer, hasPurposeString: purposeString) }
    }

    /// What the person sets in the system's settings.
    public static func set(_ status: CNAuthorizationStatus) { with { $0.status = status } }

    /// Has every call fail.
    public static func breakDown() { with { $0.isBroken = true } }

    /// What is in it; a test edits it as a person does.
    public static var cards: [String: Card] {
        get { with { $0.cards } }
        set { with { $0.cards = newValue } }
    }

    /// Takes a card out of what the app may see, as when the person picks others.
    public static func hide(_ id: String) { with { _ = $0.visible.remove(id) } }

    /// What it was asked, in order.
    public static var asked: [String] { with { $0.asked } }

    static var status: CNAuthorizationStatus { with { $0.status } }

    static func ask() -> Bool {
        with { device in
            precondition(device.hasPurposeString, "NSContactsUsageDescription is missing: the system ends the app")
            device.asked.append("access")
            if device.status == .notDetermined { device.status = device.answer }
            return device.status == .authorized || device.status == .limited
        }
    }

    static func fetch(_ request: CNContactFetchRequest) throws -> [CNContact] {
        try with { device in
            let ids = (request.predicate as? FakePredicate)?.identifiers
            device.asked.append(
                "fetch \(ids.map { "\($0.count) by id" } ?? "everybody") \(request.keys.joined(separator: ","))"
                    + (request.unifyResults ? " with what is linked" : ""))
            try device.allow()
            let seen = device.status == .limited ? device.visible : Set(device.cards.keys)
            return (ids ?? Array(device.cards.keys)).filter(seen.contains).compactMap { id in
                device.cards[id].map { CNContact(id, $0, fetched: Set(request.keys)) }
            }
        }
    }

    static func save(_ request: CNSaveRequest) throws {
        try with { device in
            try device.allow()
            for contact in request.added {
                device.asked.append("add")
                device.cards[contact.identifier] = contact.values
                device.visible.insert(contact.identifier)
            }
            for contact in request.updated {
                device.asked.append("update")
                guard var card = device.cards[contact.identifier] else { throw CNError(.recordDoesNotExist) }
                // What was not fetched is not written.
                card.numbers = contact.values.numbers
                device.cards[contact.identifier] = card
            }
        }
    }
}

/// What `predicateForContacts(withIdentifiers:)` gives.
final class FakePredicate: NSPredicate {
    let identifiers: [String]

    init(_ identifiers: [String]) {
        self.identifiers = identifiers
        super.init(value: true)
    }

    required init?(coder: NSCoder) { nil }
}
