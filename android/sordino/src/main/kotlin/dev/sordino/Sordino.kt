package dev.sordino

import android.content.Context
import dev.sordino.inner.Running
import dev.sordino.platform.AndroidPlatform

/**
 * Stands between the app and every telemetry vendor: lets through what the person allowed and the policy lists.
 *
 * ```kotlin
 * val sordino = Sordino.start(context)
 * sordino.track("alert_acknowledged", "minutes" to 3)
 * val receipt = sordino.crashReports.turnOff()
 * ```
 *
 * Every call may be made on any thread. Those that write to the disk say so.
 */
public class Sordino internal constructor(
    internal val running: Running,
) {
    /** All purposes of kind `crash`. */
    public val crashReports: Purpose = Purpose(running) { it.ofKind("crash") }

    /** All purposes of kind `events`. */
    public val eventTracking: Purpose = Purpose(running) { it.ofKind("events") }

    /** The purpose with this id in the policy. That there is none is told by the calls that change it. */
    public fun purpose(id: String): Purpose {
        val ids = listOf(id)
        return Purpose(running) { ids }
    }

    /** How every purpose of the policy stands, in its order, as [Purpose.isOpen] knows it; empty until the start has opened. */
    public val standings: List<Standing>
        get() = running.boardNow().all()

    /**
     * Offers an event. What the policy does not list is dropped; the rest is minimised for each recipient, sealed
     * and on disk when this returns [Outcome.Accepted]. No network.
     *
     * @param name as the policy lists it.
     * @param properties texts, numbers, truth values, lists and maps of these; nothing stands for null.
     */
    public fun track(
        name: String,
        vararg properties: Pair<String, Any?>,
    ): Outcome = running.offer(name) { it.event(name, properties) }

    /** The same for properties that are a map, as in Java. */
    public fun track(
        name: String,
        properties: Map<String, Any?>,
    ): Outcome = running.offer(name) { it.event(name, properties) }

    /**
     * Offers an exception that the app caught as a crash report. Uncaught ones are taken by themselves.
     *
     * @return the best of what became of it for each purpose of kind `crash`.
     */
    public fun crash(error: Throwable): Outcome = running.reports.take(Thread.currentThread(), error)

    /**
     * Tells who signed in. Only pseudonyms of the ids ever leave.
     *
     * @param values what the app knows of the person (name, e-mail address, telephone number); it stays in memory,
     * and is searched for in free text until sign-out if [Options.scrubKnownValues] says so.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun signIn(
        userId: String?,
        customerId: String? = null,
        values: List<String> = emptyList(),
    ): Unit = running.choices.signIn(userId, customerId, values)

    /** Forgets who was signed in. What is queued keeps its pseudonyms; new records carry none. */
    @Throws(SordinoException::class)
    public fun signOut(): Unit = running.choices.signOut()

    /**
     * Tells what somebody else allows or forbids. It can only lower what the person allowed. Writes to the disk.
     *
     * @param purpose the one purpose it is about; without one, all.
     * @return one part for each purpose that this closed.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun limit(
        limiter: Limiter,
        allows: Boolean,
        purpose: String? = null,
    ): Receipt = running.choices.limit(limiter, allows, purpose)

    /**
     * Erases what is queued, every identity, and the choices. Refusals stay, so that nobody is asked again whose
     * answer was no. Writes to the disk.
     *
     * @return one part for each purpose that was open.
     */
    @Throws(SordinoException::class)
    public fun erase(): Receipt = running.choices.erase()

    /** Every choice since the chain began, as JSON; `sordino verify` proves that it hangs together. */
    @Throws(SordinoException::class)
    public fun exportChoices(): String = running.choices.ask { exportLedger() }

    /** What waits to be sent. */
    public val queued: List<Queued>
        get() = running.telling.queued()

    /** The last uploads of this process, 64 at most, oldest first. */
    public val leftLately: List<Left>
        get() = running.telling.leftLately()

    /** What was counted since the start, in this process. */
    public val counters: Counters
        get() = running.telling.counters()

    /** How Sordino is, and what it found at the start. Answered from memory. */
    public val condition: Condition
        get() = running.telling.condition()

    /**
     * Asks the key store and the files again, after [Condition.notReady] said that they failed. Sordino does so by itself,
     * after a pause that grows and whenever the app comes to the front. Waits for the key store: never on the main thread.
     */
    public fun retry(): Condition = running.telling.retry()

    /** Tells how each purpose stands whenever that changes, until the answer is closed. */
    public fun listen(listener: Listener): AutoCloseable = running.listen({ true }, listener)

    /** Starting it. */
    public companion object {
        @Volatile
        private var started: Sordino? = null

        /**
         * Starts Sordino with the policy in `assets/sordino/policy.json`; call it in `Application.onCreate`.
         *
         * Returns at once: the policy, the key store and the files are read on a thread of Sordino's, after the
         * first unlock. Events offered before wait in memory, bounded. A second call gives the first one's answer,
         * and its options go unused. In an isolated process, which has no files, it records nothing, and
         * [Condition.failure] says so.
         */
        @JvmStatic
        @JvmOverloads
        public fun start(
            context: Context,
            options: Options = Options(),
        ): Sordino =
            started ?: synchronized(this) {
                started ?: Sordino(Running(AndroidPlatform(context.applicationContext ?: context, options), options))
                    .also {
                        started = it
                        it.running.start()
                    }
            }

        internal fun startedOrNull(): Sordino? = started

        internal fun forgetForTests() {
            started?.running?.stop()
            started = null
        }
    }
}
