package dev.sordino.screens

import dev.sordino.CompletedReceipt
import dev.sordino.Count
import dev.sordino.Erasure
import dev.sordino.HistoryPage
import dev.sordino.HistoryRow
import dev.sordino.Problem
import dev.sordino.Prompt
import dev.sordino.PurposeReceipt
import dev.sordino.Receipt
import dev.sordino.SettingsRow
import dev.sordino.SettingsScreen
import dev.sordino.SettingsTexts
import dev.sordino.SordinoException
import dev.sordino.VendorAnswer
import dev.sordino.VendorOutcome
import dev.sordino.inner.Desk
import dev.sordino.inner.Settings
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList

/** Settings out of a test's own hands: how they stand, what was asked of them, and what that answers. */
internal class Fed(
    var words: Words = Words.ENGLISH,
    var purposes: List<SettingsRow> = words.purposes(),
    var asks: List<Prompt> = emptyList(),
    var past: List<HistoryRow> = emptyList(),
) : Settings {
    /** `on crash_reports`, `off crash_reports`, … */
    val asked = CopyOnWriteArrayList<String>()
    val changed = CopyOnWriteArrayList<() -> Unit>()

    /** What the next choice fails of, or `null`. */
    var fails: Problem? = null

    /** What the vendor answers; `null` while it has not. */
    var vendor: VendorAnswer? = null
    private val completions = ArrayList<() -> Unit>()

    override fun unavailable(locale: String): String = words.texts.unavailable

    /** What was begun and is not carried out yet, while a test holds it; else `null`. */
    var held: ArrayList<() -> Unit>? = null

    /** The clock that tells a double tap. */
    var nanos = 0L

    /** On the thread that asks, one after the other. Each touch is long after the one before, unless a test says so. */
    val desk = Desk(this, choosing = { work -> held?.add(work) ?: work() }, reading = { it() }, nanos = { nanos.also { nanos += SECOND } })

    override fun screen(locale: String): SettingsScreen = words.screen(purposes)

    override fun texts(locale: String): SettingsTexts = words.texts

    override fun prompts(locale: String): List<Prompt> = asks

    override fun history(
        locale: String,
        offset: Int,
        limit: Int,
    ): HistoryPage = HistoryPage(words.texts.pastChoices, past.drop(offset).take(limit), past.size > offset + limit)

    override fun words(
        locale: String,
        receipt: PurposeReceipt,
    ): List<String> = listOf(words.deleted(receipt.records.count)) + receipt.vendorsPending.map { words.waiting }

    override fun words(
        locale: String,
        receipt: CompletedReceipt,
    ): List<String> = listOf(words.deleted(receipt.receipt.records.count)) + receipt.vendors.map { words.saysOff }

    override fun turnOn(
        purposes: List<String>,
        how: String,
        locale: String,
    ) {
        write("on", purposes)
        set(purposes, true)
        asks = emptyList()
    }

    override fun turnOff(
        purposes: List<String>,
        how: String,
        locale: String,
    ): Receipt {
        if (fails == Problem.CLOSED_UNTIL_RESTART) set(purposes, false, isUnsaved = true)
        write("off", purposes)
        set(purposes, false)
        asks = emptyList()
        val parts = purposes.map { receipt(it) }
        val completing = CompletableFuture<List<CompletedReceipt>>()
        completions += {
            completing.complete(
                parts.map { CompletedReceipt(it, Erasure.VAULT_REPLACED, true, listOf(told(vendor!!)), vendor == VendorAnswer.OFF) },
            )
        }
        return Receipt(parts, completing)
    }

    private fun told(answer: VendorAnswer) = VendorOutcome("firebase", "", "", answer, true, null, false, 0, null, null, null, 0)

    override fun defer(
        purposes: List<String>,
        how: String,
        locale: String,
    ) {
        write("defer", purposes)
        asks = emptyList()
    }

    override fun erase() {
        write("erase", emptyList())
        set(purposes.mapNotNull { it.purpose }, false)
    }

    override fun export(): String = "{\"choices\":[]}"

    override fun afterCompletions(then: () -> Unit) {
        completions += then
        if (vendor != null) answered()
    }

    /** Carries out what was held. */
    fun go() = held.orEmpty().also { held = null }.forEach { it() }

    /** The vendor answered: what waited for it is told. */
    fun answered() = completions.toList().also { completions.clear() }.forEach { it() }

    override fun look() = Unit

    override fun listen(changed: () -> Unit): AutoCloseable {
        this.changed += changed
        return AutoCloseable { this.changed -= changed }
    }

    /** As another process does. */
    fun set(
        ids: List<String>,
        on: Boolean,
        isUnsaved: Boolean = false,
    ) {
        val state =
            if (on) {
                words.onSince
            } else if (isUnsaved) {
                words.texts.offUntilRestart
            } else {
                words.off
            }
        purposes = purposes.map { if (it.purpose in ids) it.copy(isOn = on, isUnsaved = isUnsaved, state = state) else it }
        changed.forEach { it() }
    }

    private fun write(
        what: String,
        ids: List<String>,
    ) {
        asked += (listOf(what) + ids).joinToString(" ")
        fails?.let { throw SordinoException(it, "a test's") }
    }

    private fun receipt(purpose: String) =
        PurposeReceipt(
            purpose = purpose,
            scope = "device",
            time = 0,
            records = Count(12, true),
            bytes = Count(4_096, true),
            erasure = Erasure.OVERWRITTEN,
            isInLedger = true,
            uploads = emptyList(),
            vendorsPending = listOf("firebase"),
            ledgerHead = "",
        )

    private companion object {
        const val SECOND = 1_000_000_000L
    }
}
