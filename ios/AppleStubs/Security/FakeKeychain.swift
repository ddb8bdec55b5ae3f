// The keychain behind the stand-ins. Tests set what it answers and look at what it was told.

import Foundation

public final class FakeKeychain: @unchecked Sendable {
    public static let shared = FakeKeychain()

    /// The access group that an item is in which names none.
    public static let defaultGroup = "TEAM.com.example.oncall"

    private struct Item {
        var attributes: [NSString: Any]
        var group: String { attributes[kSecAttrAccessGroup] as? String ?? FakeKeychain.defaultGroup }
    }

    private let lock = NSLock()
    private var items: [Item] = []
    private var answer: OSStatus?
    private var hides = false

    /// Makes every call answer this from now on; `nil` restores the usual way.
    public func answer(with status: OSStatus?) {
        lock.withLock { answer = status }
    }

    /// Makes every search find nothing from now on, as while the system prewarms an app, or no longer.
    public func hide(_ hides: Bool) { lock.withLock { self.hides = hides } }

    /// Moves every item into another access group, out of the app's reach if that is `nil`.
    public func move(to group: String?) {
        lock.withLock {
            for at in items.indices { items[at].attributes[kSecAttrAccessGroup] = group }
            if group == nil { items = [] }
        }
    }

    /// Every item's attributes as they were added.
    public var added: [NSDictionary] {
        lock.withLock { items.map { NSDictionary(dictionary: $0.attributes) } }
    }

    public func removeAll() {
        lock.withLock {
            items = []
            answer = nil
            hides = false
        }
    }

    func add(_ given: NSDictionary) -> OSStatus {
        lock.withLock {
            if let answer { return answer }
            let new = Item(attributes: attributes(given))
            let name = [kSecAttrService, kSecAttrAccount]
            let isThere = items.contains { item in
                item.group == new.group
                    && name.allSatisfy { item.attributes[$0] as? String == new.attributes[$0] as? String }
            }
            guard !isThere else { return errSecDuplicateItem }
            items.append(new)
            return errSecSuccess
        }
    }

    func copy(_ query: NSDictionary, _ result: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus {
        lock.withLock {
            if let answer { return answer }
            guard !hides, let at = matching(query).first else { return errSecItemNotFound }
            if query[kSecReturnData] != nil, let data = items[at].attributes[kSecValueData] as? Data {
                result?.pointee = NSData(data: data)
            }
            return errSecSuccess
        }
    }

    func update(_ query: NSDictionary, _ changes: NSDictionary) -> OSStatus {
        lock.withLock {
            if let answer { return answer }
            let found = matching(query)
            for at in found { items[at].attributes.merge(attributes(changes)) { $1 } }
            return found.isEmpty ? errSecItemNotFound : errSecSuccess
        }
    }

    func delete(_ query: NSDictionary) -> OSStatus {
        lock.withLock {
            if let answer { return answer }
            let found = matching(query)
            for at in found.reversed() { items.remove(at: at) }
            return found.isEmpty ? errSecItemNotFound : errSecSuccess
        }
    }

    /// What a query leaves out matches everything, as Apple's: also the access group.
    private func matching(_ query: NSDictionary) -> [Int] {
        items.indices.filter { at in
            [kSecAttrService, kSecAttrAccount].allSatisfy { key in
                query[key] == nil || query[key] as? String == items[at].attributes[key] as? String
            } && (query[kSecAttrAccessGroup] == nil || query[kSecAttrAccessGroup] as? String == items[at].group)
        }
    }

    private func attributes(_ given: NSDictionary) -> [NSString: Any] {
        var all: [NSString: Any] = [:]
        for (key, value) in given {
            if let key = key as? String { all[NSString(string: key)] = value }
        }
        return all
    }
}
