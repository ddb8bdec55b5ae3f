package dev.sordino.inner

import org.json.JSONException
import org.json.JSONObject

/** The policy's names: which purposes there are, of which kind, and whose an event is. No rule of it is read here. */
internal class Names(
    kinds: List<Pair<String, String>>,
    private val events: Map<String, String>,
    private val discarding: Set<String>,
) {
    private val byKind: Map<String, List<String>> = kinds.groupBy({ it.second }, { it.first })

    fun ofKind(kind: String): List<String> = byKind[kind].orEmpty()

    /** Whether nothing of the purpose is held before a choice. */
    fun discards(purpose: String): Boolean = purpose in discarding

    fun purposeOf(event: String): String? = events[event]

    companion object {
        /** Reads a file that the core has accepted. */
        fun of(policy: ByteArray): Names =
            try {
                val root = JSONObject(String(policy, Charsets.UTF_8))
                val purposes = objects(root, "purposes")
                Names(
                    purposes.map { it.getString("id") to it.getString("kind") },
                    objects(root, "events").associate { it.getString("name") to it.getString("purpose") },
                    purposes.filter { it.opt("before_choice") == "discard" }.map { it.getString("id") }.toSet(),
                )
            } catch (_: JSONException) {
                Names(emptyList(), emptyMap(), emptySet())
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
