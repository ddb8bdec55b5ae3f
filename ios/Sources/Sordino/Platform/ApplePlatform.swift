import Foundation
import SordinoCore

/// The platform of a phone or a Mac.
final class ApplePlatform: Platform {
    let keyStore: any KeyStore
    let transport: any Transport = Connection()
    private let policyFile: URL?
    private let own: OwnFolder
    private let options: Options
    private let diagnostics = Locked<Diagnostics?>(nil)
    private let lifecycle = Lifecycle()

    init(_ options: Options) {
        self.options = options
        policyFile =
            options.policy
            ?? Bundle.main.url(forResource: "policy", withExtension: "json", subdirectory: "sordino")
        own = OwnFolder(appGroup: options.appGroup)
        keyStore = Keychain(accessGroup: options.appGroup, mayStore: !Self.isExtension)
    }

    static var isExtension: Bool { Bundle.main.bundlePath.hasSuffix(".appex") }

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

    func facts() -> Facts { DeviceFacts.now(deviceId: options.deviceId) }

    var locale: String { DeviceFacts.language }

    func activity(_ work: @escaping @Sendable () async -> Void) async { await Activity.run(work) }

    var uptime: UInt64 { DispatchTime.now().uptimeNanoseconds }

    func later(_ seconds: Double, _ work: @escaping @Sendable () -> Void) {
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + seconds, execute: work)
    }

    func whenUnlocked(_ then: @escaping @Sendable () -> Void) {
        #if canImport(UIKit)
            lifecycle.onUnlock(then)
        #endif
    }

    /// Before the launch is over, as the system wants it.
    func starting(_ running: Running) {
        #if canImport(BackgroundTasks) && canImport(UIKit)
            guard options.uploadsInBackground else { return }
            _ = BackgroundUploads.register(Bundle.main.infoDictionary ?? [:], isExtension: Self.isExtension) {
                [weak running] in await running?.uploads.pumpWhileGranted()
            }
        #endif
    }

    func opened(_ running: Running) {
        if options.catchUncaught { Exceptions.take(for: running) }
        let diagnostics = Diagnostics { [weak running] json, window, signal in
            guard let running else { return }
            let isAbort = signal.map { $0 == Int(SIGABRT) } ?? true
            if isAbort, TakenCrash.wasTaken(between: window.start, and: window.end, in: running.platform) { return }
            // No time is given but the window: its purpose must have been open for the whole of it.
            _ = running.offer(Door.crash(.metricKit, json, happened: window.start))
        }
        diagnostics.begin()
        self.diagnostics.with { $0 = diagnostics }
        lifecycle.onActive { [weak running] in running?.cameToFront() }
        #if canImport(UIKit)
            lifecycle.onBackground { [weak running] in
                running?.uploads.pumpInActivity()
                BackgroundUploads.plan()
            }
        #endif
    }
}
