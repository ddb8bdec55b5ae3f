package dev.sordino.inner

import dev.sordino.Listener
import dev.sordino.Options
import dev.sordino.Outcome
import dev.sordino.PushTokenGate
import dev.sordino.Refusal
import dev.sordino.SordinoException
import dev.sordino.core.Engine
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicLong

/** One Sordino: opens off the caller's thread, answers what is frequent, and knows who else to ask. */
internal class Running(
    private val platform: Platform,
    private val options: Options,
    firstPauseMillis: Long = FIRST_PAUSE_MILLIS,
) {
    private val watch = platform.watch
    val threads = Threads()
    val board = Board()
    val opening = Opening(platform, options, threads, board, firstPauseMillis, ::ready)
    val choices = Choices(this, platform)
    val reports = Reports(this)
    val telling = Telling(this)
    val uploads = Uploads(this, platform, threads)
    val settings: Settings = CoreSettings(this)
    val desk = Desk(settings, choosing = { threads.choose(it) }, reading = { threads.read(it) })

    private val gates
        get() = options.vendors.filterIsInstance<PushTokenGate>()
    private val isRefreshing = AtomicBoolean()

    /** Changes of choices that this process began, and those that ended. */
    private val begunChanges = AtomicLong()
    private val endedChanges = AtomicLong()
    private val isStoring = AtomicBoolean()

    @Volatile
    private var askedAt = System.nanoTime()

    /** Down once it opened or failed to. */
    val settled: CountDownLatch
        get() = opening.settled

    val failure: SordinoException?
        get() = opening.failure

    val openedOrNull: Opened?
        get() = opening.opened

    fun start() {
        watch?.begins(this)
        gates.forEach { it.bind(this) }
        // What an app's switch throws must not keep the app from starting.
        options.vendors.forEach { runCatching { it.bind(Minimising(this, it.recipient)) } }
        val unfit = platform.unfit()
        if (unfit != null) return opening.fail(unfit)
        platform.started(this)
        opening.begin()
    }

    fun stop(waitMillis: Long = 0) {
        threads.stop()
        platform.stop()
        if (waitMillis > 0) threads.haveEnded(waitMillis)
    }

    /** The opened engine, for a call that cannot do without. */
    fun opened(): Opened = opening.opened()

    /** Waits for a start that has not opened yet, as long as any call does. */
    fun awaitOpened() = quietly { opening.opened() }

    /** The engine for a call that only closes. */
    fun forOff(): Opened = opening.forOff()

    /** Asks the engine now, or first thing once it opens. */
    fun soon(call: Engine.() -> Unit) = opening.soon(call)

    fun locale(): String = platform.locale()

    // ---- Events and crashes

    inline fun offer(
        name: String,
        write: (RecordWriter) -> Refusal?,
    ): Outcome {
        val opened = openedOrNull ?: return beforeOpening(write).also { watch?.answered(name, it) }
        val purpose = opened.purposeOf(name)
        if (purpose != null && board.isSurelyOff(purpose)) {
            if (!isTimeToAsk()) {
                opened.refusedHere.increment()
                return Outcome.Refused.of(Refusal.CLOSED)
            }
            // A record takes no key of another process's yes: it would wait for the key store.
            refresh()
        }
        val outcome = Door.offer(opened.handle, write)
        if (outcome === Outcome.Accepted) {
            uploads.want()
        } else if (outcome === Outcome.HeldInMemory) {
            storeSoon()
        }
        compare(opened, purpose, outcome)
        watch?.answered(name, outcome)
        return outcome
    }

    /** A crash report of this process: it must be on disk before anybody ends it. */
    fun offerCrash(write: (RecordWriter) -> Refusal?): Outcome {
        if (openedOrNull == null && Thread.currentThread().name != "sordino") {
            settled.await(CRASH_MILLIS, TimeUnit.MILLISECONDS)
        }
        val opened = openedOrNull
        val outcome = if (opened == null) Outcome.Refused.of(Refusal.NO_ENGINE) else Door.offer(opened.handle, write)
        return told(opened, CRASH, outcome)
    }

    /** What the app tells of errors: waits for nothing but the disk, and until the start has opened in memory. */
    fun offerNow(
        what: String,
        write: (RecordWriter) -> Refusal?,
    ): Outcome {
        val opened = openedOrNull
        val outcome = if (opened == null) beforeOpening(write) else Door.offer(opened.handle, write)
        if (opened != null && outcome === Outcome.Accepted) uploads.want()
        return told(opened, what, outcome)
    }

    /** What a record of no event was answered, as everybody hears of it who looks on. */
    private fun told(
        opened: Opened?,
        what: String,
        outcome: Outcome,
    ): Outcome {
        if (opened != null) compare(opened, null, outcome)
        watch?.answered(what, outcome)
        return outcome
    }

    private inline fun beforeOpening(write: (RecordWriter) -> Refusal?): Outcome {
        val record = Door.written(write, refused = { return Outcome.Refused.of(it) }, written = { it })
        return opening.hold(record)
    }

    /** True for one caller a second: another process may have opened the purpose, and only the core can tell. */
    private fun isTimeToAsk(): Boolean {
        val now = System.nanoTime()
        if (now - askedAt < RECHECK_NANOS) return false
        askedAt = now
        return true
    }

    /**
     * What a lock kept from the queue waits in the core's memory. It is stored off the caller's thread, which waits for the
     * lock; where that does not help, as on a full disk, after pauses that grow.
     */
    private fun storeSoon(afterMillis: Long = STORE_MILLIS) {
        if (!isStoring.compareAndSet(false, true)) return
        threads.slowly(afterMillis) {
            isStoring.set(false)
            val isDone = openedOrNull?.askOr(true) { storeLate() } ?: true
            if (isDone) uploads.want() else storeSoon(pauseAfter(afterMillis))
        }
    }

    /**
     * What the core answered may differ from what memory holds. Where it refused as closed, another process may have opened
     * the purpose under a key that only a look may ask the key store for.
     */
    private fun compare(
        opened: Opened,
        purpose: String?,
        outcome: Outcome,
    ) {
        val refusal = (outcome as? Outcome.Refused)?.refusal
        if (refusal == Refusal.BROKEN) opened.isBroken = true
        val isClosed = refusal == Refusal.CLOSED
        if (purpose != null && isClosed == board.isOpen(purpose) && (isClosed || outcome === Outcome.Accepted)) {
            refresh()
        } else if (isClosed && isTimeToAsk()) {
            refresh()
        }
    }

    // ---- How purposes stand

    fun listen(
        wants: (String) -> Boolean,
        listener: Listener,
    ): AutoCloseable = board.listen(wants, listener)

    /** Asks the core how everything stands, soon, off the caller's thread. */
    fun refresh() {
        if (isRefreshing.compareAndSet(false, true)) {
            threads.soon {
                isRefreshing.set(false)
                refreshNow()
            }
        }
    }

    /** The same at once, with what another process of the app changed. It may wait for a choice that is under way. */
    fun refreshNow() {
        val opened = openedOrNull ?: return
        val number = board.begin()
        // While a choice is under way nothing can be looked at: then the next caller has to.
        askedAt = System.nanoTime() - if (opened.askOr(false) { refresh() }) 0 else RECHECK_NANOS
        val ended = endedChanges.get()
        hear(opened, number) { begunChanges.get() == ended }
    }

    /** Makes a change, and notes how everything stands after it. What only a key tells is asked off the caller's thread. */
    fun <T> changing(change: () -> T): T {
        begunChanges.incrementAndGet()
        try {
            return change()
        } finally {
            endedChanges.incrementAndGet()
            openedOrNull?.let { hear(it, board.begin()) { true } }
            watch?.changed()
            refresh()
        }
    }

    /**
     * Notes how everything stands in this process. Waits for nothing. In the middle of a change a purpose may be allowed and
     * not open yet: what was read then is left to the one who makes the change, and hears of its end.
     */
    private fun hear(
        opened: Opened,
        number: Long,
        isSettled: () -> Boolean,
    ) {
        opened.askOr(null) { condition() }?.let { opened.condition = it }
        val statuses = opened.askOr(null) { statuses() } ?: return
        if (isSettled()) board.post(statuses, number)
    }

    /** What was heard last. Waits for nothing: once a second it has the core asked, off the caller's thread. */
    fun boardNow(): Board {
        if (openedOrNull != null && isTimeToAsk()) refresh()
        return board
    }

    // ---- What follows

    private fun ready(opened: Opened) {
        choices.takeUnfinished()
        refresh()
        gates.forEach { threads.slowly(work = it::opened) }
        threads.slowly(work = ::takeEarlierCrashes)
        threads.slowly { opened.engine.tidy() }
        threads.slowly(work = ::lookAtOrganisation)
        threads.slowly(work = platform::look)
        uploads.want()
    }

    /** Offers what the system kept of earlier processes, and again what it has not written down yet. */
    fun takeEarlierCrashes() {
        // What another process will read may name who was signed in: the ids stay for it.
        val crashes = platform.laterCrashes() ?: return
        // The end of a process that lives is read at a later start, and may name whom it knew. Asked first: whoever ends
        // after this counts as living.
        val isAlone = platform.isAlone()
        when (val again = reports.takeLater(crashes)) {
            // What is not overwritten now is overwritten after the next start.
            null -> if (isAlone) openedOrNull?.askOr(true) { reportsTaken() }

            else -> threads.slowly(again, ::takeEarlierCrashes)
        }
    }

    /** The app came to the front: what failed is tried again, what ran out closes, what changed is seen, what waits is sent. */
    fun toFront() {
        threads.slowly { opening.retry() }
        // One that fails must keep none of the others from being done.
        threads.soon { openedOrNull?.engine?.setFacts(coreFacts(platform.facts(), options)) }
        threads.soon { if (openedOrNull != null) choices.expire() }
        threads.soon { refreshNow() }
        threads.slowly(work = ::lookAtOrganisation)
        threads.slowly(work = platform::look)
        uploads.now()
    }

    /** Takes over what the organisation that manages the device set. What could not be written is told at the next look. */
    fun lookAtOrganisation() {
        if (openedOrNull != null) quietly { choices.tellOrganisation() }
    }

    /** Sends what is due, off the caller's thread, once the start has settled; done when that is. */
    fun uploadNow(): Future<*> = uploads.now { settled.await(JOB_SECONDS, TimeUnit.SECONDS) }

    /**
     * Sends what is due, on the caller's thread; in how many milliseconds more is due, if anything waits.
     *
     * A job may be what started the process, and the process may end with the job: so it waits for the opening.
     */
    fun deliver(stop: Stop = Stop()): Long? {
        settled.await(JOB_SECONDS, TimeUnit.SECONDS)
        return uploads.deliver(stop)
    }

    companion object {
        /** How long to wait once a try after [millis] stored not everything. */
        fun pauseAfter(millis: Long) = minOf(millis * STORE_GROWTH, LONGEST_STORE_MILLIS)

        private const val STORE_GROWTH = 4
        private const val FIRST_PAUSE_MILLIS = 2_000L
        private const val JOB_SECONDS = 60L
        private const val CRASH = "crash report"
        private const val CRASH_MILLIS = 200L
        private const val STORE_MILLIS = 20L
        private const val LONGEST_STORE_MILLIS = 60_000L
        private const val RECHECK_NANOS = 1_000_000_000L
    }
}
