package dev.sordino.vectors

import dev.sordino.support.Digits
import dev.sordino.support.Json
import dev.sordino.support.Repository

/** The hour in which a case begins, unless it says otherwise. */
internal const val START = 1_795_507_679_000

/** A case: its `in` laid over the file's `given`, and what must come out. */
internal class Case(
    val name: String,
    val input: Map<String, Any?>,
    val want: Any?,
)

/** The files of `tests/vectors`, read as their page says. */
internal object Notation {
    /** The subjects that have a file. */
    fun subjects(): List<String> =
        Repository
            .file("tests/vectors")
            .listFiles { file -> file.extension == "json" }!!
            .map { it.nameWithoutExtension }
            .sorted()

    fun cases(subject: String): List<Case> {
        val file = file(subject)
        check(file["subject"] == subject && file["format"] == Digits("1")) { "$subject: another subject, or a newer format" }
        val given = given(subject)
        return Json.items(file["cases"]).map(Json::members).map { case ->
            Case(case["name"] as String, given + Json.members(case["in"]), case["want"])
        }
    }

    fun given(subject: String): Map<String, Any?> = Json.members(file(subject)["given"] ?: emptyMap<String, Any?>())

    /** A value as an app would hold it. */
    fun plain(json: Any?): Any? =
        when (json) {
            is Digits -> json.text.toLongOrNull() ?: json.text.toDouble()
            is List<*> -> json.map(::plain)
            is Map<*, *> -> special(json) ?: json.mapValues { plain(it.value) }
            else -> json
        }

    /** Properties: an object, or a list of pairs where their order counts. */
    fun pairs(properties: Any?): Array<Pair<String, Any?>> =
        when (properties) {
            is Map<*, *> -> properties.map { it.key as String to plain(it.value) }.toTypedArray()
            else -> Json.items(properties).map { (it as List<*>)[0] as String to plain(it[1]) }.toTypedArray()
        }

    fun unhex(text: String): ByteArray = text.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

    private fun file(subject: String) = Json.members(Json.read(Repository.file("tests/vectors/$subject.json").readText()))

    private fun special(json: Map<*, *>): Any? {
        val float = json["\$float"] as String?
        val repeat = json["\$repeat"] as List<*>?
        return when {
            float != null -> FLOATS[float] ?: float.toDouble()
            repeat != null -> (repeat[0] as String).repeat((repeat[1] as Digits).text.toInt())
            else -> null
        }
    }

    private val FLOATS = mapOf("NaN" to Double.NaN, "inf" to Double.POSITIVE_INFINITY, "-inf" to Double.NEGATIVE_INFINITY)
}
