#if DEBUG
    import Sordino

    /// What an assert says that does not hold.
    public struct NotHeld: Error, CustomStringConvertible {
        /// Says what was expected, what left, and why.
        public let description: String
    }

    /// Says why a record that was expected did not leave.
    struct Missing {
        let sordino: SordinoSDK
        let left: [Left]

        func text(_ recipient: String, _ record: RecordKind, _ name: String) -> String {
            let what = record == .crash ? "no crash report" : "no `\(name)`"
            let alike = sordino.recentDecisions.filter { $0.record == record && $0.name == name }
            let last = alike.last { $0.recipient == recipient } ?? alike.last
            let all = left.isEmpty ? "\n  nothing" : left.map { "\n  \($0)" }.joined()
            return "\(what) left for `\(recipient)`: \(why(last, recipient))\nWhat left:\(all)"
        }

        private func why(_ last: Decision?, _ recipient: String) -> String {
            guard let last else {
                let closed = sordino.statuses.filter { !$0.open }.map(\.purpose)
                return "none is known: it was not offered, or a turn-off destroyed it, or a hundred records came after "
                    + "it; closed are \(closed)"
            }
            let purpose = last.purpose ?? ""
            switch last.decided {
            case .stored:
                let other = last.recipient ?? ""
                return other == recipient ? "it waits in the queue" : "the policy sends it to `\(other)`"
            case .held:
                return "it waits for the person's first choice for `\(purpose)`: make one with allow() or refuse()"
            case .refused:
                let refusal = last.refusal.map { "\($0)" } ?? ""
                return "it was refused, \(refusal)\(hint(last, purpose))"
            case .keysNotReady: return "the key store was not ready"
            @unknown default: return "it was decided otherwise"
            }
        }

        private func hint(_ last: Decision, _ purpose: String) -> String {
            switch last.refusal {
            case .closed: ": `\(purpose)` is off, and allow(\"\(purpose)\") turns it on"
            case .unknownEvent: ": the policy lists no event of this name"
            case .noRecipient: ": the policy names no recipient for it"
            default: ""
            }
        }
    }
#endif
