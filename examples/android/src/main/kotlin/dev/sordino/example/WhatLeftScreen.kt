package dev.sordino.example

import dev.sordino.Decided
import dev.sordino.Decision
import dev.sordino.FieldDecision
import dev.sordino.RecordKind
import java.text.SimpleDateFormat
import java.util.Date
import java.util.Locale

/** The last decisions of Sordino, newest first. They are in this process's memory alone. */
class WhatLeftScreen : Screen("What left") {
    override fun rows() {
        row("Look again") { draw() }
        val decisions = source()
        if (decisions.isEmpty()) row("Nothing yet", "Acknowledge an alert, then come back")
        for (decision in decisions.asReversed()) row(title(decision), *lines(decision).toTypedArray())
    }

    private fun title(decision: Decision): String {
        val what =
            when (decision.record) {
                RecordKind.EVENT -> decision.name
                RecordKind.CRASH -> "crash"
                RecordKind.SIGN_IN -> "sign-in"
            }
        val fate =
            when (decision.decided) {
                Decided.STORED -> "→ ${decision.recipient}, ${if (decision.delivered == null) "waiting" else "sent"}"
                Decided.HELD -> "waits for a choice"
                Decided.REFUSED -> "✕ ${decision.refusal}"
                Decided.KEYS_NOT_READY -> "✕ the key store is locked"
            }
        return "${TIME.format(Date(decision.time))} $what $fate"
    }

    private fun lines(decision: Decision): List<String> {
        val (sent, dropped) = (decision.fields + decision.about).partition { it.value != null }
        return sent.map { "${it.name} = ${it.value} (${it.rule.said()}${it.more()})" } +
            dropped.map { "${it.name} dropped (${it.rule.said()}${it.more()})" }
    }

    private fun Enum<*>.said() = name.lowercase().replace('_', ' ')

    private fun FieldDecision.more() = if (times > 1) ", $times times" else ""

    companion object {
        private val TIME = SimpleDateFormat("HH:mm:ss", Locale.ROOT)

        /** Where the decisions come from; a test of how the screen looks says some of its own. */
        internal var source: () -> List<Decision> = { OnCall.sordino.recentDecisions }
    }
}
