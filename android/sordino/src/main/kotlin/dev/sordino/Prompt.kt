package dev.sordino

/** Why the person is asked. */
public enum class PromptKind {
    /** The person has not been asked yet. */
    FIRST_RUN,

    /** The policy changed so much that an earlier answer does not hold any more. */
    RENEWAL,
}

/**
 * A question to ask now, as one full screen.
 *
 * @property kind why it is asked.
 * @property title the heading.
 * @property text what the question is about.
 * @property news what changed since the last answer, one sentence each.
 * @property purposes what is asked for.
 * @property allowNone the button that allows nothing.
 * @property allowAll the button that allows all of [purposes].
 * @property choose the button that opens the settings; empty where there is one purpose alone.
 * @property notSaved what is said when the answer could not be written.
 */
public data class Prompt(
    public val kind: PromptKind,
    public val title: String,
    public val text: String,
    public val news: List<String>,
    public val purposes: List<PromptPurpose>,
    public val allowNone: String,
    public val allowAll: String,
    public val choose: String,
    public val notSaved: String,
)

/**
 * A purpose that a [Prompt] asks for.
 *
 * @property purpose the purpose's id.
 * @property label its name.
 * @property text what is sent.
 * @property toWhom who gets it.
 */
public data class PromptPurpose(
    public val purpose: String,
    public val label: String,
    public val text: String,
    public val toWhom: String,
)
