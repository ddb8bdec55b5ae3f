package dev.sordino

import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch

/** Who listens to a purpose. */
class ListenerTest {
    @Test
    fun a_listener_hears_every_change_until_it_is_closed() {
        Started().on().use { started ->
            val heard = CopyOnWriteArrayList<Boolean>()
            val listening = started.sordino.eventTracking.listen { heard.add(it.isOpen) }
            started.sordino.eventTracking.turnOff()
            started.sordino.eventTracking.turnOn()
            listening.close()
            started.sordino.eventTracking.turnOff()
            assertEquals(listOf(false, true), heard.toList())
        }
    }

    @Test
    fun a_listener_that_throws_keeps_neither_the_app_nor_the_others_from_going_on_and_is_counted() {
        Started().on().use { started ->
            val heard = CopyOnWriteArrayList<Boolean>()
            started.sordino.listen { error("an app's fault") }
            started.sordino.listen { throw StackOverflowError() }
            started.sordino.eventTracking.listen { heard.add(it.isOpen) }
            started.sordino.eventTracking.turnOff()
            assertEquals(listOf(false), heard.toList())
            assertEquals(2L, started.sordino.counters.listenerFailures)
        }
    }

    @Test
    fun a_listener_may_call_back() {
        Started().on().use { started ->
            val answers = CopyOnWriteArrayList<Outcome>()
            started.sordino.eventTracking.listen {
                answers.add(started.track())
                if (!it.isOpen) started.sordino.crashReports.turnOff()
            }
            started.sordino.eventTracking.turnOff()
            assertTrue(answers.single() is Outcome.Refused)
            assertFalse(started.sordino.crashReports.isOpen)
        }
    }

    @Test
    fun a_listener_hears_of_an_off_in_another_process_with_the_next_record() {
        val platform = HostPlatform()
        Started(platform).on().use { here ->
            Started(platform).opened().use { there ->
                val heard = CountDownLatch(1)
                here.sordino.eventTracking.listen { if (!it.isOpen) heard.countDown() }
                there.sordino.eventTracking.turnOff()
                here.track()
                heard.await()
            }
        }
    }

    @Test
    fun a_flow_gives_what_is_and_what_becomes() {
        Started().on().use { started ->
            runBlocking(Dispatchers.Default) {
                val states = started.sordino.eventTracking.choices()
                assertTrue(states.first().single().isOpen)
                val closed = async(start = CoroutineStart.UNDISPATCHED) { states.first { !it.single().isOpen } }
                started.sordino.eventTracking.turnOff()
                assertFalse(withTimeout(20_000) { closed.await() }.single().isOpen)
            }
        }
    }
}
