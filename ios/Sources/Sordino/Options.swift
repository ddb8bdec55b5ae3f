import Foundation
import SordinoCore

/// How to start Sordino, where the usual way does not do.
///
/// ```swift
/// var options = Options()
/// options.scrubKnownValues = true
/// let sordino = SordinoSDK.start(options)
/// ```
public struct Options: Sendable {
    /// Where the policy is, if not at `sordino/policy.json` in the main bundle.
    public var policy: URL?
    /// The app group that the app and its extensions share, such as `group.com.example.oncall`. Files and the vault key
    /// are in it then. An extension never makes the key: it is closed until the app has.
    public var appGroup: String?
    /// The switches of vendors' SDKs that the app keeps.
    public var vendors: [Vendor] = []
    /// Replaces what the policy says about some recipients, for tests and staging.
    public var overrides: [Override] = []
    /// Whether the values handed over at sign-in are searched for in free text until sign-out.
    public var scrubKnownValues = false
    /// `device_id`, for an app that has one of its own. Only a pseudonym of it ever leaves.
    public var deviceId: String?
    /// How many milliseconds a turn-off waits for uploads that it cancelled.
    public var cancelLimitMillis: UInt32 = 500
    /// How many milliseconds a vendor's SDK may take to answer.
    public var vendorLimitMillis: UInt32 = 2_000
    /// Lets a recipient's address be plain HTTP on this machine, for tests. The library of a phone refuses to start with
    /// it.
    public var allowLoopbackHttp = false
    /// Whether an uncaught `NSException` is taken as a crash report. It is passed on in any case.
    public var catchUncaught = true
    /// The usual way.
    public init() {}
}
