package dev.sordino.screens

import android.os.Build
import android.widget.Button
import dev.sordino.core.ContactsInput
import dev.sordino.core.FlowAccess
import dev.sordino.core.FlowScreen
import dev.sordino.core.PushInput
import dev.sordino.platform.Copy
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Test

/** The primers as they are drawn, with what the core says, held against the pictures in `android/sordino/screens`. */
class FlowPicturesTest : ScreenTest() {
    private val pictures = Pictures("android/sordino/screens")
    private val differing = ArrayList<String>()

    @Before
    fun load() = Copy.use()

    @After
    fun unload() = Copy.forget()

    @Test
    fun the_primers_look_as_pictured() {
        holds("primer-contacts") { contacts(it, ContactsInput.START) }
        holds("primer-contacts-large-de", width = 320) { contacts(it, ContactsInput.START) }
        holds("primer-push-dark") { push(it, PushInput.START) }
        holds("primer-denied") { contacts(it, ContactsInput.START, ContactsInput.AGREE, ContactsInput.FAILED) }
        assertEquals(emptyList<String>(), differing)
    }

    @Test
    fun both_answers_weigh_the_same() {
        device()
        val buttons = buttons(push("en", PushInput.START))
        assertEquals(listOf("Decline", "Agree"), buttons.map { it.text.toString() })
        assertEquals(1, buttons.map { listOf(it.width, it.height, it.textSize, it.currentTextColor) }.toSet().size)
    }

    @Test
    fun a_sentence_has_no_answers() {
        device()
        val denied = contacts("en", ContactsInput.START, ContactsInput.AGREE, ContactsInput.FAILED)
        assertEquals(emptyList<Button>(), buttons(denied))
    }

    private fun buttons(screen: FlowScreen) =
        primer(screen)
            .window.decorView
            .seen()
            .filterIsInstance<Button>()

    /** What the contacts flow shows after the last of [inputs], with the policy of `examples/on-call`. */
    private fun contacts(
        language: String,
        vararg inputs: ContactsInput,
    ): FlowScreen =
        Real().on("contacts_card").use { real ->
            val choices = real.sordino.running.choices
            inputs.map { input -> choices.ask { contactsStep(input, FlowAccess.Denied, "", language) } }.last().screen!!
        }

    private fun push(
        language: String,
        input: PushInput,
    ): FlowScreen =
        Real().on("push_service_alerts").use { real ->
            val asked = FlowAccess.Android(granted = false, rationale = false)
            real.sordino.running.choices
                .ask { pushStep(input, asked, emptyList(), language) }
                .screen!!
        }

    private fun holds(
        name: String,
        width: Int = 360,
        screen: (String) -> FlowScreen,
    ) {
        val words = name.split('-')
        val language = if ("de" in words) "de" else "en"
        device(width, HEIGHT, language, dark = "dark" in words, scale = if ("large" in words) 2f else 1f)
        pictures.differs("$name-${Build.VERSION.SDK_INT}", picture(primer(screen(language))))?.let(differing::add)
    }

    private companion object {
        const val HEIGHT = 640
    }
}
