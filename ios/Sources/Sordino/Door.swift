import Foundation
import SordinoCore
import SordinoFFI

/// The narrow door: an event or a crash report, in one call of C. Format: `docs/formats/door.md`.
struct Door: Sendable {
    typealias Record = [UInt8]

    /// The core refuses a longer event, so that no more of one is written.
    private static let mostBytes = 256 * 1024
    /// The core refuses a deeper event, so that no more of one is written.
    private static let mostDepth = 33

    private let number: UInt64

    init(_ engine: Engine) throws { number = try engine.door() }

    func offer(_ record: Record) -> Outcome {
        let answer = record.withUnsafeBufferPointer { sordino_record(number, $0.baseAddress, $0.count) }
        return Outcome(door: answer)
    }

    static func event(_ name: String, _ properties: [String: PropertyValue]) -> Record {
        var record = Record()
        record.reserveCapacity(256)
        record.append(1)  // format
        record.append(1)  // an event
        write(name, to: &record)
        write(properties, 1, to: &record)
        return record
    }

    static func crash(
        _ source: CrashSource, _ report: some Collection<UInt8>, happened: Date?, isHandled: Bool = false
    ) -> Record {
        var record = Record()
        record.reserveCapacity(report.count + 16)
        begin(source, happened: happened, isHandled: isHandled, in: &record)
        record.append(contentsOf: report)
        return record
    }

    /// What the app did before a crash, in its own words.
    static func breadcrumb(_ text: String) -> Record {
        var record = Record()
        record.append(1)  // format
        record.append(3)  // a breadcrumb
        write(text, to: &record)
        return record
    }

    /// Writes what stands before a crash report's own bytes. An error that the app caught happened now.
    static func begin(_ source: CrashSource, happened: Date?, isHandled: Bool = false, in record: inout Record) {
        record.append(1)  // format
        record.append(2)  // a crash report
        record.append(source.rawValue)
        if isHandled {
            record.append(2)
        } else if let happened {
            record.append(1)
            let millis = Int64(clamping: Int(max(-1e15, min(1e15, happened.timeIntervalSince1970 * 1000))))
            withUnsafeBytes(of: millis.littleEndian) { record.append(contentsOf: $0) }
        } else {
            record.append(0)
        }
    }

    /// Sorted, because a Swift dictionary has another order in each process, and the same day must give the same bytes.
    private static func write(_ members: [String: PropertyValue], _ depth: Int, to record: inout Record) {
        write(UInt64(members.count), to: &record)
        let sorted =
            members.count < 2 ? Array(members) : members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (key, value) in sorted where record.count <= mostBytes {
            write(key, to: &record)
            write(value, depth, to: &record)
        }
    }

    private static func write(_ value: PropertyValue, _ depth: Int, to record: inout Record) {
        switch value {
        case .bool(let truth): record.append(truth ? 1 : 0)
        case .int(let number):
            record.append(2)
            write(UInt64(bitPattern: (number << 1) ^ (number >> 63)), to: &record)
        case .double(let number):
            record.append(3)
            withUnsafeBytes(of: number.bitPattern.littleEndian) { record.append(contentsOf: $0) }
        case .string(let text):
            record.append(4)
            write(text, to: &record)
        case .list(let values):
            record.append(5)
            let inner = depth < mostDepth ? values : []
            write(UInt64(inner.count), to: &record)
            for value in inner where record.count <= mostBytes { write(value, depth + 1, to: &record) }
        case .map(let members):
            record.append(6)
            write(depth < mostDepth ? members : [:], depth + 1, to: &record)
        }
    }

    private static func write(_ text: String, to record: inout Record) {
        write(UInt64(text.utf8.count), to: &record)
        record.append(contentsOf: text.utf8)
    }

    /// LEB128, in the fewest bytes.
    private static func write(_ number: UInt64, to record: inout Record) {
        var rest = number
        while rest > 0x7f {
            record.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        record.append(UInt8(rest))
    }
}

extension Outcome {
    init(door answer: Int32) {
        switch answer {
        case 0: self = .accepted
        case 1: self = .heldInMemory
        case 2: self = .heldSealed
        case 3: self = .keysNotReady
        default:
            // A number that this package does not know is a refusal all the same.
            self = .refused(UInt8(exactly: answer).flatMap(Refusal.init) ?? .malformed)
        }
    }
}
