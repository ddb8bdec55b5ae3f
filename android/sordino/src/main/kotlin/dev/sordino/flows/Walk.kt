package dev.sordino.flows

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.provider.Settings
import dev.sordino.SordinoException
import dev.sordino.core.ContactsInput
import dev.sordino.core.ContactsNext
import dev.sordino.core.ContactsStep
import dev.sordino.core.FlowScreen
import dev.sordino.core.PushInput
import dev.sordino.core.PushNext
import dev.sordino.core.PushStep
import dev.sordino.inner.Running

/**
 * A permission flow while a person is in it: carries out the step that the core names, and reports what came of it. It
 * outlives a turned phone's activity.
 */
internal abstract class Walk(
    protected val running: Running,
    protected val language: String,
) {
    /** The activity that shows it, while there is one. */
    protected var activity: Activity? = null
        private set
    private var ends: (Ending) -> Unit = {}
    private var shows: (FlowScreen) -> Unit = {}
    private var isBusy = false
    private val main = Handler(Looper.getMainLooper())

    /** What is shown, for the next activity. */
    var screen: FlowScreen? = null
        private set

    /** Whether it shows nothing and waits for nothing: it was begun by a process that ended. */
    val isIdle: Boolean
        get() = screen == null && !isBusy

    enum class Ending { DONE, LEADS_TO_SETTINGS }

    fun attach(
        activity: Activity,
        shows: (FlowScreen) -> Unit,
        ends: (Ending) -> Unit,
    ) {
        this.activity = activity
        this.shows = shows
        this.ends = ends
        screen?.let(shows)
    }

    fun detach() {
        activity = null
        shows = {}
        ends = {}
    }

    abstract fun start()

    /** The person pressed a button. */
    abstract fun answer(agrees: Boolean)

    /** The system's dialog is closed. */
    abstract fun returned()

    /** What was opened for an answer has ended. */
    open fun ended(
        isOk: Boolean,
        data: Uri?,
    ) = returned()

    protected fun show(screen: FlowScreen?) {
        this.screen = screen
        if (screen == null) end(Ending.DONE) else shows(screen)
    }

    protected fun end(ending: Ending) = ends(ending)

    /** Asks the core off the main thread, one question at a time, and goes on with its answer on the main thread. */
    protected fun <T : Any> ask(
        question: () -> T,
        then: (T) -> Unit,
    ) {
        if (isBusy) return
        isBusy = true
        running.threads.choose {
            val answer =
                try {
                    question()
                } catch (_: SordinoException) {
                    // What cannot be kept is not shown.
                    null
                }
            // Not by the activity: while the phone is turned there is none, and the next one waits for the answer.
            main.post {
                isBusy = false
                if (answer == null) end(Ending.DONE) else then(answer)
            }
        }
    }

    /** Turns off what the person declined. If that cannot be written, the settings say what is true. */
    protected fun takeBack(purposes: List<String>) =
        ask({ runCatching { running.choices.turnOff(purposes, HOW, language) }.isSuccess }) { isOff ->
            end(if (isOff) Ending.DONE else Ending.LEADS_TO_SETTINGS)
        }

    protected fun opens(intent: Intent): Boolean =
        try {
            activity?.startActivityForResult(intent, CODE)
            true
        } catch (_: ActivityNotFoundException) {
            false
        } catch (_: SecurityException) {
            false
        }

    protected fun dialog(permission: String) {
        activity?.requestPermissions(arrayOf(permission), CODE)
    }

    protected fun settings(page: String): Boolean {
        val name = activity?.packageName ?: return false
        val intent = Intent(page).putExtra(Settings.EXTRA_APP_PACKAGE, name)
        if (page == Settings.ACTION_APPLICATION_DETAILS_SETTINGS) intent.data = Uri.fromParts("package", name, null)
        return opens(intent)
    }

    companion object {
        const val CODE = 5_640

        /** Where the choice was made, in the ledger's words. */
        private const val HOW = "primer"
    }
}

/** The contacts flow: by the contacts app, and directly only where the policy asks for it. */
internal class ContactsWalk(
    running: Running,
    language: String,
) : Walk(running, language) {
    override fun start() = go(ContactsInput.START)

    override fun answer(agrees: Boolean) = go(if (agrees) ContactsInput.AGREE else ContactsInput.DECLINE)

    override fun returned() = go(ContactsInput.RETURNED)

    override fun ended(
        isOk: Boolean,
        data: Uri?,
    ) {
        if (isInSettings) return returned().also { isInSettings = false }
        val id = CardIntents.id(data)
        when {
            !isOk -> go(ContactsInput.NOT_SAVED)
            id.isEmpty() -> go(ContactsInput.SAVED_UNKNOWN)
            else -> go(ContactsInput.SAVED_KNOWN, id)
        }
    }

    private var isInSettings = false

    private fun go(
        input: ContactsInput,
        id: String = "",
    ) {
        val access = activity?.access(CARD_PERMISSION) ?: return
        ask({ running.choices.ask { contactsStep(input, access, id, language) } }, ::carryOut)
    }

    private fun carryOut(next: ContactsNext) {
        when (next.step) {
            ContactsStep.ASK_CONSENT -> {
                end(Ending.LEADS_TO_SETTINGS)
            }

            ContactsStep.ASK_SYSTEM -> {
                dialog(CARD_PERMISSION)
            }

            ContactsStep.OPEN_INSERT, ContactsStep.OPEN_EDIT, ContactsStep.OPEN_INSERT_OR_EDIT -> {
                if (!opens(CardIntents.of(next.step, next.card))) go(ContactsInput.FAILED)
            }

            ContactsStep.WRITE, ContactsStep.REFRESH -> {
                write(next)
            }

            ContactsStep.TAKE_BACK -> {
                takeBack(next.turnsOff)
            }

            ContactsStep.OPEN_SETTINGS -> {
                isInSettings = true
                if (!settings(Settings.ACTION_APPLICATION_DETAILS_SETTINGS)) returned()
            }

            else -> {
                show(next.screen)
            }
        }
    }

    private fun write(next: ContactsNext) {
        val resolver = activity?.contentResolver ?: return
        ask({ CardWriter(resolver).write(next.step, next.card) }) { go(it.input, it.id) }
    }
}

/** The push flow: the system's dialog from Android 13 on, channels on all. */
internal class PushWalk(
    running: Running,
    language: String,
) : Walk(running, language) {
    override fun start() = go(PushInput.START)

    override fun answer(agrees: Boolean) = go(if (agrees) PushInput.AGREE else PushInput.DECLINE)

    override fun returned() = go(PushInput.RETURNED)

    private fun go(input: PushInput) {
        val shown = activity ?: return
        ask({ running.pushStep(input, shown, language) }, ::carryOut)
    }

    private fun carryOut(next: PushNext) {
        activity?.let { Channels(it).keep(next.categories, it.appLabel()) }
        when (next.step) {
            PushStep.ASK_CONSENT -> end(Ending.LEADS_TO_SETTINGS)
            PushStep.ASK_SYSTEM -> dialog(NOTIFICATIONS_PERMISSION)
            PushStep.TAKE_BACK -> takeBack(next.turnsOff)
            PushStep.OPEN_SETTINGS -> if (!settings(Settings.ACTION_APP_NOTIFICATION_SETTINGS)) go(PushInput.FAILED)
            else -> show(next.screen)
        }
    }
}
