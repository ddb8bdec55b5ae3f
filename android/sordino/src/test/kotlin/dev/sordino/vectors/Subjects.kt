package dev.sordino.vectors

import dev.sordino.support.Json
import dev.sordino.testing.vectorRun

/** What came of one subject. */
internal class Played(
    val cases: Int,
    /** Cases that no call of an app can say, answered by the core itself. */
    val unsaid: Int,
    /** Cases that came out otherwise than the file wants. */
    val wrong: List<String>,
)

/** Subjects, and who answers them through the calls of an app: with null what no call of an app can say. */
internal object Subjects {
    val answered: Map<String, (Map<String, Any?>) -> Map<String, Any?>?> =
        mapOf(
            "door" to Offered::answer,
            "export" to Stepped::export,
            "field_rules" to Sent::fieldRules,
            "gate" to Stepped::gate,
            "minimise" to Sent::minimise,
            "policy_hash" to Opening::policyHash,
            "receipts" to Stepped::receipts,
            "refusals" to Offered::answer,
            "scrub" to Sent::scrub,
            "sets" to Sets::answer,
            "settings" to Screens::answer,
            "states" to Opening::states,
        )

    /** What is the core's own: keys, ids and bytes that no call of an app makes. Any other subject is played by calls. */
    val coreOnly: Set<String> =
        setOf(
            "contacts",
            "ledger_chain",
            "message_ids",
            "otlp_logs",
            "pseudonyms",
            "push",
            "record_bytes",
            "segment_body",
            "sentry_envelope",
        )

    fun play(subject: String): Played {
        val cases = Notation.cases(subject)
        var unsaid = 0
        val wrong =
            cases.mapNotNull { case ->
                val said = answered[subject]?.invoke(case.input)
                if (said == null) unsaid++
                val got = said?.filterKeys(Json.members(case.want)::containsKey) ?: core(subject, case.input)
                if (got == case.want) null else "${case.name}: got $got, wanted ${case.want}"
            }
        return Played(cases.size, unsaid, wrong)
    }

    /** The core's own answer, without a call that an app has. */
    fun core(
        subject: String,
        input: Map<String, Any?>,
    ): Any? = Json.read(vectorRun(subject, Json.write(input)))
}
