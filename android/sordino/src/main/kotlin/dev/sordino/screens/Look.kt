package dev.sordino.screens

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Typeface
import android.graphics.drawable.Drawable
import android.os.Build
import android.text.Layout
import android.util.TypedValue
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.LinearLayout
import android.widget.TextView
import java.util.Locale

/** Sizes, text styles and colours: those of the theme around the screen, nothing of our own. */
internal class Look(
    val context: Context,
    /** The language of the texts, which need not be the device's. */
    private val locale: Locale? = null,
) {
    private val metrics = context.resources.displayMetrics

    /** From here on a word needs the whole width: nothing stands beside a text. */
    val isLarge: Boolean = context.resources.configuration.fontScale >= LARGE_SCALE

    /** Whether what stands still would leave no room for what scrolls. */
    val isLow: Boolean = isLarge || context.resources.configuration.screenHeightDp < LOW_DP

    val primary: ColorStateList = color(android.R.attr.textColorPrimary)
    val secondary: ColorStateList = color(android.R.attr.textColorSecondary)

    fun dp(value: Int): Int = Math.round(value * metrics.density)

    /** The name of a row. */
    fun label(): TextView = text(android.R.attr.textAppearanceListItem, primary)

    /** What explains it. */
    fun explanation(): TextView = text(android.R.attr.textAppearanceListItemSecondary, secondary)

    /** How it stands: as small as the explanation, as dark as the name. */
    fun state(): TextView = text(android.R.attr.textAppearanceListItemSecondary, primary)

    /** The heading of a screen. */
    fun heading(): TextView =
        label().apply {
            setTextSize(TypedValue.COMPLEX_UNIT_SP, HEADING_SP)
            asHeading()
        }

    /** The heading of a group of rows. */
    fun groupHeading(): TextView =
        state().apply {
            typeface = Typeface.create(typeface, Typeface.BOLD)
            asHeading()
        }

    /** A button like every other: as wide as the screen, in the case that its text has. */
    fun button(): Button =
        Button(context).apply {
            isAllCaps = false
            minHeight = dp(TARGET_DP)
            languageOf(this)
        }

    /** What shows that something was touched. */
    fun touch(): Drawable? = drawable(android.R.attr.selectableItemBackground)

    fun drawable(attribute: Int): Drawable? {
        val found = TypedValue()
        if (!context.theme.resolveAttribute(attribute, found, true) || found.resourceId == 0) return null
        return context.getDrawable(found.resourceId)
    }

    /** The colour behind everything. */
    fun background(): Int = color(android.R.attr.colorBackground).defaultColor

    fun color(attribute: Int): ColorStateList {
        val styled = context.obtainStyledAttributes(intArrayOf(attribute))
        try {
            return styled.getColorStateList(0) ?: ColorStateList.valueOf(0)
        } finally {
            styled.recycle()
        }
    }

    private fun text(
        appearance: Int,
        color: ColorStateList,
    ): TextView =
        TextView(context).apply {
            val styled = context.obtainStyledAttributes(intArrayOf(appearance))
            val style = styled.getResourceId(0, 0)
            styled.recycle()
            if (style != 0) setTextAppearance(style)
            setTextColor(color)
            breakStrategy = Layout.BREAK_STRATEGY_HIGH_QUALITY
            hyphenationFrequency = Layout.HYPHENATION_FREQUENCY_NORMAL
            textAlignment = View.TEXT_ALIGNMENT_VIEW_START
            languageOf(this)
        }

    private fun languageOf(text: TextView) {
        if (locale != null) text.textLocale = locale
    }

    private companion object {
        const val LARGE_SCALE = 1.3f
        const val HEADING_SP = 24f
        const val LOW_DP = 480
    }
}

/** Between the edge of the screen and what stands in it. */
internal const val MARGIN_DP = 16

/** The framework's buttons are drawn smaller than they are, by so much on each side. */
internal const val BUTTON_INSET_DP = 4

/** The least that a finger can be asked to hit. */
internal const val TARGET_DP = 48

/** A row of one line, and one with more. */
internal const val ROW_DP = 56
internal const val TALL_ROW_DP = 72

internal fun View.asHeading() {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) isAccessibilityHeading = true
}

/** Shows [text], or nothing where there is none. */
internal fun TextView.say(text: String) {
    if (this.text.toString() != text) this.text = text
    visibility = if (text.isEmpty()) View.GONE else View.VISIBLE
}

/** As wide as its parent, as high as it needs. */
internal fun wide(): LinearLayout.LayoutParams =
    LinearLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.WRAP_CONTENT)
