import Foundation
import SordinoCore

/// What Sordino needs of the system around it.
protocol Platform: Sendable {
    /// Who looks on; `nil` for nobody, as in a release.
    var watch: (any Watch)? { get }

    /// The bytes of `policy.json`.
    func policy() throws(SordinoError) -> Data

    /// A folder of Sordino's own that no backup takes.
    func folder() throws(SordinoError) -> URL

    /// Returns `true` if the folder's files cannot be read before the first unlock.
    func filesAreLocked() -> Bool

    var keyStore: any KeyStore { get }

    /// Whether the key store lacks the key of a vault that is there.
    var keyIsMissing: Bool { get }

    /// Allows a new vault in place of one whose key is missing.
    func allowNewVault()

    func facts() -> Facts

    /// Returns what the organisation that manages the device set under `keys`; nothing where nobody manages it.
    func organisation(_ keys: [String]) -> [String: String]

    /// The locale of the texts that a person sees now.
    var locale: String { get }

    var transport: any Transport { get }

    /// Runs `work` with the system's leave to go on while the app leaves the screen. When the system takes that back, the
    /// task is cancelled.
    func activity(_ work: @escaping @Sendable () async -> Void) async

    /// Runs `work` on this thread with the same leave.
    func holding<Answer>(_ work: () throws -> Answer) rethrows -> Answer

    /// Nanoseconds that go on while the system runs and never back.
    var uptime: UInt64 { get }

    /// Runs `work` after so many seconds, on any thread.
    func later(_ seconds: Double, _ work: @escaping @Sendable () -> Void)

    /// Told once, on the thread that starts Sordino: the platform may tell `running` of the app's moments from now on.
    func starting(_ running: Running)

    /// Told whenever Sordino was looked at and has opened, with its keys and files.
    func ready(_ running: Running)

    /// Told how crash reports stand, whenever that was looked at.
    func crashReports(areOpen: Bool)

    /// Told that an exception was taken as a crash report. The process is about to die.
    func tookException()
}

/// Sends one request.
protocol Transport: Sendable {
    /// Never follows a redirect, keeps of the answer only what decides about the records, and ends when `flight` is cancelled.
    func send(_ request: Request, _ flight: Flight) async -> Reply
}

/// Where a crash report comes from. The door knows them by number.
enum CrashSource: UInt8, Sendable {
    case rust = 0
    case jvm = 1
    case nsException = 2
    case metricKit = 3
    case tombstone = 4
    case anr = 5
    case dart = 6
    case javaScript = 7
}
