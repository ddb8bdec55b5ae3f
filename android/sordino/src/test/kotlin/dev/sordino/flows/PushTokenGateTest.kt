package dev.sordino.flows

import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.PushServer
import dev.sordino.PushService
import dev.sordino.PushTokenGate
import dev.sordino.Receipt
import dev.sordino.VendorAnswer
import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import dev.sordino.support.idle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.FutureTask
import java.util.concurrent.Semaphore
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** No token before a yes, and none left after the last one. The service and the server are fakes; the core is real. */
class PushTokenGateTest {
    private val asked = CopyOnWriteArrayList<String>()
    private val registered = Semaphore(0)
    private val deleted = Semaphore(0)
    private var isOnline = true

    /** What the app's server takes its time with. */
    @Volatile
    private var keeping: Runnable? = null
    private val platform = HostPlatform()

    private val service =
        object : PushService {
            override fun register() {
                asked.add("register")
                registered.release()
            }

            override fun delete() =
                isOnline.also {
                    asked.add("delete")
                    deleted.release()
                }
        }

    private val server =
        object : PushServer {
            override fun keep(token: String) {
                asked.add("keep $token")
                keeping?.run()
                asked.add("kept")
            }

            override fun forget() = isOnline.also { asked.add("forget") }
        }

    private lateinit var gate: PushTokenGate

    private fun started(limitMillis: Long = 60_000): Started {
        gate = PushTokenGate("firebase_messaging", service, server, limitMillis)
        val options: Options = Started.local().apply { vendors = listOf(gate) }
        return Started(platform, options).opened().also {
            it.sordino.limit(Limiter.AGE, true)
            it.running.idle()
        }
    }

    private fun Started.alerts() = sordino.purpose("push_service_alerts")

    private fun completed(receipt: Receipt) =
        receipt.completed
            .get(60, TimeUnit.SECONDS)
            .single()
            .vendors
            .single { it.recipient == "firebase_messaging" }
            .answer

    /** Waits for the thread that tells vendors: it asks for a token once for a yes. */
    private fun Started.alertsOn() {
        alerts().turnOn()
        assertTrue(registered.tryAcquire(60, TimeUnit.SECONDS))
    }

    @Test
    fun no_token_is_asked_for_before_a_yes() =
        started().use { started ->
            gate.issued("early")
            assertEquals(listOf("delete"), asked)
            asked.clear()
            started.alertsOn()
            assertTrue("register" in asked)
        }

    @Test
    fun a_yes_hands_the_token_on() =
        started().use { started ->
            started.alertsOn()
            gate.issued("t1")
            gate.issued("t2")
            assertEquals(listOf("keep t1", "kept", "keep t2", "kept"), asked - "register")
        }

    @Test
    fun an_off_is_forgotten_and_deleted() =
        started().use { started ->
            started.alertsOn()
            gate.issued("t1")
            asked.clear()
            val receipt = started.alerts().turnOff()
            assertEquals(VendorAnswer.OFF, completed(receipt))
            assertEquals(listOf("forget", "delete"), asked)
            gate.issued("t2")
            assertEquals("a late token is deleted", listOf("forget", "delete", "delete"), asked)
        }

    @Test
    fun what_was_never_issued_is_not_deleted() =
        started().use { started ->
            started.alertsOn()
            asked.clear()
            assertEquals(VendorAnswer.OFF, completed(started.alerts().turnOff()))
            assertEquals(emptyList<String>(), asked)
        }

    @Test
    fun an_offline_deletion_is_owed_to_the_next_start() {
        started().use { started ->
            started.alertsOn()
            gate.issued("t1")
            isOnline = false
            assertEquals(VendorAnswer.STILL_ON, completed(started.alerts().turnOff()))
        }
        isOnline = true
        asked.clear()
        deleted.drainPermits()
        started().use {
            assertTrue(deleted.tryAcquire(60, TimeUnit.SECONDS))
            assertEquals(listOf("forget", "delete"), asked)
        }
    }

    @Test
    fun signing_out_forgets_and_keeps_the_consent() =
        started().use { started ->
            started.alertsOn()
            gate.issued("t1")
            asked.clear()
            assertTrue(gate.signingOut())
            assertEquals(listOf("forget"), asked)
            assertTrue(started.alerts().isOpen)
        }

    @Test
    fun a_sign_out_that_nobody_answered_for_says_no() {
        gate = PushTokenGate("firebase_messaging", service, server)
        assertFalse("never started", gate.signingOut())
        val options = Started.local().apply { vendors = listOf(gate) }
        Started(HostPlatform(policy = null), options).use { assertFalse("cannot open", gate.signingOut()) }
        assertEquals(emptyList<String>(), asked)
    }

    @Test
    fun a_sign_out_without_a_network_says_no() =
        started().use { started ->
            started.alertsOn()
            gate.issued("t1")
            isOnline = false
            assertFalse(gate.signingOut())
            isOnline = true
            assertTrue("and can be made again", gate.signingOut())
        }

    @Test
    fun a_sign_out_has_a_pending_deletion_made() =
        started().use { started ->
            started.alertsOn()
            gate.issued("t1")
            isOnline = false
            assertEquals(VendorAnswer.STILL_ON, completed(started.alerts().turnOff()))
            isOnline = true
            asked.clear()
            assertTrue(gate.signingOut())
            assertEquals(listOf("forget", "delete"), asked)
        }

    @Test
    fun a_token_is_not_forgotten_while_it_is_handed_over() =
        started().use { started ->
            started.alertsOn()
            val begun = Semaphore(0)
            val goesOn = Semaphore(0)
            keeping =
                Runnable {
                    begun.release()
                    goesOn.acquire()
                }
            val issuing = thread { gate.issued("t1") }
            begun.acquire()
            val signedOut = FutureTask { gate.signingOut() }
            val leaving = thread { signedOut.run() }
            // It waits for its turn, and nothing else than its end could be waited for.
            while (leaving.state != Thread.State.WAITING && leaving.isAlive) Thread.sleep(1)
            goesOn.release()
            assertTrue(signedOut.get())
            issuing.join()
            assertEquals(listOf("keep t1", "kept", "forget"), asked - setOf("register"))
        }

    @Test
    fun a_server_that_never_answers_counts_as_failed() =
        started(limitMillis = 50).use { started ->
            started.alertsOn()
            keeping = Runnable { Semaphore(0).acquire() }
            gate.issued("t1")
            assertEquals(listOf("keep t1"), asked - "register")
            assertTrue("the next is asked all the same", gate.signingOut())
        }
}
