package dev.sordino

/** What a person asks for by law. */
public enum class TicketKind {
    /** Whether data about them is processed, and which (GDPR Art. 15). */
    CONFIRM,

    /** That wrong data is corrected (GDPR Art. 16). */
    RECTIFY,

    /** That data is kept and not used (GDPR Art. 18). */
    RESTRICT,

    /** That the authority looks into it (GDPR Art. 77). */
    COMPLAIN,
}

/**
 * A person or office to write to.
 *
 * @property name its name.
 * @property email its e-mail address.
 */
public data class Addressee(
    public val name: String,
    public val email: String,
)

/**
 * A request that a person sends by mail or shares. Nothing of it is kept.
 *
 * @property kind what it asks for.
 * @property to whom it goes to.
 * @property authority the authority that the person may complain to.
 * @property deadline when the answer is due, in milliseconds since 1970; `null` for a complaint.
 * @property subject the mail's subject.
 * @property text its text, with the pseudonyms and who knows each. The person adds what it is about.
 * @property pseudonyms the pseudonyms that recipients know this install by; none in a complaint.
 */
public data class RightsTicket(
    public val kind: TicketKind,
    public val to: Addressee,
    public val authority: Addressee,
    public val deadline: Long?,
    public val subject: String,
    public val text: String,
    public val pseudonyms: List<String>,
)
