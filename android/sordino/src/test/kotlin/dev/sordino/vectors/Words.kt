package dev.sordino.vectors

import dev.sordino.ClosedBy
import dev.sordino.ClosedReason
import dev.sordino.CompletedReceipt
import dev.sordino.Count
import dev.sordino.Outcome
import dev.sordino.PurposeReceipt
import dev.sordino.PurposeStatus
import dev.sordino.VendorOutcome
import dev.sordino.support.Digits

/** What the library answers, in the words of the vectors. */
internal fun word(outcome: Outcome): Any =
    when (outcome) {
        Outcome.Accepted -> "accepted"
        Outcome.HeldInMemory -> "held_in_memory"
        Outcome.HeldSealed -> "held_sealed"
        Outcome.KeysNotReady -> "keys_not_ready"
        is Outcome.Refused -> mapOf("refused" to word(outcome.refusal).removePrefix("crash_"))
    }

internal fun word(value: Enum<*>): String = value.name.lowercase()

/** An enum's value of the vectors' word. */
internal inline fun <reified T : Enum<T>> named(word: Any?): T = enumValueOf((word as String).uppercase())

internal fun closedBy(status: PurposeStatus): Any? = status.closedBy?.let { status.said(ClosedReason(it, status.limiter)) }

internal fun reasons(status: PurposeStatus): List<Any> = status.reasons.map { status.said(it) }

private fun PurposeStatus.said(reason: ClosedReason): Any =
    when (val why = reason.closedBy) {
        ClosedBy.CHOICE -> mapOf("choice" to word(state))
        ClosedBy.LIMIT, ClosedBy.WITHHELD -> mapOf(word(why) to word(reason.limiter!!))
        else -> word(why)
    }

internal fun digits(number: Long): Digits = Digits(number.toString())

/** [head] is the hash of the ledger's last entry: no vector knows the chain's random name, and so no hash either. */
internal fun PurposeReceipt.members(head: String): Map<String, Any?> =
    mapOf(
        "purpose" to purpose,
        "scope" to scope,
        "time" to digits(time),
        "records" to members(records),
        "bytes" to members(bytes),
        "erasure" to word(erasure),
        "in_ledger" to isInLedger,
        "uploads" to
            uploads.map {
                mapOf("recipient" to it.recipient, "records" to digits(it.records), "outcome" to word(it.outcome))
            },
        "vendors_pending" to vendorsPending,
        "ledger_head" to if (ledgerHead == head) "head" else "another",
    )

internal fun CompletedReceipt.members(): Map<String, Any?> =
    mapOf(
        "erasure" to word(erasure),
        "files_gone" to filesGone,
        "vendors" to vendors.map { it.members() },
        "is_complete" to isComplete,
    )

/** No vector knows how long it took. */
private fun VendorOutcome.members(): Map<String, Any?> =
    mapOf(
        "recipient" to recipient,
        "name" to name,
        "version" to version,
        "answer" to word(answer),
        "told" to isTold,
        "read_back" to
            readBack?.let {
                mapOf("collecting" to word(it.collecting), "unsent" to it.unsent?.let(::digits), "has_id" to it.hasId)
            },
        "started_before" to startedBefore,
        "on_again" to digits(onAgain),
        "in_flight" to inFlight?.let(::digits),
        "purged" to purged?.let(::digits),
        "failed" to failed?.let(::word),
    )

private fun members(count: Count) = mapOf((if (count.isExact) "exactly" else "at_least") to digits(count.count))
