package dev.sordino.inner

import dev.sordino.Outcome
import dev.sordino.Refusal
import java.io.IOException
import java.io.PrintWriter
import java.io.Writer
import java.util.EnumSet

/** Crash reports: of this process, and of earlier ones as the system tells them. */
internal class Reports(
    private val running: Running,
) {
    /** The exception that [thread] threw, as the JVM prints it. */
    fun take(
        thread: Thread,
        error: Throwable,
    ): Outcome {
        val text = text(thread, error)
        return running.offerCrash { it.crash(CrashSource.JVM, text.toByteArray(), null) }
    }

    /** One that the app caught. */
    fun takeHandled(error: Throwable): Outcome {
        val text = text(Thread.currentThread(), error)
        return running.offerNow("error") { it.handled(CrashSource.JVM, text.toByteArray()) }
    }

    fun breadcrumb(text: String): Outcome = running.offerNow("breadcrumb") { it.breadcrumb(text) }

    /**
     * Offers what earlier processes ended of. What cannot be kept now is left for another time, and so is what follows.
     * Returns in how many milliseconds to ask again, if the system has not written a report down yet.
     */
    fun takeLater(crashes: LaterCrashes): Long? =
        crashes.each { later ->
            val outcome = running.offerCrash { it.crash(later.source, later.report, later.happened) }
            if (outcome === Outcome.KeysNotReady || (outcome is Outcome.Refused && outcome.refusal in FOR_NOW)) throw NotNow()
        }

    private class NotNow : IOException("an earlier crash cannot be kept now: it is offered again")

    private fun text(
        thread: Thread,
        error: Throwable,
    ): String {
        val out = Bounded()
        out.write("Exception in thread \"${thread.name}\" ")
        // The exception's own code makes its text, and that can throw or go on for ever.
        @Suppress("TooGenericExceptionCaught")
        try {
            PrintWriter(out).use(error::printStackTrace)
        } catch (_: Throwable) {
            out.write("${error.javaClass.name}\n")
        }
        return out.toString()
    }

    /** Takes so many characters and then no more: the core reads a report of 1 MiB at most. */
    private class Bounded : Writer() {
        private val text = StringBuilder()

        override fun write(
            buffer: CharArray,
            offset: Int,
            length: Int,
        ) {
            text.append(buffer, offset, minOf(length, MOST - text.length).coerceAtLeast(0))
        }

        override fun flush() = Unit

        override fun close() = Unit

        override fun toString() = text.toString()
    }

    private companion object {
        /** Refusals that say nothing about the report. */
        val FOR_NOW: Set<Refusal> =
            EnumSet.of(Refusal.NO_ROOM, Refusal.STORAGE_FAILED, Refusal.BUSY, Refusal.BROKEN, Refusal.NO_ENGINE)

        /** Of up to three bytes each. */
        const val MOST = 300_000
    }
}
