#if DEBUG
    import Foundation

    @testable import Sordino

    /// What left and what was closed, gathered as it happens: an off destroys what the core remembers of what left before it.
    final class Seen: Watch {
        private struct State {
            weak var running: Running?
            var receipts: [Receipt] = []
            var left: [Left] = []
            var gathered: Set<UInt64> = []
        }

        private let state = Locked(State())

        var readsDecisions: Bool { true }

        func begins(_ running: Running) { state.with { $0.running = running } }

        func settled() {}

        func answered(_ record: String, _ outcome: Outcome) {}

        func delivered() {
            state.with { state in
                let decisions = (try? state.running?.engine?.recentDecisions()) ?? []
                for one in decisions where one.delivered != nil && state.gathered.insert(one.number).inserted {
                    state.left.append(Left(one))
                }
            }
        }

        func changed() {}

        func closed(_ receipt: Receipt) { state.with { $0.receipts.append(receipt) } }

        var left: [Left] { state.with { $0.left } }

        var receipts: [Receipt] { state.with { $0.receipts } }

        func forget() { state.with { $0.left = [] } }
    }
#endif
