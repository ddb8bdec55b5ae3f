package dev.sordino

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.os.Bundle
import android.os.Handler
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.view.Window
import android.widget.LinearLayout
import android.widget.ScrollView
import dev.sordino.flows.ContactsWalk
import dev.sordino.flows.PushWalk
import dev.sordino.flows.Walk
import dev.sordino.inner.Desk
import dev.sordino.screens.Bars
import dev.sordino.screens.Desks
import dev.sordino.screens.FlowPane
import dev.sordino.screens.Heading
import dev.sordino.screens.HistoryPane
import dev.sordino.screens.Leading
import dev.sordino.screens.Look
import dev.sordino.screens.PromptPane
import dev.sordino.screens.deviceTheme
import dev.sordino.screens.language
import dev.sordino.screens.opens
import java.util.Locale

/**
 * The screens about privacy: the settings, the first question and its renewal, the record of past choices.
 *
 * ```kotlin
 * startActivity(SordinoSettingsActivity.settings(this))      // behind the app's row "Privacy"
 * ```
 *
 * It follows the app's theme. Another one can be named in the call or, for all calls, in the app's manifest. It may be called
 * by the app alone.
 */
public class SordinoSettingsActivity : Activity() {
    private val main = Handler(Looper.getMainLooper())
    private var watching: AutoCloseable? = null
    private var walk: Walk? = null
    private lateinit var language: String

    /** Shows the screen that was asked for. */
    override fun onCreate(savedInstanceState: Bundle?) {
        themed()
        requestWindowFeature(Window.FEATURE_NO_TITLE)
        super.onCreate(savedInstanceState)
        language = language()
        val isNew = savedInstanceState == null
        val desk = Desks.here() ?: return finish()
        val look = Look(this)
        Bars.colour(this, look.background())
        when (intent.getStringExtra(SCREEN)) {
            HISTORY -> history(desk, look)
            QUESTION -> question(desk.apply { if (isNew) forgetAnswer() }, look)
            CONTACTS, PUSH -> flow(desk, look, isNew)
            else -> settings(desk.apply { if (isNew) forgetWhatWasTold() }, look)
        }
    }

    /** Closes a permission flow that another process began and nothing came of: the next tap begins it anew. */
    override fun onResume() {
        super.onResume()
        // What it had opened has answered by now.
        if (walk?.isIdle == true) finish()
    }

    /** Hears of no change any more. */
    override fun onDestroy() {
        watching?.close()
        walk?.detach()
        super.onDestroy()
    }

    /** Hands the permission flow to the activity of a turned phone. */
    @Deprecated("The framework's own way to outlive a turned phone.")
    override fun onRetainNonConfigurationInstance(): Any? = walk

    /** Goes on with the permission flow after the system's dialog. */
    override fun onRequestPermissionsResult(
        code: Int,
        permissions: Array<out String>,
        results: IntArray,
    ) {
        if (code == Walk.CODE) walk?.returned()
    }

    /** Goes on with the permission flow after what it opened. */
    override fun onActivityResult(
        code: Int,
        result: Int,
        data: Intent?,
    ) {
        if (code == Walk.CODE) walk?.ended(result == RESULT_OK, data?.data)
    }

    private fun flow(
        desk: Desk,
        look: Look,
        isNew: Boolean,
    ) {
        val running = Sordino.startedOrNull()?.running ?: return finish()

        @Suppress("DEPRECATION")
        val retained = lastNonConfigurationInstance as Walk?
        val isPush = intent.getStringExtra(SCREEN) == PUSH
        val now = retained ?: if (isPush) PushWalk(running, language) else ContactsWalk(running, language)
        walk = now
        val pane = FlowPane(look, ::finish) { agrees -> now.answer(agrees) }
        Bars.watch(pane, pane::clear)
        show(pane)
        now.attach(
            this,
            shows = { screen ->
                title = screen.title
                pane.bind(screen, "")
                desk.soon {
                    val back = desk.readTexts(language).back
                    main.post { now.screen?.let { pane.bind(it, back) } }
                }
            },
            ends = { ending ->
                if (ending == Walk.Ending.LEADS_TO_SETTINGS) opens(settings(this, intent.getIntExtra(THEME, 0)))
                finish()
            },
        )
        // One that was shown before waits for what it opened.
        if (isNew) now.start()
    }

    private fun themed() {
        val named = intent.getIntExtra(THEME, 0)
        if (named != 0) {
            setTheme(named)
        } else if (packageManager.getActivityInfo(componentName, 0).themeResource == 0) {
            setTheme(deviceTheme())
        }
    }

    private fun settings(
        desk: Desk,
        look: Look,
    ) {
        val heading = Heading(look, ::finish)
        val view = SordinoSettingsView(this, null, desk)
        view.id = SETTINGS_ID
        view.onShown = {
            title = it.screen.title
            heading.bind(it.screen.title, it.texts.back)
        }
        val column = LinearLayout(this).apply { orientation = LinearLayout.VERTICAL }
        column.addView(heading)
        column.addView(view)
        val scroll = ScrollView(this)
        scroll.id = SCROLL_ID
        scroll.clipToPadding = false
        scroll.addView(column)
        Bars.watch(scroll) { scroll.setPadding(it.left, it.top, it.right, it.bottom) }
        show(scroll)
    }

