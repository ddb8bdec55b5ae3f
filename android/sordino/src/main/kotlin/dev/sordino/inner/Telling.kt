package dev.sordino.inner

import dev.sordino.Condition
import dev.sordino.Counters
import dev.sordino.Left
import dev.sordino.NotReady
import dev.sordino.Queued
import dev.sordino.Refusal
import dev.sordino.core.Condition as CoreCondition
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

    fun leftLately(): List<Left> =
        running.openedOrNull
            ?.askOr(emptyList()) { leftLately() }
            .orEmpty()
            .map { it.toPublic() }

    fun condition(): Condition = answer(running.openedOrNull?.askOr(FAILED) { condition() })

    fun retry(): Condition {
        val condition = answer(running.openedOrNull?.askOr(FAILED) { retry() })
        running.lookNow()
        if (condition.notReady == null) running.later(running::takeEarlierCrashes)
        return condition
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
            listenerFailures = running.board.listenerFailures,
        )
    }

    private fun answer(core: CoreCondition?): Condition {
        val opening = if (running.failure == null) NotReady.OPENING else null
        return Condition(
            notReady = if (core == null) opening else core.notReady?.toPublic(),
            found = core?.found.orEmpty().map { it.toPublic() },
            isBroken = core?.broken ?: false,
            failure = running.failure,
        )
    }

    private companion object {
        val FAILED = CoreCondition(null, emptyList(), true)
    }
}

private fun ULong?.orZero(): Long = this?.toLong() ?: 0
