package dev.sordino

/**
 * What a settings screen shows: every text in the language that was found, every state as it is now.
 *
 * @property locale the language of the texts, as a BCP 47 tag. Give it with each choice, so that the record says what was read.
 * @property title the screen's heading.
 * @property sections the groups of rows, in order.
 */
public data class SettingsScreen(
    public val locale: String,
    public val title: String,
    public val sections: List<SettingsSection>,
)

/**
 * A group of rows.
 *
 * @property id what the group is called in code.
 * @property title the group's heading, or `null` where it needs none.
 * @property rows the rows, in order.
 */
public data class SettingsSection(
    public val id: String,
    public val title: String?,
    public val rows: List<SettingsRow>,
)

/** What a row is for. */
public enum class RowKind {
    /** A purpose that the person decides on. */
    TOGGLE,

    /** Something that is so and cannot be switched. */
    STATUS,

    /** A page outside of the screen: see [SettingsRow.target]. */
    LINK,

    /** Something that the person can have done: past choices, export, erase. */
    ACTION,
}

/**
 * A row of a settings screen.
 *
 * @property id what the row is called in code: `purpose.crash_reports`, `always.security`, `link.policy`, `action.export`.
 * @property kind what the row is for.
 * @property purpose the id of its purpose, or `null`.
 * @property label its name. It never says on or off.
 * @property explanation what is sent, in a sentence or two.
 * @property hint what assistive technology says of the row beside its label.
 * @property isOn `true` if the purpose is open.
 * @property isChangeable `true` if the person can change it now.
 * @property isUnsaved `true` if an off could not be saved: this process keeps it closed, a restart may not. Offer the off again.
 * @property state how it stands, in words: `On since 3 March`.
 * @property reasons one sentence for each reason why it is closed or locked.
 * @property confirm what is asked before it is turned off, or `null` where nothing is asked.
 * @property turningOff what turning it off will do.
 * @property withdrawal how a yes can be taken back.
 * @property recipients who gets what is sent.
 * @property changedAt when it was last changed, in milliseconds since 1970, or `null`.
 * @property target an address, or `system.notifications` or `system.app` for a page of the system's settings, or `null`.
 * @property isObjectable `true` if the purpose rests on a legitimate interest: nobody asks for a yes, and the person can object.
 */
public data class SettingsRow(
    public val id: String,
    public val kind: RowKind,
    public val purpose: String?,
    public val label: String,
    public val explanation: String,
    public val hint: String,
    public val isOn: Boolean,
    public val isChangeable: Boolean,
    public val isUnsaved: Boolean,
    public val state: String,
    public val reasons: List<String>,
    public val confirm: Confirmation?,
    public val turningOff: String,
    public val withdrawal: String,
    public val recipients: List<RecipientLine>,
    public val changedAt: Long?,
    public val target: String?,
    public val isObjectable: Boolean,
)

/**
 * What is asked before the person loses something by turning off.
 *
 * @property title the question.
 * @property text what will be lost.
 * @property keep the button that leaves it on.
 * @property turnOff the button that turns it off.
 */
public data class Confirmation(
    public val title: String,
    public val text: String,
    public val keep: String,
    public val turnOff: String,
)

/**
 * Somebody who gets what a purpose sends.
 *
 * @property name the recipient's name.
 * @property country where it is.
 * @property policyLink the address of its own privacy policy, or `null`.
 * @property retention how long it keeps what it got.
 */
public data class RecipientLine(
    public val name: String,
    public val country: String,
    public val policyLink: String?,
    public val retention: String,
)
