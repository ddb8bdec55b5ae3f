package dev.sordino.inner

import dev.sordino.SettingsRow
import dev.sordino.SettingsScreen
import dev.sordino.SettingsTexts

/** One picture of the settings: how everything stands, and what is being done about it. */
internal class Shown(
    val screen: SettingsScreen,
    val texts: SettingsTexts,
    /** What to say in place of the state, by row. */
    private val words: Map<String, List<String>>,
    private val notes: Map<String, Note>,
) {
    /** Whether the switch stands on. It never does while something is under way, nor where memory alone holds an off. */
    fun isOn(row: SettingsRow): Boolean =
        when (val note = notes[row.id]) {
            is Note.Turning -> false
            is Note.Failed -> row.isOn && !note.isOffUntilRestart
            else -> row.isOn
        }

    /** Whether what was asked for failed and can be tried again. */
    fun hasFailed(row: SettingsRow): Boolean =
        when (notes[row.id]) {
            is Note.Failed -> true
            is Note.Turning -> false
            else -> row.isUnsaved
        }

    /** Whether a touch asks for on. After a failure it asks for the same once more. */
    fun asksForOn(row: SettingsRow): Boolean = (notes[row.id] as? Note.Failed)?.toOn ?: (!row.isOn && !row.isUnsaved)

    /** How the row stands in words, with what the last touch did. */
    fun state(row: SettingsRow): List<String> {
        val said = words[row.id].orEmpty()
        val note = notes[row.id]
        // What was not saved left the purpose as it was, which the row says too.
        val isAsItWas = said.isEmpty() || (note is Note.Failed && !note.isOffUntilRestart)
        return if (isAsItWas && row.state.isNotEmpty()) said + row.state else said
    }

    /** The same picture with what began or failed since. Asks nobody. */
    fun with(now: Map<String, Note>): Shown {
        val said = words.filterKeys { now[it] === notes[it] } + now.mapNotNull { (row, note) -> plain(note, texts)?.let { row to it } }
        return Shown(screen, texts, said, now)
    }

    companion object {
        /** What is said of a note that needs no look at a receipt. */
        fun plain(
            note: Note,
            texts: SettingsTexts,
        ): List<String>? =
            when (note) {
                is Note.Turning -> listOf(if (note.toOn) texts.turningOn else texts.turningOff)
                is Note.Failed -> listOf(if (note.isOffUntilRestart) texts.offUntilRestart else texts.notSaved)
                is Note.Off -> null
                Note.Erased -> listOf(texts.erased)
                Note.NotShared -> listOf(texts.cannotShare)
            }
    }
}
