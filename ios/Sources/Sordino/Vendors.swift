import SordinoCore

/// Makes the SDK of a vendor, which the app keeps, and turns it on and off. Handing it over creates nothing. Called on a thread
/// of Sordino's, never twice at a time. What it throws touches nothing else, and the receipt names the step at which it threw.
public typealias VendorSwitch = SordinoCore.VendorSwitch
/// The SDK that a switch is for.
public typealias VendorAbout = SordinoCore.VendorAbout
/// What a switch did when it was told which purposes are open.
public typealias VendorReport = SordinoCore.VendorReport
/// What a vendor's SDK says of itself. What cannot be told is never taken for off.
public typealias VendorReadBack = SordinoCore.VendorReadBack
/// Whether a vendor's SDK collects, as the SDK itself says.
public typealias Collecting = SordinoCore.Collecting
/// The state of a vendor's SDK that was told which purposes are open, and asked back.
public typealias VendorAnswer = SordinoCore.VendorAnswer
/// The step at which a vendor's switch threw.
public typealias VendorStep = SordinoCore.VendorStep
/// What came of telling one vendor's SDK which of its purposes are open.
public typealias VendorOutcome = SordinoCore.VendorOutcome

extension SordinoCore.VendorSwitch {
    /// Does nothing: for an SDK that is only configured.
    public func create() throws {}

    /// Applies that nothing is open: for an SDK that needs no instance to be turned off.
    public func offWithoutInstance() throws -> VendorReport { try apply(openPurposes: []) }
}
