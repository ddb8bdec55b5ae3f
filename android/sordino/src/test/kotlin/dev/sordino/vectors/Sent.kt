package dev.sordino.vectors

import dev.sordino.Outcome
import dev.sordino.Refusal
import dev.sordino.support.Digits
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

    /** What a vendor's SDK may send: `minimise`. */
    fun minimise(input: Map<String, Any?>): Map<String, Any?> =
        App(input).use { app ->
            val off = (input["off"] as List<*>?).orEmpty()
            app.sordino.statuses
                .filter { it.purpose !in off }
                .forEach { app.sordino.purpose(it.purpose).turnOn() }
            (input["account"] as Map<*, *>?)?.let {
                app.sordino.signIn(it["user_id"] as String?, it["customer_id"] as String?)
            }
            val minimiser = app.sordino.minimiser(input["recipient"] as String)
            val values = Notation.pairs(input["values"] ?: input["properties"]).toMap()
            val ask = {
                when (val purpose = input["purpose"]) {
                    null -> minimiser.event(input["event"] as String, values)
                    else -> minimiser.values(purpose as String, values)
                }
            }
            // What begins with an app may hold the lock for a moment.
            val minimised = generateSequence(ask).take(TRIES).first { it.refusal != Refusal.BUSY }
            minimised.refusal?.let { return mapOf("refused" to it.name.lowercase()) }
            val pseudonyms = LinkedHashSet<String>()
            val shown = numbered(minimised.values, pseudonyms)
            listOf("user_id", "customer_id", "device_id").forEach { numbered(minimised.context[it], pseudonyms) }
            mapOf(
                "values" to digitised(shown),
                "context" to digitised(numbered(minimised.context, pseudonyms)),
                "dropped" to digits(minimised.dropped),
            )
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

    /** Numbers as the files of vectors have them. */
    private fun digitised(json: Any?): Any? =
        when (json) {
            is Number -> Digits(json.toString())
            is List<*> -> json.map(::digitised)
            is Map<*, *> -> json.mapValues { digitised(it.value) }
            else -> json
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

    private const val TRIES = 1_000
    private val PSEUDONYM = Regex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
}
