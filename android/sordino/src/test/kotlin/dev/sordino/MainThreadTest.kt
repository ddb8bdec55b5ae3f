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
import java.lang.management.ManagementFactory
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/**
 * How long each call keeps its caller at worst, as the table of `docs/android.md` says: beside a key store that does not
 * answer, a disk whose syncs take 100 ms, and another process that holds the lock.
 *
 * Every try counts. Taken off is only what the machine kept from the thread: the turns on a processor that Linux gave to
 * others meanwhile, and the collector's pauses. The first round is not measured, since a host loads classes in it. The folder
 * lies in memory where there is one, so that no disk is slow but the one that a load makes slow.
 */
class MainThreadTest {
    private val home = Files.createTempDirectory(MEMORY.takeIf(Files::isDirectory) ?: HOST, "sordino").toFile()

    /** Microseconds of every try, by load and call. */
    private val seen = linkedMapOf<String, MutableMap<String, MutableList<Long>>>()

    /** What was thrown, by load: the call and its problem. */
    private val thrown = linkedMapOf<String, MutableSet<String>>()

    @After
    fun release() {
        slowSyncs(0u)
        home.deleteRecursively()
    }

    @Test
    fun each_call_keeps_its_caller_as_long_as_the_page_says() {
        val keys = Hanging(FileKeys(File(home, "keys")))
        Started(HostPlatform(home)).on().use { measure(it, Load("nothing")) }
        seen.clear()
        thrown.clear()
        Started(HostPlatform(home)).on().close()
        keys.hang()
        starts(keys)
        Started(HostPlatform(home, keys = keys)).use { started ->
            keys.asked.await()
            measure(started, Load(STARTING, isOpened = false))
            keys.answer()
            started.opened().sordino.limit(Limiter.OS, true)
            started.on()
            measure(started, Load("nothing"))
            measure(started, hangingCompletion(started, keys))
            keys.answer()
        }
        Started(HostPlatform(home)).on().use { started ->
            measure(started, Load("syncs of 100 ms", { slowSyncs(100u) }, { slowSyncs(0u) }))
            slowSyncs(0u)
            var held: HeldLock? = null
            val lock = Load(LOCKED, { held = HeldLock.of(File(home, "files").path) }, { held?.release() })
            measure(started, lock)
            crowded(started)
        }
        write()
        val said = table()
        assertEquals(said.keys, seen.values.flatMap { it.keys }.toSet())
        for ((load, calls) in seen) {
            for ((call, micros) in calls) {
                val allowed = (said.getValue(call) + WORK_MILLIS) * 1000
                assertTrue("$call beside $load took $micros us", micros.all { it <= allowed })
            }
        }
        assertEquals(THROWN, thrown)
    }

    private fun starts(keys: Hanging) {
        val others = mutableListOf<Running>()
        repeat(TRIES) {
            call(Load(STARTING), "start", TRIES_ONCE) {
                Running(HostPlatform(home, keys = keys), Started.local()).also(others::add).start()
            }
        }
        others.forEach(Running::stop)
    }

    /** What follows an off asks the key store, which does not answer. */
    private fun hangingCompletion(
        started: Started,
        keys: Hanging,
    ) = Load(
        "an off whose key store hangs",
        impose = {
            keys.hang()
            started.sordino.crashReports.turnOff()
            assertTrue("the off's completion asks the key store", keys.asked.await(LONG_SECONDS, TimeUnit.SECONDS))
        },
        lift = {
            keys.answer()
            started.sordino.crashReports.turnOn()
        },
    )

