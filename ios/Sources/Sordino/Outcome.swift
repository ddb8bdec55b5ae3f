/// The fate of a record.
///
/// A record is on disk, sealed, after ``accepted`` and ``heldSealed`` only. A ``refused(_:)`` record was never written
/// anywhere.
public enum Outcome: Sendable, Hashable {
    /// The record is on disk, sealed, and survives the death of the process. A crash report survives power loss too.
    case accepted
    /// The record is held in memory: until the start has opened, until the person has chosen, or for a moment because
    /// another thread or process holds a lock. It is lost if the process ends first. It was not accepted yet: an off destroys
    /// it.
    case heldInMemory
    /// The record is on disk, sealed, until the person has chosen.
    case heldSealed
    /// The Keychain is locked or failed. Nothing was written.
    case keysNotReady
    /// The record was never written anywhere.
    case refused(Refusal)
}

/// Why a record was refused. The numbers are the door's.
public enum Refusal: UInt8, Sendable, Hashable, CaseIterable {
    /// The purpose is closed.
    case closed = 16
    /// The policy lists no such event.
    case unknownEvent = 17
    /// No recipient that Sordino serves may have it.
    case noRecipient = 18
    /// More than 64 properties, nested ones included.
    case tooManyProperties = 19
    /// Over 32 KiB of names and values; a crash report over 1 MiB.
    case tooLarge = 20
    /// Nested deeper than five.
    case tooDeep = 21
    /// A number is NaN or infinite.
    case notFinite = 22
    /// A name is empty or longer than 100 bytes.
    case badName = 23
    /// The crash report is not what its source writes.
    case crashMalformed = 24
    /// Nothing in the crash report names a frame or an exception.
    case crashEmpty = 25
    /// The purpose was not open when the crash happened.
    case closedThen = 26
    /// The disk, the queue or the memory before the opening has no room.
    case noRoom = 27
    /// Files, keys or randomness failed.
    case storageFailed = 28
    /// A lock could not be had in time, and too much is held in memory already.
    case busy = 29
    /// Sordino failed inside and takes nothing until it is started again.
    case broken = 30
    /// The package and the library under it do not fit: mend the build.
    case malformed = 32
    /// A text is not UTF-8; no text of Swift's is so.
    case notUtf8 = 33
    /// The package is newer than the library under it: mend the build.
    case newerFormat = 34
    /// Sordino did not open; ``SordinoSDK/condition`` says why.
    case noEngine = 35
}
