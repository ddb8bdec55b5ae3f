package dev.sordino.screens

import android.graphics.Rect
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.widget.BaseAdapter
import android.widget.LinearLayout
import android.widget.ListView
import dev.sordino.HistoryPage
import dev.sordino.HistoryRow
import dev.sordino.SettingsTexts

/** The record of past choices: as many rows as fit are made, however many choices there are. */
internal class HistoryPane(
    private val look: Look,
    back: () -> Unit,
    /** Wants the rows from so many on. */
    private val more: (Int) -> Unit,
    export: () -> Unit,
) : LinearLayout(look.context) {
    private val heading = Heading(look, back)
    private val share = look.button().apply { setOnClickListener { export() } }
    private val trouble = look.label()
    private val empty = look.label()
    private val list = ListView(look.context)
    private val rows = ArrayList<HistoryRow>()
    private var isMore = false
    private var asked = 0

    private val adapter =
        object : BaseAdapter() {
            override fun getCount() = rows.size

            override fun getItem(position: Int) = rows[position]

            override fun getItemId(position: Int) = position.toLong()

            override fun isEnabled(position: Int) = false

            override fun areAllItemsEnabled() = false

            override fun getView(
                position: Int,
                old: View?,
                parent: ViewGroup,
            ): View {
                if (isMore && position >= rows.size - AHEAD && asked < rows.size) {
                    asked = rows.size
                    more(asked)
                }
                return (old as Choice? ?: Choice(look)).apply { bind(rows[position]) }
            }
        }

    init {
        orientation = VERTICAL
        val top = LinearLayout(look.context).apply { orientation = VERTICAL }
        top.addView(heading, wide())
        listOf(trouble, empty).forEach { it.setPaddingRelative(look.dp(MARGIN_DP), look.dp(GAP_DP), look.dp(MARGIN_DP), look.dp(GAP_DP)) }
        trouble.accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
        top.addView(
            share,
            LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.WRAP_CONTENT).apply {
                marginStart = look.dp(MARGIN_DP - BUTTON_INSET_DP)
                marginEnd = look.dp(MARGIN_DP - BUTTON_INSET_DP)
                bottomMargin = look.dp(GAP_DP)
            },
        )
        top.addView(trouble, wide())
        top.addView(empty, wide())
        trouble.visibility = View.GONE
        empty.visibility = View.GONE
        list.addHeaderView(top, null, false)
        list.setHeaderDividersEnabled(false)
        list.clipToPadding = false
        list.adapter = adapter
        addView(list, LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.MATCH_PARENT))
    }

    /** Adds a page to what is shown, or begins anew with the first. */
    fun bind(
        page: HistoryPage,
        offset: Int,
        texts: SettingsTexts,
    ) {
        if (offset > rows.size) return
        while (rows.size > offset) rows.removeAt(rows.size - 1)
        rows += page.rows
        isMore = page.hasMore
        asked = minOf(asked, offset)
        heading.bind(page.title, texts.back)
        share.say(texts.export)
        empty.say(if (rows.isEmpty()) texts.emptyHistory else "")
        share.visibility = if (rows.isEmpty()) View.GONE else View.VISIBLE
        adapter.notifyDataSetChanged()
    }

    fun tell(text: String) = trouble.say(text)

    fun clear(bars: Rect) = list.setPadding(bars.left, bars.top, bars.right, bars.bottom)

    /** One choice, said as one. */
    private class Choice(
        look: Look,
    ) : LinearLayout(look.context) {
        private val title = look.label()
        private val detail = look.explanation()

        init {
            orientation = VERTICAL
            minimumHeight = look.dp(TALL_ROW_DP)
            gravity = Gravity.CENTER_VERTICAL
            setPaddingRelative(look.dp(MARGIN_DP), look.dp(GAP_DP), look.dp(MARGIN_DP), look.dp(GAP_DP))
            listOf(title, detail).forEach {
                addView(it, wide())
                it.isSaidByItsRow()
            }
        }

        fun bind(row: HistoryRow) {
            title.say(row.title)
            detail.say(row.detail)
            contentDescription = "${row.title}. ${row.detail}"
        }
    }

    private companion object {
        const val GAP_DP = 8

        /** How many rows before the end the next ones are asked for. */
        const val AHEAD = 20
    }
}
