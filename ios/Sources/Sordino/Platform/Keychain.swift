#if canImport(Security)
    import Foundation
    import Security
    import SordinoCore

    /// Where the vault key lives: the Keychain, readable after the first unlock, on this device only.
    ///
    /// With an app group its items are in the group, so that the app's extensions can read them.
    final class Keychain: KeyStore {
        private static let service = "dev.sordino"

        let accessGroup: String?
        /// An extension reads the key and never makes one: what it made, the app would take for the key.
        let mayStore: Bool

        init(accessGroup: String?, mayStore: Bool) {
            self.accessGroup = accessGroup
            self.mayStore = mayStore
        }

        func load(name: String) throws -> Data? {
            var query = item(name)
            query[kSecReturnData as String] = true
            query[kSecMatchLimit as String] = kSecMatchLimitOne
            var found: CFTypeRef?
            let status = SecItemCopyMatching(query as CFDictionary, &found)
            if status == errSecItemNotFound { return nil }
            try check(status)
            guard let data = found as? Data else { throw KeyStoreError.Failed }
            return data
        }

        func store(name: String, bytes: Data) throws {
            guard mayStore else { throw KeyStoreError.Failed }
            let value: [String: Any] = [
                kSecValueData as String: bytes,
                kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
            ]
            let status = SecItemUpdate(item(name) as CFDictionary, value as CFDictionary)
            guard status == errSecItemNotFound else { return try check(status) }
            let new = item(name).merging(value) { $1 }
            try check(SecItemAdd(new as CFDictionary, nil))
        }

        func delete(name: String) throws {
            let status = SecItemDelete(item(name) as CFDictionary)
            if status != errSecItemNotFound { try check(status) }
        }

        private func item(_ name: String) -> [String: Any] {
            var item: [String: Any] = [
                kSecClass as String: kSecClassGenericPassword,
                kSecAttrService as String: Self.service,
                kSecAttrAccount as String: name,
                kSecAttrSynchronizable as String: false,
                // On a Mac too, where another keychain would otherwise be meant.
                kSecUseDataProtectionKeychain as String: true,
            ]
            item[kSecAttrAccessGroup as String] = accessGroup
            return item
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
