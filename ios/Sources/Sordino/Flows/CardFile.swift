import Foundation
import SordinoCore

/// The card as a vCard 3.0 file (RFC 2426), for the system's share sheet. It holds the app's own numbers alone.
enum CardFile {
    /// Writes the file, and returns where it is; `nil` if it cannot be written.
    static func write(_ card: CardContent) -> URL? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "dev.sordino.card-\(UUID().uuidString)")
        let file = folder.appendingPathComponent("contact.vcf")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text(card).utf8).write(to: file)
        } catch { return nil }
        return file
    }

    /// Removes a file that ``write(_:)`` made.
    static func remove(_ file: URL) {
        // What stays in the folder for temporary files is the system's to remove.
        try? FileManager.default.removeItem(at: file.deletingLastPathComponent())
    }

    static func text(_ card: CardContent) -> String {
        var lines = ["BEGIN:VCARD", "VERSION:3.0", "N:;\(escaped(card.name));;;", "FN:\(escaped(card.name))"]
        if !card.organisation.isEmpty { lines.append("ORG:\(escaped(card.organisation))") }
        lines += card.numbers.map { "TEL;TYPE=WORK,VOICE:\($0)" }
        return (lines + ["END:VCARD", ""]).joined(separator: "\r\n")
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for one in text.unicodeScalars {
            switch one {
            case "\\", ",", ";": out += "\\\(one)"
            case "\n": out += "\\n"
            case "\r": continue
            default: out.unicodeScalars.append(one)
            }
        }
        return out
    }
}
