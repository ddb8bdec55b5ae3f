package dev.sordino.inner

import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ScheduledFuture
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit

/**
 * The threads of one Sordino. Work that may take long has threads of its own, so that it delays neither a look nor a
 * cancel: a slow vendor must not keep an upload going that another process turned off.
 */
internal class Threads {
    private val quick = thread("sordino")
    private val slow = thread("sordino-slow").rests()
    private val sending = thread("sordino-upload").rests()
    private val cancelling = thread("sordino-cancel").rests()
    private val choosing = thread("sordino-choice").rests()
    private val reading = thread("sordino-screen").rests()

    /** Runs [work] on the thread that opens, looks, and asks the platform. What it throws ends nothing but itself. */
    fun soon(work: () -> Unit): ScheduledFuture<*>? = quick.after(0, work)

    /** The same in so many milliseconds. */
    fun soon(
        afterMillis: Long,
        work: () -> Unit,
    ): ScheduledFuture<*>? = quick.after(afterMillis, work)

    /**
     * Runs [work] on the thread that may wait for the key store, for files and for vendors. Returns `null` if Sordino
     * was stopped: nothing will run then.
     */
    fun slowly(
        afterMillis: Long = 0,
        work: () -> Unit,
    ): ScheduledFuture<*>? = slow.after(afterMillis, work)

    /** Runs [work] on the thread that writes what is chosen on the screens. */
    fun choose(work: () -> Unit): ScheduledFuture<*>? = choosing.after(0, work)

    /** Runs [work] on the thread that reads for the screens: a choice may take long, and what it is about is shown meanwhile. */
    fun read(work: () -> Unit): ScheduledFuture<*>? = reading.after(0, work)

    /** Runs [work] on the thread that sends while no job of the system's does. */
    fun send(work: () -> Unit): ScheduledFuture<*>? = sending.after(0, work)

    /** Runs [work] on the thread that cancels. Nothing that waits may run there. */
    fun cancel(
        afterMillis: Long = 0,
        work: () -> Unit,
    ): ScheduledFuture<*>? = cancelling.after(afterMillis, work)

    /** Runs [work] there each second. */
    fun cancelEachSecond(work: () -> Unit): ScheduledFuture<*>? =
        try {
            // A task that throws once would never run again.
            cancelling.scheduleWithFixedDelay({ quietly(work) }, 1, 1, TimeUnit.SECONDS)
        } catch (_: RejectedExecutionException) {
            null
        }

    fun stop() {
        listOf(quick, slow, sending, cancelling, choosing, reading).forEach { it.shutdown() }
    }

    /** Waits for what still runs on the threads that ask the key store. Returns `false` if that takes longer. */
    fun haveEnded(limitMillis: Long): Boolean = listOf(quick, slow).all { it.awaitTermination(limitMillis, TimeUnit.MILLISECONDS) }

    private fun thread(name: String) =
        ScheduledThreadPoolExecutor(1) { work -> Thread(work, name).apply { isDaemon = true } }.apply {
            removeOnCancelPolicy = true
            executeExistingDelayedTasksAfterShutdownPolicy = false
        }

    /** Lets the thread end while it has nothing to do. */
    private fun ScheduledThreadPoolExecutor.rests() =
        apply {
            setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS)
            allowCoreThreadTimeOut(true)
        }

    private fun ScheduledThreadPoolExecutor.after(
        millis: Long,
        work: () -> Unit,
    ): ScheduledFuture<*>? =
        try {
            schedule({ quietly(work) }, millis, TimeUnit.MILLISECONDS)
        } catch (_: RejectedExecutionException) {
            // Stopped: nobody waits for it any more.
            null
        }

    private companion object {
        const val IDLE_SECONDS = 30L
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
