package dev.sordino.platform

import android.content.Context
import android.util.Log
import dev.sordino.Options
import dev.sordino.Outcome
import dev.sordino.Receipt
import dev.sordino.inner.Running
import dev.sordino.inner.Watch

/**
 * Prints to Logcat, in a debuggable app alone: why a start failed, and each decision where a developer asked for that. What a
 * line says is the core's to say.
 */
internal class DebugLog private constructor(
    override val readsDecisions: Boolean,
) : Watch {
    @Volatile
    private var running: Running? = null

    override fun begins(running: Running) {
        this.running = running
    }

    override fun settled() {
        val failure = running?.failure
        if (failure != null) Log.e(TAG, "nothing is recorded, ${failure.why}: ${failure.message}")
        tell()
    }

    override fun answered(
        record: String,
        outcome: Outcome,
    ) {
        if (!readsDecisions) return
        val refusal = (outcome as? Outcome.Refused)?.refusal
        // The core has not heard of what was answered before it opened, nor of what was refused on the way to it.
        val isOurs = running?.openedOrNull == null || (refusal != null && refusal.number >= FIRST_ON_THE_WAY)
        if (isOurs) print("${oneLine(record)}: $outcome")
        tell()
    }

    override fun delivered() = tell()

    override fun closed(receipt: Receipt) = tell()

    override fun changed() = tell()

    @Synchronized
    private fun tell() {
        if (!readsDecisions) return
        running
            ?.openedOrNull
            ?.askOr(emptyList()) { debugLines() }
            .orEmpty()
            .forEach(::print)
    }

    private fun print(line: String) {
        Log.d(TAG, if (line.length <= LONGEST) line else line.take(LONGEST) + " …")
    }

    /** A name is the app's text, which may hold anything. */
    private fun oneLine(name: String) = name.take(LONGEST_NAME).map { if (it.isISOControl()) ' ' else it }.joinToString("")

    companion object {
        /** The one of this app; `null` where it is not debuggable. */
        fun of(
            context: Context,
            options: Options,
        ): DebugLog? = if (StandIn.isDebuggable(context)) DebugLog(options.debug || Log.isLoggable(TAG, Log.DEBUG)) else null

        const val TAG = "Sordino"

        /** From this number on refusals are the door's and ours (docs/formats/door.md). */
        private const val FIRST_ON_THE_WAY = 32
        private const val LONGEST_NAME = 100

        /** Logcat cuts a line at 4,068 bytes. */
        private const val LONGEST = 1_300
    }
}
