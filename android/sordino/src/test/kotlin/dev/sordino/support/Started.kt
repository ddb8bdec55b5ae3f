package dev.sordino.support

import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.Outcome
import dev.sordino.Override
import dev.sordino.Sordino
import dev.sordino.inner.Platform
import dev.sordino.inner.Running
import java.io.Closeable

/** A Sordino on this host, stopped when closed. */
internal class Started(
    val platform: Platform = HostPlatform(),
    options: Options = local(),
    firstPauseMillis: Long = LONG_MILLIS,
) : Closeable {
    val running = Running(platform, options, firstPauseMillis)
    val sordino = Sordino(running)

    init {
        running.start()
    }

    /** Waits until it opened, or throws what kept it. */
    fun opened() =
        apply {
            running.settled.await()
            running.opened()
        }

    /** The on-call policy wants to know that nobody is too young; then the person says yes to both. */
    fun on() =
        apply {
            opened()
            sordino.limit(Limiter.AGE, true)
            sordino.crashReports.turnOn()
            sordino.eventTracking.turnOn()
        }

    fun track(minutes: Int = 3): Outcome = sordino.track("alert_acknowledged", "minutes" to minutes)

    override fun close() {
        running.stop()
        running.openedOrNull?.engine?.close()
    }

    companion object {
        /** Nothing is tried again by itself, unless a test is about that. */
        private const val LONG_MILLIS = 86_400_000L

        /** Options that send nowhere but to this machine. */
        fun local(
            segment: String = "http://127.0.0.1:9",
            sentry: String = "http://127.0.0.1:9/1",
        ) = Options().apply {
            allowLoopbackHttp = true
            overrides = listOf(Override("segment", segment, "write-key"), Override("sentry", sentry, "public-key"))
        }
    }
}
