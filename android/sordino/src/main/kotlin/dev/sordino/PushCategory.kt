package dev.sordino

/** How much a notification may disturb. */
public enum class Importance {
    /** Without a sound. */
    LOW,

    /** With a sound. */
    NORMAL,

    /** With a sound, and over what is on the screen. */
    HIGH,
}

/**
 * A category of notifications, as the policy has it.
 *
 * @property id its id, which is that of its Android channel too: build notifications with it.
 * @property title what it is called.
 * @property text what is sent; may be empty.
 * @property purpose id of its purpose.
 * @property importance how much it may disturb.
 * @property isMarketing whether it promotes something.
 * @property isCritical whether it asks to break through silence.
 * @property isOpen whether its purpose is on now. Its channel is made then.
 */
public data class PushCategory(
    public val id: String,
    public val title: String,
    public val text: String,
    public val purpose: String,
    public val importance: Importance,
    public val isMarketing: Boolean,
    public val isCritical: Boolean,
    public val isOpen: Boolean,
)
