package dev.sordino

/** What the app offered. */
public enum class RecordKind {
    /** An event. */
    EVENT,

    /** A crash report. */
    CRASH,

    /** A sign-in, told to recipients of open event purposes. */
    SIGN_IN,
}

/** What was decided about a record. */
public enum class Decided {
    /** It was stored for a recipient, and waits to be sent or was sent. */
    STORED,

    /** It waits for the person's first choice, or for a lock. */
    HELD,

    /** It was refused. */
    REFUSED,

    /** The key store is locked or failed; nothing was written. */
    KEYS_NOT_READY,
}

/** The rule of the policy that decided about a value. */
public enum class AppliedRule {
    /** `keep`: sent as it is. */
    KEEP,

    /** `drop`: never sent. */
    DROP,

    /** `coarsen`: sent less precisely. */
    COARSEN,

    /** `pseudonymise`: a keyed pseudonym is sent instead. */
    PSEUDONYMISE,

    /** `scrub`: sent without the personal data that was found in it. */
    SCRUB,

    /** `enumerate`: sent if the policy lists the value, else as `other`. */
    ENUMERATE,

    /** Dropped: the policy does not list the property for the event. */
    NOT_OF_EVENT,

    /** Dropped: the policy does not list the field for the recipient. */
    NOT_FOR_RECIPIENT,
}

/**
 * What a rule made of the values under one name.
 *
 * @property name name of the field.
 * @property rule the rule that decided.
 * @property value the value as it is sent, cut at 200 bytes, the first one if there are several; `null` if it was dropped.
 * @property times how many values of the record have this name and were decided alike.
 */
public data class FieldDecision(
    public val name: String,
    public val rule: AppliedRule,
    public val value: String?,
    public val times: Int,
)

/**
 * What was decided about a record, for one recipient if it was stored.
 *
 * @property time when it was decided, in milliseconds since 1970.
 * @property record what the app offered.
 * @property name name of the event as the app gave it; empty for the other kinds.
 * @property purpose id of the purpose, or `null` if the policy lists no such event.
 * @property decided what was decided.
 * @property refusal why it was refused, or `null`.
 * @property recipient id of the recipient that it was stored for, or `null`.
 * @property fields the record's own fields: kept, changed or dropped. Empty unless it was stored.
 * @property about what is sent about app, device and person beside the record. Empty unless it was stored.
 * @property delivered when this process heard that the recipient has it, in milliseconds since 1970. `null` while it waits;
 * also if another process sent it, or the queue's bounds or its retention removed it.
 * @property number how many decisions this process kept before it; one that is forgotten leaves a gap.
 */
public data class Decision(
    public val time: Long,
    public val record: RecordKind,
    public val name: String,
    public val purpose: String?,
    public val decided: Decided,
    public val refusal: Refusal?,
    public val recipient: String?,
    public val fields: List<FieldDecision>,
    public val about: List<FieldDecision>,
    public val delivered: Long?,
    public val number: Long = 0,
)
