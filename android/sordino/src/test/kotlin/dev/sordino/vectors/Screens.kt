package dev.sordino.vectors

import dev.sordino.Addressee
import dev.sordino.Prompt
import dev.sordino.RightsTicket
import dev.sordino.SettingsRow
import dev.sordino.support.Digits
import dev.sordino.support.Json
import java.util.SimpleTimeZone
import java.util.TimeZone

/** `settings`: what an app is told to draw after some steps. */
internal object Screens {
    fun answer(input: Map<String, Any?>): Map<String, Any?> {
        val before = TimeZone.getDefault()
        val minutes = (input["utc_offset_minutes"] as Digits?)?.text?.toInt() ?: 0
        TimeZone.setDefault(SimpleTimeZone(minutes * MINUTE, "the case's"))
        try {
            return App(input).play(Json.items(input["steps"])).use { shown(it, input) }
        } finally {
            TimeZone.setDefault(before)
        }
    }

    private fun shown(
        app: App,
        input: Map<String, Any?>,
    ): Map<String, Any?> {
        val locale = input["locale"] as String
        val show = Json.items(input["show"])
        return when (show.first()) {
            "row" -> {
                row(
                    app.sordino
                        .settings(locale)
                        .sections
                        .flatMap { it.rows }
                        .single { it.id == show[1] },
                )
            }

            "rows" -> {
                val screen = app.sordino.settings(locale)
                val sections = screen.sections.map { section -> listOf(section.id, section.title, section.rows.map { it.id }) }
                mapOf("title" to screen.title, "locale" to screen.locale, "sections" to sections)
            }

            "prompts" -> {
                mapOf("prompts" to app.sordino.prompts(locale).map(::prompt))
            }

            "receipt" -> {
                mapOf(
                    "receipt" to app.sordino.texts(app.receipts.last(), locale),
                    "completed" to app.sordino.texts(app.completed.last(), locale),
                )
            }

            "history" -> {
                val page = app.sordino.history(number(show[1]), number(show[2]), locale)
                mapOf("rows" to page.rows.map { listOf(it.title, it.detail) }, "more" to page.hasMore)
            }

            "ticket" -> {
                val organisation = (show[2] as List<*>?)?.let { (name, email) -> Addressee(name as String, email as String) }
                ticket(app.sordino.ticket(named(show[1]), organisation, locale))
            }

            else -> {
                error("no screen shows ${show.first()}")
            }
        }
    }

    private fun ticket(ticket: RightsTicket) =
        mapOf(
            "to" to listOf(ticket.to.name, ticket.to.email),
            "authority" to listOf(ticket.authority.name, ticket.authority.email),
            "deadline" to ticket.deadline?.let(::digits),
            "subject" to ticket.subject,
            "text" to ticket.text,
            "pseudonyms" to ticket.pseudonyms,
        )

    private fun row(row: SettingsRow) =
        mapOf(
            "kind" to word(row.kind),
            "label" to row.label,
            "on" to row.isOn,
            "changeable" to row.isChangeable,
            "state" to row.state,
            "reasons" to row.reasons,
            "confirm" to row.confirm?.let { listOf(it.title, it.text) },
            "withdrawal" to row.withdrawal,
            "changed_at" to row.changedAt?.let(::digits),
            "target" to row.target,
            "objects" to row.isObjectable,
        )

    private fun prompt(prompt: Prompt) =
        mapOf(
            "kind" to word(prompt.kind),
            "title" to prompt.title,
            "text" to prompt.text,
            "news" to prompt.news,
            "purposes" to prompt.purposes.map { listOf(it.purpose, it.label, it.toWhom) },
            "buttons" to listOf(prompt.allowNone, prompt.allowAll, prompt.choose),
        )

    private fun number(json: Any?) = (json as Digits).text.toInt()

    private const val MINUTE = 60_000
}
