// What Sordino calls of Apple's Security framework, over a keychain in memory.
//
// Source: developer.apple.com/documentation/security/keychain-services; SecItem.h and SecBase.h of the iOS 18 SDK. The
// constants are `extern const CFStringRef`, which Swift takes for `let`s that any thread may read.

import Foundation

public typealias CFTypeRef = AnyObject
public typealias CFString = NSString
public typealias CFDictionary = NSDictionary
public typealias OSStatus = Int32

@available(iOS 2.0, macOS 10.3, *) public let errSecSuccess: OSStatus = 0
@available(iOS 2.0, macOS 10.3, *) public let errSecDuplicateItem: OSStatus = -25299
@available(iOS 2.0, macOS 10.3, *) public let errSecItemNotFound: OSStatus = -25300
@available(iOS 2.0, macOS 10.3, *) public let errSecInteractionNotAllowed: OSStatus = -25308

@available(iOS 2.0, macOS 10.6, *) public nonisolated(unsafe) let kSecClass: CFString = "class"
@available(iOS 2.0, macOS 10.6, *) public nonisolated(unsafe) let kSecClassGenericPassword: CFString = "genp"
@available(iOS 2.0, macOS 10.6, *) public nonisolated(unsafe) let kSecAttrService: CFString = "svce"
@available(iOS 2.0, macOS 10.6, *) public nonisolated(unsafe) let kSecAttrAccount: CFString = "acct"
@available(iOS 3.0, macOS 10.9, *) public nonisolated(unsafe) let kSecAttrAccessGroup: CFString = "agrp"
@available(iOS 4.0, macOS 10.9, *) public nonisolated(unsafe) let kSecAttrAccessible: CFString = "pdmn"
@available(iOS 4.0, macOS 10.9, *)
public nonisolated(unsafe) let kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly: CFString = "cku"
@available(iOS 7.0, macOS 10.9, *) public nonisolated(unsafe) let kSecAttrSynchronizable: CFString = "sync"
@available(iOS 13.0, macOS 10.15, *)
public nonisolated(unsafe) let kSecUseDataProtectionKeychain: CFString = "nleg"
@available(iOS 2.0, macOS 10.6, *) public nonisolated(unsafe) let kSecReturnData: CFString = "r_Data"
@available(iOS 2.0, macOS 10.6, *) public nonisolated(unsafe) let kSecMatchLimit: CFString = "m_Limit"
@available(iOS 2.0, macOS 10.6, *) public nonisolated(unsafe) let kSecMatchLimitOne: CFString = "m_LimitOne"
@available(iOS 2.0, macOS 10.6, *) public nonisolated(unsafe) let kSecValueData: CFString = "v_Data"

@available(iOS 2.0, macOS 10.6, *)
public func SecItemAdd(_ attributes: CFDictionary, _ result: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus {
    FakeKeychain.shared.add(attributes)
}

@available(iOS 2.0, macOS 10.6, *)
public func SecItemCopyMatching(_ query: CFDictionary, _ result: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus {
    FakeKeychain.shared.copy(query, result)
}

@available(iOS 2.0, macOS 10.6, *)
public func SecItemUpdate(_ query: CFDictionary, _ attributesToUpdate: CFDictionary) -> OSStatus {
    FakeKeychain.shared.update(query, attributesToUpdate)
}

@available(iOS 2.0, macOS 10.6, *)
public func SecItemDelete(_ query: CFDictionary) -> OSStatus {
    FakeKeychain.shared.delete(query)
}
