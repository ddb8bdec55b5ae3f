package dev.sordino

/** The state of a vendor's SDK that was told which of its purposes are open, and asked back. */
public enum class VendorAnswer {
    /** The SDK collects nothing, keeps nothing unsent, and has no id. */
    OFF,

    /** The SDK still collects, or still keeps something unsent or an id. */
    STILL_ON,

    /** The SDK is on, for another of its purposes that is open. */
    ON_FOR_OTHERS,

    /** The SDK is off from the next start of the app on: until then it records, and none of that is sent, then or later. */
    RECORDS_UNTIL_RESTART,

    /** The SDK's switch threw, or cannot say whether the SDK collects, keeps something or has an id. */
    CANNOT_TELL,

    /** The SDK did not answer in time. */
    TIMED_OUT,

    /** [Options.vendors] has no switch for the SDK. */
    NO_SWITCH,
}

/** Whether a vendor's SDK collects, as the SDK itself says. */
public enum class Collecting {
    /** The SDK collects nothing. */
    NO,

    /** The SDK collects. */
    YES,

    /**
     * The SDK records until the app ends, and never sends that. A switch that says this must also destroy what was recorded,
     * at each start while nothing is open.
     */
    UNTIL_RESTART,

    /** The SDK cannot be asked. */
    CANNOT_TELL,
}

/**
 * What a vendor's SDK says of itself. Off is what collects nothing, keeps nothing and has no id; what cannot be told is never
 * taken for off.
 *
 * @property collecting whether the SDK collects.
 * @property unsent how many items the SDK keeps unsent; `null` if that cannot be told.
 * @property hasId `true` if the SDK has an id of the person or the installation; `null` if that cannot be told.
 */
public data class VendorReadBack
    @JvmOverloads
    constructor(
        public val collecting: Collecting,
        public val unsent: Long? = null,
        public val hasId: Boolean? = null,
    )

/**
 * What a switch did when it was told which purposes are open.
 *
 * @property inFlight how many of the SDK's requests were under way; `null` if that cannot be told.
 * @property purged how many stored items the switch removed; `null` if that cannot be told.
 */
public data class VendorReport
    @JvmOverloads
    constructor(
        public val inFlight: Long? = null,
        public val purged: Long? = null,
    )

/** The step at which a vendor's switch threw. */
public enum class VendorStep {
    /** Creating the SDK. */
    CREATE,

    /** Telling the SDK which purposes are open. */
    TELL,

    /** Asking the SDK back. */
    READ_BACK,
}

/**
 * What came of telling one vendor's SDK which of its purposes are open.
 *
 * @property recipient id of the recipient in the policy.
 * @property name the SDK's name; empty without a switch.
 * @property version the SDK's version; empty if its switch does not say.
 * @property answer the state of the SDK.
 * @property isTold `true` if the SDK was told, and its switch returned without throwing.
 * @property readBack what the SDK said when it was asked back; `null` if nothing came back.
 * @property startedBefore `true` if the SDK collected before this process first told it anything: the app, or the SDK itself,
 * began it.
 * @property onAgain how often the SDK collected again by itself since its off was read back, in this process.
 * @property inFlight how many of the SDK's requests were under way when it was told; `null` if that cannot be told.
 * @property purged how many stored items were removed; `null` if that cannot be told.
 * @property failed the step at which the switch threw first; `null` if it did not.
 * @property millis how many milliseconds it took to tell the SDK and to ask it back.
 */
public data class VendorOutcome(
    public val recipient: String,
    public val name: String,
    public val version: String,
    public val answer: VendorAnswer,
    public val isTold: Boolean,
    public val readBack: VendorReadBack?,
    public val startedBefore: Boolean,
    public val onAgain: Long,
    public val inFlight: Long?,
    public val purged: Long?,
    public val failed: VendorStep?,
    public val millis: Long,
)

/**
 * Makes the SDK of a vendor, which the app keeps, and turns it on and off. Handing it over in [Options.vendors] creates
 * nothing. Called on a thread of Sordino's, never twice at a time. What it throws touches nothing else, and the receipt names
 * the step at which it threw.
 */
public interface VendorSwitch {
    /** The recipient's id in the policy. */
    public val recipient: String

    /** The SDK's name, for the receipt. */
    public val name: String
        get() = recipient

    /** The SDK's version, for the receipt; empty if it does not say. */
    public val version: String
        get() = ""

    /** Hands over what minimises for this SDK. Called once, at the start, before every other call. */
    public fun bind(minimiser: Minimiser) {}

    /**
     * Creates the SDK. Called only while a purpose of it is open, before [apply], and again after an off that was read back.
     * Does nothing for an SDK that is only configured.
     */
    public fun create() {}

    /**
     * Makes the created SDK serve [openPurposes]. Called whenever other purposes are open.
     *
     * One service can serve several purposes: only an empty list turns it off, destroys what it stored and forgets its ids.
     */
    public fun apply(openPurposes: List<String>): VendorReport

    /**
     * Turns off what an SDK that was not created keeps by itself: flags that persist, files, ids. Creates nothing. Called at each
     * start while none of its purposes is open, before anything can be recorded.
     */
    public fun offWithoutInstance(): VendorReport = apply(emptyList())

    /**
     * Returns what the SDK says of itself now. Also called where the SDK was not created: one that collects then was begun by
     * somebody else, and the receipt says so.
     */
    public fun readBack(): VendorReadBack
}
