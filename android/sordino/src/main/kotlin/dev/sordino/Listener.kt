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

/**
 * Turns the SDK of a vendor, which the app keeps, on and off. Called on a thread of Sordino's, never twice at a time. What it
 * throws touches nothing else.
 */
public interface VendorSwitch {
    /** The recipient's id in the policy. */
    public val recipient: String

    /**
     * Makes the SDK serve [openPurposes], and returns what it says then. Called at each start, before anything can be
     * recorded, and whenever other purposes are open.
     *
     * One service can serve several purposes: only an empty list turns it off and destroys what it stored. Create the SDK for
     * a list that is not empty, and not earlier; for an empty one, set what it persists and remove its files.
     */
    public fun apply(openPurposes: List<String>): VendorAnswer
}
