import Foundation
import SordinoCore

/// The platform of a phone or a Mac.
final class ApplePlatform: Platform {
    let transport: any Transport = Connection()
    private let keychain: Keychain
    private let policyFile: URL?
    private let own: OwnFolder
    private let options: Options
    private let isExtension: Bool
    private let runs: Runs
    private let signs: SignsOfLife
    private let diagnostics = Locked<Diagnostics?>(nil)
    private let lifecycle = Lifecycle()

    init(_ options: Options, isExtension: Bool = Bundle.main.bundlePath.hasSuffix(".appex")) {
        self.options = options
        self.isExtension = isExtension
        policyFile =
            options.policy
            ?? Bundle.main.url(forResource: "policy", withExtension: "json", subdirectory: "sordino")
        let own = OwnFolder(appGroup: options.appGroup)
        self.own = own
        keychain = Keychain(
            accessGroup: options.appGroup, mayStore: !isExtension, hasVault: { own.hasVault() })
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

    func allowNewVault() { keychain.allowNewVault() }

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
        #if canImport(UIKit)
            lifecycle.onUnlock { [weak running] in running?.retrySoon() }
            lifecycle.onBackground { [weak running] in running?.uploads.pumpInActivity() }
            #if canImport(BackgroundTasks)
                lifecycle.onLaunched { BackgroundUploads.launchIsOver() }
                lifecycle.onBackground { BackgroundUploads.plan() }
            #endif
        #endif
    }

    func opened(_ running: Running) {
        // An extension shares the app's reports, or has none that anybody waits for.
        guard !isExtension else { return }
        let diagnostics = Diagnostics { [weak running, runs] crash in
            guard let running, let since = runs.since(crash) else { return }
            _ = running.offer(Door.crash(.metricKit, crash.report, happened: since))
        }
        diagnostics.begin()
        self.diagnostics.with { $0 = diagnostics }
    }

    func crashReports(areOpen: Bool) {
        if !isExtension { signs.note(areOpen, at: uptime) }
    }

    func tookException() {
        if !isExtension { runs.tookException() }
    }
}
