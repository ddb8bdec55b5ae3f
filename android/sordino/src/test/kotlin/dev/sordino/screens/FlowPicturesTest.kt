package dev.sordino.screens

import android.app.Activity
import android.os.Build
import android.view.Window
import android.widget.Button
import dev.sordino.core.FlowScreen
import org.junit.Assert.assertEquals
import org.junit.Test
import org.robolectric.Robolectric

/** The primers as they are drawn, held against the pictures in `android/sordino/screens`. */
class FlowPicturesTest : ScreenTest() {
    private val pictures = Pictures("android/sordino/screens")
    private val differing = ArrayList<String>()

    @Test
    fun the_primers_look_as_pictured() {
        holds("primer-contacts", CONTACTS)
        holds("primer-contacts-large-de", CONTACTS_DE, width = 320)
        holds("primer-push-dark", PUSH)
        holds("primer-denied", DENIED)
        assertEquals(emptyList<String>(), differing)
    }

    @Test
    fun both_answers_weigh_the_same() {
        device()
        val buttons =
            shown(PUSH)
                .window.decorView
                .seen()
                .filterIsInstance<Button>()
        assertEquals(listOf("Decline", "Agree"), buttons.map { it.text.toString() })
        assertEquals(1, buttons.map { listOf(it.width, it.height, it.textSize, it.currentTextColor) }.toSet().size)
    }

    @Test
    fun a_sentence_has_no_answers() {
        device()
        val buttons =
            shown(DENIED)
                .window.decorView
                .seen()
                .filterIsInstance<Button>()
        assertEquals(emptyList<Button>(), buttons)
    }

    private fun shown(screen: FlowScreen): Activity {
        val controller = Robolectric.buildActivity(Activity::class.java)
        val activity = controller.get()
        activity.setTheme(activity.deviceTheme())
        activity.requestWindowFeature(Window.FEATURE_NO_TITLE)
        controller.create()
        val look = Look(activity)
        val pane = FlowPane(look, {}, {})
        Bars.watch(pane, pane::clear)
        activity.setContentView(pane)
        pane.bind(screen, "Back")
        controller.start().resume().visible()
        settle(activity)
        return activity
    }

    private fun holds(
        name: String,
        screen: FlowScreen,
        width: Int = 360,
    ) {
        val words = name.split('-')
        val language = if ("de" in words) "de" else "en"
        device(width, HEIGHT, language, dark = "dark" in words, scale = if ("large" in words) 2f else 1f)
        pictures.differs("$name-${Build.VERSION.SDK_INT}", picture(shown(screen)))?.let(differing::add)
    }

    private companion object {
        const val HEIGHT = 640
        val CONTACTS =
            FlowScreen(
                "ilert contact",
                "The app saves one ilert contact with the numbers of the service, so that, for example, an alert call at night " +
                    "shows its name. Your contacts app opens; save there.",
                "Open contacts",
                "Not now",
            )
        val CONTACTS_DE =
            FlowScreen(
                "ilert-Kontakt",
                "Die App speichert einen ilert-Kontakt mit den Rufnummern des Dienstes, damit zum Beispiel ein nächtlicher " +
                    "Alarmanruf dessen Namen zeigt. Ihre Kontakte-App öffnet sich; dort speichern.",
                "Kontakte öffnen",
                "Nicht jetzt",
            )
        val PUSH =
            FlowScreen(
                "push notifications for alerts",
                "The app sends you the alerts you are on duty for, for example a critical incident at night, so that you can " +
                    "acknowledge it at once. Your push token goes to Google Ireland Ltd.",
                "Agree",
                "Decline",
            )
        val DENIED =
            FlowScreen("ilert contact", "Calls from “ilert” then show a number without a name.", "", "")
    }
}
