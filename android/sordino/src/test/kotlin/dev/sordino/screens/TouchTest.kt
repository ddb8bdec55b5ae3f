package dev.sordino.screens

import android.content.Intent
import android.os.Bundle
import android.widget.Switch
import dev.sordino.Problem
import dev.sordino.SordinoSettingsActivity
import dev.sordino.VendorAnswer
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController

/** What a touch does, and what the screen says of it: never more than is true. */
class TouchTest : ScreenTest() {
    private fun some(vararg on: String = arrayOf("crash_reports", "push")) = Fed().apply { set(on.toList(), true) }

    private fun ActivityController<*>.row(label: String) = get().window.decorView.row(label)

    private fun ActivityController<*>.isOn(label: String) =
        row(label)
            .all()
            .filterIsInstance<Switch>()
            .single()
            .isChecked

    private fun ActivityController<SordinoSettingsActivity>.touch(label: String) = touch(get(), label)

    private fun ActivityController<*>.says(
        label: String,
        text: String,
    ) = assertTrue("${row(label).texts()}", text in row(label).texts())

    @Test
    fun a_touch_turns_off_and_the_receipt_stands_there() {
        device()
        val fed = some()
        val screen = open(fed)
        screen.touch("Crash reports")
        assertEquals(listOf("off crash_reports"), fed.asked)
        assertFalse(screen.isOn("Crash reports"))
        screen.says("Crash reports", "Off. 12 waiting reports deleted.")
        screen.says("Crash reports", "Waiting for Firebase …")
        fed.vendor = VendorAnswer.OFF
        fed.answered()
        settle(screen.get())
        screen.says("Crash reports", "Firebase says off.")
        assertFalse("Waiting for Firebase …" in screen.row("Crash reports").texts())
    }

    @Test
    fun a_switch_never_looks_on_while_it_turns() {
        device()
        val fed = some()
        val screen = open(fed)
        fed.held = ArrayList()
        screen.touch("Crash reports")
        screen.says("Crash reports", "Turning off …")
        assertFalse(screen.isOn("Crash reports"))
        screen.touch("Usage statistics")
        screen.says("Usage statistics", "Turning on …")
        assertFalse(screen.isOn("Usage statistics"))
        fed.go()
        settle(screen.get())
        assertTrue(screen.isOn("Usage statistics"))
    }

    @Test
    fun two_touches_in_a_double_tap_are_one() {
        device()
        val fed = some()
        val screen = open(fed)
        screen.touch("Usage statistics")
        fed.nanos -= 900_000_000L
        screen.touch("Usage statistics")
        assertEquals(listOf("on event_tracking"), fed.asked)
        screen.touch("Usage statistics")
        assertEquals(listOf("on event_tracking", "off event_tracking"), fed.asked)
    }

    @Test
    fun a_touch_while_it_turns_asks_for_nothing_more() {
        device()
        val fed = some()
        val screen = open(fed)
        fed.held = ArrayList()
        screen.touch("Crash reports")
        screen.touch("Crash reports")
        fed.go()
        assertEquals(listOf("off crash_reports"), fed.asked)
    }

    @Test
    fun a_failed_off_says_so_and_is_tried_again() {
        device()
        val fed = some().apply { fails = Problem.CLOSED_UNTIL_RESTART }
        val screen = open(fed)
        screen.touch("Crash reports")
        assertFalse(screen.isOn("Crash reports"))
        screen.says("Crash reports", "Off until the app restarts; could not be saved. Try again.")
        // What is read may still say on.
        fed.set(listOf("crash_reports"), true)
        settle(screen.get())
        assertFalse(screen.isOn("Crash reports"))
        // The row too asks for the same again, and never for on.
        screen.touch("Crash reports")
        fed.fails = null
        screen.touch("Try again")
        assertEquals(List(3) { "off crash_reports" }, fed.asked)
        screen.says("Crash reports", "Off. 12 waiting reports deleted.")
        assertFalse(
            "Try again" in
                screen
                    .get()
                    .window.decorView
                    .texts(),
        )
    }

    @Test
    fun a_choice_that_was_not_written_shows_what_is_true() {
        device()
        val fed = some().apply { fails = Problem.NO_ROOM }
        val screen = open(fed)
        screen.touch("Crash reports")
        assertTrue(screen.isOn("Crash reports"))
        screen.touch("Usage statistics")
        assertFalse(screen.isOn("Usage statistics"))
        screen.says("Crash reports", "Not saved. Try again.")
        assertTrue(
            "On since 3 March" in
                screen
                    .get()
                    .window.decorView
                    .texts(),
        )
        screen.says("Usage statistics", "Not saved. Try again.")
    }

