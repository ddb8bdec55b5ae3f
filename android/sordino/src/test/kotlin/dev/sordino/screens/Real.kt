package dev.sordino.screens

import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.SettingsScreen
import dev.sordino.inner.CoreSettings
import dev.sordino.inner.Desk
import dev.sordino.inner.Settings
import dev.sordino.support.FakeVendor
import dev.sordino.support.HostPlatform
import dev.sordino.support.Policies
import dev.sordino.support.Started
import dev.sordino.support.idle
import dev.sordino.testing.fixClockAndRandomness
import dev.sordino.testing.releaseClockAndRandomness
import dev.sordino.testing.setNow
import java.io.Closeable
import java.io.File
import java.nio.file.Files
import java.util.TimeZone

/**
 * The core under the screens, on a disk of this host, with the policy of `examples/on-call`. The clock stands where a test
 * sets it; choices are carried out and read on the test's own thread, so that a picture is of one moment.
 */
internal class Real(
    first: ByteArray = Policies.onCall,
    private val isOfAge: Boolean = true,
) : Closeable {
    val home: File = Files.createTempDirectory("sordino").toFile()
    private val zone = TimeZone.getDefault()
    private val vendor = FakeVendor()
    private var seed = 0uL
    private var started = opened(first, CHOSEN)

    /** How many rows each purpose has; more than one to see a screen of many. */
    var times = 1

    /** Whether what a vendor said is told: `false` while it is waited for. */
    var answers = true

    /** What was begun and is not carried out, while a test holds it; else `null`. */
    var held: ArrayList<() -> Unit>? = null
    private var touches = 0L

    val sordino
        get() = started.sordino

    val desk: Desk
        get() = Desk(Shown(CoreSettings(started.running)), { work -> held?.add(work) ?: work() }, { it() }, { touches++ * SECOND })

    /** What the screens ask, with what a test holds back. */
    private inner class Shown(
        private val core: Settings,
    ) : Settings by core {
        override fun screen(locale: String): SettingsScreen {
            val screen = core.screen(locale)
            val many =
                screen.sections.first().rows.flatMap { row ->
                    List(times) { row.copy(id = if (it == 0) row.id else "${row.id}.$it") }
                }
            return screen.copy(sections = listOf(screen.sections.first().copy(rows = many)) + screen.sections.drop(1))
        }

        override fun afterCompletions(then: () -> Unit) {
            if (!answers) return
            core.afterCompletions(then)
            started.running.idle()
        }
    }

    /** The person's yes of 3 March to these. */
    fun on(vararg purposes: String) =
        apply {
            for (purpose in purposes) sordino.purpose(purpose).turnOn("first_run")
            setNow(NOW)
        }

    /** Reports that wait for crash reports to be sent. */
    fun crashed(times: Int) = apply { repeat(times) { sordino.crash(IllegalStateException("fault $it")) } }

    fun limit(
        limiter: Limiter,
        purpose: String? = null,
    ) = apply { sordino.limit(limiter, false, purpose) }

    /** The app is updated: the same disk under another policy. */
    fun updated(policy: ByteArray) =
        apply {
            started.close()
            started = opened(policy, NOW)
        }

    /** The disk goes: nothing on it can be opened, read or written any more. */
    fun losesItsDisk() =
        apply {
            started.running.idle()
            val files = File(home, "files")
            val gone = File(home, "gone")
            check(files.renameTo(gone) && files.createNewFile())
            // What is still being written goes with it.
            check((1..TRIES).any { gone.deleteRecursively() })
        }

    override fun close() {
        started.close()
        releaseClockAndRandomness()
        TimeZone.setDefault(zone)
    }

    private fun opened(
        policy: ByteArray,
        now: Long,
    ): Started {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"))
        fixClockAndRandomness(now, ++seed)
        val options: Options = Started.local().also { it.vendors = listOf(vendor) }
        return Started(HostPlatform(home, policy), options).opened().also {
            if (isOfAge) it.sordino.limit(Limiter.AGE, true)
            it.running.idle()
        }
    }

    companion object {
        /** 3 March 2026, 09:10. */
        const val CHOSEN = 1_772_529_000_000L

        /** 28 November 2026, 14:32. */
        const val NOW = 1_795_876_320_000L
        private const val SECOND = 1_000_000_000L
        private const val TRIES = 1_000
    }
}
