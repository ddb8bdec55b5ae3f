package dev.sordino

import dev.sordino.core.Answer
import dev.sordino.core.Facts
import dev.sordino.core.KeyStore
import dev.sordino.core.KeyStoreException
import dev.sordino.core.Reply
import dev.sordino.inner.Running
import dev.sordino.support.FileKeys
import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import dev.sordino.support.idle
import dev.sordino.support.until
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.nio.file.Files
import java.util.concurrent.CancellationException
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit

/** What fails for now, and that it is tried again. */
class RetryTest {
    private val home: File = Files.createTempDirectory("sordino").toFile()

    /** Keys that are there to be asked for. */
    private fun keys(): KeyStore {
        Started(HostPlatform(home)).on().close()
        return FileKeys(File(home, "keys"))
    }

    @Test
    fun a_failed_key_store_is_asked_again_unasked() {
        val keys = Failing(keys(), failures = 3)
        Started(HostPlatform(home, keys = keys), firstPauseMillis = 1).use { started ->
            started.running.settled.await()
            until { started.sordino.condition.notReady == null }
            assertTrue(keys.failed >= 3)
        }
    }

    @Test
    fun a_failed_key_store_is_asked_when_the_app_comes_to_the_front() {
        val keys = Failing(keys(), failures = Int.MAX_VALUE)
        Started(HostPlatform(home, keys = keys)).opened().use { started ->
            assertEquals(NotReady.KEYS_FAILED, started.sordino.condition.notReady)
            keys.failures = 0
            started.running.toFront()
            started.running.idle()
            assertNull(started.sordino.condition.notReady)
        }
    }

    @Test
    fun a_store_that_takes_as_long_as_phones_take_succeeds() {
        val keys =
            object : KeyStore by FileKeys(File(home, "keys")) {
                private val files = FileKeys(File(home, "keys"))

                override fun store(
                    name: String,
                    bytes: ByteArray,
                ) {
                    Thread.sleep(3_200)
                    files.store(name, bytes)
                }
            }
        Started(HostPlatform(home, keys = keys)).use { started ->
            started.running.settled.await()
            assertNull(started.sordino.condition.notReady)
        }
    }

    @Test
    fun an_off_holds_while_the_start_waits_for_the_key_store() {
        Started(HostPlatform(home)).on().close()
        val (asked, answer) = CountDownLatch(1) to CountDownLatch(1)
        val files = FileKeys(File(home, "keys"))
        val keys =
            object : KeyStore by files {
                override fun load(name: String): ByteArray? {
                    asked.countDown()
                    answer.await()
                    return files.load(name)
                }
            }
        Started(HostPlatform(home, keys = keys)).use { started ->
            asked.await()
            val receipt = started.sordino.eventTracking.turnOff()
            assertNull("the key store is still silent", started.running.openedOrNull)
            // Another process finds it, as this one would after a kill.
            Started(HostPlatform(home)).opened().use { assertEquals(ChoiceState.WITHDRAWN, it.sordino.eventTracking.state) }
            answer.countDown()
            assertEquals(
                listOf(Erasure.VAULT_REPLACED),
                receipt.completed.get().map { it.erasure },
            )
            assertEquals(
                ChoiceState.WITHDRAWN,
                started
                    .opened()
                    .sordino.eventTracking.state,
            )
        }
    }

    @Test
    fun a_store_is_tried_again_after_pauses_that_grow() {
        val pauses = generateSequence(20L, Running::pauseAfter).take(8).toList()
        assertEquals(listOf(20L, 80L, 320L, 1_280L, 5_120L, 20_480L, 60_000L, 60_000L), pauses)
    }

    @Test
    fun a_step_that_throws_in_front_keeps_no_other_from_being_done() {
        val sent = CopyOnWriteArrayList<String>()
        val platform =
            object : HostPlatform(home, transport = { request, _ -> Reply.Answered(Answer(200u)).also { sent.add(request.recipient) } }) {
                @Volatile
                var isDead = false

                override fun facts(): Facts = if (isDead) error("the system's service is gone") else super.facts()
            }
        Started(platform).on().use { started ->
            started.track()
            platform.isDead = true
            started.running.toFront()
            until { sent.isNotEmpty() }
            assertEquals(listOf("segment"), sent)
        }
    }

    @Test
    fun an_unlock_that_cannot_be_awaited_is_told_and_tried_again() {
        var isDead = true
        val platform = HostPlatform(home, unlocked = { then -> if (isDead) error("too many receivers") else then() })
        Started(platform).use { started ->
            assertTrue("nobody was told", started.running.settled.await(20, TimeUnit.SECONDS))
            assertEquals(
                Problem.NOT_READY,
                started.sordino.condition.failure
                    ?.why,
            )
            assertSame(Outcome.HeldInMemory, started.track())
            isDead = false
            started.running.toFront()
            until { started.running.openedOrNull != null }
            assertNull(started.sordino.condition.failure)
        }
    }

    @Test
    fun an_opening_that_a_service_failed_is_tried_again() {
        val platform =
            object : HostPlatform(home) {
                var failures = 2

                override fun facts(): Facts = if (failures-- > 0) error("the system's service is gone") else super.facts()
            }
        Started(platform, firstPauseMillis = 1).use { started ->
            until { started.running.openedOrNull != null }
            assertNull(started.sordino.condition.failure)
        }
    }

    @Test
    fun a_receipt_of_a_stopped_sordino_is_never_waited_for() {
        val started = Started().on()
        started.running.stop()
        val receipt = started.sordino.eventTracking.turnOff()
        val thrown = runCatching { receipt.completed.get(20, TimeUnit.SECONDS) }.exceptionOrNull()
        assertNotNull(thrown)
        assertTrue("$thrown", thrown is CancellationException || thrown is ExecutionException)
        started.close()
    }

    @Test
    fun a_job_that_began_nothing_is_asked_for_again() {
        val platform =
            object : HostPlatform(home) {
                @Volatile
                var quiet = 0L

                override fun firstUploadMillis(): Long = 300L.also { quiet = System.nanoTime() + 250_000_000 }

                override fun wantsUpload(afterMillis: Long): Boolean {
                    assertTrue("the job that may be there would be stopped", System.nanoTime() >= quiet)
                    return super.wantsUpload(afterMillis)
                }
            }
        Started(platform).on().use { started ->
            assertSame(Outcome.Accepted, started.track())
            until { platform.wanted.isNotEmpty() }
            started.running.idle()
            assertEquals(listOf(0L), platform.wanted)
        }
    }

    /** Fails the first times that it is asked to load. */
    private class Failing(
        private val keys: KeyStore,
        @Volatile var failures: Int,
    ) : KeyStore by keys {
        @Volatile
        var failed = 0

        override fun load(name: String): ByteArray? {
            if (failed < failures) {
                failed++
                throw KeyStoreException.Failed()
            }
            return keys.load(name)
        }
    }
}
