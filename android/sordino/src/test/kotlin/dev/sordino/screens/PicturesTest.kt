package dev.sordino.screens

import android.os.Build
import dev.sordino.Limiter
import dev.sordino.SordinoSettingsActivity
import dev.sordino.platform.Copy
import dev.sordino.support.Policies
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Test
import org.robolectric.annotation.Config

/** Every screen as it is drawn, held against the pictures in `android/sordino/screens`. */
class PicturesTest : ScreenTest() {
    private val pictures = Pictures("android/sordino/screens")
    private val differing = ArrayList<String>()

    @Before
    fun load() = Copy.use()

    @After
    fun unload() = Copy.forget()

    @Test
    fun the_settings_look_as_pictured() {
        for (name in listOf("settings", "settings-dark", "settings-rtl")) holds(name) { some() }
        holds("settings-de") { some() }
        holds("settings-large", height = 2_000) { some() }
        holds("settings-large-de", height = 2_300, width = 320) { some() }
        same()
    }

    @Test
    fun what_happened_looks_as_pictured() {
        holds("turning-off", height = 400) { some().apply { held = ArrayList() } touches CRASHES }
        holds("receipt-waiting", height = 400) { some().crashed(REPORTS).apply { answers = false } touches CRASHES }
        holds("receipt") { some().crashed(REPORTS) touches CRASHES }
        holds("lost-disk", height = 480) { some().losesItsDisk() touches CRASHES }
        same()
    }

    @Test
    @Config(sdk = [35])
    fun odd_states_look_as_pictured() {
        holds("receipt-large-de", height = 900, width = 320) { some().crashed(REPORTS) touches "Absturzberichte" }
        holds("not-saved-dark", height = 480) { some().losesItsDisk() touches "Usage statistics" }
        holds("organisation") { some().limit(Limiter.ORGANISATION, "event_tracking") }
        holds("under-age-de") { some().limit(Limiter.AGE) }
        holds("locked-twice-dark") { some().limit(Limiter.ORGANISATION).limit(Limiter.AGE) }
        holds("forty", height = 1_200) { some().apply { times = TIMES } }
        holds("details", height = 1_100) { some() touches "Details" }
        holds("losing-alerts") { some() touches "Alert pushes" }
        holds("losing-alerts-dark-de") { some() touches "Alarme als Push" }
        holds("losing-alerts-large-de", width = 320) { some() touches "Alarme als Push" }
        same()
    }

    @Test
    fun the_questions_look_as_pictured() {
        holds("question", height = 640) { Real() }
        holds("question-large-de", height = 1_300, width = 320) { Real() }
        holds("renewal", height = 640) { renewed() }
        same()
    }

    @Test
    @Config(sdk = [35])
    fun odd_questions_look_as_pictured() {
        holds("question-dark-de", height = 640) { Real() }
        holds("question-rtl", height = 640) { Real() }
        holds("question-one", height = 640) { Real().on("event_tracking") }
        holds("question-not-saved", height = 640) { Real().losesItsDisk() touches "Allow all" }
        holds("question-low", height = 360, width = 640) { Real() }
        same()
    }

    @Test
    fun the_record_looks_as_pictured() {
        holds("history", height = 480) { chosen() }
        holds("history-large-de", height = 900, width = 320) { chosen() }
        same()
    }

    @Test
    @Config(sdk = [35])
    fun an_odd_record_looks_as_pictured() {
        holds("history-dark", height = 480) { chosen() }
        holds("history-empty", height = 320) { Real(isOfAge = false) }
        same()
    }

    private fun some() = Real().on("crash_reports", "push_service_alerts")

    /** A yes to the policy of before, and the app with the one of today. */
    private fun renewed() = Real(Policies.earlier).on("crash_reports", "event_tracking").updated(Policies.onCall)

    private fun chosen() =
        some().apply {
            sordino.crashReports.turnOff("settings")
            sordino.eventTracking.turnOn("settings")
            limit(Limiter.ORGANISATION, "event_tracking")
        }

    private var touched: String? = null

    private infix fun Real.touches(label: String) = also { touched = label }

    /** Draws what the core says. The name says how: `dark`, `large`, `de`, `rtl`. */
    private fun holds(
        name: String,
        width: Int = 360,
        height: Int = 1_000,
        feed: () -> Real,
    ) {
        val words = name.split('-')
        val language =
            if ("de" in words) {
                "de"
            } else if ("rtl" in words) {
                "ar"
            } else {
                "en"
            }
        device(width, height, language, dark = "dark" in words, scale = if ("large" in words) 2f else 1f)
        val real = feed()
        val label = touched.also { touched = null }
        val intent =
            when (words.first()) {
                "question", "renewal" -> SordinoSettingsActivity.question(context)
                "history" -> SordinoSettingsActivity.history(context)
                else -> SordinoSettingsActivity.settings(context)
            }
        val controller = open(real.desk, intent)
        if (label != null) {
            touch(controller.get(), label)
            settle(controller.get())
        }
        pictures.differs("$name-${Build.VERSION.SDK_INT}", picture(controller.get()))?.let(differing::add)
        controller.close()
        Desks.fed = null
        real.close()
    }

    private fun same() = assertEquals(emptyList<String>(), differing)

    private companion object {
        const val CRASHES = "Crash reports"
        const val REPORTS = 12
        const val TIMES = 10
    }
}
