package dev.sordino

/**
 * How to start Sordino, where the usual way does not do.
 *
 * ```kotlin
 * val sordino = Sordino.start(context, Options().apply { cancelLimitMillis = 200 })
 * ```
 */
public class Options {
    /** The switches of vendors' SDKs that the app keeps. */
    public var vendors: List<VendorSwitch> = emptyList()

    /** Replaces what the policy says about some recipients, for tests and staging. */
    public var overrides: List<Override> = emptyList()

    /**
     * Whether the values handed over at [Sordino.signIn] are searched for in free text until sign-out. The ids of user,
     * customer and device always are.
     */
    public var scrubKnownValues: Boolean = true

    /**
     * Whether the last decisions about records are kept in memory, for [Sordino.recentDecisions]: for a screen that shows
     * what left and why. Off unless the app asks; while it is on, an event of a purpose that is off costs a call into the
     * core.
     */
    public var keepDecisions: Boolean = false

    /**
     * Whether each decision is printed to Logcat under the tag `Sordino`: the record's name, what left and by which rule, what
     * was dropped, and what the server answered. Values are printed as they leave, never as they were offered. A debuggable app
     * alone prints; `adb shell setprop log.tag.Sordino DEBUG` turns it on there without a rebuild, from the next start on.
     */
    public var debug: Boolean = false

    /** `device_id`, for an app that has one of its own. Only a pseudonym of it ever leaves. */
    public var deviceId: String? = null

    /** How many milliseconds a turn-off waits for uploads that it cancelled; below 0 is 0. */
    public var cancelLimitMillis: Int = 500

    /** How many milliseconds a vendor's SDK may take to answer; below 0 is 0. */
    public var vendorLimitMillis: Int = 2_000

    /**
     * Lets a recipient's address be plain HTTP on this machine, for tests. The library of a phone refuses to start
     * with it.
     */
    public var allowLoopbackHttp: Boolean = false

    /** Whether an uncaught exception is taken as a crash report. It is passed on in any case. */
    public var catchUncaught: Boolean = true

    /**
     * Hears, as the app comes to the front, that the app's contact has news that the person has to take over by
     * [SordinoSettingsActivity.contacts]; once for each version of the card.
     */
    public var cardHasNews: CardNews? = null

    /** Id of the upload's job below API 34, where the ids of an app are not apart from ours. */
    public var jobId: Int = JOB_ID

    private companion object {
        private const val JOB_ID = 0x536F7264
    }
}

/** Hears of a new version of the app's contact that an app may not write by itself. */
public fun interface CardNews {
    /**
     * Called on a thread of Sordino's. Show [text] without a dialog, and let a tap on it begin the flow.
     *
     * @param title the feature that the contact belongs to.
     */
    public fun onNews(
        title: String,
        text: String,
    )
}

/**
 * Replaces what the policy says about one recipient.
 *
 * @property recipient its id in the policy.
 * @property endpoint base URL in place of the policy's.
 * @property key public client key in place of the policy's.
 */
public class Override
    @JvmOverloads
    constructor(
        public val recipient: String,
        public val endpoint: String? = null,
        public val key: String? = null,
    )
