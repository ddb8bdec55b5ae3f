package dev.sordino.inner

import dev.sordino.Outcome
import dev.sordino.Receipt

/** Looks on while Sordino decides: a debug log or a test. */
internal interface Watch {
    /** Whether the core is to keep its last decisions for it. */
    val readsDecisions: Boolean
        get() = true

    /** The start begins. Called on the thread of whoever starts Sordino. */
    fun begins(running: Running)

    /** The start opened, or failed to. */
    fun settled()

    /** A record was offered and answered. Called on the thread that offered it, with the event's name or what else it was. */
    fun answered(
        record: String,
        outcome: Outcome,
    )

    /** A delivery ended. */
    fun delivered()

    /** A call closed purposes. */
    fun closed(receipt: Receipt)

    /** A call changed how purposes stand. */
    fun changed()
}
