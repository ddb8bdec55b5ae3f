package dev.sordino.screens

import android.graphics.Rect
import android.graphics.Typeface
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import dev.sordino.Prompt
import dev.sordino.inner.Desk.Answer
import dev.sordino.inner.Desk.Answered

/** The first question and its renewal: what is asked, who would get it, and answers of one size, style and colour. */
internal class PromptPane(
    private val look: Look,
    private val answered: (Answered) -> Unit,
) : LinearLayout(look.context) {
    private val heading = Heading(look, back = null)
    private val text = look.label()
    private val news = Lines(look::label, look)
    private val purposes = LinearLayout(look.context).apply { orientation = VERTICAL }
    private val notSaved = look.label()
    private val none = button(Answered.NONE)
    private val all = button(Answered.ALL)
    private val choose = button(Answered.CHOOSE)
    private val scroll = ScrollView(look.context)

    init {
        orientation = VERTICAL
        isBaselineAligned = false
        notSaved.accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
        val body = LinearLayout(look.context).apply { orientation = VERTICAL }
        body.addView(heading, wide())
        listOf(news, text).forEach { body.addView(it, paragraph()) }
        body.addView(purposes, wide())
        val answers = LinearLayout(look.context).apply { orientation = VERTICAL }
        val side = look.dp(MARGIN_DP - BUTTON_INSET_DP)
        answers.setPadding(side, look.dp(GAP_DP), side, look.dp(GAP_DP))
        val inset = look.dp(BUTTON_INSET_DP)
        answers.addView(notSaved, wide().apply { setMargins(inset, 0, inset, 0) })
        listOf(none, all, choose).forEach { answers.addView(it, wide().apply { topMargin = look.dp(GAP_DP) }) }
        // Large texts and low screens leave no room to answers that stand still.
        if (look.isLow) body.addView(answers, wide())
        scroll.isFillViewport = true
        scroll.addView(body)
        addView(scroll, LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, 0, 1f))
        if (!look.isLow) addView(answers, wide())
    }

    private fun paragraph() =
        wide().apply {
            marginStart = look.dp(MARGIN_DP)
            marginEnd = look.dp(MARGIN_DP)
            bottomMargin = look.dp(MARGIN_DP)
        }

    private fun button(answer: Answered): Button = look.button().apply { setOnClickListener { answered(answer) } }

    fun bind(
        prompt: Prompt,
        answer: Answer,
    ) {
        heading.bind(prompt.title)
        text.say(prompt.text)
        news.bind(prompt.news)
        while (purposes.childCount > prompt.purposes.size) purposes.removeViewAt(purposes.childCount - 1)
        prompt.purposes.forEachIndexed { at, asked ->
            val block = purposes.getChildAt(at) as Asked? ?: Asked(look).also { purposes.addView(it, paragraph()) }
            block.bind(asked.label, asked.text, asked.toWhom)
        }
        none.say(prompt.allowNone)
        all.say(prompt.allowAll)
        choose.say(prompt.choose)
        notSaved.say(if (answer == Answer.FAILED) prompt.notSaved else "")
    }

    fun clear(bars: Rect) = setPadding(bars.left, bars.top, bars.right, bars.bottom)

    /** One purpose of the question. Nothing in it can be touched, so that nothing can be ticked. */
    private class Asked(
        look: Look,
    ) : LinearLayout(look.context) {
        private val label = look.label().apply { asHeading() }
        private val text = look.explanation()
        private val toWhom = look.explanation()

        init {
            orientation = VERTICAL
            label.typeface = Typeface.create(label.typeface, Typeface.BOLD)
            listOf(label, text, toWhom).forEach { addView(it, wide()) }
        }

        fun bind(
            label: String,
            text: String,
            toWhom: String,
        ) {
            this.label.say(label)
            this.text.say(text)
            this.toWhom.say(toWhom)
        }
    }

    private companion object {
        const val GAP_DP = 8
    }
}
