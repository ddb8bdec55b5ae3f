package dev.sordino.pages

import dev.sordino.Outcome
import dev.sordino.support.Started
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** What the pages show does what they say of it. */
class PagesTest {
    @Test
    fun the_readmes_calls_end_in_an_off() {
        Started().on().use { started ->
            val receipt = readme(started.sordino)
            assertEquals("event_tracking", receipt.parts.single().purpose)
            assertFalse(started.sordino.eventTracking.isOpen)
            assertTrue(started.track() is Outcome.Refused)
        }
    }

    @Test
    fun the_android_pages_receipt_completes() {
        Started().on().use { started ->
            val receipt = whole(started.sordino)
            assertTrue(receipt.completed.isDone)
        }
    }

    @Test
    fun a_switch_is_told_its_change() {
        Started().on().use { started ->
            val told = LinkedBlockingQueue<Boolean>()
            looks(started.sordino, IllegalStateException("no rota")) { told += it }.use {
                started.sordino.eventTracking.turnOff()
                assertEquals(false, told.poll(LIMIT_SECONDS, TimeUnit.SECONDS))
            }
        }
    }

    private companion object {
        private const val LIMIT_SECONDS = 60L
    }
}
