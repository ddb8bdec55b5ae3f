package dev.sordino.vectors

import dev.sordino.support.Json

/** `gate`, `receipts` and `export`: an app lives through the steps of a case. */
internal object Stepped {
    fun gate(input: Map<String, Any?>): Map<String, Any?> =
        App(input).play(Json.items(input["steps"])).use { app ->
            val purpose = app.sordino.purpose(input["purpose"] as String)
            mapOf(
                "open" to purpose.isOpen,
                "state" to word(purpose.state),
                "closed_by" to closedBy(purpose.statuses.single()),
                "reasons" to reasons(purpose.statuses.single()),
                "record" to word(app.offer(input["event"], emptyMap<String, Any?>())),
            )
        }

    fun receipts(input: Map<String, Any?>): Map<String, Any?>? {
        val steps = Json.items(input["steps"])
        if (!canBeSaid(steps.map { Json.items(it).first() as String })) return null
        return App(input).play(steps).use { app ->
            val head = Json.members(Json.read(app.sordino.exportChoices()))["head"] as String
            mapOf(
                "receipts" to app.receipts.map { it.members(head) },
                "completed" to app.completed.lastOrNull()?.members(),
            )
        }
    }

    fun export(input: Map<String, Any?>): Map<String, Any?> =
        App(input).play(Json.items(input["steps"])).use { app ->
            val document = Json.read(app.sordino.exportData())
            mapOf("shown" to Json.items(input["show"]).map { shown(document, it as String) })
        }

    /** What stands at a pointer (RFC 6901). */
    private fun shown(
        document: Any?,
        pointer: String,
    ): Any? =
        pointer.split('/').drop(1).fold(document) { holder, key ->
            if (holder is List<*>) holder[key.toInt()] else Json.members(holder)[key]
        }

    /** What runs out is closed unasked, so that no receipt is given to anybody; and an app has one courier, not two. */
    private fun canBeSaid(verbs: List<String>): Boolean {
        val uploads = verbs.filter { it == "begin" || it == "answer" }
        return "expire" !in verbs && uploads.zipWithNext().none { (one, next) -> one == "begin" && next == "begin" }
    }
}
