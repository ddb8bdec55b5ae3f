package dev.sordino.inner

import dev.sordino.ChoiceState
import dev.sordino.CompletedReceipt
import dev.sordino.HistoryPage
import dev.sordino.Prompt
import dev.sordino.PurposeReceipt
import dev.sordino.Receipt
import dev.sordino.SettingsScreen
import dev.sordino.SettingsTexts
import dev.sordino.core.textsWithoutEngine

/** The settings as the core says them. */
internal class CoreSettings(
    private val running: Running,
) : Settings {
    private val choices
        get() = running.choices

    /** Where the library itself cannot be called, what says why in the developer's words. */
    @Suppress("TooGenericExceptionCaught")
    override fun unavailable(locale: String): String =
        try {
            textsWithoutEngine(locale).unavailable
        } catch (error: Throwable) {
            running.failure?.message ?: error.toString()
        }

    override fun screen(locale: String): SettingsScreen = choices.ask { settings(locale, utcOffsetMinutes()) }.toPublic()

    override fun texts(locale: String): SettingsTexts = choices.ask { settingsTexts(locale) }.toPublic()

    override fun prompts(locale: String): List<Prompt> = choices.ask { prompts(locale) }.map { it.toPublic() }

    override fun history(
        locale: String,
        offset: Int,
        limit: Int,
    ): HistoryPage = choices.ask { history(locale, utcOffsetMinutes(), offset.toUInt(), limit.toUInt()) }.toPublic()

    override fun words(
        locale: String,
        receipt: PurposeReceipt,
    ): List<String> = choices.ask { receiptTexts(locale, receipt.toCore()) }

    override fun words(
        locale: String,
        receipt: CompletedReceipt,
    ): List<String> = choices.ask { completedTexts(locale, receipt.toCore()) }

    override fun turnOn(
        purposes: List<String>,
        how: String,
        locale: String,
    ) {
        choices.turnOn(purposes, how, locale)
    }

    override fun turnOff(
        purposes: List<String>,
        how: String,
        locale: String,
    ): Receipt = choices.turnOff(purposes, how, locale)

    override fun defer(
        purposes: List<String>,
        how: String,
        locale: String,
    ) {
        choices.choose(purposes, ChoiceState.DEFERRED, how, locale)
    }

    override fun erase() {
        choices.erase()
    }

    override fun export(): String = choices.ask { exportData() }

    /** They are tried on one thread, one after the other. */
    override fun afterCompletions(then: () -> Unit) {
        running.threads.slowly(work = then)
    }

    override fun look() {
        running.boardNow()
    }

    override fun listen(changed: () -> Unit): AutoCloseable = running.listen({ true }) { changed() }
}
