package dev.sordino.inner

import dev.sordino.Listener
import dev.sordino.PurposeStatus
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicLong
import dev.sordino.core.PurposeStatus as CorePurposeStatus

/** How each purpose stands, as last heard from the core, and who wants to know when that changes. */
internal class Board {
    @Volatile
    private var known: Map<String, PurposeStatus> = emptyMap()

    @Volatile
    private var surelyOff: Set<String> = emptySet()

    private val begun = AtomicLong()
    private var posted = 0L
    private val listeners = CopyOnWriteArrayList<Registered>()
    private val failures = AtomicLong()

    val listenerFailures: Long
        get() = failures.get()

    fun isOpen(purpose: String): Boolean = known[purpose]?.isOpen ?: false

    fun status(purpose: String): PurposeStatus? = known[purpose]

    /** In the policy's order. */
    fun all(): List<PurposeStatus> = known.values.toList()

    /** Whether the core said that it would refuse every record of the purpose as closed. */
    fun isSurelyOff(purpose: String): Boolean = purpose in surelyOff

    /** Before the core is asked: a number to post its answer with. */
    fun begin(): Long = begun.incrementAndGet()

    /**
     * Takes what the core said and tells what differs, unless who asked it later was faster: an old "off" must not hide
     * a new "on".
     */
    fun post(
        statuses: List<CorePurposeStatus>,
        number: Long,
    ) {
        val heard = statuses.map { it.toPublic() }
        val before: Map<String, PurposeStatus>
        synchronized(this) {
            if (number <= posted) return
            posted = number
            before = known
            known = heard.associateBy { it.purpose }
            surelyOff = statuses.filter { it.surelyOff }.map { it.purpose }.toSet()
        }
        for (status in heard) {
            if (before[status.purpose] != status) tell(status)
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

    private fun tell(status: PurposeStatus) {
        for (registered in listeners) {
            // What an app's listener throws must reach neither the core nor the caller of a switch.
            @Suppress("TooGenericExceptionCaught")
            try {
                if (registered.wants(status.purpose)) registered.listener.onChange(status)
            } catch (_: Throwable) {
                failures.incrementAndGet()
            }
        }
    }

    private class Registered(
        val wants: (String) -> Boolean,
        val listener: Listener,
    )
}
