package dev.sordino.platform

import android.content.Intent
import android.os.Looper
import android.os.UserManager
import dev.sordino.ChoiceState
import dev.sordino.Limiter
import dev.sordino.NotReady
import dev.sordino.Outcome
import dev.sordino.Problem
import dev.sordino.Refusal
import dev.sordino.Sordino
import dev.sordino.StartupRepair
import dev.sordino.support.FakeKeystore
import dev.sordino.support.idle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowProcess
import java.io.File
import java.util.concurrent.CountDownLatch

/** `Sordino.start(context)`. */
class StartTest : AndroidTest() {
    @Test
    fun an_app_starts_it_with_the_policy_in_its_assets_tracks_and_turns_off() {
        val sordino = startOpened()
        sordino.limit(Limiter.AGE, true)
        assertTrue(sordino.eventTracking.turnOn().isOpen)
        assertSame(Outcome.Accepted, sordino.track("alert_acknowledged", "minutes" to 3))
        assertEquals(
            1L,
            sordino.eventTracking
                .turnOff()
                .records.count,
        )
        assertNull(sordino.condition.failure)
    }

    @Test
    fun a_second_start_gives_the_first_ones_answer() {
        assertSame(startOpened(), start())
    }

    @Test
    fun start_returns_before_the_key_store_is_asked_and_records_wait_in_memory() {
        val asked = CountDownLatch(1)
        FakeKeystore.first = { asked.await() }
        val sordino = start()
        assertSame(Outcome.HeldInMemory, sordino.track("alert_acknowledged", "minutes" to 3))
        assertEquals(NotReady.OPENING, sordino.condition.notReady)
        assertFalse(sordino.eventTracking.isOpen)
        asked.countDown()
        sordino.running.settled.await()
        assertTrue(sordino.running.openedOrNull != null)
    }

    @Test
    fun a_key_store_that_throws_closes_everything_says_so_and_is_asked_again() {
        FakeKeystore.failing()
        val sordino = startOpened()
        assertEquals(NotReady.KEYS_FAILED, sordino.condition.notReady)
        assertSame(Outcome.KeysNotReady, sordino.track("alert_acknowledged", "minutes" to 3))
        FakeKeystore.first = {}
        assertNull(sordino.retry().notReady)
    }

    @Test
    fun a_key_store_that_denies_its_keys_keeps_vault_and_choices() {
        startOpened().apply {
            limit(Limiter.AGE, true)
            crashReports.choose(ChoiceState.REFUSED)
            assertTrue(eventTracking.turnOn().isOpen)
        }
        Sordino.forgetForTests()
        FakeKeystore.hides = { true }
        val sordino = startOpened()
        assertEquals(NotReady.KEYS_FAILED, sordino.condition.notReady)
        FakeKeystore.hides = { false }
        assertEquals(emptyList<StartupRepair>(), sordino.retry().found)
        assertTrue(sordino.eventTracking.isOpen)
        assertEquals(ChoiceState.REFUSED, sordino.crashReports.state)
    }

    @Test
    fun an_isolated_process_records_nothing_and_says_so() {
        ShadowProcess.setUid(1_099_123)
        val sordino = start()
        assertEquals(Problem.ISOLATED_PROCESS, sordino.condition.failure?.why)
        assertEquals(Refusal.NO_ENGINE, (sordino.track("alert_acknowledged") as Outcome.Refused).refusal)
        assertFalse(File(context.noBackupFilesDir, "sordino").exists())
        assertFalse(OwnProcess.isIsolated(1_010_123))
    }

    @Test
    fun before_the_first_unlock_nothing_is_read_and_afterwards_it_opens() {
        val users = shadowOf(context.getSystemService(UserManager::class.java))
        users.setUserUnlocked(false)
        val sordino = start()
        assertSame(Outcome.HeldInMemory, sordino.track("alert_acknowledged", "minutes" to 3))
        sordino.running.idle()
        assertFalse(File(context.noBackupFilesDir, "sordino").exists())
        users.setUserUnlocked(true)
        context.sendBroadcast(Intent(Intent.ACTION_USER_UNLOCKED))
        shadowOf(Looper.getMainLooper()).idle()
        sordino.running.settled.await()
        assertTrue(File(context.noBackupFilesDir, "sordino").exists())
    }

    /** Linux counts each thread's reads and writes, those of the native library too, which StrictMode cannot see. */
    @Test
    fun what_an_app_asks_on_its_main_thread_touches_no_file() {
        val sordino = startOpened()
        sordino.limit(Limiter.AGE, true)
        val events = sordino.eventTracking
        val track = { sordino.track("alert_acknowledged", "minutes" to 3) }
        val questions =
            listOf<() -> Any?>(
                { events.isOpen },
                { events.state },
                { sordino.statuses },
                { sordino.condition },
                { sordino.counters },
                { sordino.recentUploads },
                { sordino.recentDecisions },
                { sordino.listen {}.close() },
            )
        val none = accesses {}
        for (isOn in listOf(true, false)) {
            if (isOn) events.turnOn() else events.turnOff()
            questions.forEach { assertEquals(none, accesses { it() }) }
            // What is on is written by whoever offers it: the count sees what Rust does.
            assertEquals("on: $isOn", isOn, accesses { track() } != none)
        }
    }

    /** How often this thread read and wrote during a call, its second one: the first one of a class loads it. */
    private fun accesses(call: () -> Any?): List<Long> {
        repeat(WARM) { call() }
        val before = counted()
        call()
        return counted().zip(before) { after, first -> after - first }
    }

    private fun counted(): List<Long> {
        val lines = File("/proc/thread-self/io").readLines()
        return listOf("syscr", "syscw").map { name -> lines.first { it.startsWith(name) }.substringAfter(": ").toLong() }
    }

    @Test
    fun its_files_are_where_no_backup_looks() {
        startOpened()
        val folder = File(context.noBackupFilesDir, "sordino")
        assertTrue(folder.list()!!.isNotEmpty())
        assertTrue(
            context.filesDir
                .walk()
                .filter { it.isFile }
                .none(),
        )
        assertTrue(
            context.cacheDir
                .walk()
                .filter { it.isFile }
                .none(),
        )
    }

    private companion object {
        const val WARM = 2
    }
}
