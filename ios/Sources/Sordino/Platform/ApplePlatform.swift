import Foundation
import SordinoCore

/// The platform of a phone or a Mac.
final class ApplePlatform: Platform {
    /// How long to leave the core alone that refused a report for now; in seconds.
    private static let pause = 30.0

    let transport: any Transport = Connection()
    let watch: (any Watch)?
    private let keychain: Keychain
    private let policyFile: URL?
    private let own: OwnFolder
    private let options: Options
    private let isExtension: Bool
    private let runs: Runs
    private let signs: SignsOfLife
    private let diagnostics = Locked<Diagnostics?>(nil)
    private let reports = LaterReports()
    private let lifecycle = Lifecycle()
    private let managed = Managed()

    init(_ options: Options, _ bundle: OwnBundle = .main) {
        self.options = options
        #if DEBUG
            watch = DebugLog(options)
        #else
            watch = nil
        #endif
        isExtension = bundle.isExtension
        policyFile =
            options.policy
            ?? Bundle.main.url(forResource: "policy", withExtension: "json", subdirectory: "sordino")
        let own = OwnFolder(appGroup: options.appGroup, isExtension: isExtension)
        self.own = own
        keychain = Keychain(
            app: bundle.app, accessGroup: options.appGroup, mayStore: !isExtension, hasVault: { own.hasVault() },
            isOutOfReach: { own.isOutOfReach })
        runs = Runs { try? own.place() }
        signs = SignsOfLife(runs)
    }

    func policy() throws(SordinoError) -> Data {
        guard let policyFile, let policy = try? Data(contentsOf: policyFile) else {
            throw .BadPolicy(
                what:
                    "the app's bundle has no sordino/policy.json, so that nothing may leave: run `sordino generate` and "
                    + "add the folder sordino to the app's resources, or name the file in Options.policy")
        }
        return policy
    }

    func folder() throws(SordinoError) -> URL { try own.made() }

    func filesAreLocked() -> Bool { own.isLocked() }

    var keyStore: any KeyStore { keychain }

    var keyIsMissing: Bool { keychain.isMissing }

    func allowNewVault() {
        keychain.allowNewVault()
        own.beginAnew()
    }

    func organisation(_ keys: [String]) -> [String: String] { Managed.settings(keys) }

    func facts() -> Facts { DeviceFacts.now(deviceId: options.deviceId) }

    var locale: String { DeviceFacts.language }

    func activity(_ work: @escaping @Sendable () async -> Void) async { await Activity.run(work) }

    func holding<Answer>(_ work: () throws -> Answer) rethrows -> Answer { try Activity.holding(work) }

    var uptime: UInt64 { DispatchTime.now().uptimeNanoseconds }

    func later(_ seconds: Double, _ work: @escaping @Sendable () -> Void) {
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + seconds, execute: work)
    }

    /// Observes before anything is looked at: what changes in between is seen then.
    func starting(_ running: Running) {
        if options.catchUncaught { Exceptions.take(for: running) }
        lifecycle.onActive { [weak running] in running?.cameToFront() }
        managed.onChange { [weak running] in
            Task { await running?.lookAtOrganisation() }
        }
        #if canImport(UIKit)
            lifecycle.onUnlock { [weak running] in running?.retrySoon() }
            lifecycle.onBackground { [weak running] in running?.uploads.pumpInActivity() }
            #if canImport(BackgroundTasks)
                lifecycle.onLaunched { BackgroundUploads.launchIsOver() }
                lifecycle.onBackground { BackgroundUploads.plan() }
            #endif
        #endif
    }

    /// Takes the system's reports from now on: it hands each over once, which is lost on a core without its keys.
    func ready(_ running: Running) {
        // An extension shares the app's reports, or has none that anybody waits for.
        guard !isExtension else { return }
        offerAgain(running)
        let first = diagnostics.with { diagnostics -> Diagnostics? in
            guard diagnostics == nil else { return nil }
            diagnostics = Diagnostics { [weak self, weak running] crash in
                if let self, let running { self.take(crash, running) }
            }
            return diagnostics
        }
        first?.begin()
    }

    private func take(_ crash: SystemCrash, _ running: Running) {
        guard let since = runs.since(crash) else { return }
        let report = Door.crash(.metricKit, crash.report, happened: since)
        if !reports.take(report, offering(running)) { offerAgainLater(running) }
    }

    private func offerAgain(_ running: Running) {
        if !reports.offerAgain(offering(running)) { offerAgainLater(running) }
    }

    /// Nobody waits for it: what it locks in a shared folder is locked within the system's leave.
    private func offering(_ running: Running) -> (Door.Record) -> Outcome {
        { report in running.holding { running.offer(report) } }
    }

    private func offerAgainLater(_ running: Running) {
        later(Self.pause) { [weak self, weak running] in
            if let self, let running { self.offerAgain(running) }
        }
    }

    func crashReports(areOpen: Bool) {
        if !areOpen { reports.forget() }
        if !isExtension { signs.note(areOpen, at: uptime) }
    }

    func tookException() {
        if !isExtension { runs.tookException() }
    }
}
