// What Sordino calls of Apple's Contacts.
//
// Source: developer.apple.com/documentation/contacts/cncontactstore; CNContactStore.h, CNContact.h, CNMutableContact.h,
// CNContactFetchRequest.h, CNSaveRequest.h and CNError.h of the iOS 18 SDK. A contact's note is not here: to name it needs an
// entitlement.

import Foundation

@available(iOS 9.0, macOS 10.11, *)
open class CNContactStore: NSObject {
    @available(iOS 9.0, macOS 10.11, *)
    open class func authorizationStatus(for entityType: CNEntityType) -> CNAuthorizationStatus { FakeContacts.status }

    // Without a purpose string in `Info.plist` the system ends the app. The dialog comes once; later calls answer what is
    // stored.
    @available(iOS 9.0, macOS 10.11, *)
    open func requestAccess(
        for entityType: CNEntityType, completionHandler: @escaping @Sendable (Bool, (any Error)?) -> Void
    ) {
        let granted = FakeContacts.ask()
        DispatchQueue.global().async { completionHandler(granted, granted ? nil : CNError(.authorizationDenied)) }
    }

    // CNContactStore.h has no NS_NOESCAPE here: the block counts as one that escapes, though it is called before the return.
    @available(iOS 9.0, macOS 10.11, *)
    open func enumerateContacts(
        with fetchRequest: CNContactFetchRequest,
        usingBlock block: @escaping (CNContact, UnsafeMutablePointer<ObjCBool>) -> Void
    ) throws {
        var stop: ObjCBool = false
        for contact in try FakeContacts.fetch(fetchRequest) where !stop.boolValue { block(contact, &stop) }
    }

    @available(iOS 9.0, macOS 10.11, *)
    open func execute(_ saveRequest: CNSaveRequest) throws { try FakeContacts.save(saveRequest) }
}

@available(iOS 9.0, macOS 10.11, *)
public enum CNEntityType: Int, Sendable { case contacts = 0 }

@available(iOS 9.0, macOS 10.11, *)
public enum CNAuthorizationStatus: Int, Sendable {
    case notDetermined = 0
    case restricted = 1
    case denied = 2
    case authorized = 3
    // API_UNAVAILABLE(macos).
    @available(iOS 18.0, *) case limited = 4  // a word of ours too
}

@available(iOS 9.0, macOS 10.11, *)
public struct CNError: Error {
    @available(iOS 9.0, macOS 10.11, *)
    public enum Code: Int, Sendable {
        case communicationError = 1
        case authorizationDenied = 100
        case recordDoesNotExist = 200
    }
    @available(iOS 9.0, macOS 10.11, *) public let code: Code
    init(_ code: Code) { self.code = code }
}

// A `String` is one by way of `NSString`.
@available(iOS 9.0, macOS 10.11, *)
public protocol CNKeyDescriptor {}
extension String: CNKeyDescriptor {}

@available(iOS 9.0, macOS 10.11, *) public let CNContactPhoneNumbersKey = "phoneNumbers"
@available(iOS 9.0, macOS 10.11, *) public let CNLabelWork = "_$!<Work>!$_"

@available(iOS 9.0, macOS 10.11, *)
open class CNContactFetchRequest: NSObject {
    let keys: [String]
    @available(iOS 9.0, macOS 10.11, *) open var predicate: NSPredicate?
    @available(iOS 9.0, macOS 10.11, *) open var unifyResults = true

    @available(iOS 9.0, macOS 10.11, *)
    public init(keysToFetch: [any CNKeyDescriptor]) { keys = keysToFetch.compactMap { $0 as? String } }
}

@available(iOS 9.0, macOS 10.11, *)
open class CNContact: NSObject {
    @available(iOS 9.0, macOS 10.11, *) public let identifier: String
    var values: FakeContacts.Card
    /// Apple's raises an exception for what was not fetched.
    var fetched: Set<String>?

    init(_ identifier: String, _ values: FakeContacts.Card, fetched: Set<String>? = nil) {
        (self.identifier, self.values, self.fetched) = (identifier, values, fetched)
    }

    func need(_ key: String) {
        precondition(fetched?.contains(key) ?? true, "CNContactPropertyNotFetchedException: \(key)")
    }

    @available(iOS 9.0, macOS 10.11, *)
    open class func predicateForContacts(withIdentifiers identifiers: [String]) -> NSPredicate {
        FakePredicate(identifiers)
    }

    @available(iOS 9.0, macOS 10.11, *)
    public fileprivate(set) var phoneNumbers: [CNLabeledValue<CNPhoneNumber>] {
        get {
            need(CNContactPhoneNumbersKey)
            return values.numbers.map { CNLabeledValue(label: CNLabelWork, value: CNPhoneNumber(stringValue: $0)) }
        }
        set { values.numbers = newValue.map(\.value.stringValue) }
    }

    @available(iOS 9.0, macOS 10.11, *)
    open override func mutableCopy() -> Any { CNMutableContact(copying: self) }
}

@available(iOS 9.0, macOS 10.11, *)
open class CNMutableContact: CNContact {
    public init() { super.init("FAKE-\(UUID().uuidString):ABPerson", FakeContacts.Card()) }
    init(copying contact: CNContact) { super.init(contact.identifier, contact.values, fetched: contact.fetched) }

    @available(iOS 9.0, macOS 10.11, *)
    open var givenName: String {
        get { values.name }
        set { values.name = newValue }
    }
    @available(iOS 9.0, macOS 10.11, *)
    open var organizationName: String {
        get { values.organisation }
        set { values.organisation = newValue }
    }
    @available(iOS 9.0, macOS 10.11, *)
    open override var phoneNumbers: [CNLabeledValue<CNPhoneNumber>] {
        get { super.phoneNumbers }
        set { super.phoneNumbers = newValue }
    }
}

@available(iOS 9.0, macOS 10.11, *)
open class CNLabeledValue<ValueType: AnyObject>: NSObject {
    @available(iOS 9.0, macOS 10.11, *) public let value: ValueType
    @available(iOS 9.0, macOS 10.11, *)
    public init(label: String?, value: ValueType) { self.value = value }
}

@available(iOS 9.0, macOS 10.11, *)
open class CNPhoneNumber: NSObject {
    @available(iOS 9.0, macOS 10.11, *) public let stringValue: String
    @available(iOS 9.0, macOS 10.11, *)
    public init(stringValue: String) { self.stringValue = stringValue }
}

@available(iOS 9.0, macOS 10.11, *)
open class CNSaveRequest: NSObject {
    var added: [CNMutableContact] = []
    var updated: [CNMutableContact] = []

    @available(iOS 9.0, macOS 10.11, *)
    open func add(_ contact: CNMutableContact, toContainerWithIdentifier identifier: String?) { added.append(contact) }
    @available(iOS 9.0, macOS 10.11, *)
    open func update(_ contact: CNMutableContact) { updated.append(contact) }
}
