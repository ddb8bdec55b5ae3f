// The keychain behind the stand-ins. Tests set what it answers and look at what it was told.

import Foundation

public final class FakeKeychain: @unchecked Sendable {
    public static let shared = FakeKeychain()

    private let lock = NSLock()
    private var items: [String: Data] = [:]
    private var attributes: [String: NSDictionary] = [:]
    private var answer: OSStatus?

    /// Makes every call answer this from now on; nothing restores the usual way.
    public func answer(with status: OSStatus?) {
        lock.withLock { answer = status }
    }

    /// Every item's attributes as they were added.
    public var added: [NSDictionary] {
        lock.withLock { Array(attributes.values) }
    }

    public func removeAll() {
        lock.withLock {
            items = [:]
            attributes = [:]
            answer = nil
        }
    }

    func add(_ given: NSDictionary) -> OSStatus {
        lock.withLock {
            if let answer { return answer }
            let name = name(of: given)
            guard items[name] == nil else { return errSecDuplicateItem }
            items[name] = given[kSecValueData] as? Data
            attributes[name] = given
            return errSecSuccess
        }
    }

    func copy(_ query: NSDictionary, _ result: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus {
        lock.withLock {
            if let answer { return answer }
            guard let found = items[name(of: query)] else { return errSecItemNotFound }
            result?.pointee = NSData(data: found)
            return errSecSuccess
        }
    }

    func update(_ query: NSDictionary, _ changes: NSDictionary) -> OSStatus {
        lock.withLock {
            if let answer { return answer }
            let name = name(of: query)
            guard items[name] != nil else { return errSecItemNotFound }
            items[name] = changes[kSecValueData] as? Data
            return errSecSuccess
        }
    }

    func delete(_ query: NSDictionary) -> OSStatus {
        lock.withLock {
            if let answer { return answer }
            let gone = items.removeValue(forKey: name(of: query))
            return gone == nil ? errSecItemNotFound : errSecSuccess
        }
    }

    private func name(of query: NSDictionary) -> String {
        [kSecAttrService, kSecAttrAccount, kSecAttrAccessGroup].map { query[$0] as? String ?? "" }
            .joined(separator: "\n")
    }
}
