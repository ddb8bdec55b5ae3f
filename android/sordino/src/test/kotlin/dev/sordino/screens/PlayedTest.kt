package dev.sordino.screens

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.os.Looper
import android.view.View
import android.widget.Switch
import android.widget.TextView
import dev.sordino.ChoiceState
import dev.sordino.Limiter
import dev.sordino.Outcome
import dev.sordino.Sordino
import dev.sordino.SordinoSettingsActivity
import dev.sordino.platform.AndroidTest
import dev.sordino.support.FakeKeystore
import dev.sordino.support.Json
import dev.sordino.support.Started
import dev.sordino.support.Vendors
import dev.sordino.support.idle
import dev.sordino.support.until
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.GraphicsMode
import java.util.concurrent.TimeUnit

/** The screens over the real core: what a person does on them, and what leaves the phone meanwhile. */
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class PlayedTest : AndroidTest() {
    private val vendors = Vendors()

    @After
    fun stop() = vendors.close()

    @Test
    fun nothing_leaves_before_a_yes_and_after_an_off() {
        RuntimeEnvironment.setQualifiers("en-w360dp-h2000dp")
        var sordino = started()
        sordino.limit(Limiter.AGE, true)
        assertTrue(track(sordino) is Outcome.Refused)
        assertEquals(0, leaves(sordino))

        // First run: a no.
        val question = open(SordinoSettingsActivity.question(context))
        shown("the question is asked") { "Allow none" in question.texts() }
        assertEquals(0, leaves(sordino))
        question.touch("Allow none")
        shown("it closes") { question.get().isFinishing }
        question.close()
        assertEquals(ChoiceState.REFUSED, sordino.crashReports.state)
        assertTrue(track(sordino) is Outcome.Refused)
        assertEquals(0, leaves(sordino))
        assertEquals(emptyList<Any>(), sordino.prompts("en"))

        // The settings: a yes, and what it lets through.
        val label =
            sordino
                .settings("en")
                .sections
                .first()
                .rows
                .single { it.purpose == "event_tracking" }
                .label
        val settings = open(SordinoSettingsActivity.settings(context))
        shown("the row is there") { label in settings.texts() }
        assertFalse(settings.isOn(label))
        settings.touch(label)
        shown("it is on") { settings.isOn(label) }
        assertEquals(Outcome.Accepted, track(sordino))
        val let = leaves(sordino)
        assertTrue("$let requests", let > 0)

        // An off, with something waiting.
        repeat(2) { assertEquals(Outcome.Accepted, track(sordino)) }
        settings.touchLater(label)
        shown("the receipt stands there") { settings.says(label, "Off. 2 waiting reports deleted.") }
        assertFalse(settings.isOn(label))
        assertTrue(track(sordino) is Outcome.Refused)
        assertEquals(let, leaves(sordino))

        // Turned: the same receipt.
        val state = Bundle()
        settings.saveInstanceState(state)
        settings.close()
        val turned = open(SordinoSettingsActivity.settings(context), state)
        shown("the receipt is still there") { turned.says(label, "Off. 2 waiting reports deleted.") }
        turned.saveInstanceState(state)

        // The process dies; the next one has nothing but the disk.
        turned.close()
        Sordino.forgetForTests()
        sordino = started()
        val after = open(SordinoSettingsActivity.settings(context), state)
        shown("the row says off") { after.says(label, "Off") }
        assertFalse(after.isOn(label))
        assertTrue(track(sordino) is Outcome.Refused)
        assertEquals(let, leaves(sordino))
        val past = open(SordinoSettingsActivity.history(context))
        shown("the choices are told") { "$label: off" in past.texts() && "$label: on" in past.texts() }
        past.close()
        after.close()
    }

    @Test
    fun a_locked_key_store_shows_everything_off() {
        RuntimeEnvironment.setQualifiers("de-w360dp-h2000dp")
        FakeKeystore.failing()
        started()
        val screen = open(SordinoSettingsActivity.settings(context))
        shown("it says why") { screen.rows().isNotEmpty() && screen.rows().all { row -> row.texts().any { "nichts gesendet" in it } } }
        assertTrue(
            screen
                .rows()
                .flatMap { it.all() }
                .filterIsInstance<Switch>()
                .none { it.isChecked && it.isShown },
        )
        screen.close()
    }

    @Test
    fun an_unknown_language_is_shown_in_one_that_is_known() {
        RuntimeEnvironment.setQualifiers("ja-w360dp-h2000dp")
        started()
        val screen = open(SordinoSettingsActivity.settings(context))
        shown("it is shown") { "Privacy" in screen.texts() }
        screen.close()
    }

    @Test
    fun the_export_is_everything_that_is_held() {
        val sordino = started()
        sordino.eventTracking.turnOff()
        val handedOut = Json.members(Json.read(sordino.running.settings.export()))
        assertEquals(Json.members(Json.read(sordino.exportData())).keys, handedOut.keys)
        assertTrue("${handedOut.keys}", handedOut.keys.containsAll(setOf("choices", "pseudonyms", "waiting", "ledger")))
    }

    private fun started(): Sordino =
        Sordino.start(context, Started.local(vendors.segment, vendors.sentry)).apply { running.settled.await() }

    private fun track(sordino: Sordino) = sordino.track("alert_acknowledged", "minutes" to 3)

    /** Sends all that may be sent; how many requests arrived so far. */
    private fun leaves(sordino: Sordino): Int {
        sordino.running.idle()
        sordino.running.deliver()
        return vendors.bodies("segment").size + vendors.bodies("sentry").size
    }

    private fun open(
        intent: Intent,
        state: Bundle? = null,
    ): ActivityController<SordinoSettingsActivity> =
        Robolectric.buildActivity(SordinoSettingsActivity::class.java, intent).apply {
            create(state).start()
            if (state != null) restoreInstanceState(state)
            postCreate(state).resume().visible()
        }

    private fun shown(
        what: String,
        holds: () -> Boolean,
    ) = until(what) {
        shadowOf(Looper.getMainLooper()).idle()
        holds()
    }

    private val ActivityController<out Activity>.decor: View
        get() = get().window.decorView

    private fun ActivityController<out Activity>.texts() = decor.texts()

    private fun ActivityController<out Activity>.rows() = decor.seen().filterIsInstance<ToggleRow>()

    private fun ActivityController<out Activity>.isOn(label: String) =
        decor
            .row(label)
            .all()
            .filterIsInstance<Switch>()
            .single()
            .isChecked

    private fun ActivityController<out Activity>.says(
        label: String,
        text: String,
    ) = decor.seen().filterIsInstance<ToggleRow>().any { label in it.texts() && text in it.texts() }

    private fun ActivityController<out Activity>.touch(label: String) {
        val text = decor.seen().filterIsInstance<TextView>().first { it.text.toString() == label }
        generateSequence(text as View?) { it.parent as? View }.first { it.hasOnClickListeners() }.performClick()
    }

    /** Long enough after the touch before that it is no double tap. */
    private fun ActivityController<out Activity>.touchLater(label: String) {
        val last = System.nanoTime()
        while (System.nanoTime() - last < TimeUnit.MILLISECONDS.toNanos(350)) Thread.sleep(1)
        touch(label)
    }
}
