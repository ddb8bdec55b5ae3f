import Foundation
import SordinoCore
import SordinoFFI

/// The narrow door: an event or a crash report, in one call of C.
struct Door: Sendable {
    typealias Record = [UInt8]

    init(_ engine: Engine) throws {}

    func offer(_ record: Record) -> Outcome { .refused(.noEngine) }

    static func event(_ name: String, _ properties: [String: PropertyValue]) -> Record { [] }

    static func crash(_ source: CrashSource, _ report: Data, happened: Date?) -> Record { [] }
}
