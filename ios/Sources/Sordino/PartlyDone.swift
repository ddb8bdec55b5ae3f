import Foundation
import SordinoCore

/// The error of a call that was not carried out for every purpose it was made for.
///
/// Every purpose was tried. What was done stands in ``receipt``, or in ``turned`` for a turn-on, and stays done: the receipt is
/// completed like any other.
///
/// ```swift
/// do {
///     try await sordino.crashReports.turnOff()
/// } catch {
///     show(error.receipt, stillOn: error.failed.map(\.purpose))
/// }
/// ```
public struct PartlyDone<Done: Sendable>: Error, Sendable {
    /// The answer for the purposes that the call was carried out for. It has no part if there is none.
    let done: Done
    /// The purposes that the call was not carried out for, in the order of the call. Empty if nothing could be tried, as
    /// before the start has opened. The empty id stands for all purposes at a limit for all, and for the chain of choices at
    /// an erasure.
    public let failed: [FailedPurpose]
    /// Why nothing could be tried, or why the first of ``failed`` failed.
    public let why: SordinoError
}

extension PartlyDone where Done == Receipt {
    /// What the call closed all the same.
    public var receipt: Receipt { done }
}

extension PartlyDone where Done == TurnOnResult {
    /// What the turn-on did for the other purposes.
    public var turned: TurnOnResult { done }
}

extension PartlyDone: LocalizedError, CustomStringConvertible {
    /// Returns one sentence that names the purposes and the reasons, for a log. It holds nothing that came from a person.
    public var description: String {
        guard !failed.isEmpty else { return "nothing was changed: \(why)" }
        let each = failed.map { ($0.purpose.isEmpty ? "the whole" : $0.purpose) + ": \($0.why)" }
        return "not carried out for \(each.joined(separator: ", ")); what was done for the others stands. "
            + "Make the call again, and tell the person if it fails again"
    }

    /// Returns ``description``.
    public var errorDescription: String? { description }
}

extension PartlyDone {
    /// Nothing was tried.
    init(nothing: Done, _ why: SordinoError) { self.init(done: nothing, failed: [], why: why) }

    /// `nil` if nothing failed.
    init?(_ done: Done, _ failed: [FailedPurpose]) {
        guard let first = failed.first else { return nil }
        self.init(done: done, failed: failed, why: SordinoError(first.why))
    }
}

extension SordinoError {
    init(_ why: ChoiceFailure) {
        switch why {
        case .unknownPurpose: self = .UnknownPurpose
        case .notAChoice: self = .NotAChoice
        case .notReady: self = .NotReady
        case .noRoom: self = .NoRoom
        case .storageFailed: self = .StorageFailed
        case .closedUntilRestart: self = .ClosedUntilRestart
        // `.broken`, and with library evolution what a newer core could add.
        default: self = .Broken
        }
    }
}
