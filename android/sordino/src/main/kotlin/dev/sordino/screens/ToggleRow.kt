package dev.sordino.screens

import android.os.Build
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.LinearLayout
import android.widget.Switch
import dev.sordino.RowKind
import dev.sordino.SettingsRow
import dev.sordino.inner.Shown

/**
 * A purpose: its name, what is sent, how it stands, and its switch. One thing to touch, and one to hear.
 *
 * The switch only shows. It keeps no state of its own that the framework could restore, hears no touch, and nobody listens
 * to it: what it shows comes from the model each time.
 */
internal class ToggleRow(
    private val look: Look,
) : LinearLayout(look.context) {
    private val label = look.label()
    private val explanation = look.explanation()
    private val state = Lines(look::state, look)
    private val reasons = Lines(look::state, look)
    private val switch = Switch(look.context)
    private var row: SettingsRow? = null
    private var isOn = false

    init {
        orientation = if (look.isLarge) VERTICAL else HORIZONTAL
        gravity = if (look.isLarge) Gravity.NO_GRAVITY else Gravity.CENTER_VERTICAL
        minimumHeight = look.dp(TALL_ROW_DP)
        setPaddingRelative(look.dp(MARGIN_DP), look.dp(ABOVE_DP), look.dp(MARGIN_DP), look.dp(BELOW_DP))
        background = look.touch()
        isFocusable = true
        switch.isSaveEnabled = false
        switch.isClickable = false
        switch.isFocusable = false
        switch.isSaidByItsRow()
        // What stands there is announced when it changes, and only then.
        state.accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
        if (look.isLarge) stacked() else sideBySide()
    }

    private fun sideBySide() {
        val texts = LinearLayout(look.context).apply { orientation = VERTICAL }
        listOf(label, explanation, state, reasons).forEach { texts.addView(it, wide()) }
        state.below()
        addView(texts, LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 1f))
        addView(switch, beside())
    }

    /** Large texts have the width to themselves; the switch stands beside the words that say the same. */
    private fun stacked() {
        listOf(label, explanation).forEach { addView(it, wide()) }
        val words = LinearLayout(look.context).apply { orientation = VERTICAL }
        listOf(state, reasons).forEach { words.addView(it, wide()) }
        val line = LinearLayout(look.context).apply { gravity = Gravity.CENTER_VERTICAL }
        line.addView(words, LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 1f))
        line.addView(switch, beside())
        addView(line, wide())
        line.below()
    }

    private fun beside() =
        LayoutParams(ViewGroup.LayoutParams.WRAP_CONTENT, ViewGroup.LayoutParams.WRAP_CONTENT).apply {
            marginStart = look.dp(MARGIN_DP)
        }

    private fun View.below() {
        (layoutParams as LayoutParams).topMargin = look.dp(BETWEEN_DP)
    }

    fun bind(
        shown: Shown,
        row: SettingsRow,
        touched: () -> Unit,
    ) {
        this.row = row
        isOn = shown.isOn(row)
        label.say(row.label)
        explanation.say(row.explanation)
        state.bind(shown.state(row))
        reasons.bind(row.reasons)
        listOf(label, explanation, reasons).forEach { it.isSaidByItsRow() }
        switch.visibility = if (row.kind == RowKind.TOGGLE) View.VISIBLE else View.GONE
        switch.isChecked = isOn
        switch.isEnabled = row.isChangeable
        // A state that was bound is no change to be drawn slowly: what is off must never look on.
        switch.jumpDrawablesToCurrentState()
        setOnClickListener(if (row.canBeTouched) OnClickListener { touched() } else null)
        isClickable = row.canBeTouched
        contentDescription = spoken(row)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) stateDescription = state.texts.joinToString(" ")
    }

    /** Since Android 11 the state is a thing of its own to say. */
    private fun spoken(row: SettingsRow): String {
        val words = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) emptyList() else state.texts
        return (listOf(row.label, row.explanation) + words + row.reasons + row.hint).filter { it.isNotEmpty() }.joinToString(" ")
    }

    override fun getAccessibilityClassName(): CharSequence =
        (if (row?.kind == RowKind.TOGGLE) Switch::class.java else View::class.java).name

    override fun onInitializeAccessibilityNodeInfo(info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(info)
        val row = row ?: return
        if (row.kind != RowKind.TOGGLE) return
        info.isCheckable = true
        info.isChecked = isOn
        info.isEnabled = row.canBeTouched
    }

    private companion object {
        const val ABOVE_DP = 12
        const val BELOW_DP = 8
        const val BETWEEN_DP = 4

        /** What cannot be switched here may lead to where it can. */
        val SettingsRow.canBeTouched: Boolean
            get() = isChangeable || target != null
    }
}
