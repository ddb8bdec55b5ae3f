package dev.sordino.platform

import android.content.pm.ApplicationInfo
import android.util.Log
import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.Override
import dev.sordino.Sordino
import dev.sordino.support.Started
import dev.sordino.support.idle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.shadows.ShadowLog

/** What a developer reads in Logcat. */
class DebugLogTest : AndroidTest() {
    private val lines: List<String>
        get() = ShadowLog.getLogsForTag(DebugLog.TAG).orEmpty().map { it.msg }

    private fun debuggable(isDebuggable: Boolean) {
        val flags = context.applicationInfo.flags
        val flag = ApplicationInfo.FLAG_DEBUGGABLE
        context.applicationInfo.flags = if (isDebuggable) flags or flag else flags and flag.inv()
    }

    /** An event offered while its purpose is off, one while it is on, one with what is no value, and a delivery. */
    private fun live(options: Options) {
        val sordino = Sordino.start(context, options)
        sordino.running.settled.await()
        sordino.track("alert_acknowledged", "note" to SECRET)
        sordino.limit(Limiter.AGE, true)
        sordino.eventTracking.turnOn()
        sordino.track("alert_acknowledged", "minutes" to 3, "note" to SECRET)
        sordino.track("alert_acknowledged", "minutes" to Any())
        sordino.running.deliver()
    }

    private fun asked() = Started.local().apply { debug = true }

    private fun told(
        begin: String,
        holds: String = "",
    ) = assertTrue("$begin: $lines", lines.any { it.startsWith(begin) && holds in it })

    @Test
    fun a_debuggable_app_prints_each_decision_if_asked() {
        debuggable(true)
        live(asked())
        told("event_tracking is off")
        told("event alert_acknowledged (event_tracking): refused, the purpose is off")
        told("event_tracking is on")
        told("event alert_acknowledged (event_tracking) for segment: ", " minutes=3 (keep)")
        told("alert_acknowledged: Refused(BAD_VALUE)")
        told("segment could not be reached: 1 record(s) kept for another try")
        assertTrue(lines.any { "; dropped note (not listed for the event)" in it })
    }

    @Test
    fun no_offered_value_is_printed() {
        debuggable(true)
        live(asked())
        assertFalse("$lines", lines.any { SECRET in it })
    }

    @Test
    fun an_app_that_people_have_prints_nothing() {
        debuggable(false)
        ShadowLog.setLoggable(DebugLog.TAG, Log.DEBUG)
        live(asked())
        assertEquals(emptyList<String>(), lines)
    }

    @Test
    fun a_debuggable_app_prints_no_decision_unasked() {
        debuggable(true)
        live(Started.local())
        assertEquals(emptyList<String>(), lines)
    }

    @Test
    fun a_property_of_the_system_turns_it_on() {
        debuggable(true)
        ShadowLog.setLoggable(DebugLog.TAG, Log.DEBUG)
        live(Started.local())
        told("event alert_acknowledged (event_tracking) for segment: ", " minutes=3 (keep)")
    }

    @Test
    fun a_start_that_failed_is_told_unasked() {
        debuggable(true)
        val options = Options().apply { overrides = listOf(Override("nobody", null, null)) }
        Sordino
            .start(context, options)
            .running
            .apply { settled.await() }
            .idle()
        told("nothing is recorded, BAD_OPTION: ")
    }

    private companion object {
        const val SECRET = "Mara Vogt"
    }
}
