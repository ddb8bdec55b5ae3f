package dev.sordino.example

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.util.TypedValue
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.view.Window
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import kotlin.concurrent.thread

/** A screen of rows below a heading. Android's own views, no resources. */
abstract class Screen(
    private val heading: String,
) : Activity() {
    private lateinit var column: LinearLayout

    override fun onCreate(state: Bundle?) {
        setTheme(if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) android.R.style.Theme_DeviceDefault_DayNight else LIGHT)
        requestWindowFeature(Window.FEATURE_NO_TITLE)
        super.onCreate(state)
        column = LinearLayout(this).apply { orientation = LinearLayout.VERTICAL }
        val scroll = ScrollView(this).apply { addView(column, MATCH_PARENT, WRAP_CONTENT) }
        // From API 35 on a window reaches below the bars.
        scroll.setOnApplyWindowInsetsListener { view, insets ->
            @Suppress("DEPRECATION")
            view.setPadding(0, insets.systemWindowInsetTop, 0, insets.systemWindowInsetBottom)
            insets
        }
        setContentView(scroll)
    }

    override fun onResume() {
        super.onResume()
        draw()
    }

    /** Draws every row anew: what stands there is read, never kept. */
    fun draw() {
        column.removeAllViews()
        text(column, heading, HEADING).apply { setPadding(dp(MARGIN), dp(MARGIN), dp(MARGIN), dp(GAP)) }
        rows()
    }

    /** Adds the rows by [row]. */
    protected abstract fun rows()

    /** Adds a row with a line for each of [below]; one with [press] can be touched. */
    protected fun row(
        title: String,
        vararg below: String,
        press: (() -> Unit)? = null,
    ) {
        val row = LinearLayout(this).apply { orientation = LinearLayout.VERTICAL }
        row.setPadding(dp(MARGIN), dp(GAP), dp(MARGIN), dp(GAP))
        row.minimumHeight = dp(ROW)
        text(row, title, TITLE)
        below.forEach { text(row, it, BODY) }
        if (press != null) {
            row.setBackgroundResource(attribute(android.R.attr.selectableItemBackground))
            row.setOnClickListener { press() }
        }
        column.addView(row, MATCH_PARENT, WRAP_CONTENT)
    }

    /**
     * Writes the person's yes to [purpose] if there is none, then opens the [flow] that asks for the system's. Whoever declines
     * there takes the yes back.
     */
    protected fun allow(
        purpose: String,
        flow: (Context) -> Intent,
    ) {
        thread {
            val switch = OnCall.sordino.purpose(purpose)
            // What could not be written is told by the flow, which then leads to the settings.
            if (!switch.isOpen) runCatching { switch.turnOn(how = "row") }
            runOnUiThread { startActivity(flow(this)) }
        }
    }

    private fun text(
        into: LinearLayout,
        said: String,
        size: Float,
    ): TextView {
        val view = TextView(this)
        view.setTextAppearance(attribute(android.R.attr.textAppearanceListItem))
        view.setTextSize(TypedValue.COMPLEX_UNIT_SP, size)
        view.text = said
        if (size == HEADING && Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) view.isAccessibilityHeading = true
        view.textAlignment = View.TEXT_ALIGNMENT_VIEW_START
        into.addView(view, MATCH_PARENT, WRAP_CONTENT)
        return view
    }

    private fun attribute(id: Int): Int = TypedValue().also { theme.resolveAttribute(id, it, true) }.resourceId

    private fun dp(size: Int): Int = (size * resources.displayMetrics.density).toInt()

    private companion object {
        const val LIGHT = android.R.style.Theme_DeviceDefault_Light
        const val HEADING = 24f
        const val TITLE = 16f
        const val BODY = 14f
        const val MARGIN = 16
        const val GAP = 8
        const val ROW = 56
    }
}
