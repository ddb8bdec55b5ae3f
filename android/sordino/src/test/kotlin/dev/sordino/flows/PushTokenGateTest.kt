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
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Semaphore
import java.util.concurrent.TimeUnit

/** No token before a yes, and none left after the last one. The service and the server are fakes; the core is real. */
class PushTokenGateTest {
    private val asked = CopyOnWriteArrayList<String>()
    private val registered = Semaphore(0)
    private val deleted = Semaphore(0)
    private var isOnline = true
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
            }

            override fun forget() = isOnline.also { asked.add("forget") }
        }

    private lateinit var gate: PushTokenGate

    private fun started(): Started {
        gate = PushTokenGate("firebase_messaging", service, server)
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
            assertEquals(listOf("keep t1", "keep t2"), asked.filter { it.startsWith("keep") })
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
}