    private fun question(
        desk: Desk,
        look: Look,
    ) {
        var asked: Prompt? = null
        val pane = PromptPane(look) { answer -> asked?.let { desk.answer(it, answer, language) } }
        Bars.watch(pane, pane::clear)
        show(pane)

        fun shown(prompt: Prompt?) {
            asked = prompt
            when {
                desk.answer == Desk.Answer.CHOOSING -> {
                    opens(settings(this, intent.getIntExtra(THEME, 0)))
                    finish()
                }

                prompt == null -> {
                    finish()
                }

                else -> {
                    title = prompt.title
                    pane.bind(prompt, desk.answer)
                }
            }
        }

        fun read() =
            desk.soon {
                val prompt =
                    try {
                        desk.readPrompt(language)
                    } catch (_: SordinoException) {
                        // What cannot be read cannot be asked: nothing is open, and the next start asks.
                        null
                    }
                main.post { shown(prompt) }
            }
        watching = desk.watch { main.post { if (!isFinishing) read() } }
        read()
    }

    private fun history(
        desk: Desk,
        look: Look,
    ) {
        lateinit var pane: HistoryPane

        fun read(offset: Int) =
            desk.soon {
                try {
                    val texts = desk.readTexts(language)
                    val page = desk.readHistory(language, offset, PAGE)
                    main.post {
                        title = page.title
                        pane.bind(page, offset, texts)
                    }
                } catch (_: SordinoException) {
                    val trouble = desk.readTrouble(language)
                    main.post { pane.tell(trouble) }
                }
            }

        fun share() =
            desk.soon {
                val texts = desk.readTexts(language)
                main.post { pane.tell(if (Leading.share(this, texts.export)) "" else texts.cannotShare) }
            }
        pane = HistoryPane(look, ::finish, ::read, ::share)
        Bars.watch(pane, pane::clear)
        show(pane)
        watching = desk.watch { main.post { read(0) } }
        read(0)
    }

    private fun show(view: View) =
        setContentView(view, ViewGroup.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.MATCH_PARENT))

    /** The calls that open a screen. */
    public companion object {
        private const val SCREEN = "dev.sordino.screen"
        private const val THEME = "dev.sordino.theme"
        private const val HISTORY = "history"
        private const val QUESTION = "question"
        private const val CONTACTS = "contacts"
        private const val PUSH = "push"
        private const val PAGE = 100

        /** Ids of our own, outside of those that an app's resources have. */
        private const val SETTINGS_ID = 0x00536F01
        private const val SCROLL_ID = 0x00536F02

        /**
         * Returns what opens the settings.
         *
         * @param theme a theme of the app's to show it in; without one, the app's own.
         */
        @JvmStatic
        @JvmOverloads
        public fun settings(
            context: Context,
            theme: Int = 0,
        ): Intent = intent(context, theme)

        /**
         * Returns what asks the person what must be asked now, on one full screen. Where nothing must be asked it closes at
         * once. To go back from it decides nothing.
         *
         * @param theme a theme of the app's to show it in; without one, the app's own.
         */
        @JvmStatic
        @JvmOverloads
        public fun question(
            context: Context,
            theme: Int = 0,
        ): Intent = intent(context, theme).putExtra(SCREEN, QUESTION)

        /**
         * Returns what opens the record of past choices.
         *
         * @param theme a theme of the app's to show it in; without one, the app's own.
         */
        @JvmStatic
        @JvmOverloads
        public fun history(
            context: Context,
            theme: Int = 0,
        ): Intent = intent(context, theme).putExtra(SCREEN, HISTORY)

        /**
         * Returns what walks the person to the app's contact, after they turned its purpose on: a primer, then their contacts
         * app. It opens the settings where the purpose is off. The address book is never read.
         *
         * @param theme a theme of the app's to show it in; without one, the app's own.
         */
        @JvmStatic
        @JvmOverloads
        public fun contacts(
            context: Context,
            theme: Int = 0,
        ): Intent = intent(context, theme).putExtra(SCREEN, CONTACTS)

        /**
         * Returns what walks the person to notifications, after they turned their purpose on: a primer, then the system's dialog
         * from Android 13 on. It opens the settings where every purpose is off, and makes the channels.
         *
         * @param theme a theme of the app's to show it in; without one, the app's own.
         */
        @JvmStatic
        @JvmOverloads
        public fun push(
            context: Context,
            theme: Int = 0,
        ): Intent = intent(context, theme).putExtra(SCREEN, PUSH)

        private fun intent(
            context: Context,
            theme: Int,
        ) = Intent(context, SordinoSettingsActivity::class.java).putExtra(THEME, theme)
    }
}
