package dev.sordino.vectors

import dev.sordino.Problem
import dev.sordino.support.Digits
import dev.sordino.support.HostPlatform
import dev.sordino.support.Json
import dev.sordino.support.Started

/** `policy_hash` and `states`: what a policy says, seen by an app that starts with it. */
internal object Opening {
    /**
     * The hash stands in the exported choices. That the file is written again in the same bytes is nothing that an app
     * asks for, and of a refusal an app is told whether to mend the policy or to update the library: the core says the
     * rest.
     */
    fun policyHash(input: Map<String, Any?>): Map<String, Any?> {
        val file = (Notation.plain(input["file"]) as String).toByteArray()
        val core = Json.members(Subjects.core("policy_hash", input))
        Started(HostPlatform(policy = file)).use { started ->
            started.running.settled.await()
            val failure = started.sordino.condition.failure
            if (failure != null) {
                val told = if (core["refused"] == "newer_format") Problem.NEWER_POLICY else Problem.BAD_POLICY
                return if (failure.why == told) core else mapOf("refused" to failure.why)
            }
            val purpose =
                started.sordino.statuses
                    .first()
                    .purpose
            started.sordino.purpose(purpose).turnOn()
            val entries = Json.items(Json.members(Json.read(started.sordino.exportChoices()))["entries"])
            val entry = Json.members(Json.members(entries.last())["entry"])
            return mapOf("hash" to entry["policy_hash"], "written" to core["written"])
        }
    }

    /**
     * Brings a purpose of that legal basis and that access to the state. The policies are those of `gate`, where no
     * signal is required; none of them has such a purpose for every state, and no call of an app ends a choice's context.
     */
    fun states(input: Map<String, Any?>): Map<String, Any?>? {
        val given = Notation.given("gate")
        val plain = Json.members(Json.members(given["policies"])["plain"])
        val isExpired = input["state"] == "expired"
        val purpose =
            Json.items(plain["purposes"]).map(Json::members).firstOrNull {
                it["legal_basis"] == input["legal_basis"] && it["device_access"] == input["device_access"] &&
                    (!isExpired || "validity_days" in it)
            } ?: return null
        val id = purpose["id"]
        // What can only be objected to is no consent, and nothing else is an objection taken back.
        val isObjected = input["legal_basis"] == "legitimate_interest" && input["device_access"] == "strictly_necessary"
        if (isObjected && input["state"] in CONSENTS) return null
        if (!isObjected && input["state"] == "objection_withdrawn") return null
        val steps =
            when (val state = input["state"]) {
                "unknown" -> emptyList()
                "given" -> listOf(listOf("turn_on", id))
                "renewed" -> listOf(listOf("turn_on", id), listOf("turn_on", id))
                "withdrawn" -> listOf(listOf("turn_on", id), listOf("turn_off", id))
                "invalidated" -> listOf(listOf("turn_on", id), listOf("update", "material"))
                "expired" -> ranOut(id, purpose["validity_days"])
                "terminated" -> return null
                "objection_withdrawn" -> listOf(listOf("turn_off", id), listOf("turn_on", id))
                else -> listOf(listOf("choose", id, state))
            }
        return App(given + ("begins" to "plain")).play(steps).use { app ->
            val reached = app.sordino.purpose(id as String)
            check(word(reached.state) == input["state"]) { "$steps led to ${reached.state}, not to ${input["state"]}" }
            mapOf("opens" to reached.isOpen)
        }
    }

    private val CONSENTS = setOf("given", "renewed", "withdrawn", "expired")

    private fun ranOut(
        id: Any?,
        days: Any?,
    ) = listOf(listOf("turn_on", id), listOf("advance_days", days), listOf("advance_ms", Digits("1")), listOf("expire"))
}
