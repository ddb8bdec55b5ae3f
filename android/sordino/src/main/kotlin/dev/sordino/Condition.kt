package dev.sordino

/** Why no purpose can be open. */
public enum class NotReady {
    /** [Sordino.start] has not opened yet. */
    OPENING,

    /** The key store opens after the first unlock; Sordino tries again then. */
    KEYS_LOCKED,

    /** The key store failed; [Sordino.retry] asks it again. */
    KEYS_FAILED,

    /** Files cannot be read: the folder's permissions forbid it. */
    FILES_FORBIDDEN,

    /** Files cannot be read or written. */
    FILES_FAILED,

    /** The system has no file lock for Sordino's folder, so that two processes could not be kept apart. */
    NO_FILE_LOCK,

    /** The disk has no room for ledger and vault. */
    NO_ROOM,

    /** The system gave no randomness. */
    NO_RANDOMNESS,
}

/** A problem that was found and repaired at the start. The purposes that it affected were closed. */
public enum class StartupRepair {
    /** There were no files: this is a first start. */
    NOTHING,

    /** Files of another install, or without their key: a restored backup, another phone. */
    FOREIGN,

    /** The vault was damaged. */
    VAULT_CORRUPT,

    /** The vault was gone, the ledger was not. */
    VAULT_MISSING,

    /** The ledger was damaged. */
    LEDGER_CORRUPT,

    /** The ledger was gone, the vault was not. */
    LEDGER_MISSING,

    /** The ledger's last entry was cut short. */
    LEDGER_TORN,

    /** A purpose's slot did not vouch for what the ledger says. */
    SLOT_UNVOUCHED,

    /** An off had not reached the ledger. */
    OFF_COMPLETED,
}

/**
 * Sordino's health, and what the start found.
 *
 * @property notReady why no purpose can be open, or `null` if keys and files are at hand.
 * @property found the problems that the start found and repaired.
 * @property isBroken `true` after a failure inside Sordino. Every purpose is closed until the app starts again.
 * @property failure why Sordino did not open, such as a policy that is not in the app, or `null`. Unless the problem is
 * [Problem.NOT_READY], which is tried again, every record is refused until the app starts again.
 */
public data class Condition(
    public val notReady: NotReady?,
    public val found: List<StartupRepair>,
    public val isBroken: Boolean,
    public val failure: SordinoException?,
)

/**
 * The counts since the start, in this process.
 *
 * @property accepted records accepted.
 * @property refused records refused, by reason.
 * @property fieldsDropped values dropped because no rule lets them through, and facts about app and device that were too long.
 * @property evicted records that went because a queue was over its bounds.
 * @property expired records that were destroyed unsent because their retention ended.
 * @property rejected records that a recipient will never take.
 * @property delivered records that a recipient has.
 * @property panics failures inside the core that were caught.
 * @property foreign things in the folder that were unlinked because they were none of Sordino's: links, files with a second
 *   name.
 * @property listenerFailures exceptions that listeners threw.
 */
public data class Counters(
    public val accepted: Long,
    public val refused: Map<Refusal, Long>,
    public val fieldsDropped: Long,
    public val evicted: Long,
    public val expired: Long,
    public val rejected: Long,
    public val delivered: Long,
    public val panics: Long,
    public val foreign: Long,
    public val listenerFailures: Long,
)

/**
 * The records that are queued for one recipient under one purpose.
 *
 * @property purpose id of the purpose.
 * @property recipient id of the recipient.
 * @property records how many.
 * @property bytes their bytes on disk.
 */
public data class Queued(
    public val purpose: String,
    public val recipient: String,
    public val records: Count,
    public val bytes: Count,
)
