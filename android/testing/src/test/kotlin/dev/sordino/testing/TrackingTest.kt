package dev.sordino.testing

import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

// What docs/testing.md shows of an app's tests, as it stands there.

private val policy = File(System.getProperty("sordino.assets"), "sordino/policy.json")

class TrackingTest {
    private val test = SordinoTest.start(policy)

    @After
    fun close() = test.close()

    @Test
    fun an_acknowledged_alert_leaves_with_its_minutes() {
        test.allow("event_tracking")
        Tracking(test.sordino).acknowledge(minutes = 3)
        val left = test.assertLeft("segment", "alert_acknowledged")
        assertEquals("3", left.fields["minutes"])
        assertTrue("note" in left.dropped)
    }

    @Test
    fun a_no_destroys_what_waits() {
        test.allow()
        Tracking(test.sordino).acknowledge(minutes = 3)
        val receipt = test.refuse("event_tracking")
        assertEquals(1, receipt.records.count)
        assertTrue(test.receipt("event_tracking").isComplete)
        test.assertNothingLeft()
        assertFalse(test.sordino.eventTracking.isOpen)
    }

    @Test
    fun a_caught_exception_leaves_as_a_crash_report() {
        test.allow("crash_reports")
        test.sordino.crash(IllegalStateException("no alert is open"))
        test.assertCrashLeft("sentry")
    }

    @Test
    fun nothing_leaves_before_a_choice() {
        Tracking(test.sordino).acknowledge(minutes = 3)
        test.assertNothingLeft()
    }
}
