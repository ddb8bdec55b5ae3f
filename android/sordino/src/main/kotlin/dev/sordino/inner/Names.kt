package dev.sordino.inner

import org.json.JSONException
import org.json.JSONObject

/** The policy's names: which purposes there are, of which kind, and whose an event is. No rule of it is read here. */
internal class Names(
    kinds: List<Pair<String, String>>,
    private val events: Map<String, String>,
) {
    private val byKind: Map<String, List<String>> = kinds.groupBy({ it.second }, { it.first })

    fun ofKind(kind: String): List<String> = byKind[kind].orEmpty()

    fun purposeOf(event: String): String? = events[event]

    companion object {
        /** Reads a file that the core has accepted. */
        fun of(policy: ByteArray): Names =
            try {
                val root = JSONObject(String(policy, Charsets.UTF_8))
                Names(
                    objects(root, "purposes").map { it.getString("id") to it.getString("kind") },
                    objects(root, "events").associate { it.getString("name") to it.getString("purpose") },
                )
            } catch (_: JSONException) {
                Names(emptyList(), emptyMap())
            }

        private fun objects(
            root: JSONObject,
            name: String,
        ): List<JSONObject> {
            val array = root.optJSONArray(name) ?: return emptyList()
            return (0 until array.length()).map(array::getJSONObject)
        }
    }
}
