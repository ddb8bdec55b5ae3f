package dev.sordino

/** What became of an upload. */
public enum class Reported {
    /** The recipient has the records; they are gone here. */
    DELIVERED,

    /** They wait for another try. */
    KEPT,

    /** The recipient will never take them; they are dropped and counted. */
    DROPPED,

    /** The purpose was turned off meanwhile: nothing is tried again. */
    TOO_LATE,

    /** No such upload was under way. */
    UNKNOWN,
}

/**
 * An upload that was begun since the start.
 *
 * @property time when it was begun, in milliseconds since 1970.
 * @property recipient id of the recipient.
 * @property purpose id of the purpose.
 * @property records how many records were in it.
 * @property bytes bytes of its body, gzipped.
 * @property reported what became of it; none while it is under way.
 */
public data class Left(
    public val time: Long,
    public val recipient: String,
    public val purpose: String,
    public val records: Long,
    public val bytes: Long,
    public val reported: Reported?,
)
