import Foundation

/// A process of this app that ran while crash reports were on.
struct Run: Codable, Equatable, Sendable {
    let id: UUID
    let process: Int32
    /// The last moment at which it was surely alive, with crash reports on.
    var alive: Date
    /// An exception was taken as the process died: what the system tells of the same crash is not sent too.
    var tookException = false
}

/// The last processes of this app, in a file of Sordino's folder.
///
/// A process is in it only while crash reports are on. So nothing is kept of a process that ran while they were off, and
/// what is not in it passes for off.
final class Runs: Sendable {
    /// The system may tell of a crash days later; of older ones nothing is taken.
    private static let mostRuns = 16

    private let folder: @Sendable () -> URL?
    private let own = UUID()
    private let process: Int32
    /// Keeps two threads of this process apart.
    private let turn = Locked(())

    /// `folder` is asked at each use: it may not be there yet.
    init(process: Int32 = getpid(), in folder: @escaping @Sendable () -> URL?) {
        self.process = process
        self.folder = folder
    }

    /// Writes down that this process is alive while crash reports are on.
    func alive(at now: Date = Date()) {
        change { runs in
            let at = index(&runs, now)
            runs[at].alive = max(runs[at].alive, now)
        }
    }

    /// Writes down that this process took its own last exception.
    func tookException(at now: Date = Date()) {
        change { runs in
            runs[index(&runs, now)].tookException = true
        }
    }

    /// Forgets every process: crash reports are off.
    func forget() {
        turn.with { _ in
            guard let file = file() else { return }
            try? FileManager.default.removeItem(at: file)
        }
    }

    /// Returns the earlier processes.
    func earlier() -> [Run] {
        turn.with { _ in read().filter { $0.id != own } }
    }

    /// Returns the moment from which on crash reports must have been on for `crash` to be taken, or `nil` if the process
    /// took it itself.
    func since(_ crash: SystemCrash) -> Date? {
        wasTaken(crash) ? nil : crash.openSince(earlier())
    }

    /// Returns `true` if `crash` was taken by the process itself, once for each exception.
    func wasTaken(_ crash: SystemCrash) -> Bool {
        guard crash.mayBeException else { return false }
        var was = false
        change { runs in
            let taken = runs.firstIndex { run in
                run.tookException && run.id != own && crash.process.map { $0 == run.process } ?? true
            }
            guard let taken else { return }
            was = true
            runs[taken].tookException = false
        }
        return was
    }

    private func index(_ runs: inout [Run], _ now: Date) -> Int {
        if let at = runs.firstIndex(where: { $0.id == own }) { return at }
        runs.append(Run(id: own, process: process, alive: now))
        return runs.count - 1
    }

    private func change(_ change: (inout [Run]) -> Void) {
        turn.with { _ in
            guard let file = file() else { return }
            let before = read()
            var runs = before
            change(&runs)
            guard runs != before, let bytes = try? JSONEncoder().encode(runs.suffix(Self.mostRuns)) else { return }
            try? bytes.write(to: file, options: .atomic)
        }
    }

    private func file() -> URL? { folder()?.appendingPathComponent("runs") }

    private func read() -> [Run] {
        guard let file = file(), let bytes = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([Run].self, from: bytes)) ?? []
    }
}

/// When to write down that this process is alive: as crash reports are turned on, and then at most once a minute.
final class SignsOfLife: Sendable {
    private struct State {
        var wereOpen: Bool?
        var written: UInt64 = 0
    }

    private static let minute: UInt64 = 60_000_000_000

    private let runs: Runs
    private let state = Locked(State())

    init(_ runs: Runs) { self.runs = runs }

    func note(_ areOpen: Bool, at uptime: UInt64) {
        let isDue = state.with { state in
            let isDue = state.wereOpen != areOpen || (areOpen && uptime - min(uptime, state.written) >= Self.minute)
            state.wereOpen = areOpen
            if isDue { state.written = uptime }
            return isDue
        }
        guard isDue else { return }
        if areOpen { runs.alive() } else { runs.forget() }
    }
}
