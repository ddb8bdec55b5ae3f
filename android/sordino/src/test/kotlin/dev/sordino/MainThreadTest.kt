package dev.sordino

import dev.sordino.core.KeyStore
import dev.sordino.inner.Running
import dev.sordino.support.FileKeys
import dev.sordino.support.HostPlatform
import dev.sordino.support.Repository
import dev.sordino.support.Started
import dev.sordino.testing.HeldLock
import dev.sordino.testing.slowSyncs
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.nio.file.Files
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.concurrent.thread

/**
 * How long each call keeps its caller at worst, as the table of `docs/android.md` says: beside a key store that does not
 * answer, a disk whose syncs take 100 ms, and another process that holds the lock.
 */
class MainThreadTest {
    private val home = Files.createTempDirectory("sordino").toFile()

    /** Milliseconds by call, one for each load. */
    private val seen = linkedMapOf<String, MutableList<Long>>()

    @After
    fun release() = slowSyncs(0u)

    @Test
    fun each_call_keeps_its_caller_as_long_as_the_page_says() {
        val keys = Hanging(FileKeys(File(home, "keys")))
        Started(HostPlatform(home)).on().close()

        keys.hangs = true
        val others = mutableListOf<Running>()
        call("start") { Running(HostPlatform(home, keys = keys), Started.local()).also(others::add).start() }
        others.forEach(Running::stop)
        Started(HostPlatform(home, keys = keys)).use { started ->
            keys.asked.await()
            measure(started)
            keys.answer()
            started.opened()
            measure(started)
            keys.hang()
            started.sordino.crashReports.turnOff()
            keys.asked.await()
            measure(started)
            keys.answer()
        }
        Started(HostPlatform(home)).opened().use { started ->
            slowSyncs(100u)
            measure(started)
            slowSyncs(0u)
            val held = HeldLock.of(File(home, "files").path)
            measure(started)
            held.release()
            started.on()
            crowded(started)
        }
        File(System.getProperty("sordino.assets"), "../main-thread.md").writeText(
            seen.entries.joinToString("\n", postfix = "\n") { (call, millis) -> "| `$call` | ${millis.joinToString(" | ")} |" },
        )
        val said = table()
        assertEquals(said.keys, seen.keys)
        for ((call, millis) in seen) {
            assertTrue("$call took $millis ms", millis.all { it <= said.getValue(call) + BUSY_MILLIS })
        }
    }

    /** `track` beside an upload and two threads that track too, over a full queue, while another process holds the lock. */
    private fun crowded(started: Started) {
        repeat(FULL) { started.track() }
        val over = AtomicBoolean()
        val others =
            listOf<() -> Unit>({ started.track() }, { started.track() }, { started.running.deliver() }).map { call ->
                thread { while (!over.get()) runCatching(call) }
            }
        val held = HeldLock.of(File(home, "files").path)
        repeat(TRIES) {
            // Another person: the next event needs the lock.
            runCatching {
                started.running.openedOrNull
                    ?.engine
                    ?.signOut()
            }
            call("track") { started.track() }
            call("crash") { started.sordino.crash(IllegalStateException("no rota")) }
        }
        held.release()
        over.set(true)
        others.forEach { it.join() }
    }

    @Test
    fun what_a_lock_kept_is_stored_later() {
        Started(HostPlatform(home)).on().use { started ->
            val before = started.sordino.counters.accepted
            val held = HeldLock.of(File(home, "files").path)
            started.running.openedOrNull
                ?.engine
                ?.signOut()
            assertEquals(Outcome.HeldInMemory, started.track())
            held.release()
            val until = System.nanoTime() + 30_000_000_000L
            while (started.sordino.counters.accepted == before && System.nanoTime() < until) Thread.sleep(5)
            assertEquals(before + 1, started.sordino.counters.accepted)
        }
    }

    private fun measure(started: Started) {
        val sordino = started.sordino
        val events = sordino.eventTracking
        memory("isOpen") { events.isOpen }
        memory("state") { events.state }
        memory("statuses") { sordino.statuses }
        memory("condition") { sordino.condition }
        memory("listen") { sordino.listen {}.close() }
        memory("counters") { sordino.counters }
        memory("recentUploads") { sordino.recentUploads }
        memory("recentDecisions") { sordino.recentDecisions }
        call("queued") { sordino.queued }
        call("signIn") { sordino.signIn("usr_NV5ynNmX2jZwXLtz") }
        call("signOut") { sordino.signOut() }
        call("exportChoices") { sordino.exportChoices() }
        call("consentRecord") { sordino.consentRecord() }
        call("track") { started.track() }
        call("crash") { sordino.crash(IllegalStateException("no rota")) }
        call("turnOff", before = { runCatching { events.turnOn() }.also { started.track() } }) { events.turnOff() }
        call("turnOn") { events.turnOn() }
        call("choose") { sordino.purpose("app_operation").choose(ChoiceState.INFORMED) }
        call("limit") { sordino.limit(Limiter.OS, false) }
        sordino.runCatching { limit(Limiter.OS, true) }
        call("erase") { sordino.erase() }
        runCatching { events.turnOn() }
    }

    private fun memory(
        name: String,
        call: () -> Any?,
    ) = call(name, call = call)

    /** Of two tries the shorter one: a wait would be seen in each, and this machine is busy by itself. */
    private fun call(
        name: String,
        before: () -> Any? = {},
        call: () -> Any?,
    ) = note(
        name,
        (1..TRIES_OF_EACH).minOf {
            before()
            took(call)
        },
    )

    private fun note(
        name: String,
        millis: Long,
    ) {
        seen.getOrPut(name) { mutableListOf() }.add(millis)
    }

    private fun took(call: () -> Any?): Long {
        val begun = System.nanoTime()
        // What it answers or throws is another test's.
        runCatching(call)
        return (System.nanoTime() - begun) / 1_000_000
    }

    /** Milliseconds by call, of the page. */
    private fun table(): Map<String, Long> =
        Repository
            .file("docs/android.md")
            .readLines()
            .mapNotNull { Regex("^\\| `(\\w+)` \\| .* \\| (\\d+) \\|$").find(it)?.destructured }
            .associate { (call, millis) -> call to millis.toLong() }

    private class Hanging(
        private val keys: KeyStore,
    ) : KeyStore by keys {
        @Volatile
        var hangs = false

        @Volatile
        var asked = CountDownLatch(1)

        @Volatile
        private var answered = CountDownLatch(1)

        fun hang() {
            asked = CountDownLatch(1)
            answered = CountDownLatch(1)
            hangs = true
        }

        fun answer() {
            hangs = false
            answered.countDown()
        }

        private fun await() {
            if (!hangs) return
            asked.countDown()
            answered.await()
        }

        override fun load(name: String): ByteArray? = await().let { keys.load(name) }

        override fun store(
            name: String,
            bytes: ByteArray,
        ) = await().also { keys.store(name, bytes) }

        override fun delete(name: String) = await().also { keys.delete(name) }
    }

    private companion object {
        /** What a busy machine adds to the shorter of two tries. */
        const val BUSY_MILLIS = 60L
        const val TRIES_OF_EACH = 2

        /** More events than a queue of the policy holds. */
        const val FULL = 51_000
        const val TRIES = 20
    }
}
