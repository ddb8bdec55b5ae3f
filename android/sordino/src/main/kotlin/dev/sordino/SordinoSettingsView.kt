package dev.sordino

import android.content.Context
import android.os.Bundle
import android.os.Handler
import android.os.Looper
import android.os.Parcelable
import android.util.AttributeSet
import android.widget.FrameLayout
import android.widget.TextView
import dev.sordino.inner.Desk
import dev.sordino.inner.Shown
import dev.sordino.screens.Desks
import dev.sordino.screens.Leading
import dev.sordino.screens.Look
import dev.sordino.screens.MARGIN_DP
import dev.sordino.screens.Question
import dev.sordino.screens.SettingsPane
import dev.sordino.screens.language
import java.util.Locale

/**
 * The settings as a view, for a screen of the app's own: every purpose with its switch, who gets what, past choices,
 * export, erase. It has no heading and does not scroll; put it into a `ScrollView`.
 *
 * Its texts are in the language of its context, its colours those of the theme around it. It shows how the purposes stand
 * and nothing else: a state that Android restores turns nothing on. Give it an id, and what was unfolded stays so.
 */
public class SordinoSettingsView internal constructor(
    context: Context,
    attributes: AttributeSet?,
    private val desk: Desk?,
) : FrameLayout(context, attributes) {
    /** Makes the view, in code or from a layout. */
    @JvmOverloads
    public constructor(context: Context, attributes: AttributeSet? = null) : this(context, attributes, Desks.here())

    private val main = Handler(Looper.getMainLooper())
    private val locale = context.language()
    private var shown: Shown? = null
    private var pane: SettingsPane? = null
    private var restored: List<String> = emptyList()
    private var watching: AutoCloseable? = null
    private val leading = Leading(this)
    private val question = Question(context)

    /** Called on the main thread when there is something new to show. */
    internal var onShown: (Shown) -> Unit = {}

    private val eachSecond =
        object : Runnable {
            override fun run() {
                desk?.let {
                    it.look()
                    // What could not be read may be there now.
                    if (pane == null) read(it)
                }
                main.postDelayed(this, SECOND)
            }
        }

    private val does =
        object : SettingsPane.Does {
            override fun touch(row: SettingsRow) = withShown { desk?.touch(row, it, it.screen.locale) }

            override fun tryAgain(row: SettingsRow) = withShown { desk?.turn(row, it.asksForOn(row), it.screen.locale) }

            override fun follow(target: String) = leading.follow(target)

            override fun act(row: SettingsRow) = withShown { shown -> desk?.let { leading.act(row, it, shown) } }
        }

    /** Begins to show what is true, and to hear of changes. */
    override fun onAttachedToWindow() {
        super.onAttachedToWindow()
        val desk = desk ?: return
        watching = desk.watch { main.post { changed(desk) } }
        main.postDelayed(eachSecond, SECOND)
        read(desk)
    }

    /** Hears of no change any more. */
    override fun onDetachedFromWindow() {
        watching?.close()
        main.removeCallbacks(eachSecond)
        question.close()
        super.onDetachedFromWindow()
    }

    /** Returns what is unfolded; nothing about a choice. */
    override fun onSaveInstanceState(): Parcelable =
        Bundle().apply {
            putParcelable(ABOVE, super.onSaveInstanceState())
            putStringArrayList(UNFOLDED, ArrayList(pane?.unfolded ?: restored))
        }

    /** Unfolds what was unfolded. */
    override fun onRestoreInstanceState(state: Parcelable?) {
        val saved = state as? Bundle ?: return super.onRestoreInstanceState(null)
        @Suppress("DEPRECATION")
        super.onRestoreInstanceState(saved.getParcelable(ABOVE))
        restored = saved.getStringArrayList(UNFOLDED).orEmpty()
        pane?.let { pane ->
            pane.unfolded.addAll(restored)
            shown?.let(pane::bind)
        }
    }

    /** What began is shown at once, from what is known; what that changed is read and shown then. */
    private fun changed(desk: Desk) {
        shown?.with(desk.now())?.let(::draw)
        read(desk)
    }

    private fun read(desk: Desk) {
        desk.soon {
            try {
                val read = desk.read(locale)
                main.post { draw(read) }
            } catch (_: SordinoException) {
                val trouble = desk.readTrouble(locale)
                main.post { say(trouble) }
            }
        }
    }

    private fun draw(now: Shown) {
        val desk = desk ?: return
        shown = now
        val pane = pane ?: made(now)
        pane.bind(now)
        onShown(now)
        val rows = now.screen.sections.flatMap { it.rows }
        val asked = desk.asking?.let { id -> rows.firstOrNull { it.id == id } }
        val asks = if (asked?.id == Desk.ERASE) now.texts.beforeErasing else asked?.confirm
        question.ask(asks, asked?.id) { desk.confirm(asked, it, now.screen.locale) }
    }

    private fun made(now: Shown): SettingsPane {
        val made = SettingsPane(Look(context, Locale.forLanguageTag(now.screen.locale)), does)
        made.unfolded.addAll(restored)
        removeAllViews()
        addView(made, LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT))
        pane = made
        return made
    }

    /** There is nothing to show: it did not open yet, or cannot. */
    private fun say(trouble: String) {
        val look = Look(context)
        val text: TextView = look.state().apply { text = trouble }
        text.setPadding(look.dp(MARGIN_DP), look.dp(MARGIN_DP), look.dp(MARGIN_DP), look.dp(MARGIN_DP))
        removeAllViews()
        pane = null
        addView(text)
    }

    private fun withShown(then: (Shown) -> Unit) {
        shown?.let(then)
    }

    private companion object {
        const val SECOND = 1_000L
        const val ABOVE = "above"
        const val UNFOLDED = "unfolded"
    }
}