    @Test
    fun a_restored_switch_turns_nothing_on() {
        device()
        val fed = some()
        val before = open(fed)
        val state = Bundle()
        before.saveInstanceState(state)
        before.close()
        fed.set(listOf("crash_reports", "push"), false)
        val after = open(fed, state = state)
        assertFalse(after.isOn("Crash reports"))
        assertFalse(after.isOn("Alert pushes"))
        assertEquals(emptyList<String>(), fed.asked)
    }

    @Test
    fun a_turned_phone_shows_what_is_under_way() {
        device()
        val fed = some()
        val before = open(fed)
        fed.held = ArrayList()
        before.touch("Crash reports")
        val after = turned(before, fed)
        after.says("Crash reports", "Turning off …")
        fed.go()
        settle(after.get())
        after.says("Crash reports", "Off. 12 waiting reports deleted.")
        turned(after, fed).says("Crash reports", "Off. 12 waiting reports deleted.")
        assertEquals(listOf("off crash_reports"), fed.asked)
    }

    @Test
    fun a_process_that_died_before_the_receipt_leaves_the_truth() {
        device()
        val fed = some().apply { held = ArrayList() }
        val before = open(fed)
        val state = Bundle()
        before.touch("Crash reports")
        before.saveInstanceState(state)
        before.close()
        // Another process: nobody is left who carries it out.
        val next = Fed(purposes = fed.purposes)
        val after = open(next, state = state)
        assertTrue(after.isOn("Crash reports"))
        after.says("Crash reports", "On since 3 March")
        assertEquals(emptyList<String>(), next.asked)
    }

    @Test
    fun what_another_process_chose_is_shown_while_open() {
        device()
        val fed = some()
        val screen = open(fed)
        screen.touch("Crash reports")
        screen.says("Crash reports", "Off. 12 waiting reports deleted.")
        fed.set(listOf("crash_reports", "event_tracking"), true)
        settle(screen.get())
        assertTrue(screen.isOn("Crash reports"))
        screen.says("Crash reports", "On since 3 March")
        assertTrue(screen.isOn("Usage statistics"))
    }

    @Test
    fun a_policy_that_changed_under_the_screen_is_shown() {
        device()
        val fed = some()
        val before = open(fed)
        before.touch("Details")
        before.touch("Alert pushes")
        assertNotNull(question())
        fed.purposes = fed.words.purposes(2)
        val after = turned(before, fed)
        assertNull(question())
        assertEquals(
            2,
            after
                .get()
                .window.decorView
                .seen()
                .count { it is ToggleRow },
        )
        assertEquals(emptyList<String>(), fed.asked)
    }

    @Test
    fun losing_alerts_alone_is_asked_before() {
        device()
        val fed = some()
        val screen = open(fed)
        screen.touch("Alert pushes")
        assertTrue(screen.isOn("Alert pushes"))
        val after = turned(screen, fed)
        answer("Keep on")
        assertNull(question())
        assertEquals(emptyList<String>(), fed.asked)
        after.touch("Alert pushes")
        answer("Turn off")
        assertEquals(listOf("off push"), fed.asked)
        assertFalse(after.isOn("Alert pushes"))
        after.touch("Alert pushes")
        assertNull(question())
        assertTrue(after.isOn("Alert pushes"))
    }

    @Test
    fun what_is_locked_hears_no_touch() {
        device()
        val fed = some()
        fed.purposes = fed.purposes.map { it.copy(isChangeable = false) }
        val screen = open(fed)
        assertFalse(screen.row("Crash reports").isClickable)
        assertFalse(screen.row("Crash reports").performClick())
        assertEquals(emptyList<String>(), fed.asked)
    }

    @Test
    fun erasing_is_asked_before_and_told() {
        device(height = 1_400)
        val fed = some()
        val screen = open(fed)
        screen.touch("Erase")
        assertEquals(emptyList<String>(), fed.asked)
        answer("Erase")
        assertEquals(listOf("erase"), fed.asked)
        assertTrue(
            "Erased. Everything optional is off." in
                screen
                    .get()
                    .window.decorView
                    .texts(),
        )
    }

    @Test
    fun rows_lead_to_where_they_say() {
        device(height = 1_400)
        val screen = open(some())
        screen.touch("Privacy policy")
        assertEquals("https://example.org/privacy", started(screen).dataString)
        screen.touch("System settings")
        assertEquals("android.settings.APPLICATION_DETAILS_SETTINGS", started(screen).action)
        screen.touch("Export")
        assertEquals(Intent.ACTION_CHOOSER, started(screen).action)
        screen.touch("Past choices")
        assertEquals(SordinoSettingsActivity::class.java.name, started(screen).component!!.className)
    }

    private fun started(screen: ActivityController<*>) = shadowOf(screen.get()).nextStartedActivity

    /** The same screen, made anew as a turn of the phone does. */
    private fun turned(
        before: ActivityController<*>,
        fed: Fed,
    ): ActivityController<SordinoSettingsActivity> {
        val state = Bundle()
        before.saveInstanceState(state)
        before.close()
        return open(fed, state = state)
    }
}
