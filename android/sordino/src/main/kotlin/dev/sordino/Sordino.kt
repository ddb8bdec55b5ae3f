package dev.sordino

import android.content.Context
import dev.sordino.inner.Minimising
import dev.sordino.inner.Running
import dev.sordino.inner.pushCategories
import dev.sordino.inner.ticket
import dev.sordino.platform.AndroidPlatform
import dev.sordino.platform.StandIn
import java.util.concurrent.Future

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

    /** Returns the switch of the purpose with this id. If the policy has no such purpose, the calls that change it fail. */
    public fun purpose(id: String): Purpose {
        val ids = listOf(id)
        return Purpose(running) { ids }
    }

    /** The state of every purpose in the policy's order, from the same memory as [Purpose.isOpen]; empty until the start has opened. */
    public val statuses: List<PurposeStatus>
        get() = running.boardNow().all()

    /**
     * Offers an event. What the policy does not list is dropped; the rest is minimised for each recipient, sealed
     * and on disk when this returns [Outcome.Accepted]. No network.
     *
     * @param name as the policy lists it.
     * @param properties texts, numbers, truth values, an `Instant` or a `Date`, lists and maps of these; nothing stands for null.
     */
    public fun track(
        name: String,
        vararg properties: Pair<String, Any?>,
    ): Outcome = running.offer(name) { it.event(name, properties) }

    /** Offers an event whose properties are a map, as in Java. */
    public fun track(
        name: String,
        properties: Map<String, Any?>,
    ): Outcome = running.offer(name) { it.event(name, properties) }

    /**
     * Returns what minimises for the vendor's SDK of [recipient], which the policy declares with kind `vendor_sdk`: for an SDK
     * that the app keeps and that sends by itself.
     */
    public fun minimiser(recipient: String): Minimiser = Minimising(running, recipient)

    /**
     * Offers an exception that ends the app as a crash report. Uncaught exceptions need no call.
     *
     * @return the best outcome among the purposes of kind `crash`.
     */
    public fun crash(error: Throwable): Outcome = running.reports.take(Thread.currentThread(), error)

    /**
     * Offers an exception that the app caught and went on from, under the purposes and fields of crash reports. It is marked so
     * where the policy lists `exception_handled`; without that a server counts it as a crash.
     *
     * @return the best outcome among the purposes of kind `crash`.
     */
    public fun report(error: Throwable): Outcome = running.reports.takeHandled(error)

    /**
     * Notes what the app did, for the next crash report or reported error of this process, which takes the last 30 along where the
     * policy lists `breadcrumbs`. Kept in memory alone, 200 bytes of each, and only while a purpose of crash reports is on: an off
     * forgets them, and so does a sign-out. They are free text: let the policy scrub them.
     */
    public fun breadcrumb(text: String) {
        running.reports.breadcrumb(text)
    }

    /**
     * Tells who signed in. Only pseudonyms of the ids ever leave; in free text the ids are replaced until sign-out.
     *
     * @param values what the app knows of the person (name, e-mail address, telephone number); it stays in memory,
     * and is searched for in free text until sign-out, unless [Options.scrubKnownValues] is off.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun signIn(
        userId: String?,
        customerId: String? = null,
        values: List<String> = emptyList(),
    ): Unit = running.choices.signIn(userId, customerId, values)

    /** Forgets who was signed in. Queued records keep their pseudonyms; new records carry none. */
    @Throws(SordinoException::class)
    public fun signOut(): Unit = running.choices.signOut()

    /**
     * Tells what [limiter] allows or forbids. A limiter can only lower what the person allowed. Writes to the disk.
     *
     * @param purpose the id of one purpose; `null` stands for all.
     * @return one part for each purpose that this closed.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun limit(
        limiter: Limiter,
        allows: Boolean,
        purpose: String? = null,
    ): Receipt = running.choices.limit(limiter, allows, purpose?.let(::listOf))

    /**
     * Tells the person's age as far as it is known: a band of whole years, both ends included, from a store's age signal or from
     * the person. The policy's `minimum_age` decides: below it, or where the band does not show it, every optional purpose is
     * off and locked, and what was collected for it is destroyed. Without either bound nothing changes. Only whether the person
     * is old enough is kept, never an age. Writes to the disk.
     *
     * @return one part for each purpose that this closed.
     */
    @Throws(SordinoException::class)
    public fun tellAge(
        atLeast: Int?,
        atMost: Int?,
    ): Receipt = running.choices.tellAge(atLeast, atMost)

    /**
     * Tells what signals by machine say. They close purposes of telemetry for as long as they say so, and open none; what is
     * said and cannot be read closes. Without [gpc] and without a key that is looked at nothing changes. Tell them at each start
     * and when the app comes to the front: what was told already writes nothing. Writes to the disk.
     *
     * @param gpc what Global Privacy Control says, where the app has it: from the header `Sec-GPC` of a web view, or from the
     * person's account.
     * @param preferences where a consent tool leaves IAB's keys: `all` of the app's default preferences. Other keys are not
     * looked at.
     * @return one part for each purpose that this closed.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun tellSignals(
        gpc: Boolean?,
        preferences: Map<String, *> = emptyMap<String, Any>(),
    ): Receipt = running.choices.tellSignals(gpc, preferences)

    /**
     * Erases what is queued, every identity, and the choices. Refusals stay, so that nobody is asked again whose
     * answer was no. Writes to the disk.
     *
     * @return one part for each purpose that was open. If not all could be erased the exception has them, and names what was
     * not: the chain of choices by the empty id.
     */
    @Throws(SordinoException::class)
    public fun erase(): Receipt = running.choices.erase()

    /**
     * Forgets the person whose account was deleted, then erases as [erase] does. Past choices then name the day by which the
     * controller's backups must be gone. Push tokens are deleted. Writes to the disk.
     *
     * @return one part for each purpose that was open, as for [erase].
     */
    @Throws(SordinoException::class)
    public fun accountDeleted(): Receipt = running.choices.accountDeleted()

    /**
     * Asks the controller to delete what recipients hold under the pseudonyms of this install (GDPR Art. 17 and 19). It goes to
     * the policy's recipient of kind `rights` and to nobody else. Once this returns, the request is owed on the disk: it outlives
     * a turn-off and [erase], so ask before or after them. It is sent until that endpoint takes it, 20 times at most; [deletion]
     * says how it ended. Where no recipient knows a pseudonym, nothing is owed. Writes to the disk.
     */
    @Throws(SordinoException::class)
    public fun requestDeletion(): Deletion = running.choices.requestDeletion()

    /** Returns how far the last request for deletion is. */
    @Throws(SordinoException::class)
    public fun deletion(): Deletion = running.choices.deletion()

    /**
     * Returns a request that the person sends by mail or shares: whom to, in which words, until when, and the pseudonyms that
     * recipients know this install by. A complaint goes to the policy's supervisory authority, anything else to the
     * controller. Nothing of it is kept or sent.
     *
     * @param organisation the organisation whose account it is, which answers in the controller's place.
     * @param locale the language that is wanted; the device's without one.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun ticket(
        kind: TicketKind,
        organisation: Addressee? = null,
        locale: String? = null,
    ): RightsTicket = running.ticket(kind, organisation, locale ?: running.locale())

    /**
     * What was closed without a call: by a term that ended, by another policy or by a limit, found at this start; and turn-offs
     * of before whose vendors had not confirmed them when the process ended. Their completion has begun. No parts before the
     * start has opened.
     */
    public val unfinished: Receipt
        get() = running.choices.unfinished

    /**
     * Returns what each vendor's SDK was told last, and what came of it; a vendor that has not answered yet is left out. One that
     * is off is asked again once a minute while the app records, and when it comes to the front.
     */
    public val vendors: List<VendorOutcome>
        get() = running.telling.vendors()

    /**
     * Returns everything that Sordino holds about the person who is signed in, as one JSON document (GDPR Art. 15 and 20): the
     * choices with their chain, why each purpose is on or off, the pseudonyms that recipients know, what waits, readable as
     * it was minimised, and what is kept between runs. Hand it to that person and to nobody else. It reads the whole queue:
     * prefer a background thread.
     */
    @Throws(SordinoException::class)
    public fun exportData(): String = running.choices.ask { exportData() }

    /** Returns every choice since the chain began, as JSON; `sordino verify` checks that none was changed or left out. */
    @Throws(SordinoException::class)
    public fun exportChoices(): String = running.choices.ask { exportLedger() }

    /** Returns the same choices as a record of consent in DPV JSON-LD, by the guide for ISO/IEC TS 27560. */
    @Throws(SordinoException::class)
    public fun consentRecord(): String = running.choices.ask { consentRecord() }

    /**
     * Sends the queued records that may be sent now, on a thread of Sordino's own. Sordino does so by itself; this call is for
     * screens and tests.
     *
     * @return done once each of them has left or was refused; what failed waits in the queue.
     */
    public fun flush(): Future<*> = running.uploadNow()

    /** The records that are queued, by purpose and recipient. */
    public val queued: List<Queued>
        get() = running.telling.queued()

    /** The last uploads of this process, 64 at most, oldest first. */
    public val recentUploads: List<RecentUpload>
        get() = running.telling.recentUploads()

    /**
     * The last decisions about records, a hundred at most, oldest first: what was stored for whom, what was refused, and by
     * which rule. Empty unless [Options.keepDecisions] is on. They are in this process's memory alone and never sent. What
     * was stored for a purpose is told while the purpose is on: an off destroys it. A refused record is told by its name and
     * the reason.
     */
    public val recentDecisions: List<Decision>
        get() = running.telling.recentDecisions()

    /** The counts since the start, in this process. */
    public val counters: Counters
        get() = running.telling.counters()

    /** Sordino's health, and what the start found. Read from memory, without waiting. */
    public val condition: Condition
        get() = running.telling.condition()

    /**
     * Asks the key store and the files again, after [Condition.notReady] said that they failed, and returns the health
     * afterwards. Sordino asks again by itself too, after a pause that grows and whenever the app comes to the front. This
     * call waits for the key store: never make it on the main thread.
     */
    public fun retry(): Condition = running.telling.retry()

    /**
     * Returns what a settings screen shows now, for an app that draws its own; [SordinoSettingsView] draws it as it is. What
     * cannot be read stands there as off, with the reason. Waits for a start that has not opened yet, two seconds at most.
     *
     * @param locale the language that is wanted; the device's without one.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun settings(locale: String? = null): SettingsScreen = running.settings.screen(locale ?: running.locale())

    /** Returns the words around a settings screen, for an app that draws its own. */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun settingsTexts(locale: String? = null): SettingsTexts = running.settings.texts(locale ?: running.locale())

    /**
     * Returns what must be asked now: one question or none. [SordinoSettingsActivity.question] asks it. An app that asks
     * itself answers with [Purpose.turnOn] or [Purpose.turnOff] for each purpose, and with [Purpose.choose] and
     * [ChoiceState.DEFERRED] where the person puts it off.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun prompts(locale: String? = null): List<Prompt> = running.settings.prompts(locale ?: running.locale())

    /** Returns up to [limit] past choices, newest first, without the first [offset]. Reads the disk. */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun history(
        offset: Int,
        limit: Int,
        locale: String? = null,
    ): HistoryPage = running.settings.history(locale ?: running.locale(), offset, limit)

    /** Returns what a turn-off did before its call returned, a sentence each. */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun texts(
        receipt: PurposeReceipt,
        locale: String? = null,
    ): List<String> = running.settings.words(locale ?: running.locale(), receipt)

    /** Returns what a turn-off did in the end, a sentence each. */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun texts(
        completed: CompletedReceipt,
        locale: String? = null,
    ): List<String> = running.settings.words(locale ?: running.locale(), completed)

    /**
     * Writes down a no that the person gave an earlier version of the app, before Sordino was in it. An old yes cannot be
     * handed over. Whoever chose since then keeps that choice, so it may be called at every start. Writes to the disk.
     *
     * @param how where the old no stood, in the app's words.
     */
    @Throws(SordinoException::class)
    public fun importRefusal(
        purpose: String,
        how: String,
    ): Receipt = running.choices.importRefusal(purpose, how)

    /**
     * Returns the categories of notifications that the policy has, as they stand now: for an app's own list of them, and for the
     * channel of each notification. Writes to the disk: never call it on the main thread. If the policy has no push permission it
     * fails with [Problem.UNKNOWN_PURPOSE].
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun pushCategories(locale: String? = null): List<PushCategory> = running.pushCategories(locale ?: running.locale())

    /** Calls [listener] whenever the state of a purpose changes, until the returned handle is closed. */
    public fun listen(listener: Listener): AutoCloseable = running.listen({ true }, listener)

    /** Starts Sordino. */
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
            StandIn.beside(context)?.started(context, options)?.also { started = it } ?: started ?: synchronized(this) {
                started ?: Sordino(Running(AndroidPlatform(context.applicationContext ?: context, options), options))
                    .also {
                        started = it
                        it.running.start()
                    }
            }

        internal fun startedOrNull(): Sordino? = started

        /** Forgets [sordino], if it is the one that was started. */
        internal fun forget(sordino: Sordino) {
            synchronized(this) { if (started === sordino) started = null }
        }

        internal fun forgetForTests() {
            // All of a process share one key store: what the one before still asks would come between.
            started?.running?.stop(waitMillis = 5_000)
            started = null
        }
    }
}
