package dev.sordino

/**
 * Hears when the state of a purpose changed. A change by another process is heard with this process's next record or
 * choice, when somebody asks for the state, or when the app comes to the front.
 */
public fun interface Listener {
    /**
     * Called after the change, with no lock of Sordino's held, on the thread that made the change or on one of
     * Sordino's. What it throws is caught and counted in [Counters.listenerFailures]. It may call Sordino.
     */
    public fun onChange(status: PurposeStatus)
}
