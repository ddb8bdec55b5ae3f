package dev.sordino.inner

import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean

/** When to send. One courier at a time in this process; between processes the core sees to that. */
internal class Uploads(
    private val running: Running,
    private val platform: Platform,
) {
    private val isWanted = AtomicBoolean()
    private val lock = Any()
    private val thread =
        ThreadPoolExecutor(0, 1, IDLE_SECONDS, TimeUnit.SECONDS, LinkedBlockingQueue()) { work ->
            Thread(work, "sordino-upload").apply { isDaemon = true }
        }

    /** Something was queued. Tells the platform once until it was sent. */
    fun want() {
        if (isWanted.compareAndSet(false, true)) running.later { platform.wantsUpload(0) }
    }

    /** Sends what is due, off the caller's thread, without the system's scheduler. */
    fun now() {
        try {
            thread.execute { quietly { deliver { false } } }
        } catch (_: RejectedExecutionException) {
            // Stopped.
        }
    }

    fun deliver(isStopped: () -> Boolean): Long? {
        val opened = running.openedOrNull ?: return null
        val due =
            synchronized(lock) {
                // From here on a new record asks again: this round may have passed its recipient by.
                isWanted.set(false)
                Courier(opened.engine, platform.transport(), running.worker).deliver(isStopped)
            }
        if (due != null && isWanted.compareAndSet(false, true)) {
            running.later { platform.wantsUpload(due) }
        }
        return due
    }

    private companion object {
        const val IDLE_SECONDS = 10L
    }
}
