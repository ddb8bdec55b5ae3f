package dev.sordino.screens

import android.os.Bundle
import android.widget.CompoundButton
import dev.sordino.Problem
import dev.sordino.PromptKind
import dev.sordino.SordinoSettingsActivity
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController

/** The first question and its renewal. */
class QuestionTest : ScreenTest() {
    private fun fed(kind: PromptKind = PromptKind.FIRST_RUN) = Fed().apply { asks = listOf(words.prompt(kind)) }

    private fun ask(
        fed: Fed,
        state: Bundle? = null,
    ) = open(fed, SordinoSettingsActivity.question(context), state)

    private fun ActivityController<*>.texts() = get().window.decorView.texts()

    @Test
    fun a_no_is_written_for_each_purpose() {
        device()
        val fed = fed()
        val screen = ask(fed)
        touch(screen.get(), "Allow none")
        assertEquals(listOf("off crash_reports event_tracking"), fed.asked)
        assertTrue(screen.get().isFinishing)
    }

    @Test
    fun a_yes_is_written_for_what_was_shown() {
        device()
        val fed = fed(PromptKind.RENEWAL)
        val screen = ask(fed)
        assertTrue("New since 1 March: crash reports also go to our server in Germany." in screen.texts())
        touch(screen.get(), "Allow all")
        assertEquals(listOf("on crash_reports event_tracking"), fed.asked)
        assertTrue(screen.get().isFinishing)
    }

    @Test
    fun choosing_puts_it_off_and_opens_the_settings() {
        device()
        val fed = fed()
        val screen = ask(fed)
        touch(screen.get(), "Choose")
        assertEquals(listOf("defer crash_reports event_tracking"), fed.asked)
        val next = shadowOf(screen.get()).nextStartedActivity
        assertEquals(SordinoSettingsActivity::class.java.name, next.component!!.className)
        assertNull(next.getStringExtra("dev.sordino.screen"))
        assertTrue(screen.get().isFinishing)
    }

    @Test
    fun nothing_is_ticked_and_going_back_decides_nothing() {
        device()
        val fed = fed()
        val screen = ask(fed)
        assertEquals(
            emptyList<Any>(),
            screen
                .get()
                .window.decorView
                .all()
                .filterIsInstance<CompoundButton>(),
        )
        screen.get().finish()
        screen.close()
        assertEquals(emptyList<String>(), fed.asked)
        assertTrue("May this app send reports?" in ask(fed).texts())
    }

    @Test
    fun an_answer_that_was_not_written_keeps_the_question() {
        device()
        val fed = fed().apply { fails = Problem.NO_ROOM }
        val screen = ask(fed)
        touch(screen.get(), "Allow none")
        assertTrue("Not saved. Try again." in screen.texts())
        assertFalse(screen.get().isFinishing)
        fed.fails = null
        touch(screen.get(), "Allow none")
        assertTrue(screen.get().isFinishing)
    }

    @Test
    fun two_touches_write_one_answer() {
        device()
        val fed = fed().apply { held = ArrayList() }
        val screen = ask(fed)
        touch(screen.get(), "Allow none")
        touch(screen.get(), "Allow all")
        fed.go()
        settle(screen.get())
        assertEquals(listOf("off crash_reports event_tracking"), fed.asked)
    }

    @Test
    fun a_question_that_was_answered_elsewhere_closes() {
        device()
        val fed = fed()
        val screen = ask(fed)
        fed.asks = emptyList()
        fed.set(listOf("crash_reports"), false)
        settle(screen.get())
        assertTrue(screen.get().isFinishing)
    }

    @Test
    fun a_turned_phone_asks_the_same_again() {
        device()
        val fed = fed()
        val before = ask(fed)
        val state = Bundle()
        before.saveInstanceState(state)
        before.close()
        val after = ask(fed, state)
        assertTrue("Allow none" in after.texts())
        assertEquals(emptyList<String>(), fed.asked)
    }
}
