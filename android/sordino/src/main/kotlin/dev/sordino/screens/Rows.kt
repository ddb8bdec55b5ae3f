package dev.sordino.screens

import android.os.Bundle
import android.util.TypedValue
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.Button
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.TextView

/** A row of one text that does something when it is touched: a link, an action, what unfolds. */
internal class PlainRow(
    private val look: Look,
) : LinearLayout(look.context) {
    private val label = look.label()
    private val explanation = look.explanation()
    private val arrow = ImageView(look.context)
    private var points: Chevron.Points? = null
    private var isUnfolded: Boolean? = null
    private var onTouch: (() -> Unit)? = null

    init {
        orientation = HORIZONTAL
        gravity = Gravity.CENTER_VERTICAL
        minimumHeight = look.dp(TARGET_DP)
        setPaddingRelative(look.dp(MARGIN_DP), look.dp(ABOVE_DP), look.dp(MARGIN_DP), look.dp(ABOVE_DP))
        val texts = LinearLayout(look.context).apply { orientation = VERTICAL }
        texts.addView(label, wide())
        texts.addView(explanation, wide())
        addView(texts, LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 1f))
        arrow.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
        addView(arrow, LayoutParams(look.dp(ARROW_DP), look.dp(ARROW_DP)).apply { marginStart = look.dp(MARGIN_DP) })
        isFocusable = true
        background = look.touch()
        setOnClickListener { onTouch?.invoke() }
    }

    fun bind(
        text: String,
        detail: String = "",
        hint: String = "",
        leads: Chevron.Points? = Chevron.Points.TO_THE_END,
        unfolded: Boolean? = null,
        touched: (() -> Unit)?,
    ) {
        label.say(text)
        explanation.say(detail)
        if (leads != points) arrow.setImageDrawable(leads?.let { Chevron(look, it) })
        arrow.visibility = if (leads == null) GONE else VISIBLE
        points = leads
        isUnfolded = unfolded
        onTouch = touched
        isClickable = touched != null
        contentDescription = listOf(text, detail, hint).filter { it.isNotEmpty() }.joinToString(". ")
    }

    /** A text of less weight, for what belongs to the row above. */
    fun small() =
        apply {
            label.setTextSize(TypedValue.COMPLEX_UNIT_PX, explanation.textSize)
        }

    override fun getAccessibilityClassName(): CharSequence = Button::class.java.name

    override fun onInitializeAccessibilityNodeInfo(info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(info)
        when (isUnfolded) {
            true -> info.addAction(AccessibilityNodeInfo.AccessibilityAction.ACTION_COLLAPSE)
            false -> info.addAction(AccessibilityNodeInfo.AccessibilityAction.ACTION_EXPAND)
            null -> Unit
        }
    }

    override fun performAccessibilityAction(
        action: Int,
        arguments: Bundle?,
    ): Boolean =
        when (action) {
            AccessibilityNodeInfo.ACTION_EXPAND, AccessibilityNodeInfo.ACTION_COLLAPSE -> performClick()
            else -> super.performAccessibilityAction(action, arguments)
        }

    private companion object {
        const val ABOVE_DP = 12
        const val ARROW_DP = 24
    }
}

/** Texts below one another, of which each stands for itself: reasons, receipts, who gets what. */
internal class Lines(
    private val make: () -> TextView,
    look: Look,
) : LinearLayout(look.context) {
    init {
        orientation = VERTICAL
    }

    fun bind(texts: List<String>) {
        while (childCount > texts.size) removeViewAt(childCount - 1)
        texts.forEachIndexed { at, text ->
            val line = getChildAt(at) as TextView? ?: make().also { addView(it, wide()) }
            line.say(text)
        }
        visibility = if (texts.isEmpty()) View.GONE else View.VISIBLE
    }

    val texts: List<String>
        get() = (0 until childCount).map { (getChildAt(it) as TextView).text.toString() }
}

/** Nothing of it is spoken or found by assistive technology: its row says it all. */
internal fun View.isSaidByItsRow() =
    apply {
        importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
    }
