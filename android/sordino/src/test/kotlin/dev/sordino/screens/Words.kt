package dev.sordino.screens

import dev.sordino.Confirmation
import dev.sordino.HistoryRow
import dev.sordino.Prompt
import dev.sordino.PromptKind
import dev.sordino.PromptPurpose
import dev.sordino.RecipientLine
import dev.sordino.RowKind
import dev.sordino.SettingsRow
import dev.sordino.SettingsScreen
import dev.sordino.SettingsSection
import dev.sordino.SettingsTexts

/** The texts that the screens are fed with, as the core and a policy would say them. */
internal class Words(
    val language: String,
    val off: String,
    val onSince: String,
    val waiting: String,
    val saysOff: String,
    private val receipt: String,
    private val needed: String,
    private val groups: Pair<String, String>,
    private val named: List<Pair<String, String>>,
    private val losing: Confirmation,
    private val rows: List<String>,
    private val recipients: List<RecipientLine>,
    private val effect: Pair<String, String>,
    private val question: List<String>,
    private val news: String,
    private val toWhom: String,
    val organisation: String,
    val age: String,
    private val chosen: List<HistoryRow>,
    val texts: SettingsTexts,
) {
    fun label(at: Int) = named[at].first

    fun deleted(records: Long) = receipt.replace("#", "$records")

    fun purposes(): List<SettingsRow> =
        IDS.zip(named).map { (id, text) -> toggle(id, text.first, text.second, losing.takeIf { id == "push" }) }

    fun purposes(number: Int): List<SettingsRow> =
        (1..number).map { toggle("p$it", "${named[it % named.size].first} $it", named[it % named.size].second, null) }

    private fun toggle(
        id: String,
        label: String,
        explanation: String,
        confirm: Confirmation?,
    ) = row("purpose.$id", RowKind.TOGGLE, label).copy(
        purpose = id,
        explanation = explanation,
        state = off,
        confirm = confirm,
        recipients = recipients,
        turningOff = effect.first,
        withdrawal = effect.second,
    )

    fun screen(purposes: List<SettingsRow>) =
        SettingsScreen(
            language,
            texts.title,
            listOf(
                SettingsSection("purposes", null, purposes),
                SettingsSection(
                    "always",
                    texts.always,
                    listOf(row("always.security", RowKind.STATUS, rows[0]).copy(explanation = rows[1], state = needed)),
                ),
                SettingsSection(
                    "your_data",
                    groups.first,
                    listOf(
                        row("action.history", RowKind.ACTION, texts.pastChoices),
                        row("action.export", RowKind.ACTION, texts.export).copy(explanation = rows[2]),
                        row("action.erase", RowKind.ACTION, texts.erase).copy(explanation = rows[6]),
                    ),
                ),
                SettingsSection(
                    "more",
                    groups.second,
                    listOf(
                        row("link.policy", RowKind.LINK, rows[3]).copy(target = "https://example.org/privacy"),
                        row("link.contact", RowKind.LINK, rows[4]).copy(target = "mailto:privacy@example.org"),
                        row("link.system", RowKind.LINK, rows[5]).copy(target = "system.app"),
                    ),
                ),
            ),
        )

    fun prompt(
        kind: PromptKind,
        purposes: Int = 2,
    ) = Prompt(
        kind = kind,
        title = question[0],
        text = question[if (purposes == 1) 7 else 1],
        news = if (kind == PromptKind.RENEWAL) listOf(news) else emptyList(),
        purposes = IDS.zip(named).take(purposes).map { (id, text) -> PromptPurpose(id, text.first, text.second, toWhom) },
        allowNone = question[if (purposes == 1) 5 else 2],
        allowAll = question[if (purposes == 1) 6 else 3],
        choose = if (purposes == 1) "" else question[4],
        notSaved = texts.notSaved,
    )

    fun past(number: Int): List<HistoryRow> = (0 until number).map { chosen[it % chosen.size] }

    private fun row(
        id: String,
        kind: RowKind,
        label: String,
    ) = SettingsRow(
        id = id,
        kind = kind,
        purpose = null,
        label = label,
        explanation = "",
        hint = "",
        isOn = false,
        isChangeable = kind != RowKind.STATUS,
        isUnsaved = false,
        state = "",
        reasons = emptyList(),
        confirm = null,
        turningOff = "",
        withdrawal = "",
        recipients = emptyList(),
        changedAt = null,
        target = null,
        isObjectable = false,
    )

    companion object {
        val IDS = listOf("crash_reports", "event_tracking", "contacts_card", "push")
        val ENGLISH = english()
        val GERMAN = german()
    }
}
