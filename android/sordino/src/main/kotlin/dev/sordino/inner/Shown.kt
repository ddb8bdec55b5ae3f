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
    /** Whether the switch stands on. While something is under way it never does. */
    fun isOn(row: SettingsRow): Boolean = row.isOn && notes[row.id] !is Note.Turning

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
    fun state(row: SettingsRow): List<String> = words[row.id] ?: listOf(row.state).filter { it.isNotEmpty() }

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
