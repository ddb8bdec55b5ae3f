import Contacts
import Foundation
import Sordino
import SordinoCore

/// Writes the app's one contact into Apple's address book. Hand it over in `Options.contacts`, where the policy says
/// `card_direct`.
///
/// ```swift
/// var options = Options()
/// options.contacts = AppleContacts()
/// ```
///
/// Reads the telephone numbers of the one contact that it made, by its identifier, and nothing else.
public struct AppleContacts: CardStore {
    /// Makes the store.
    public init() {}

    /// Returns what the system says now.
    public var access: CardAccess { CardAccess(CNContactStore.authorizationStatus(for: .contacts)) }

    /// Shows the system's dialog if it was never answered.
    public func ask() async {
        await withCheckedContinuation { waiting in
            CNContactStore().requestAccess(for: .contacts) { _, _ in waiting.resume() }
        }
    }

    /// Writes a new card.
    public func write(_ card: CardContent) async -> CardWritten {
        await offMain {
            let contact = CNMutableContact()
            contact.givenName = card.name
            contact.organizationName = card.organisation
            contact.phoneNumbers = card.numbers.map(Self.labelled)
            let request = CNSaveRequest()
            request.add(contact, toContainerWithIdentifier: nil)
            try CNContactStore().execute(request)
            return .saved(id: contact.identifier)
        }
    }

    /// Replaces the numbers that were written last, on condition that all of them are still there. What the person added or
    /// renamed stays.
    public func refresh(_ card: CardContent) async -> CardWritten {
        await offMain {
            let store = CNContactStore()
            guard let found = try Self.find(card.id, in: store) else { return .gone }
            let there = found.phoneNumbers.map { Self.digits($0.value.stringValue) }
            guard card.written.allSatisfy({ there.contains(Self.digits($0)) }) else { return .changed }
            let old = Set(card.oldNumbers.map(Self.digits))
            let new = card.numbers.filter { !there.contains(Self.digits($0)) }
            if old.isEmpty, new.isEmpty { return .saved(id: card.id) }
            guard let contact = found.mutableCopy() as? CNMutableContact else { return .failed }
            contact.phoneNumbers =
                found.phoneNumbers.filter { !old.contains(Self.digits($0.value.stringValue)) } + new.map(Self.labelled)
            let request = CNSaveRequest()
            request.update(contact)
            try store.execute(request)
            return .saved(id: card.id)
        }
    }

    /// The contact itself, without what is linked with it: a contact of the person's may be.
    private static func find(_ id: String, in store: CNContactStore) throws -> CNContact? {
        let request = CNContactFetchRequest(keysToFetch: [CNContactPhoneNumbersKey as any CNKeyDescriptor])
        request.predicate = CNContact.predicateForContacts(withIdentifiers: [id])
        request.unifyResults = false
        var found: CNContact?
        try store.enumerateContacts(with: request) { contact, _ in found = contact }
        return found
    }

    private static func labelled(_ number: String) -> CNLabeledValue<CNPhoneNumber> {
        CNLabeledValue(label: CNLabelWork, value: CNPhoneNumber(stringValue: number))
    }

    /// An account may write a number with spaces.
    private static func digits(_ number: String) -> String { number.filter { $0 == "+" || $0.isNumber } }

    /// The address book answers on the caller's thread, and may take its time.
    private func offMain(_ work: @escaping @Sendable () throws -> CardWritten) async -> CardWritten {
        await withCheckedContinuation { waiting in
            DispatchQueue.global(qos: .userInitiated).async {
                waiting.resume(returning: (try? work()) ?? .failed)
            }
        }
    }
}

extension CardAccess {
    init(_ status: CNAuthorizationStatus) {
        #if canImport(UIKit)
            if #available(iOS 18.0, *), status == .limited {
                self = .limited
                return
            }
        #endif
        switch status {
        case .notDetermined: self = .notDetermined
        case .restricted: self = .restricted
        case .authorized: self = .authorized
        // Also what a later system may say.
        default: self = .denied
        }
    }
}
