package dev.sordino.inner

import dev.sordino.Options
import dev.sordino.Outcome
import dev.sordino.Problem
import dev.sordino.Refusal
import dev.sordino.SordinoException
import dev.sordino.core.Engine
import dev.sordino.core.InternalException
import java.io.IOException
import java.nio.charset.CharacterCodingException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import dev.sordino.core.Condition as CoreCondition
import dev.sordino.core.SordinoException as CoreException

/**
 * From the start to an engine that has its keys and files. What fails for now is tried again: after a pause that grows,
 * and whenever the app comes to the front.
 */
internal class Opening(
    private val platform: Platform,
    private val options: Options,
    private val threads: Threads,
    private val board: Board,
    private val firstPauseMillis: Long,
    private val ready: (Opened) -> Unit,
) {
    /** Down once it opened or failed to. */
    val settled = CountDownLatch(1)
    private val waiting = Waiting()

    /** Down once a no can be written, or nothing can. */
    private val reachable = CountDownLatch(1)

    private val lock = Any()
    private var atOpening: (Engine.() -> Unit)? = null

    private val isRetryPlanned = AtomicBoolean()

    @Volatile
    private var pauseMillis = firstPauseMillis

    @Volatile
    var opened: Opened? = null
        private set

    /** The engine while it asks for its keys: everything is closed, and a no can be written. */
    @Volatile
    private var closed: Opened? = null

    /** Why it did not open. Of these, [Problem.NOT_READY] alone may pass by itself. */
    @Volatile
    var failure: SordinoException? = null
        private set

    /** Opens soon, off the caller's thread: at once, or after the first unlock. */
    @Suppress("TooGenericExceptionCaught")
    fun begin() {
        threads.soon {
            try {
                platform.whenUnlocked { threads.soon(::open) }
            } catch (_: Throwable) {
                // The system's services answered as they never should.
                fail(notReady())
            }
        }
    }

    /** Ends it for good, with the reason that every call is told. */
    fun fail(error: SordinoException) {
        failure = error
        if (error.why == Problem.NOT_READY) planRetry() else waiting.end { }
        reachable.countDown()
        settled.countDown()
        platform.watch?.settled()
    }

    /** The opened engine, for a call that cannot do without. */
    fun opened(): Opened {
        opened?.let { return it }
        if (settled.await(OPENING_SECONDS, TimeUnit.SECONDS)) {
            opened?.let { return it }
        }
        throw failure ?: notReady()
    }

    /** The engine for a call that only closes: it waits for no key store. */
    fun forOff(): Opened {
        opened?.let { return it }
        reachable.await(OPENING_SECONDS, TimeUnit.SECONDS)
        return opened ?: closed ?: throw failure ?: notReady()
    }

    /** The same for what follows an off, once the first try to open is over. */
    fun afterOff(): Opened {
        settled.await(AFTERWARDS_SECONDS, TimeUnit.SECONDS)
        return forOff()
    }

    /** Asks the engine now, or first thing once it opens. Of several that wait, the last one counts. */
    fun soon(call: Engine.() -> Unit) {
        synchronized(lock) {
            if (opened == null && failure == null) {
                atOpening = call
                return
            }
        }
        opened().ask(call)
    }

    /** Keeps a record in memory until it opens. */
    fun hold(record: ByteArray): Outcome =
        when (waiting.offer(record)) {
            true -> Outcome.HeldInMemory

            false -> Outcome.Refused.of(Refusal.NO_ROOM)

            // It opened, or failed to, just now.
            null -> opened?.let { Door.offer(it.handle, record) } ?: Outcome.Refused.of(Refusal.NO_ENGINE)
        }

    /** Tries again what failed, if anything did and time may mend it. It may wait for the key store. */
    fun retry() {
        val opened = opened
        when {
            opened != null -> if (opened.condition?.notReady != null) retry(opened)
            failure?.why == Problem.NOT_READY -> begin()
        }
    }

    /** Asks for keys and files again, whatever was heard last. */
    fun retry(opened: Opened): CoreCondition? {
        val was = opened.condition
        val condition = opened.askOr(null) { retry() }
        opened.condition = condition ?: was
        when {
            condition?.notReady != null -> {
                planRetry()
            }

            was?.notReady != null -> {
                pauseMillis = firstPauseMillis
                ready(opened)
            }
        }
        return condition
    }

    private fun planRetry() {
        if (!isRetryPlanned.compareAndSet(false, true)) return
        val pause = pauseMillis
        pauseMillis = minOf(pause * 2, LONGEST_PAUSE_MILLIS)
        threads.slowly(pause) {
            isRetryPlanned.set(false)
            retry()
        }
    }

    @Suppress("TooGenericExceptionCaught")
    private fun open() {
        if (opened != null) return
        try {
            val policy = platform.policy() ?: throw noPolicy()
            val engine = openEngine(policy)
            val opening = Opened(engine, engine.door().toLong(), engine.purposes())
            closed = opening
            reachable.countDown()
            Door.warm(opening.handle)
            opening.condition = engine.retry()
            board.post(engine.statuses(), board.begin())
            synchronized(lock) {
                // Who signed in meanwhile comes before what they did; and whoever finds the wait over finds an engine.
                atOpening?.let { call -> opening.askOr(Unit, call) }
                opened = opening
                failure = null
            }
            waiting.end { Door.offer(opening.handle, it) }
            settled.countDown()
            platform.watch?.settled()
            if (opening.condition?.notReady != null) planRetry() else pauseMillis = firstPauseMillis
            ready(opening)
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
            fail(notReady())
        }
    }

    private fun openEngine(policy: ByteArray): Engine =
        Engine.openClosed(
            policyJson = policy,
            folder = platform.folder().path,
            keyStore = platform.keyStore(),
            vendors = options.vendors.map(::vendor),
            options = coreOptions(options, platform.facts(), isWatched = platform.watch?.readsDecisions == true),
        )

    private companion object {
        const val OPENING_SECONDS = 2L
        const val AFTERWARDS_SECONDS = 60L
        const val LONGEST_PAUSE_MILLIS = 600_000L
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
