package dev.sordino.vectors

import dev.sordino.Outcome
import dev.sordino.support.Json

/** `field_rules` and `scrub`: an event is tracked and sent, and the body of its request is read. */
internal object Sent {
    fun fieldRules(input: Map<String, Any?>): Map<String, Any?> =
        App(input).use { app ->
            app.sordino.statuses.forEach { app.sordino.purpose(it.purpose).turnOn() }
            (input["account"] as Map<*, *>?)?.let {
                app.sordino.signIn(it["user_id"] as String?, it["customer_id"] as String?)
            }
            val outcome = app.offer(input["event"], input["properties"])
            if (outcome !== Outcome.Accepted) return mapOf("outcome" to word(outcome))
            app.sendAll()
            val message = app.recipient.lastMessage(input["recipient"] as String)
            val pseudonyms = LinkedHashSet<String>()
            val shown = Json.items(input["show"]).associate { it as String to numbered(message[it], pseudonyms) }
            shown + ("dropped" to digits(app.sordino.counters.fieldsDropped))
        }

    /** The text is the property of an event whose field is scrubbed; the values are those of who signed in. */
    fun scrub(input: Map<String, Any?>): Map<String, Any?> {
        val given = Notation.given("field_rules")
        val policy = Json.members(given["policy"])
        val scrubbed = Json.items(policy["fields"]).map(Json::members).first { it["rule"] == "scrub" }["name"] as String
        val known = (input["known"] as List<*>?)?.map { it as String }
        App(given, scrubKnownValues = known != null).use { app ->
            app.sordino.statuses.forEach { app.sordino.purpose(it.purpose).turnOn() }
            known?.let { app.sordino.signIn("42", values = it) }
            val outcome = app.offer(given["event"], mapOf(scrubbed to input["text"]))
            if (outcome !== Outcome.Accepted) return mapOf("outcome" to word(outcome))
            app.sendAll()
            val message = app.recipient.lastMessage(given["recipient"] as String)
            return mapOf("text" to Json.members(message["properties"])[scrubbed])
        }
    }

    /** Pseudonyms come out of a key that no vector knows: what counts is which of them are the same. */
    private fun numbered(
        json: Any?,
        pseudonyms: LinkedHashSet<String>,
    ): Any? =
        when (json) {
            is String -> if (PSEUDONYM.matches(json)) "pseudonym ${pseudonyms.apply { add(json) }.indexOf(json) + 1}" else json
            is List<*> -> json.map { numbered(it, pseudonyms) }
            is Map<*, *> -> json.mapValues { numbered(it.value, pseudonyms) }
            else -> json
        }

    private val PSEUDONYM = Regex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
}