    /** `track` beside an upload and two threads that track too, over a full queue, while another process holds the lock. */
    private fun crowded(started: Started) {
        repeat(FULL) { started.track() }
        val over = AtomicBoolean()
        val others =
            listOf<() -> Unit>({ started.track() }, { started.track() }, { started.running.deliver() }).map { call ->
                thread { while (!over.get()) runCatching(call) }
            }
        val held = HeldLock.of(File(home, "files").path)
        val crowd = Load("a crowd")
        repeat(TRIES_CROWDED) {
            // Another person: the next event needs the lock.
            started.running.openedOrNull
                ?.engine
                ?.signOut()
            call(crowd, "track", TRIES_ONCE) { started.track() }
            call(crowd, "queued", TRIES_ONCE) { started.sordino.queued }
            call(crowd, "crash", TRIES_ONCE) { started.sordino.crash(IllegalStateException("no rota")) }
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

    private fun measure(
        started: Started,
        load: Load,
    ) {
        val sordino = started.sordino
        val events = sordino.eventTracking
        load.impose()
        call(load, "isOpen") { events.isOpen }
        call(load, "state") { events.state }
        call(load, "statuses") { sordino.statuses }
        call(load, "condition") { sordino.condition }
        call(load, "listen") { sordino.listen {}.close() }
        call(load, "counters") { sordino.counters }
        call(load, "recentUploads") { sordino.recentUploads }
        call(load, "recentDecisions") { sordino.recentDecisions }
        call(load, "minimiser") { sordino.minimiser("firebase_crashlytics").values("crash_reports", emptyMap()) }
        call(load, "queued") { sordino.queued }
        call(load, "signIn") { sordino.signIn("usr_NV5ynNmX2jZwXLtz") }
        call(load, "signOut") { sordino.signOut() }
        // A start waits 30 s for the key store: all that is measured beside it has to fit into them.
        val tries = if (load.isOpened) TRIES_SLOW else TRIES_ONCE
        call(load, "exportData", tries) { sordino.exportData() }
        call(load, "exportChoices", tries) { sordino.exportChoices() }
        call(load, "consentRecord", tries) { sordino.consentRecord() }
        call(load, "deletion", tries) { sordino.deletion() }
        call(load, "track") { started.track() }
        call(load, "crash") { sordino.crash(IllegalStateException("no rota")) }
        call(load, "report") { sordino.report(IllegalStateException("no rota")) }
        call(load, "breadcrumb") { sordino.breadcrumb("opened the rota") }
        val on = {
            if (load.isOpened) {
                sordino.limit(Limiter.OS, true)
                started.on().track()
            }
        }
        changing(load, "turnOff", on) { events.turnOff() }
        changing(load, "turnOn", { if (load.isOpened) events.turnOff() }) { events.turnOn() }
        changing(load, "choose of a no", on) { events.choose(ChoiceState.REFUSED) }
        changing(load, "choose of another state", on) { sordino.purpose("app_operation").choose(ChoiceState.INFORMED) }
        changing(load, "limit that forbids", on) { sordino.limit(Limiter.OS, false) }
        changing(load, "limit that allows", on) { sordino.limit(Limiter.OS, true) }
        changing(load, "erase", on) { sordino.erase() }
        load.lift()
        on()
    }

    /** A call that changes something: each of its tries finds the state that `before` makes without the load. */
    private fun changing(
        load: Load,
        name: String,
        before: () -> Any?,
        call: () -> Any?,
    ) = repeat(TRIES_SLOW) {
        load.lift()
        // While a start waits nothing can be made ready: the first try finds what an earlier process left.
        before()
        load.impose()
        call(load, name, TRIES_ONCE, call)
    }

    private fun call(
        load: Load,
        name: String,
        tries: Int = TRIES,
        call: () -> Any?,
    ) = repeat(tries) {
        val (kept, begun) = keptByTheMachine() to System.nanoTime()
        val answer = runCatching(call)
        val nanos = System.nanoTime() - begun - (keptByTheMachine() - kept)
        seen.getOrPut(load.name) { linkedMapOf() }.getOrPut(name) { mutableListOf() }.add(nanos.coerceAtLeast(0) / 1000)
        answer.exceptionOrNull()?.let { failure ->
            val why = (failure as? SordinoException ?: throw failure).why
            thrown.getOrPut(load.name) { sortedSetOf() }.add("$name $why")
        }
    }

    /** Nanoseconds that this thread was ready to run and did not, and those of the collector's pauses. */
    private fun keptByTheMachine(): Long {
        val waited = SCHEDULED.takeIf { it.exists() }?.run { readText().split(' ')[1].toLong() }
        val collected = ManagementFactory.getGarbageCollectorMXBeans().sumOf { it.collectionTime }
        return (waited ?: 0) + collected * 1_000_000
    }

    /** Milliseconds by call, of the page. */
    private fun table(): Map<String, Long> =
        Repository
            .file("docs/android.md")
            .readLines()
            .mapNotNull { Regex("^\\| (`\\w+`[^|]*) \\| .* \\| (\\d+) \\|$").find(it)?.destructured }
            .associate { (call, millis) -> call.replace("`", "") to millis.toLong() }

    /** Writes the worst of each call, for whoever wants to see them. */
    private fun write() {
        val calls = seen.values.flatMap { it.keys }.distinct()
        val rows =
            calls.map { call ->
                val worst = seen.values.map { load -> load[call]?.let { "%.1f".format(it.max() / 1000.0) }.orEmpty() }
                "| $call | ${worst.joinToString(" | ")} |"
            }
        val head = listOf("| Call | ${seen.keys.joinToString(" | ")} |", "|---".repeat(seen.size + 1) + "|")
        File(System.getProperty("sordino.assets"), "../main-thread.md")
            .writeText((head + rows + "" + thrown.map { (load, calls) -> "$load: $calls" }).joinToString("\n", postfix = "\n"))
    }

    /** What stands in the way of a call, and how it is taken away for a moment. */
    private class Load(
        val name: String,
        val impose: () -> Unit = {},
        val lift: () -> Unit = {},
        val isOpened: Boolean = true,
    )

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

        /** Calls of the core at this moment. Until one that hung has returned, the next is refused at once. */
        private val underWay = AtomicInteger()

        fun answer() {
            hangs = false
            answered.countDown()
            while (underWay.get() > 0) Thread.sleep(1)
        }

        private fun <T> waiting(call: () -> T): T {
            underWay.incrementAndGet()
            try {
                if (hangs) {
                    asked.countDown()
                    answered.await()
                }
                return call()
            } finally {
                underWay.decrementAndGet()
            }
        }

        override fun load(name: String): ByteArray? = waiting { keys.load(name) }

        override fun store(
            name: String,
            bytes: ByteArray,
        ) = waiting { keys.store(name, bytes) }

        override fun delete(name: String) = waiting { keys.delete(name) }
    }

    private companion object {
        /** What a call computes itself, on a slow processor. A limit on locks that was ten times as long would show. */
        const val WORK_MILLIS = 20L
        const val STARTING = "a start that waits for the key store"
        const val LOCKED = "a held lock"
        const val TRIES = 10
        const val LONG_SECONDS = 60L
        const val TRIES_SLOW = 2
        const val TRIES_CROWDED = 50
        const val TRIES_ONCE = 1

        /** More events than a queue of the policy holds. */
        const val FULL = 51_000
        val MEMORY: Path = Path.of("/dev/shm")
        val HOST: Path = Path.of(System.getProperty("java.io.tmpdir"))
        val SCHEDULED = File("/proc/thread-self/schedstat")

        /** The calls that throw, by load, with the problem that an app is told. */
        private val NOT_READY =
            listOf(
                "turnOn",
                "choose of another state",
                "limit that allows",
                "erase",
                "exportData",
                "exportChoices",
                "consentRecord",
                "deletion",
            ).map { "$it ${Problem.NOT_READY}" }
                .toSortedSet()
        val THROWN = mapOf(STARTING to NOT_READY, LOCKED to NOT_READY)
    }
}
