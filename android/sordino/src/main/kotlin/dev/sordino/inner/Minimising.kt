package dev.sordino.inner

import dev.sordino.Minimised
import dev.sordino.Minimiser
import dev.sordino.Refusal
import org.json.JSONArray
import org.json.JSONObject
import dev.sordino.core.Minimised as CoreMinimised

/** Asks the core what a vendor's SDK may send. */
internal class Minimising(
    private val running: Running,
    private val recipient: String,
) : Minimiser {
    override fun event(
        name: String,
        properties: Map<String, Any?>,
    ): Minimised = ask(null) { it.event(name, properties) }

    override fun values(
        purpose: String,
        values: Map<String, Any?>,
    ): Minimised = ask(purpose) { it.event("", values) }

    private inline fun ask(
        purpose: String?,
        write: (RecordWriter) -> Refusal?,
    ): Minimised {
        val record = Door.written(write, refused = { return refused(it) }, written = { it })
        val opened = running.openedOrNull ?: return refused(Refusal.NO_ENGINE)
        return when (val answer = opened.askOr(null) { minimise(recipient, purpose, record) }) {
            null -> refused(Refusal.BROKEN)
            is CoreMinimised.Refused -> refused(Door.refusal(answer.refusal.value.toInt()))
            is CoreMinimised.Allowed -> allowed(JSONObject(answer.json))
        }
    }

    private fun refused(refusal: Refusal) = Minimised(emptyMap(), emptyMap(), dropped = 0, refusal)

    private fun allowed(json: JSONObject) =
        Minimised(
            members(json.getJSONObject("values")),
            members(json.getJSONObject("context")),
            json.getLong("dropped"),
            refusal = null,
        )

    private fun members(json: JSONObject): Map<String, Any> = json.keys().asSequence().associateWith { plain(json.get(it)) }

    private fun plain(value: Any): Any =
        when (value) {
            is JSONObject -> members(value)
            is JSONArray -> (0 until value.length()).map { plain(value.get(it)) }
            is Int -> value.toLong()
            else -> value
        }
}
