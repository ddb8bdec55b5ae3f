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

/** Turns the SDK of a vendor, which the app keeps, on and off. Called on a thread of Sordino's. */
public interface VendorSwitch {
    /** The recipient's id in the policy. */
    public val recipient: String

    /** Lets it collect. Called after the purpose opened; create the vendor's SDK here and not earlier. */
    public fun turnOn()

    /** Stops it, destroys what it stored, and asks it back. */
    public fun turnOff(): VendorAnswer
}
