package dev.sordino.screens

import android.os.Looper
import android.view.View
import android.widget.Switch
import dev.sordino.ChoiceState
import dev.sordino.halted
import dev.sordino.platform.Copy
import dev.sordino.support.Json
import dev.sordino.support.Repository
import dev.sordino.support.until
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import java.util.concurrent.TimeUnit

/** The screens over a real disk: one that goes, and one that a process of its own writes to. */
class RealDiskTest : ScreenTest() {
    @Before
    fun load() = Copy.use()

    @After
    fun unload() = Copy.forget()

    @Test
    fun what_another_process_turned_off_is_shown() {
        device()
        Real().on("crash_reports", "event_tracking").use { real ->
            val screen = open(real.desk)
            assertTrue(screen.row(USAGE).isOn)
            halted(real.home, "off")
            untilShown { !screen.row(USAGE).isOn && "Off" in screen.row(USAGE).texts() }
            assertTrue(screen.row(CRASHES).isOn)
            screen.close()
        }
    }

    @Test
    fun an_off_without_a_disk_never_shows_on() {
        device()
        Real().on("crash_reports").losesItsDisk().use { real ->
            val screen = open(real.desk)
            touch(screen.get(), CRASHES)
            settle(screen.get())
            val row = screen.row(CRASHES)
            assertFalse(row.isOn)
            assertTrue("${row.texts()}", "Your choices cannot be read right now. Nothing is sent." in row.texts())
            assertFalse(real.sordino.crashReports.isOpen)
            screen.close()
        }
    }

    @Test
    fun a_yes_without_a_disk_stays_off() {
        device()
        Real().losesItsDisk().use { real ->
            val screen = open(real.desk)
            touch(screen.get(), USAGE)
            settle(screen.get())
            assertFalse(screen.row(USAGE).isOn)
            assertTrue("Not saved. Try again." in screen.row(USAGE).texts())
            assertEquals(false, real.sordino.eventTracking.isOpen)
            screen.close()
        }
    }

    @Test
    fun an_interest_is_objected_to_and_never_consented_to() {
        device()
        val given = Json.members(Json.members(Json.read(Repository.file("tests/vectors/settings.json").readText()))["given"])
        val policy = Json.write(Json.members(given["policies"])["plain"]).toByteArray()
        Real(policy).use { real ->
            real.sordino.purpose(INTEREST).choose(ChoiceState.INFORMED)
            val screen = open(real.desk)
            assertTrue(screen.row(STABILITY).isOn)
            touch(screen.get(), STABILITY)
            settle(screen.get())
            assertFalse(screen.row(STABILITY).isOn)
            assertEquals(ChoiceState.OBJECTED, real.sordino.purpose(INTEREST).state)
            touch(screen.get(), STABILITY)
            settle(screen.get())
            assertTrue(screen.row(STABILITY).isOn)
            assertEquals(ChoiceState.OBJECTION_WITHDRAWN, real.sordino.purpose(INTEREST).state)
            screen.close()
        }
    }

    private fun ActivityController<*>.row(label: String) = get().window.decorView.row(label)

    private val View.isOn
        get() = all().filterIsInstance<Switch>().single().isChecked

    private fun untilShown(holds: () -> Boolean) =
        until {
            shadowOf(Looper.getMainLooper()).idleFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)
            holds()
        }

    private companion object {
        const val CRASHES = "Crash reports"
        const val USAGE = "Usage statistics"
        const val STABILITY = "Stability"
        const val INTEREST = "advice"
        const val LOOK_MILLIS = 200L
    }
}
