import SordinoCore

/// Writes the app's one contact directly, where the policy says `card_direct`. `AppleContacts` of the product `SordinoContacts`
/// does it with Apple's address book: only an app that links that product names the protected framework, which needs a
/// purpose string.
///
/// Reads nothing but the card, by the id that ``write(_:)`` gave.
public protocol CardStore: Sendable {
    /// What the system says now. Shows no dialog.
    var access: CardAccess { get }

    /// Shows the system's dialog, and returns once it is closed.
    func ask() async

    /// Writes a new card.
    func write(_ card: CardContent) async -> CardWritten

    /// Updates the card with the id that the content names, if it still holds what was written last.
    func refresh(_ card: CardContent) async -> CardWritten
}

/// What the system says of the address book.
public enum CardAccess: Sendable, Hashable, CaseIterable {
    /// The system would show its dialog.
    case notDetermined
    /// The device's owner or a managing organisation forbids it.
    case restricted
    /// The person said no.
    case denied
    /// The contacts that the app made, and those that the person picked.
    case limited
    /// Every contact.
    case authorized
}

/// What came of writing the card.
public enum CardWritten: Sendable, Hashable {
    /// The card is saved under this id.
    case saved(id: String)
    /// The card no longer holds what was written last. Nothing was written.
    case changed
    /// No contact that the app may see has the id.
    case gone
    /// The address book is missing, or refused.
    case failed
}
