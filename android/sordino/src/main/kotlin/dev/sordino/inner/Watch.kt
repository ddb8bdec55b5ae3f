package dev.sordino.inner

import dev.sordino.Receipt

/**
 * Looks on while Sordino decides: a debug log or a test. Where there is one, the core keeps its last decisions, which is all
 * that a watch reads.
 */
internal interface Watch {
    /** The start begins. Called on the thread of whoever starts Sordino. */
    fun begins(running: Running)

    /** The start opened, or failed to. */
    fun settled()

    /** A record was offered and answered. Called on the thread that offered it. */
    fun answered()

    /** A delivery ended. */
    fun delivered()

    /** A call closed purposes. */
    fun closed(receipt: Receipt)
}
