import SordinoCore

// The core's own types, so that an app imports one module.

/// The part of a receipt for one purpose: what was done before the call returned.
public typealias PurposeReceipt = SordinoCore.Receipt
/// The completed part of a receipt for one purpose.
public typealias CompletedReceipt = SordinoCore.CompletedReceipt
/// How far the destruction of a purpose's keys has come.
public typealias Erasure = SordinoCore.Erasure
/// An upload that was under way when a purpose was turned off.
public typealias InFlight = SordinoCore.InFlight
/// A count that a crash may have made uncertain.
public typealias Count = SordinoCore.Count
/// How a purpose stands.
public typealias PurposeStatus = SordinoCore.PurposeStatus
/// A purpose that a call was not carried out for.
public typealias FailedPurpose = SordinoCore.FailedPurpose
/// Why a call was not carried out for a purpose.
public typealias ChoiceFailure = SordinoCore.ChoiceFailure
/// A person's choice for one purpose, in the states of W3C DPV and ISO/IEC TS 27560.
public typealias ChoiceState = SordinoCore.ChoiceState
/// Why a purpose is closed.
public typealias ClosedBy = SordinoCore.ClosedBy
/// A limiter other than the person: operating system, organisation, age, signal. It can only lower what the person
/// allowed.
public typealias Limiter = SordinoCore.Limiter
/// A failure, named by what an app can do about it. It carries nothing that came from a person.
public typealias SordinoError = SordinoCore.SordinoError
/// What is queued for one recipient under one purpose.
public typealias Queued = SordinoCore.Queued
/// The last request for deletion: how far it is, when it was asked for, and how often it was sent.
public typealias Deletion = SordinoCore.Deletion
/// A request that a person sends by mail or shares: whom to, in which words, until when. Nothing of it is kept.
public typealias RightsTicket = SordinoCore.RightsTicket
/// What a person asks for by law.
public typealias TicketKind = SordinoCore.TicketKind
/// A person or office to write to.
public typealias Addressee = SordinoCore.Addressee
/// How far a request for deletion is.
public typealias DeletionStage = SordinoCore.DeletionStage
/// An upload that was begun: when, to whom, how much, and its result. It holds nothing of the content.
public typealias RecentUpload = SordinoCore.RecentUpload
/// The result of an upload.
public typealias Reported = SordinoCore.Reported
/// What was decided about a record, for one recipient if it was stored.
public typealias Decision = SordinoCore.Decision
/// What was decided about a record.
public typealias Decided = SordinoCore.Decided
/// What a rule made of the values under one name.
public typealias FieldDecision = SordinoCore.FieldDecision
/// The rule of the policy that decided about a value.
public typealias AppliedRule = SordinoCore.AppliedRule
/// What the app offered.
public typealias RecordKind = SordinoCore.RecordKind
/// A screen of a permission flow: a question with its buttons, or a sentence.
public typealias FlowScreen = SordinoCore.FlowScreen
/// The app's one contact, as the policy has it, and what was written before.
public typealias CardContent = SordinoCore.CardContent
/// A category of notifications.
public typealias PushCategory = SordinoCore.PushCategoryState
/// How much a notification may disturb.
public typealias Importance = SordinoCore.Importance
/// What was counted since the start.
public typealias Counters = SordinoCore.Counters
/// A problem found and repaired at the start. The purposes that it affected were closed.
public typealias StartupRepair = SordinoCore.StartupRepair
/// Replaces what the policy says about one recipient, for tests and staging.
public typealias Override = SordinoCore.Override
