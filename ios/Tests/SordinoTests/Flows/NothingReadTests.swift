import Foundation
import SordinoKit
import Testing

/// The sources: nothing of the address book can be read but the app's own card, and only by whoever links what writes it.
@Suite struct NothingReadTests {
    private func sources(_ target: String) throws -> [(name: String, text: String)] {
        let folder = Vectors.root.appendingPathComponent("ios/Sources/\(target)")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
        }
    }

    @Test("the package itself names no framework of the address book")
    func unnamed() throws {
        let all = try sources("Sordino")
        #expect(all.count > 50)
        for (name, text) in all {
            #expect(!text.contains("import Contacts") && !text.contains("CNContact"), "\(name)")
        }
    }

    @Test("what writes the card fetches by its own identifiers alone, and names no note, group or other field")
    func byIdentifier() throws {
        let all = try sources("SordinoContacts")
        let text = all.map(\.text).joined()
        // The test can see what it looks for.
        #expect(text.contains("import Contacts"))
        let fetches = text.components(separatedBy: "CNContactFetchRequest(").count - 1
        #expect(fetches == 1)
        #expect(text.components(separatedBy: "predicateForContacts(withIdentifiers:").count - 1 == fetches)
        let keys = text.components(separatedBy: "keysToFetch: ").dropFirst().map { $0.prefix { $0 != "]" } }
        #expect(keys == ["[CNContactPhoneNumbersKey as any CNKeyDescriptor"])
        let others = [
            "matchingName", "matchingEmailAddress", "matching:", "unifiedContact", "unifiedMeContact", "CNGroup",
            "CNContainer", "inGroup", "inContainer", "CNContactPicker", "ContactAccess", "currentHistoryToken",
            "CNChangeHistory", ".note", "NoteKey", "emailAddresses", "postalAddresses", "imageData", "delete(",
        ]
        for other in others { #expect(!text.contains(other), "\(other)") }
    }
}
