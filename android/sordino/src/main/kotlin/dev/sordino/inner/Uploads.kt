package dev.sordino.inner

import java.util.concurrent.CompletableFuture
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean

/** When to send. One courier at a time in this process; between processes the core sees to that. */
internal class Uploads(
    private val running: Running,
    private val platform: Platform,
    private val threads: Threads,
) {
    private val isWanted = AtomicBoolean()
    private val courier = Any()

    @Volatile
    private var isSending = false

    private val asking = Any()
    private var jobs = 0
    private var askedInJob: Long? = null
    private var quietUntil: Long? = null

    /** Something was queued. Tells the platform once until it was sent, or the delivery under way. */
    fun want() {
        if (isWanted.get() || !isWanted.compareAndSet(false, true)) return
        // The delivery under way looks once more.
        if (!isSending) ask(0)
    }

    /** Sends what is due after [first], off the caller's thread, without the system's scheduler; done when that is. */
    fun now(first: () -> Unit = {}): Future<*> =
        threads.send {
            first()
            deliver(Stop())
        } ?: CompletableFuture.completedFuture(null)

    /** The same in so many milliseconds. */
    fun later(afterMillis: Long) {
        threads.soon(afterMillis) { now() }
    }

    /** Sends what is due, on the caller's thread; in how many milliseconds more is due, if anything waits. */
    @Suppress("TooGenericExceptionCaught")
    fun deliver(stop: Stop): Long? {
        val opened = running.openedOrNull ?: return null
        val due =
            synchronized(courier) {
                isSending = true
                try {
                    val due = round(opened, stop)
                    // What was queued since may belong to a recipient that this round had passed by.
                    if (isWanted.get() && !stop.isStopped) round(opened, stop) else due
                } catch (_: RuntimeException) {
                    // The core or the system's client failed as it never should. What waits must not be forgotten.
                    FAILED_MILLIS
                } finally {
                    isSending = false
                }
            }
        platform.watch?.delivered()
        // Whoever wanted it while the round ended was told that somebody looks.
        val after = if (isWanted.get()) 0 else due
        if (after != null) {
            isWanted.set(true)
            ask(after)
        }
        return due
    }

    /** A job of the platform's began, which will call [deliver]: until it ended the platform is asked for no other. */
    fun jobBegan() {
        synchronized(asking) { jobs++ }
    }

    /** The job ended, and the platform knows. */
    fun jobEnded() {
        val asked =
            synchronized(asking) {
                jobs--
                askedInJob.takeIf { jobs == 0 }.also { if (jobs == 0) askedInJob = null }
            }
        asked?.let(::ask)
    }

    private fun round(
        opened: Opened,
        stop: Stop,
    ): Long? {
        // From here on a new record asks again: this round may have passed its recipient by.
        isWanted.set(false)
        return Courier(opened.engine, platform.transport(), threads).deliver(stop)
    }

    private fun ask(afterMillis: Long) {
        threads.soon {
            // A job may be what started this process, and to ask for another would stop that one.
            val quiet = quietMillis()
            if (quiet > 0) {
                threads.soon(quiet) { if (isWanted.get()) ask(afterMillis) }
                return@soon
            }
            val isForLater =
                synchronized(asking) {
                    if (jobs > 0) askedInJob = minOf(askedInJob ?: afterMillis, afterMillis)
                    jobs > 0
                }
            if (!isForLater && !platform.wantsUpload(afterMillis)) {
                // Another process sends, and nothing tells this one when it did.
                threads.soon(ASK_AGAIN_MILLIS) { isWanted.set(false) }
            }
        }
    }

    /** For how many milliseconds more the platform is not to be asked. Called on the thread that asks it, and there alone. */
    private fun quietMillis(): Long {
        val until = quietUntil ?: (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(platform.firstUploadMillis()))
        quietUntil = until
        return TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime() + NANOS_OF_A_MILLI - 1)
    }

    private companion object {
        const val NANOS_OF_A_MILLI = 1_000_000L
        const val ASK_AGAIN_MILLIS = 60_000L
        const val FAILED_MILLIS = 60_000L
    }
}
