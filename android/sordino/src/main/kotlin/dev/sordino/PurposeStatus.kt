package dev.sordino

/** A person's choice for one purpose. The first ten are the consent states of W3C DPV and ISO/IEC TS 27560. */
public enum class ChoiceState {
    /** The person has made no choice. */
    UNKNOWN,

    /** The question was shown. */
    REQUESTED,

    /** The person put it off. */
    DEFERRED,

    /** The person said no. */
    REFUSED,

    /** The person said yes. */
    GIVEN,

    /** The person said yes again. */
    RENEWED,

    /** The person took a yes back. */
    WITHDRAWN,

    /** A yes ran out. */
    EXPIRED,

    /** The context of a yes ended. */
    TERMINATED,

    /** A yes turned out to be no valid one. */
    INVALIDATED,

    /** Legitimate interest: the person was told. Opens nothing that needs consent. */
    INFORMED,

    /** Legitimate interest: the person objected (GDPR Art. 21). */
    OBJECTED,

    /** Legitimate interest: the person took an objection back. No consent: it opens what being told opens. */
    OBJECTION_WITHDRAWN,
}

/** Who can close a purpose beside the person. None of them can open one. */
public enum class Limiter {
    /** The operating system's own switch. */
    OS,

    /** The organisation that manages the device or account. */
    ORGANISATION,

    /** The person's age. */
    AGE,

    /** An objection by machine, such as Global Privacy Control. */
    SIGNAL,
}

/** Why a purpose is closed. */
public enum class ClosedBy {
    /** The person has not chosen. */
    NO_CHOICE,

    /** The person's last choice does not open it; [PurposeStatus.state] says which. */
    CHOICE,

    /** A limiter forbids it; [PurposeStatus.limiter] says which. */
    LIMIT,

    /** The policy requires a limiter's word that was never supplied; [PurposeStatus.limiter] says whose. */
    WITHHELD,

    /** The consent ran out. */
    EXPIRED,

    /** The policy changed so much that the person must be asked again. */
    POLICY_CHANGED,
}

/**
 * A reason for which a purpose is closed.
 *
 * @property closedBy the reason.
 * @property limiter the limiter whose word it is, or `null` if it is none's.
 */
public data class ClosedReason(
    public val closedBy: ClosedBy,
    public val limiter: Limiter?,
)

/**
 * Whether a purpose is open, and why not.
 *
 * @property purpose the purpose's id in the policy.
 * @property isOpen `true` if records of the purpose are accepted.
 * @property state the person's last choice.
 * @property closedBy the first of [reasons], or `null` if the purpose is open or the ledger does not say.
 * @property limiter the limiter of the first of [reasons], or `null` if it is none's.
 * @property reasons every reason for which the ledger keeps the purpose closed: who else lowers it first, the person last.
 */
public data class PurposeStatus(
    public val purpose: String,
    public val isOpen: Boolean,
    public val state: ChoiceState,
    public val closedBy: ClosedBy?,
    public val limiter: Limiter?,
    public val reasons: List<ClosedReason>,
)
