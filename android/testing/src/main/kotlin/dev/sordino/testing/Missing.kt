package dev.sordino.testing

import dev.sordino.Decided
import dev.sordino.Decision
import dev.sordino.RecordKind
import dev.sordino.Refusal
import dev.sordino.Sordino

/** Says why a record that was expected did not leave. */
internal class Missing(
    private val sordino: Sordino,
    private val left: List<Left>,
) {
    fun text(
        recipient: String,
        record: RecordKind,
        name: String,
    ): String {
        val what = if (record == RecordKind.CRASH) "no crash report" else "no `$name`"
        val alike = sordino.recentDecisions.filter { it.record == record && it.name == name }
        val last = alike.lastOrNull { it.recipient == recipient } ?: alike.lastOrNull()
        val all = left.joinToString("") { "\n  $it" }.ifEmpty { "\n  nothing" }
        return "$what left for `$recipient`: ${why(last, recipient)}\nWhat left:$all"
    }

    private fun why(
        last: Decision?,
        recipient: String,
    ): String =
        when (last?.decided) {
            null -> {
                val closed = sordino.statuses.filter { !it.isOpen }.map { it.purpose }
                "none is known: it was not offered, or a turn-off destroyed it, or a hundred records came after it; closed are $closed"
            }

            Decided.STORED -> {
                if (last.recipient == recipient) "it waits in the queue" else "the policy sends it to `${last.recipient}`"
            }

            Decided.HELD -> {
                "it waits for the person's first choice for `${last.purpose}`: make one with allow() or refuse()"
            }

            Decided.REFUSED -> {
                "it was refused, ${last.refusal}${hint(last)}"
            }

            Decided.KEYS_NOT_READY -> {
                "the key store was not ready"
            }
        }

    private fun hint(last: Decision): String =
        when (last.refusal) {
            Refusal.CLOSED -> ": `${last.purpose}` is off, and allow(\"${last.purpose}\") turns it on"
            Refusal.UNKNOWN_EVENT -> ": the policy lists no event of this name"
            Refusal.NO_RECIPIENT -> ": the policy names no recipient for it"
            else -> ""
        }
}
