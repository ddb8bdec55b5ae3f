import SordinoCore

// The core's own words, so that an app imports one module.

/// What turning off one purpose did before the call returned: "off" was on disk by then.
public typealias PurposeReceipt = SordinoCore.Receipt
/// What turning off one purpose did in the end.
public typealias CompletedReceipt = SordinoCore.CompletedReceipt
/// How far the destruction of a purpose's keys has come.
public typealias Erasure = SordinoCore.Erasure
/// An upload that was under way when a purpose was turned off.
public typealias InFlight = SordinoCore.InFlight
/// A count that a crash may have made uncertain.
public typealias Count = SordinoCore.Count
/// How a purpose stands.
public typealias Standing = SordinoCore.Standing
/// A person's choice for one purpose, in the states of W3C DPV and ISO/IEC TS 27560.
public typealias ChoiceState = SordinoCore.ChoiceState
/// Why a purpose is closed.
public typealias ClosedBy = SordinoCore.ClosedBy
/// Who else has a say. Each can only lower what the person allowed.
public typealias Limiter = SordinoCore.Limiter
/// What an app can do about a failure. It carries nothing that came from a person.
public typealias SordinoError = SordinoCore.SordinoError
/// What waits to be sent for one recipient under one purpose.
public typealias Queued = SordinoCore.Queued
/// An upload that was begun: when, to whom, how much, and what came of it. It holds nothing of what was in it.
public typealias Left = SordinoCore.Left
/// What a report did.
public typealias Reported = SordinoCore.Reported
/// What was counted since the start.
public typealias Counters = SordinoCore.Counters
/// Something that was not as it should be. Everything it touches is closed, and works again.
public typealias Found = SordinoCore.Found
/// Replaces what the policy says about one recipient, for tests and staging.
public typealias Override = SordinoCore.Override
/// The SDK of a vendor that the app keeps, and its switch.
public typealias Vendor = SordinoCore.Vendor
/// Turns the SDK of a vendor on and off. Called on a thread of Sordino's.
public typealias VendorSwitch = SordinoCore.VendorSwitch
/// What a vendor's SDK said when it was told to stop and asked back.
public typealias VendorAnswer = SordinoCore.VendorAnswer
