package dev.sordino

/**
 * The result of offering a record.
 *
 * Only [Accepted] and [HeldSealed] are on disk, sealed. A [Refused] record was never written anywhere.
 */
public sealed class Outcome {
    /** The record is on disk, sealed, and survives the death of the process. A crash report survives power loss too. */
    public object Accepted : Outcome()

    /**
     * The record is held in memory: until the person's first choice, until [Sordino.start] has opened, or for a moment
     * because another thread or process holds a lock. It is lost if the process ends first. It was not accepted yet: an
     * off destroys it.
     */
    public object HeldInMemory : Outcome()

    /** The record is held on disk, sealed, until the person's first choice. */
    public object HeldSealed : Outcome()

    /** The key store is locked or failed. The record was not written. */
    public object KeysNotReady : Outcome()

    /**
     * The record was never written anywhere.
     *
     * @property refusal why it was refused.
     */
    public class Refused private constructor(
        public val refusal: Refusal,
    ) : Outcome() {
        internal companion object {
            private val ALL = Refusal.entries.map(::Refused)

            /** One for each reason, so that a refusal costs its caller no garbage. */
            fun of(refusal: Refusal): Refused = ALL[refusal.ordinal]
        }
    }

    /** Returns the outcome's name, with the reason of a refusal, and nothing of the record. */
    override fun toString(): String =
        when (this) {
            Accepted -> "Accepted"
            HeldInMemory -> "HeldInMemory"
            HeldSealed -> "HeldSealed"
            KeysNotReady -> "KeysNotReady"
            is Refused -> "Refused($refusal)"
        }
}

/**
 * Why a record was refused. It was never written anywhere.
 *
 * @property number the refusal's number, which is the same in Rust, Kotlin and Swift.
 */
public enum class Refusal(
    public val number: Int,
) {
    /** The purpose is closed. */
    CLOSED(16),

    /** The policy lists no such event. */
    UNKNOWN_EVENT(17),

    /** No recipient that Sordino serves may have it; for a crash report, or the policy has no purpose for it. */
    NO_RECIPIENT(18),

    /** More than 64 properties, nested ones included. */
    TOO_MANY_PROPERTIES(19),

    /** Over 32 KiB of names and values; a crash report over 1 MiB. */
    TOO_LARGE(20),

    /** Nested deeper than 5. */
    TOO_DEEP(21),

    /** A number in the record is NaN or infinite. */
    NOT_FINITE(22),

    /** A name is empty or longer than 100 bytes. */
    BAD_NAME(23),

    /** The crash report is not what its source writes. */
    CRASH_MALFORMED(24),

    /** Nothing in the crash report names a frame or an exception. */
    CRASH_EMPTY(25),

    /** The purpose was not open when the crash happened. */
    CLOSED_THEN(26),

    /** The disk, the queue, or the memory before the opening has no room. */
    NO_ROOM(27),

    /** Files, keys or randomness failed. */
    STORAGE_FAILED(28),

    /** A lock could not be had in time, and too much is held in memory already. */
    BUSY(29),

    /** Sordino failed inside, and takes nothing until it is started again. */
    BROKEN(30),

    /** A fault of this library: the core could not read what it wrote. */
    MALFORMED_BYTES(32),

    /** A text holds half a surrogate pair. */
    NOT_UTF8(33),

    /** The native library is older than this one. */
    NEWER_FORMAT(34),

    /** Sordino did not open; [Condition.failure] says why. */
    NO_ENGINE(35),

    /**
     * A property is no text, number, truth value, list or map of these, or threw when it was read. Objects of other
     * classes are not turned into text, because nobody can list what that text would hold.
     */
    BAD_VALUE(64),
}
