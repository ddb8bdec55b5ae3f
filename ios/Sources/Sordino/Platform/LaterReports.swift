import Foundation

/// Crash reports of earlier processes, each offered until the core has taken it or refused it for good.
///
/// The system hands a report over once. A report that the core refuses for now waits here, in memory alone, because
/// nothing may be written without keys. It is lost with the process.
final class LaterReports: Sendable {
    /// How much may wait. What comes on top of it is dropped.
    static let mostBytes = 4 * 1024 * 1024

    private let waiting = Locked<[Door.Record]>([])

    /// Offers `report`. Returns `false` if it waits to be offered again.
    func take(_ report: Door.Record, _ offer: (Door.Record) -> Outcome) -> Bool {
        guard offer(report).isForNow else { return true }
        waiting.with { waiting in
            let bytes = waiting.reduce(report.count) { $0 + $1.count }
            if bytes <= Self.mostBytes { waiting.append(report) }
        }
        return false
    }

    /// Offers everything that waits. Returns `false` if something still waits.
    func offerAgain(_ offer: (Door.Record) -> Outcome) -> Bool {
        let reports = waiting.with { waiting in
            defer { waiting = [] }
            return waiting
        }
        return reports.reduce(true) { take($1, offer) && $0 }
    }

    /// Forgets everything that waits: crash reports are off.
    func forget() { waiting.with { $0 = [] } }
}

extension Outcome {
    /// `true` if the outcome says nothing about the record: offered later, it may be taken.
    var isForNow: Bool {
        switch self {
        case .keysNotReady, .refused(.noRoom), .refused(.storageFailed), .refused(.busy), .refused(.broken),
            .refused(.noEngine):
            true
        default: false
        }
    }
}
