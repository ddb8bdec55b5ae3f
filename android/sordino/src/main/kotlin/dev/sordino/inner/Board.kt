package dev.sordino.inner

import dev.sordino.ChoiceState
import dev.sordino.Listener
import dev.sordino.Standing
import java.util.EnumSet
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicLong

/** How each purpose stands, as last heard from the core, and who wants to know when that changes. */
internal class Board {
    @Volatile
    private var standings: Map<String, Standing> = emptyMap()

    private val begun = AtomicLong()
    private var posted = 0L
    private val listeners = CopyOnWriteArrayList<Registered>()
    private val failures = AtomicLong()

    val listenerFailures: Long
        get() = failures.get()

    fun isOpen(purpose: String): Boolean = standings[purpose]?.isOpen ?: false

    fun standing(purpose: String): Standing? = standings[purpose]

    /** In the policy's order. */
    fun all(): List<Standing> = standings.values.toList()

    /**
     * Whether the core would refuse a record as closed. Where the ledger does not say why it is, only the core knows; and
     * before an answer it may want to hold the record, unless the policy discards it.
     */
    fun isSurelyClosed(
        purpose: String,
        names: Names,
    ): Boolean {
        val known = standings[purpose] ?: return false
        return !known.isOpen && known.closedBy != null && (known.state in ANSWERED || names.discards(purpose))
    }

    /** Before the core is asked: a number to post its answer with. */
    fun begin(): Long = begun.incrementAndGet()

    /**
     * Takes what the core said and tells what differs, unless who asked it later was faster: an old "off" must not hide
     * a new "on".
     */
    fun post(
        heard: Collection<Standing>,
        number: Long,
    ) {
        val before: Map<String, Standing>
        synchronized(this) {
            if (number <= posted) return
            posted = number
            before = standings
            standings = heard.associateBy { it.purpose }
        }
        for (standing in heard) {
            if (before[standing.purpose] != standing) tell(standing)
        }
    }

    fun listen(
        wants: (String) -> Boolean,
        listener: Listener,
    ): AutoCloseable {
        val registered = Registered(wants, listener)
        listeners.add(registered)
        return AutoCloseable { listeners.remove(registered) }
    }

    private fun tell(standing: Standing) {
        for (registered in listeners) {
            // What an app's listener throws must reach neither the core nor the caller of a switch.
            @Suppress("TooGenericExceptionCaught")
            try {
                if (registered.wants(standing.purpose)) registered.listener.onChange(standing)
            } catch (_: Throwable) {
                failures.incrementAndGet()
            }
        }
    }

    private companion object {
        val ANSWERED: Set<ChoiceState> =
            EnumSet.of(
                ChoiceState.REFUSED,
                ChoiceState.WITHDRAWN,
                ChoiceState.OBJECTED,
                ChoiceState.EXPIRED,
                ChoiceState.TERMINATED,
                ChoiceState.INVALIDATED,
            )
    }

    private class Registered(
        val wants: (String) -> Boolean,
        val listener: Listener,
    )
}
