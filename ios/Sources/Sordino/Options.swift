import Foundation
import SordinoCore

/// Options of the start.
///
/// ```swift
/// var options = Options()
/// options.cancelLimitMillis = 200
/// let sordino = SordinoSDK.start(options)
/// ```
public struct Options: Sendable {
    /// The policy file, if it is not `sordino/policy.json` in the main bundle.
    public var policy: URL?
    /// The app group that the app and its extensions share, such as `group.com.example.oncall`. It holds the files and the
    /// vault key then. An extension never makes the key, and stays closed until the app has made it.
    public var appGroup: String?
    /// The switches of vendors' SDKs that the app keeps.
    public var vendors: [any VendorSwitch] = []
    /// Replaces what the policy says about some recipients, for tests and staging.
    public var overrides: [Override] = []
    /// `false` to leave the values handed over at sign-in out of what free text is searched for. The ids of user, customer
    /// and device are always searched for.
    public var scrubKnownValues = true
    /// `true` to keep the last decisions about records in memory, for ``SordinoSDK/recentDecisions``: for a screen that shows
    /// what left and why. Off unless the app asks.
    public var keepDecisions = false
    /// `true` to print each decision to the system's log, under the subsystem `dev.sordino`: the record's name, what left and by
    /// which rule, what was dropped, and what the server answered. Values are printed as they leave, never as they were
    /// offered. Debug builds alone print; the launch argument `-SordinoDebug YES` turns it on there without a rebuild.
    public var debug = false
    /// The app's own `device_id`, if it has one. Only a pseudonym of the id ever leaves.
    public var deviceId: String?
    /// How many milliseconds a turn-off waits for uploads that it cancelled.
    public var cancelLimitMillis: UInt32 = 500
    /// How many milliseconds a vendor's SDK may take to answer.
    public var vendorLimitMillis: UInt32 = 2_000
    /// Lets a recipient's address be plain HTTP on this machine, for tests. The library of a phone refuses to start with
    /// it.
    public var allowLoopbackHttp = false
    /// `true` to take an uncaught `NSException` as a crash report. The exception is passed on in any case.
    public var catchUncaught = true
    /// Writes the app's contact directly, where the policy says `card_direct`: `AppleContacts()` of the product
    /// `SordinoContacts`. Without it the person saves the contact in the system's own sheet.
    public var contacts: (any CardStore)?
    /// Called as the app comes to the front, if the card has news that the person has to take over by
    /// ``SordinoFlowModel/contacts(_:locale:)``; once for each version of the card. Show it without a dialog.
    public var cardHasNews: (@Sendable (FlowScreen) -> Void)?
    /// Makes the default options.
    public init() {}
}
