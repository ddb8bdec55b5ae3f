package dev.sordino.inner

import dev.sordino.HistoryPage
import dev.sordino.Problem
import dev.sordino.Prompt
import dev.sordino.PromptKind
import dev.sordino.SettingsRow
import dev.sordino.SettingsScreen
import dev.sordino.SettingsTexts
import dev.sordino.SordinoException
import java.util.concurrent.CopyOnWriteArrayList

/**
 * Where what a person asked of the screens lies until it is done. It outlives every activity; with the process it goes,
 * and then how the purposes stand says all.
 *
 * May be called on the main thread, but for what is named `read`.
 */
internal class Desk(
    private val settings: Settings,
    /** Runs what may wait for the disk. */
    private val choosing: (() -> Unit) -> Unit,
    /** Runs what reads. */
    private val reading: (() -> Unit) -> Unit,
    private val nanos: () -> Long = System::nanoTime,
) {
    private val notes = HashMap<String, Note>()
    private val touched = HashMap<String, Long>()
    private val watchers = CopyOnWriteArrayList<() -> Unit>()

    /** The row whose question waits for an answer, or `null`. */
    @Volatile
    var asking: String? = null
        private set

    /** How the answer to a prompt stands. */
    @Volatile
    var answer: Answer = Answer.NONE
        private set

    enum class Answer { NONE, SAVING, FAILED, SAVED, CHOOSING }

    // ---- Reading

    /** Runs [work] on the thread that reads. */
    fun soon(work: () -> Unit) = reading { quietly(work) }

    fun read(locale: String): Shown {
        val texts = settings.texts(locale)
        val screen = settings.screen(locale)
        val now = current(screen)
        val words =
            now.mapValues { (_, note) ->
                Shown.plain(note, texts)
                    ?: (note as Note.Off).let { off ->
                        off.completed?.let { settings.words(locale, it) }
                            ?: settings.words(locale, off.receipt)
                    }
            }
        return Shown(screen, texts, words, now)
    }

    /** What is said where nothing else can be read. */
    fun readTrouble(locale: String): String = settings.unavailable(locale)

    fun readPrompt(locale: String): Prompt? = settings.prompts(locale).firstOrNull()

    fun readHistory(
        locale: String,
        offset: Int,
        limit: Int,
    ): HistoryPage = settings.history(locale, offset, limit)

    fun readTexts(locale: String): SettingsTexts = settings.texts(locale)

    fun readExport(): String = settings.export()

    /** What was begun, failed or done, by row. */
    fun now(): Map<String, Note> = synchronized(this) { HashMap(notes) }

    /** Calls [changed] on any thread when there is something else to show. */
    fun watch(changed: () -> Unit): AutoCloseable {
        watchers.add(changed)
        val heard = settings.listen(changed)
        return AutoCloseable {
            watchers.remove(changed)
            heard.close()
        }
    }

    /** Looks for what another process changed. */
    fun look() = settings.look()

    /** The settings are opened anew: what was told before is old. */
    fun forgetWhatWasTold() {
        synchronized(this) { notes.values.removeAll { it !is Note.Turning && it !is Note.Failed } }
        asking = null
    }

    // ---- Choices

    /** A person touched the row's switch. Two touches in the time of a double tap are one. */
    fun touch(
        row: SettingsRow,
        shown: Shown,
        locale: String,
    ) {
        val at = nanos()
        val last = touched.put(row.id, at)
        val isDouble = last != null && at - last < DOUBLE_NANOS
        if (!row.isChangeable || isDouble) return
        val toOn = shown.asksForOn(row)
        if (!toOn && row.confirm != null && !shown.hasFailed(row)) {
            ask(row)
        } else {
            turn(row, toOn, locale)
        }
    }

    /** Asks before the row does what it does. */
    fun ask(row: SettingsRow) {
        asking = row.id
        tell()
    }

    /** A person answered the question that was asked before an off or the erasure. */
    fun confirm(
        row: SettingsRow?,
        isConfirmed: Boolean,
        locale: String,
    ) {
        asking = null
        when {
            !isConfirmed || row == null -> tell()
            row.id == ERASE -> erase()
            else -> turn(row, false, locale)
        }
    }

    /** Begins to turn a row's purpose, unless that is under way. */
    fun turn(
        row: SettingsRow,
        toOn: Boolean,
        locale: String,
    ) {
        val purpose = row.purpose ?: return
        synchronized(this) {
            if (notes[row.id] is Note.Turning) return
            notes[row.id] = Note.Turning(toOn)
        }
        tell()
        choosing {
            val outcome = tried(toOn) { carryOut(row, purpose, toOn, locale) }
            put(row.id, outcome)
            if (outcome is Note.Off) settings.afterCompletions { put(row.id, outcome.inTheEnd(), instead = outcome) }
        }
    }

    private fun carryOut(
        row: SettingsRow,
        purpose: String,
        toOn: Boolean,
        locale: String,
    ): Note? {
        val receipt =
            if (toOn) {
                null.also { settings.turnOn(listOf(purpose), HOW, locale) }
            } else {
                settings.turnOff(listOf(purpose), HOW, locale)
            }
        val part = receipt?.parts?.firstOrNull { it.purpose == purpose }
        return if (toOn || part == null) null else Note.Off(part, receipt.completed)
    }

    private fun erase() {
        choosing {
            val outcome = tried(toOn = false) { Note.Erased.also { settings.erase() } }
            if (outcome === Note.Erased) synchronized(this) { notes.clear() }
            put(ERASE, outcome)
        }
    }

    /** Writes what a person answered to [prompt]. */
    fun answer(
        prompt: Prompt,
        with: Answered,
        locale: String,
    ) {
        synchronized(this) {
            if (answer == Answer.SAVING) return
            answer = Answer.SAVING
        }
        tell()
        val how = if (prompt.kind == PromptKind.FIRST_RUN) "first_run" else "renewal"
        val purposes = prompt.purposes.map { it.purpose }
        choosing {
            val failed =
                tried(with == Answered.ALL) {
                    when (with) {
                        Answered.NONE -> settings.turnOff(purposes, how, locale)
                        Answered.ALL -> settings.turnOn(purposes, how, locale)
                        Answered.CHOOSE -> settings.defer(purposes, how, locale)
                    }
                    null
                }
            answer =
                when {
                    failed != null -> Answer.FAILED
                    with == Answered.CHOOSE -> Answer.CHOOSING
                    else -> Answer.SAVED
                }
            tell()
        }
    }

    enum class Answered { NONE, ALL, CHOOSE }

    /** The next question is another one. */
    fun forgetAnswer() {
        synchronized(this) { if (answer != Answer.SAVING) answer = Answer.NONE }
    }

    /** The record could not be handed on. */
    fun couldNotShare(row: SettingsRow) = put(row.id, Note.NotShared)

    // ---- Notes

    /** The notes that say more than how the purposes stand. */
    private fun current(screen: SettingsScreen): Map<String, Note> =
        synchronized(this) {
            for (row in screen.sections.flatMap { it.rows }) {
                val isOld =
                    when (val note = notes[row.id]) {
                        is Note.Off -> row.isOn
                        is Note.Failed -> row.purpose != null && note.isMended(row)
                        else -> false
                    }
                if (isOld) notes.remove(row.id)
            }
            HashMap(notes)
        }

    /** Whether somebody else made the change that failed. What memory holds closed may be read as on all the same. */
    private fun Note.Failed.isMended(row: SettingsRow) = if (isOffUntilRestart) !row.isOn && !row.isUnsaved else toOn == row.isOn

    private fun put(
        row: String,
        note: Note?,
        instead: Note? = null,
    ) {
        synchronized(this) {
            if (instead != null && notes[row] !== instead) return
            if (note == null) notes.remove(row) else notes[row] = note
        }
        tell()
    }

    /** Whatever it fails of, the row must not stay under way for ever. */
    @Suppress("TooGenericExceptionCaught")
    private fun tried(
        toOn: Boolean,
        work: () -> Note?,
    ): Note? =
        try {
            work()
        } catch (error: SordinoException) {
            Note.Failed(toOn, error.why == Problem.CLOSED_UNTIL_RESTART)
        } catch (_: Exception) {
            Note.Failed(toOn, isOffUntilRestart = false)
        }

    private fun tell() = watchers.forEach { quietly(it) }

    companion object {
        /** Where the choice was made, in the ledger's words. */
        private const val HOW = "settings"

        /** The row that erases. */
        const val ERASE = "action.erase"

        /** As long as Android takes for a double tap. */
        private const val DOUBLE_NANOS = 300_000_000L
    }
}
