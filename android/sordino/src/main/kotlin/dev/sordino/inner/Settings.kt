package dev.sordino.inner

import dev.sordino.CompletedReceipt
import dev.sordino.HistoryPage
import dev.sordino.Prompt
import dev.sordino.PurposeReceipt
import dev.sordino.Receipt
import dev.sordino.SettingsScreen
import dev.sordino.SettingsTexts

/**
 * What the screens show, and what they have carried out. All but [look], [afterCompletions] and [listen] may wait: never on
 * the main thread. What cannot be had or written is a `SordinoException`.
 */
internal interface Settings {
    /** What is said where there is nothing to show. */
    fun unavailable(locale: String): String

    fun screen(locale: String): SettingsScreen

    fun texts(locale: String): SettingsTexts

    /** What must be asked now. */
    fun prompts(locale: String): List<Prompt>

    fun history(
        locale: String,
        offset: Int,
        limit: Int,
    ): HistoryPage

    /** What an off did before its call returned, in words. */
    fun words(
        locale: String,
        receipt: PurposeReceipt,
    ): List<String>

    /** What it did in the end. */
    fun words(
        locale: String,
        receipt: CompletedReceipt,
    ): List<String>

    fun turnOn(
        purposes: List<String>,
        how: String,
        locale: String,
    )

    fun turnOff(
        purposes: List<String>,
        how: String,
        locale: String,
    ): Receipt

    /** Writes of each that the person put the answer off. */
    fun defer(
        purposes: List<String>,
        how: String,
        locale: String,
    )

    fun erase()

    fun export(): String

    /** Runs [then] once the completion of every receipt so far was tried, off the caller's thread. */
    fun afterCompletions(then: () -> Unit)

    /** Looks in the background for what another process of the app changed. */
    fun look()

    /** Calls [changed] on any thread when the state of a purpose changed. */
    fun listen(changed: () -> Unit): AutoCloseable
}
