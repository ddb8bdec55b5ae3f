package dev.sordino

/**
 * What a vendor's SDK may send of what it was about to send by itself.
 *
 * @property values what the policy lets the recipient have, by the policy's names; empty after a refusal.
 * @property context the same of app, device and person, with pseudonyms in place of ids; empty after a refusal.
 * @property dropped how many values went.
 * @property refusal why nothing may be sent; `null` if [values] may.
 */
public class Minimised internal constructor(
    public val values: Map<String, Any>,
    public val context: Map<String, Any>,
    public val dropped: Long,
    public val refusal: Refusal?,
) {
    /** Returns how much is left, and nothing of it. */
    override fun toString(): String = "Minimised(values=${values.size}, dropped=$dropped, refusal=$refusal)"
}

/**
 * Minimises for one vendor's SDK, which sends by itself: asks whether the purpose is open and applies the policy's rules of the
 * SDK's recipient. Nothing is queued. A call waits at most 5 ms for locks, 50 ms for a purpose of kind `crash`, and does
 * no network.
 *
 * A switch gets the one of its recipient by [VendorSwitch.bind]; [Sordino.minimiser] returns it for any.
 */
public interface Minimiser {
    /** Returns what may be sent of an event that the policy lists. */
    public fun event(
        name: String,
        properties: Map<String, Any?>,
    ): Minimised

    /**
     * Returns what may be sent of what the SDK made up by itself, such as an error with its stack: [values] under names of the
     * policy's fields, at any depth, for [purpose].
     */
    public fun values(
        purpose: String,
        values: Map<String, Any?>,
    ): Minimised
}
