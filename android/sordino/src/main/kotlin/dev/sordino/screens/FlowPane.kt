package dev.sordino.screens

import android.graphics.Rect
import android.view.ViewGroup
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import dev.sordino.core.FlowScreen

/** A primer, a question or a sentence of a permission flow: buttons of one size, style and colour, and none where nothing is asked. */
internal class FlowPane(
    private val look: Look,
    back: () -> Unit,
    private val answered: (Boolean) -> Unit,
) : LinearLayout(look.context) {
    private val heading = Heading(look, back)
    private val text = look.label()
    private val decline = button(false)
    private val agree = button(true)

    init {
        orientation = VERTICAL
        isBaselineAligned = false
        val body = LinearLayout(look.context).apply { orientation = VERTICAL }
        body.addView(heading, wide())
        val paragraph = wide()
        paragraph.setMargins(look.dp(MARGIN_DP), 0, look.dp(MARGIN_DP), look.dp(MARGIN_DP))
        body.addView(text, paragraph)
        val answers = LinearLayout(look.context).apply { orientation = VERTICAL }
        val side = look.dp(MARGIN_DP - BUTTON_INSET_DP)
        answers.setPadding(side, look.dp(GAP_DP), side, look.dp(GAP_DP))
        listOf(decline, agree).forEach { answers.addView(it, wide().apply { topMargin = look.dp(GAP_DP) }) }
        // Large texts and low screens leave no room to answers that stand still.
        if (look.isLow) body.addView(answers, wide())
        val scroll = ScrollView(look.context)
        scroll.isFillViewport = true
        scroll.addView(body)
        addView(scroll, LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, 0, 1f))
        if (!look.isLow) addView(answers, wide())
    }

    private fun button(agrees: Boolean): Button = look.button().apply { setOnClickListener { answered(agrees) } }

    fun bind(
        screen: FlowScreen,
        back: String,
    ) {
        heading.bind(screen.title, back)
        text.say(screen.text)
        decline.say(screen.decline)
        agree.say(screen.agree)
    }

    fun clear(bars: Rect) = setPadding(bars.left, bars.top, bars.right, bars.bottom)

    private companion object {
        const val GAP_DP = 8
    }
}
