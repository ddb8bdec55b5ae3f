package dev.sordino.inner

import dev.sordino.Condition
import dev.sordino.Counters
import dev.sordino.Decision
import dev.sordino.NotReady
import dev.sordino.Queued
import dev.sordino.RecentUpload
import dev.sordino.Refusal
import dev.sordino.VendorOutcome
import dev.sordino.core.Counters as CoreCounters

/** How Sordino is, what it counted, and what waits. */
internal class Telling(
    private val running: Running,
) {
    fun queued(): List<Queued> =
        running.openedOrNull
            ?.askOr(emptyList()) { queued() }
            .orEmpty()
            .map { it.toPublic() }

    fun recentUploads(): List<RecentUpload> =
        running.openedOrNull
            ?.askOr(emptyList()) { recentUploads() }
            .orEmpty()
            .map { it.toPublic() }

    fun vendors(): List<VendorOutcome> =
        running.openedOrNull
            ?.askOr(emptyList()) { vendors() }
            .orEmpty()
            .map { it.toPublic() }

    fun recentDecisions(): List<Decision> =
        running.openedOrNull
            ?.askOr(emptyList()) { recentDecisions() }
            .orEmpty()
            .map { it.toPublic() }

    /** As the core was heard last: whoever asks waits neither for the key store nor for a choice that is under way. */
    fun condition(): Condition {
        running.boardNow()
        return answer()
    }

    fun retry(): Condition {
        val opened = running.openedOrNull
        if (opened == null) running.opening.retry() else running.opening.retry(opened)
        running.refreshNow()
        return answer()
    }

    fun counters(): Counters {
        val opened = running.openedOrNull
        val here = opened?.refusedHere?.sumThenReset() ?: 0
        val core =
            opened?.askOr(null) {
                if (here > 0) noteClosed(here.toULong())
                counters()
            }
        return Counters(
            accepted = core?.accepted.orZero(),
            refused = core?.refused.orEmpty().associate { Door.refusal(it.refusal.value.toInt()) to it.records.toLong() },
            fieldsDropped = core?.fieldsDropped.orZero(),
            evicted = core?.evicted.orZero(),
            expired = core?.expired.orZero(),
            rejected = core?.rejected.orZero(),
            delivered = core?.delivered.orZero(),
            panics = core?.panics.orZero(),
            foreign = core?.foreign.orZero(),
            listenerFailures = running.board.listenerFailures,
        )
    }

    private fun answer(): Condition {
        val failure = running.failure
        val opened = running.openedOrNull
        val core = opened?.condition
        val opening = if (opened == null && failure == null) NotReady.OPENING else null
        return Condition(
            notReady = core?.notReady?.toPublic() ?: opening,
            found = core?.found.orEmpty().map { it.toPublic() },
            isBroken = opened?.isBroken == true || core?.broken == true,
            failure = failure,
        )
    }
}

private fun ULong?.orZero(): Long = this?.toLong() ?: 0
