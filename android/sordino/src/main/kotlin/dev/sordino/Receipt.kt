package dev.sordino

import java.util.concurrent.Future

/** The stage that the destruction of a purpose's keys has reached. */
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

/** The end of an upload that a turn-off cancelled. */
public enum class Stopped {
    /** The transport confirmed that the upload was cancelled. */
    STOPPED,

    /** The transport confirmed nothing within the limit: the recipient may have the records. */
    NOT_CONFIRMED,
}

/**
 * A count that a crash may have made uncertain.
 *
 * @property count the number of records or bytes.
 * @property isExact `true` if there were not more.
 */
public data class Count(
    public val count: Long,
    public val isExact: Boolean,
) {
    /** Returns `7`, or `at least 7`. */
    override fun toString(): String = if (isExact) "$count" else "at least $count"
}

/**
 * An upload that was under way when a purpose was turned off.
 *
 * @property recipient id of the recipient; empty for another process's upload.
 * @property records how many records were in it.
 * @property outcome how the upload ended.
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
 * @property scope whose choice it was: `device`, everybody's on this device.
 * @property time the time of the turn-off, in milliseconds since 1970.
 * @property records how many queued records were closed with it; nobody can read them once [Erasure.VAULT_REPLACED].
 * @property bytes the bytes of those records on disk.
 * @property erasure the stage that the destruction of the keys had reached.
 * @property isInLedger `true` if the choice stands in the ledger; else the next start writes it.
 * @property uploads the uploads that were under way and were cancelled.
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
 * @property receipt what the turn-off did before its call returned.
 * @property erasure the stage that the destruction of the keys has reached by now.
 * @property filesGone `true` once the files are overwritten and removed.
 * @property vendors what came of telling each vendor's SDK.
 * @property isComplete `true` if nothing is pending.
 */
public data class CompletedReceipt(
    public val receipt: PurposeReceipt,
    public val erasure: Erasure,
    public val filesGone: Boolean,
    public val vendors: List<VendorOutcome>,
    public val isComplete: Boolean,
)

/**
 * What a call closed: for a turn-off, one part for each purpose that the switch stands for.
 *
 * Everything in [parts] was done before the call returned. What takes longer (the key store's key, the files, the
 * vendors' SDKs) follows on a thread of Sordino's, and [completed] has it then.
 *
 * @property parts one for each purpose that was asked for, then any that were found to have run out.
 * @property completed returns one part for each of [parts] once vendors were told and files removed. Never wait for it
 * on the main thread.
 */
public class Receipt internal constructor(
    public val parts: List<PurposeReceipt>,
    public val completed: Future<List<CompletedReceipt>>,
) {
    /** How many queued records were closed with it; nobody can read them once [Erasure.VAULT_REPLACED]. */
    public val records: Count
        get() = Count(parts.sumOf { it.records.count }, parts.all { it.records.isExact })

    /** Returns one line for each purpose, for a log or a screen. */
    override fun toString(): String = parts.joinToString("\n") { "${it.purpose}: ${it.records} records erased, ${it.erasure}" }
}

/**
 * What a turn-on did.
 *
 * @property isOpen `true` if every purpose of the switch is open now.
 * @property statuses the state of each purpose that the person's yes was written for now, with what keeps it closed although the person said yes.
 * @property heldRecords how many records were held for this choice and are queued now.
 */
public data class TurnOnResult(
    public val isOpen: Boolean,
    public val statuses: List<PurposeStatus>,
    public val heldRecords: Long,
)
