package dev.sordino.inner

import dev.sordino.Listener
import dev.sordino.Options
import dev.sordino.Outcome
import dev.sordino.Problem
import dev.sordino.Refusal
import dev.sordino.SordinoException
import dev.sordino.Standing
import dev.sordino.core.Engine
import dev.sordino.core.InternalException
import java.io.IOException
import java.nio.charset.CharacterCodingException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import dev.sordino.core.SordinoException as CoreException

/** One Sordino: opens off the caller's thread, answers what is frequent, and knows who else to ask. */
internal class Running(
    private val platform: Platform,
    private val options: Options,
) {
    val worker = ScheduledThreadPoolExecutor(1) { work -> Thread(work, "sordino").apply { isDaemon = true } }
    val board = Board()
    val choices = Choices(this, platform)
    val reports = Reports(this)
    val telling = Telling(this)

    private val uploads = Uploads(this, platform)

    /** Down once it opened or failed to. */
    val settled = CountDownLatch(1)
    private val waiting = Waiting()
    private val isLooking = AtomicBoolean()

    private val opening = Any()
    private var atOpening: (Engine.() -> Unit)? = null

    @Volatile
    private var open: Opened? = null

    @Volatile
    private var askedAt = System.nanoTime()

    @Volatile
    var failure: SordinoException? = null
        private set

    val openedOrNull: Opened?
        get() = open

    fun start() {
        platform.started(this)
        later { platform.whenUnlocked { later(::openNow) } }
    }

    fun stop() {
        worker.shutdown()
        platform.stop()
    }

    /** Runs [work] on Sordino's thread. What it throws ends nothing but itself. */
    fun later(work: () -> Unit) {
        try {
            worker.execute { quietly(work) }
        } catch (_: RejectedExecutionException) {
            // Stopped: nobody waits for it any more.
        }
    }

    /** The opened engine, for a call that cannot do without. */
    fun opened(): Opened {
        open?.let { return it }
        if (settled.await(OPENING_SECONDS, TimeUnit.SECONDS)) {
            open?.let { return it }
        }
        throw failure ?: notReady()
    }

    /** Asks the engine now, or first thing once it opens. Of several that wait, the last one counts. */
    fun soon(call: Engine.() -> Unit) {
        synchronized(opening) {
            if (open == null && failure == null) {
                atOpening = call
                return
            }
        }
        opened().ask(call)
    }

    // ---- Events and crashes

    inline fun offer(
        name: String,
        write: (RecordWriter) -> Refusal?,
    ): Outcome {
        val opened = open ?: return beforeOpening(write)
        val purpose = opened.names.purposeOf(name)
        if (purpose != null && board.isSurelyClosed(purpose, opened.names) && !isTimeToAsk()) {
            opened.refusedHere.increment()
            return Outcome.Refused.of(Refusal.CLOSED)
        }
        val outcome = Door.offer(opened.handle, write)
        if (outcome === Outcome.Accepted) {
            uploads.want()
        }
        if (purpose != null) compare(purpose, outcome)
        return outcome
    }

    /** A crash report of this process: it must be on disk before anybody ends it. */
    fun offerCrash(write: (RecordWriter) -> Refusal?): Outcome {
        if (open == null && Thread.currentThread().name != "sordino") {
            settled.await(CRASH_MILLIS, TimeUnit.MILLISECONDS)
        }
        val opened = open ?: return Outcome.Refused.of(Refusal.NO_ENGINE)
        return Door.offer(opened.handle, write)
    }

    private inline fun beforeOpening(write: (RecordWriter) -> Refusal?): Outcome {
        val record = Door.written(write, refused = { return Outcome.Refused.of(it) }, written = { it })
        return when (waiting.offer(record)) {
            true -> Outcome.HeldInMemory

            false -> Outcome.Refused.of(Refusal.NO_ROOM)

            // It opened, or failed to, just now.
            null -> open?.let { Door.offer(it.handle, record) } ?: Outcome.Refused.of(Refusal.NO_ENGINE)
        }
    }

    /** True for one caller a second: another process may have opened the purpose, and only the core can tell. */
    private fun isTimeToAsk(): Boolean {
        val now = System.nanoTime()
        if (now - askedAt < RECHECK_NANOS) return false
        askedAt = now
        return true
    }

    private fun compare(
        purpose: String,
        outcome: Outcome,
    ) {
        val isClosed = outcome is Outcome.Refused && outcome.refusal == Refusal.CLOSED
        if (isClosed == board.isOpen(purpose) && (isClosed || outcome === Outcome.Accepted)) look()
    }

    // ---- How purposes stand

    fun listen(
        wants: (String) -> Boolean,
        listener: Listener,
    ): AutoCloseable = board.listen(wants, listener)

    /** Asks the core how everything stands, soon, off the caller's thread. */
    fun look() {
        if (isLooking.compareAndSet(false, true)) {
            later {
                isLooking.set(false)
                lookNow()
            }
        }
    }

    /** The same at once, with what another process of the app changed. */
    fun lookNow(): List<Standing> {
        val opened = open ?: return emptyList()
        val number = board.begin()
        // While a choice is under way nothing can be looked at: then the next caller has to.
        askedAt = System.nanoTime() - if (opened.askOr(false) { look() }) 0 else RECHECK_NANOS
        val heard = opened.askOr(null) { standings() } ?: return emptyList()
        return heard.map { it.toPublic() }.also { board.post(it, number) }
    }

    /** What was heard a second ago at most. */
    fun boardNow(): Board {
        if (open != null && isTimeToAsk()) lookNow()
        return board
    }

    // ---- Opening

    @Suppress("TooGenericExceptionCaught")
    private fun openNow() {
        try {
            val policy = platform.policy() ?: throw noPolicy()
            val engine = openEngine(policy)
            val opened = Opened(engine, engine.door().toLong(), Names.of(policy))
            Door.warm(opened.handle)
            board.post(engine.standings().map { it.toPublic() }, board.begin())
            synchronized(opening) {
                // Who signed in meanwhile comes before what they did; and whoever finds the wait over finds an engine.
                atOpening?.let { call -> opened.askOr(Unit, call) }
                open = opened
            }
            waiting.end { Door.offer(opened.handle, it) }
            settled.countDown()
            afterOpening(opened)
        } catch (error: SordinoException) {
            fail(error)
        } catch (error: CoreException) {
            fail(error.toPublic())
        } catch (error: Error) {
            // JNA throws it as it is, where a shrinker took what it reads.
            fail(SordinoException(Problem.BAD_LIBRARY, BAD_LIBRARY + error.javaClass.simpleName))
        } catch (_: InternalException) {
            fail(broken())
        } catch (_: CharacterCodingException) {
            fail(noText())
        } catch (_: IOException) {
            fail(notReady())
        } catch (_: RuntimeException) {
            // The system's services answered as they never should.
            fail(broken())
        } finally {
            settled.countDown()
        }
    }

    private fun openEngine(policy: ByteArray): Engine =
        Engine.open(
            policyJson = policy,
            folder = platform.folder().path,
            keyStore = platform.keyStore(),
            vendors = options.vendors.map(::vendor),
            options = coreOptions(options, platform.facts()),
        )

    /** Offers what the system kept of earlier processes; on Sordino's thread. */
    fun takeEarlierCrashes() = quietly { reports.takeLater(platform.laterCrashes()) }

    private fun afterOpening(opened: Opened) {
        takeEarlierCrashes()
        quietly { opened.engine.tidy() }
        uploads.want()
    }

    /** The app came to the front: what ran out closes, what changed is seen, what waits is sent. */
    fun toFront() =
        later {
            val opened = open ?: return@later
            opened.engine.setFacts(coreFacts(platform.facts(), options))
            choices.expire()
            lookNow()
            uploads.now()
        }

    /**
     * Sends what is due, on the caller's thread; in how many milliseconds more is due, if anything waits.
     *
     * A job may be what started the process, and the process may end with the job: so it waits for the opening.
     */
    fun deliver(isStopped: () -> Boolean): Long? {
        settled.await(JOB_SECONDS, TimeUnit.SECONDS)
        return uploads.deliver(isStopped)
    }

    /** Sends what is due, off the caller's thread. */
    fun uploadNow() = uploads.now()

    private fun fail(error: SordinoException) {
        failure = error
        waiting.end { }
    }

    private companion object {
        const val OPENING_SECONDS = 2L
        const val JOB_SECONDS = 60L
        const val CRASH_MILLIS = 200L
        const val RECHECK_NANOS = 1_000_000_000L
        const val BAD_LIBRARY =
            "the native library is missing or not the one of this version; nothing is recorded: check that the app " +
                "ships libsordino.so and libjnidispatch.so for this device, and keeps what the consumer rules name: "

        fun noPolicy() =
            SordinoException(
                Problem.BAD_POLICY,
                "the app has no assets/sordino/policy.json, so nothing is recorded: run `sordino generate` and put it there",
            )
    }
}

/** Runs [work] where nobody could be told that it failed, and the app must not end of it. */
@Suppress("TooGenericExceptionCaught")
internal fun quietly(work: () -> Unit) {
    try {
        work()
    } catch (_: Throwable) {
        // The core counts its own failures, and condition tells them.
    }
}
