package dev.sordino.screens

import android.os.Build
import dev.sordino.Problem
import dev.sordino.PromptKind
import dev.sordino.SordinoSettingsActivity
import dev.sordino.VendorAnswer
import org.junit.Assert.assertEquals
import org.junit.Test
import org.robolectric.annotation.Config

/** Every screen as it is drawn, held against the pictures in `android/sordino/screens`. */
class PicturesTest : ScreenTest() {
    private val pictures = Pictures("android/sordino/screens")
    private val differing = ArrayList<String>()

    @Test
    fun the_settings_look_as_pictured() {
        holds("settings") { some() }
        holds("settings-de") { some(Words.GERMAN) }
        holds("settings-dark") { some() }
        holds("settings-large", height = 2_000) { some() }
        holds("settings-large-de", height = 2_300, width = 320) { some(Words.GERMAN) }
        holds("settings-rtl") { some() }
        same()
    }

    @Test
    fun what_happened_looks_as_pictured() {
        holds("turning-off", height = 400) { some().apply { held = ArrayList() } touches "Crash reports" }
        holds("receipt-waiting", height = 400) { some() touches "Crash reports" }
        holds("receipt") { some().apply { vendor = VendorAnswer.OFF } touches "Crash reports" }
        holds("unsaved", height = 480) { some().apply { fails = Problem.CLOSED_UNTIL_RESTART } touches "Crash reports" }
        same()
    }

    @Test
    @Config(sdk = [35])
    fun odd_states_look_as_pictured() {
        holds("receipt-large-de", height = 900, width = 320) {
            some(Words.GERMAN).apply { vendor = VendorAnswer.OFF } touches Words.GERMAN.label(0)
        }
        holds("not-saved-dark", height = 480) { some().apply { fails = Problem.STORAGE_FAILED } touches "Usage statistics" }
        holds("organisation") {
            some().apply {
                purposes =
                    purposes.map {
                        if (it.purpose ==
                            "event_tracking"
                        ) {
                            it.copy(isChangeable = false, reasons = listOf(words.organisation))
                        } else {
                            it
                        }
                    }
            }
        }
        holds("under-age-de") {
            Fed(Words.GERMAN).apply { purposes = purposes.map { it.copy(isChangeable = false, reasons = listOf(words.age)) } }
        }
        holds("locked-twice-dark") {
            Fed().apply { purposes = purposes.map { it.copy(isChangeable = false, reasons = listOf(words.organisation, words.age)) } }
        }
        holds("forty", height = 1_200) { Fed().apply { purposes = words.purposes(FORTY) } }
        holds("details", height = 1_100) { some() touches "Details" }
        holds("losing-alerts") { some() touches "Alert pushes" }
        holds("losing-alerts-dark-de") { some(Words.GERMAN) touches "Alarme als Push" }
        holds("losing-alerts-large-de", width = 320) { some(Words.GERMAN) touches "Alarme als Push" }
        same()
    }

    @Test
    fun the_questions_look_as_pictured() {
        holds("question", height = 640) { asks() }
        holds("question-large-de", height = 1_300, width = 320) { asks(Words.GERMAN) }
        holds("renewal", height = 640) { asks(kind = PromptKind.RENEWAL) }
        same()
    }

    @Test
    @Config(sdk = [35])
    fun odd_questions_look_as_pictured() {
        holds("question-dark-de", height = 640) { asks(Words.GERMAN) }
        holds("question-rtl", height = 640) { asks() }
        holds("question-one", height = 640) { asks(number = 1) }
        holds("question-not-saved", height = 640) { asks().apply { fails = Problem.NO_ROOM } touches "Allow all" }
        holds("question-low", height = 360, width = 640) { asks() }
        same()
    }

    @Test
    fun the_record_looks_as_pictured() {
        holds("history", height = 480) { Fed().apply { past = words.past(PAST) } }
        holds("history-large-de", height = 900, width = 320) { Fed(Words.GERMAN).apply { past = words.past(PAST) } }
        same()
    }

    @Test
    @Config(sdk = [35])
    fun an_odd_record_looks_as_pictured() {
        holds("history-dark", height = 480) { Fed().apply { past = words.past(PAST) } }
        holds("history-empty", height = 320) { Fed() }
        same()
    }

    private fun some(words: Words = Words.ENGLISH) = Fed(words).apply { set(listOf("crash_reports", "push"), true) }

    private fun asks(
        words: Words = Words.ENGLISH,
        kind: PromptKind = PromptKind.FIRST_RUN,
        number: Int = 2,
    ) = Fed(words).apply { asks = listOf(words.prompt(kind, number)) }

    private var touched: String? = null

    private infix fun Fed.touches(label: String) = also { touched = label }

    /** Draws what is fed. The name says how: `dark`, `large`, `de`, `rtl`. */
    private fun holds(
        name: String,
        width: Int = 360,
        height: Int = 1_000,
        feed: () -> Fed,
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
        val fed = feed()
        val label = touched.also { touched = null }
        val intent =
            when (words.first()) {
                "question", "renewal" -> SordinoSettingsActivity.question(context)
                "history" -> SordinoSettingsActivity.history(context)
                else -> SordinoSettingsActivity.settings(context)
            }
        val controller = open(fed, intent)
        if (label != null) {
            touch(controller.get(), label)
            settle(controller.get())
        }
        pictures.differs("$name-${Build.VERSION.SDK_INT}", picture(controller.get()))?.let(differing::add)
        controller.close()
        Desks.fed = null
    }

    private fun same() = assertEquals(emptyList<String>(), differing)

    private companion object {
        const val FORTY = 40
        const val PAST = 12
    }
}
