package dev.sordino

/** The end of an upload, as the queue took it. */
public enum class Reported {
    /** The recipient has the records; they were removed from the queue. */
    DELIVERED,

    /** The records stay queued for another try. */
    KEPT,

    /** The recipient will never take the records; they were dropped and counted. */
    DROPPED,

    /** The purpose was turned off meanwhile: the records are not sent again. */
    TOO_LATE,

    /** No such upload was under way. */
    UNKNOWN,
}

/**
 * An upload that was begun since the start.
 *
 * @property time the time of its begin, in milliseconds since 1970.
 * @property recipient id of the recipient.
 * @property purpose id of the purpose.
 * @property records how many records were in it.
 * @property bytes the size of its gzipped body.
 * @property reported how the upload ended, or `null` while it is under way.
 */
public data class RecentUpload(
    public val time: Long,
    public val recipient: String,
    public val purpose: String,
    public val records: Long,
    public val bytes: Long,
    public val reported: Reported?,
)
