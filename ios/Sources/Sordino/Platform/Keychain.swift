#if canImport(Security)
    import Foundation
    import Security
    import SordinoCore

    /// Where the vault key lives: the Keychain, readable after the first unlock, on this device only.
    ///
    /// With an app group its items are in the group, so that the app's extensions can read them. That the Keychain finds
    /// no key proves little: it says so while the system prewarms the app, and of a key in a group that the app has left.
    /// So beside a vault a missing key is a failure, unless Sordino itself destroyed it or the person chose anew.
    ///
    /// Apps of one team may share a group, and what names no group is searched for in all of them: so an item bears the id of
    /// its app, and no app takes another's key for its own, or destroys it.
    final class Keychain: KeyStore {
        private let service: String
        /// Holds one item while the last key is one that Sordino destroyed.
        private let destroyed: String

        private struct State {
            var isMissing = false
            var mayBeginAnew = false
        }

        let accessGroup: String?
        /// An extension reads the key and makes and destroys none: what it made, the app would take for the key.
        let mayStore: Bool
        private let hasVault: @Sendable () -> Bool
        /// Whether the vault is known to be where this app cannot look: no key is that vault's then.
        private let isOutOfReach: @Sendable () -> Bool
        private let state = Locked(State())

        /// - Parameter app: the app's bundle id, also in its extensions.
        init(
            app: String?, accessGroup: String?, mayStore: Bool, hasVault: @escaping @Sendable () -> Bool,
            isOutOfReach: @escaping @Sendable () -> Bool = { false }
        ) {
            service = ["dev.sordino", app].compactMap { $0 }.joined(separator: ".")
            destroyed = service + ".destroyed"
            self.accessGroup = accessGroup
            self.mayStore = mayStore
            self.hasVault = hasVault
            self.isOutOfReach = isOutOfReach
        }

        /// Whether the last search found no key although there is a vault.
        var isMissing: Bool { state.with { $0.isMissing } }

        /// Lets the next searches say that there is no key, so that a new vault is made: the person chose anew.
        func allowNewVault() { state.with { $0.mayBeginAnew = mayStore } }

        func load(name: String) throws -> Data? {
            if isOutOfReach() && !state.with({ $0.mayBeginAnew }) {
                state.with { $0.isMissing = true }
                throw KeyStoreError.Failed
            }
            if let data = try find(item(name, in: accessGroup)) { return data }
            if accessGroup != nil, let data = try find(item(name, in: nil)) {
                // One that was stored before the app had this group. The app's extensions look in the group alone.
                if mayStore { try? put(item(name, in: accessGroup), data) }
                return data
            }
            let isNone = try isSurelyNone()
            state.with { $0.isMissing = !isNone && hasVault() }
            guard isNone else { throw KeyStoreError.Failed }
            return nil
        }

        func store(name: String, bytes: Data) throws {
            guard mayStore else { throw KeyStoreError.Failed }
            try put(item(name, in: accessGroup), bytes)
            state.with { $0 = State() }
            // The search for it would only have to say that there is none.
            _ = SecItemDelete(mark() as CFDictionary)
        }

        func delete(name: String) throws {
            // What an extension reaches is the app's, which may have a vault where the extension cannot look.
            guard mayStore else { throw KeyStoreError.Failed }
            // In every group that the app reaches.
            let status = SecItemDelete(item(name, in: nil) as CFDictionary)
            if status == errSecItemNotFound { return }
            try check(status)
            // Without the mark the next start finds a vault without a key, and stays closed until the person chooses.
            if try !isThere(anyKey()) { try? put(mark(), Data([1])) }
        }

        /// The two names of keys take turns, so that one of them is missing most of the time.
        private func isSurelyNone() throws -> Bool {
            // An extension that ran before the app has no vault to look for a key of. It must destroy none for a new one.
            if !hasVault() { return mayStore }
            if state.with({ $0.mayBeginAnew }) { return true }
            return try isThere(anyKey()) || isThere(mark())
        }

        private func put(_ item: [String: Any], _ bytes: Data) throws {
            let value: [String: Any] = [
                kSecValueData as String: bytes,
                kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
            ]
            let status = SecItemUpdate(item as CFDictionary, value as CFDictionary)
            guard status == errSecItemNotFound else { return try check(status) }
            try check(SecItemAdd(item.merging(value) { $1 } as CFDictionary, nil))
        }

        private func find(_ item: [String: Any]) throws -> Data? {
            var query = item
            query[kSecReturnData as String] = true
            query[kSecMatchLimit as String] = kSecMatchLimitOne
            var found: CFTypeRef?
            let status = SecItemCopyMatching(query as CFDictionary, &found)
            if status == errSecItemNotFound { return nil }
            try check(status)
            guard let data = found as? Data else { throw KeyStoreError.Failed }
            return data
        }

        private func isThere(_ query: [String: Any]) throws -> Bool {
            let status = SecItemCopyMatching(query as CFDictionary, nil)
            if status == errSecItemNotFound { return false }
            try check(status)
            return true
        }

        private func item(_ name: String, in group: String?) -> [String: Any] {
            var item = anyKey()
            item[kSecAttrAccount as String] = name
            item[kSecAttrAccessGroup as String] = group
            return item
        }

        private func anyKey() -> [String: Any] {
            [
                kSecClass as String: kSecClassGenericPassword,
                kSecAttrService as String: service,
                kSecAttrSynchronizable as String: false,
                // On a Mac too, where another keychain would otherwise be meant.
                kSecUseDataProtectionKeychain as String: true,
            ]
        }

        private func mark() -> [String: Any] {
            var mark = item("vault", in: accessGroup)
            mark[kSecAttrService as String] = destroyed
            return mark
        }

        /// A locked Keychain is never a missing key.
        private func check(_ status: OSStatus) throws {
            switch status {
            case errSecSuccess: return
            case errSecInteractionNotAllowed: throw KeyStoreError.Locked
            default: throw KeyStoreError.Failed
            }
        }
    }
#endif
