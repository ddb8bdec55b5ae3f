package dev.sordino.screens

import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.LinearLayout
import dev.sordino.RecipientLine
import dev.sordino.RowKind
import dev.sordino.SettingsRow
import dev.sordino.SettingsSection
import dev.sordino.inner.Shown

/**
 * The rows of the settings, below one another. A row that stays is bound anew and never made anew, so that whoever
 * listens or types keeps the place.
 */
internal class SettingsPane(
    private val look: Look,
    private val does: Does,
) : LinearLayout(look.context) {
    /** What touches ask for. */
    interface Does {
        fun touch(row: SettingsRow)

        fun tryAgain(row: SettingsRow)

        fun follow(target: String)

        fun act(row: SettingsRow)
    }

    /** What is unfolded, by row or section. It says nothing about a purpose, so the framework may restore it. */
    val unfolded = HashSet<String>()

    private val made = HashMap<String, View>()
    private var order: List<String> = emptyList()
    private var shown: Shown? = null

    init {
        orientation = VERTICAL
    }

    fun bind(shown: Shown) {
        this.shown = shown
        val views = ArrayList<Pair<String, View>>()
        shown.screen.sections.forEachIndexed { at, section -> section(shown, section, at, views) }
        val wanted = views.map { it.first }
        if (wanted != order) {
            order = wanted
            place(views.map { it.second })
            made.keys.retainAll(wanted.toSet())
        }
    }

    /** Puts [views] in order; one that is there already is not taken out. */
    private fun place(views: List<View>) {
        (childCount - 1 downTo 0).map(::getChildAt).filter { it !in views }.forEach(::removeView)
        views.forEachIndexed { at, view ->
            if (getChildAt(at) !== view) {
                if (view.parent != null) removeView(view)
                addView(view, at, wide())
            }
        }
    }

    private fun section(
        shown: Shown,
        section: SettingsSection,
        at: Int,
        views: MutableList<Pair<String, View>>,
    ) {
        if (at > 0) views += "line.${section.id}" to kept("line.${section.id}") { line() }
        val title = section.title
        // What cannot be switched is folded away: it is read once.
        if (title != null && section.rows.all { it.kind == RowKind.STATUS }) {
            val id = "section.${section.id}"
            val row = kept(id) { PlainRow(look) }
            fold(row, id, title)
            views += id to row
            if (id !in unfolded) return
        } else if (title != null) {
            val id = "title.${section.id}"
            views += id to kept(id) { titled() }.apply { say(title) }
        }
        section.rows.forEach { row(shown, it, views) }
    }

    private fun row(
        shown: Shown,
        row: SettingsRow,
        views: MutableList<Pair<String, View>>,
    ) {
        when (row.kind) {
            RowKind.TOGGLE, RowKind.STATUS -> purpose(shown, row, views)
            RowKind.LINK -> views += row.id to plain(shown, row) { row.target?.let(does::follow) }
            RowKind.ACTION -> views += row.id to plain(shown, row) { does.act(row) }
        }
    }

    private fun plain(
        shown: Shown,
        row: SettingsRow,
        touched: () -> Unit,
    ) = kept(row.id) { PlainRow(look) }.apply {
        bind(
            text = row.label,
            detail = shown.state(row).joinToString(" ").ifEmpty { row.explanation },
            hint = row.hint,
            touched = touched.takeIf { row.isChangeable },
        )
    }

    private fun purpose(
        shown: Shown,
        row: SettingsRow,
        views: MutableList<Pair<String, View>>,
    ) {
        views += row.id to kept(row.id) { ToggleRow(look) }.apply { bind(shown, row) { touched(row) } }
        if (shown.hasFailed(row)) {
            val id = "again.${row.id}"
            views += id to kept(id) { again() }.apply { ask(shown, row) }
        }
        if (row.recipients.isEmpty() && row.turningOff.isEmpty() && row.withdrawal.isEmpty()) return
        val id = "details.${row.id}"
        val details = kept(id) { PlainRow(look).small() }
        fold(details, id, shown.texts.details, of = row.label)
        views += id to details
        if (id !in unfolded) return
        row.recipients.forEachIndexed { at, recipient ->
            val place = "$id.$at"
            views += place to kept(place) { PlainRow(look).small() }.apply { bind(recipient, shown) }
        }
        val more = "$id.more"
        val texts = listOf(row.turningOff, row.withdrawal).filter { it.isNotEmpty() }
        views += more to kept(more) { Lines(look::explanation, look).apply { indent() } }.apply { bind(texts) }
    }

    private fun touched(row: SettingsRow) {
        val target = row.target
        if (!row.isChangeable && target != null) does.follow(target) else does.touch(row)
    }

    private fun PlainRow.bind(
        recipient: RecipientLine,
        shown: Shown,
    ) {
        val link = recipient.policyLink
        val who = listOf(recipient.name, recipient.country).filter { it.isNotEmpty() }.joinToString(" · ")
        bind(
            text = who,
            detail = recipient.retention,
            hint = if (link == null) "" else shown.texts.theirPolicy,
            leads = if (link == null) null else Chevron.Points.TO_THE_END,
            touched = link?.let { { does.follow(it) } },
        )
    }

    private fun fold(
        row: PlainRow,
        id: String,
        text: String,
        of: String = "",
    ) {
        val isOpen = id in unfolded
        row.bind(
            text = text,
            hint = of,
            leads = if (isOpen) Chevron.Points.UP else Chevron.Points.DOWN,
            unfolded = isOpen,
        ) {
            if (!unfolded.remove(id)) unfolded.add(id)
            shown?.let(::bind)
        }
    }

    private fun again() =
        LinearLayout(look.context).apply {
            orientation = VERTICAL
            indent(MARGIN_DP - BUTTON_INSET_DP)
            addView(look.button(), LayoutParams(ViewGroup.LayoutParams.WRAP_CONTENT, ViewGroup.LayoutParams.WRAP_CONTENT))
        }

    private fun LinearLayout.ask(
        shown: Shown,
        row: SettingsRow,
    ) {
        val button = getChildAt(0) as Button
        button.say(shown.texts.tryAgain)
        button.setOnClickListener { does.tryAgain(row) }
    }

    private fun titled() =
        look.groupHeading().apply {
            setPaddingRelative(look.dp(MARGIN_DP), look.dp(ABOVE_TITLE_DP), look.dp(MARGIN_DP), look.dp(INDENT_BELOW_DP))
        }

    private fun line() =
        View(look.context).apply {
            background = look.drawable(android.R.attr.listDivider)
            minimumHeight = look.dp(1)
        }

    private fun View.indent(sideDp: Int = MARGIN_DP) {
        setPaddingRelative(look.dp(sideDp), 0, look.dp(sideDp), look.dp(INDENT_BELOW_DP))
    }

    @Suppress("UNCHECKED_CAST")
    private fun <T : View> kept(
        id: String,
        make: () -> T,
    ): T = made.getOrPut(id, make) as T

    private companion object {
        const val ABOVE_TITLE_DP = 16
        const val INDENT_BELOW_DP = 8
    }
}
