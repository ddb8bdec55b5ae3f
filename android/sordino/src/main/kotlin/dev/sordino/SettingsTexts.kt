package dev.sordino

/**
 * The words around a settings screen: what happens between a tap and its receipt, and what stands on the other screens.
 *
 * @property title the heading of the settings.
 * @property back the arrow that leads back, for assistive technology.
 * @property details the row that shows who gets what.
 * @property always the heading of what the service cannot do without.
 * @property theirPolicy the link to a recipient's own privacy policy.
 * @property unavailable where the choices cannot be read.
 * @property turningOn while a purpose is being turned on.
 * @property turningOff while a purpose is being turned off.
 * @property offUntilRestart when an off holds in memory alone.
 * @property notSaved when a choice could not be written and changed nothing.
 * @property tryAgain the button that tries the same again.
 * @property pastChoices the record of past choices.
 * @property emptyHistory what stands where the record is empty.
 * @property export the button that hands the record on.
 * @property cannotShare when it could not be handed on.
 * @property erase the button that erases.
 * @property eraseTitle what is asked before everything is erased.
 * @property eraseText what erasing does.
 * @property eraseKeep the button that erases nothing.
 * @property eraseDo the button that erases.
 * @property erased when everything was erased.
 */
public data class SettingsTexts(
    public val title: String,
    public val back: String,
    public val details: String,
    public val always: String,
    public val theirPolicy: String,
    public val unavailable: String,
    public val turningOn: String,
    public val turningOff: String,
    public val offUntilRestart: String,
    public val notSaved: String,
    public val tryAgain: String,
    public val pastChoices: String,
    public val emptyHistory: String,
    public val export: String,
    public val cannotShare: String,
    public val erase: String,
    public val eraseTitle: String,
    public val eraseText: String,
    public val eraseKeep: String,
    public val eraseDo: String,
    public val erased: String,
) {
    internal val beforeErasing: Confirmation
        get() = Confirmation(eraseTitle, eraseText, eraseKeep, eraseDo)
}
