package dev.sordino

import java.util.concurrent.Future

/** How far the destruction of a purpose's keys has come. */
public enum class Erasure {
    /**
     * The slot is overwritten and synced: Sordino opens nothing of the purpose again. A copy that the device's storage
     * kept of the slot can be read until [VAULT_REPLACED].
     */
    OVERWRITTEN,

    /** The key that wrapped the slot is gone from the key store too: nobody can read what it sealed. */
    VAULT_REPLACED,

    /** The slot could not be overwritten; "off" stands in the ledger, and the slot goes at the next start. */
    VAULT_PENDING,
}

/** What became of an upload that was under way. */
public enum class Stopped {
    /** It was cancelled and its transport said so. */
    STOPPED,

    /** Nothing came back within the limit: the recipient may have it. */
    NOT_CONFIRMED,
}

/** What a vendor's SDK said when it was told to stop and asked back. */
public enum class VendorAnswer {
    /** It is off. */
    OFF,

    /** It says that it is still on. */
    STILL_ON,

    /** It cannot be asked. */
    CANNOT_TELL,

    /** It did not answer in time. */
    TIMED_OUT,

    /** No switch was handed over for it. */
    NO_SWITCH,
}

/**
 * A count that a crash may have made uncertain.
 *
 * @property count how many.
 * @property isExact whether there were not more.
 */
public data class Count(
    public val count: Long,
    public val isExact: Boolean,
) {
    /** `7`, or `at least 7`. */
    override fun toString(): String = if (isExact) "$count" else "at least $count"
}

/**
 * An upload that was under way when a purpose was turned off.
 *
 * @property recipient id of the recipient; empty for another process's upload.
 * @property records how many records were in it.
 * @property outcome what became of it.
 */
public data class InFlight(
    public val recipient: String,
    public val records: Long,
    public val outcome: Stopped,
)

/**
 * What turning off one purpose did before the call returned: "off" was on disk by then.
 *
 * @property purpose id of the purpose.
 * @property scope whom it is for: the device, or an account.
 * @property time when, in milliseconds since 1970.
 * @property records how many queued records were closed with it; nobody can read them once [Erasure.VAULT_REPLACED].
 * @property bytes their bytes on disk.
 * @property erasure how far the destruction of the keys has come.
 * @property isInLedger whether the choice stands in the ledger; else it is written at the next start.
 * @property uploads uploads that were under way.
 * @property vendorsPending ids of recipients whose own SDK has yet to be told.
 * @property ledgerHead hash of the ledger's last entry in hex; empty if it could not be read.
 */
public data class PurposeReceipt(
    public val purpose: String,
    public val scope: String,
    public val time: Long,
    public val records: Count,
    public val bytes: Count,
    public val erasure: Erasure,
    public val isInLedger: Boolean,
    public val uploads: List<InFlight>,
    public val vendorsPending: List<String>,
    public val ledgerHead: String,
)

/**
 * What turning off one purpose did in the end.
 *
 * @property receipt what it did at once.
 * @property erasure how far the destruction of the keys has come by now.
 * @property filesGone whether the files are overwritten and removed.
 * @property vendors what each vendor's SDK said, by recipient.
 * @property isComplete whether nothing is pending.
 */
public data class CompletedReceipt(
    public val receipt: PurposeReceipt,
    public val erasure: Erasure,
    public val filesGone: Boolean,
    public val vendors: Map<String, VendorAnswer>,
    public val isComplete: Boolean,
)

/**
 * What a turn-off did: one part for each purpose that the switch stands for.
 *
 * Everything in [parts] was done before the call returned. What takes longer (the key store's key, the files, the
 * vendors' SDKs) follows on a thread of Sordino's, and [completed] has it then.
 *
 * @property parts one for each purpose, in the policy's order.
 * @property completed gives the same parts when everything was told and removed. Waiting on the main thread is no
 * good idea.
 */
public class Receipt internal constructor(
    public val parts: List<PurposeReceipt>,
    public val completed: Future<List<CompletedReceipt>>,
) {
    /** How many queued records were closed with it; nobody can read them once [Erasure.VAULT_REPLACED]. */
    public val records: Count
        get() = Count(parts.sumOf { it.records.count }, parts.all { it.records.isExact })

    /** One line for each purpose, for a log or a screen. */
    override fun toString(): String = parts.joinToString("\n") { "${it.purpose}: ${it.records} records erased, ${it.erasure}" }
}

/**
 * What a turn-on did.
 *
 * @property isOpen whether every purpose of the switch is open now.
 * @property standings how each stands now, and who keeps it closed although the person said yes.
 * @property heldRecords records that were held for this choice and are queued now.
 */
public data class Turned(
    public val isOpen: Boolean,
    public val standings: List<Standing>,
    public val heldRecords: Long,
)
