package dev.sordino.platform

import dev.sordino.inner.Running

/** Takes an uncaught exception as a crash report, then passes it on, whatever came of that. */
internal class Uncaught(
    private val running: Running,
) : Thread.UncaughtExceptionHandler {
    private var next: Thread.UncaughtExceptionHandler? = null

    fun install() {
        next = Thread.getDefaultUncaughtExceptionHandler()
        Thread.setDefaultUncaughtExceptionHandler(this)
    }

    /** Takes itself out again, unless somebody else chained behind it. */
    fun remove() {
        if (Thread.getDefaultUncaughtExceptionHandler() === this) Thread.setDefaultUncaughtExceptionHandler(next)
    }

    override fun uncaughtException(
        thread: Thread,
        error: Throwable,
    ) {
        // Nothing that happens here may keep the exception from those who came first.
        @Suppress("TooGenericExceptionCaught")
        try {
            running.reports.take(thread, error)
        } catch (_: Throwable) {
        } finally {
            next?.uncaughtException(thread, error)
        }
    }
}
