package dev.sordino.support

/** A number as it is written: a whole one and a fraction are different, and neither loses a digit. */
data class Digits(
    val text: String,
)

/** JSON as maps, lists, texts, [Digits], truth values and nulls. For files of ours, so that it need not be forgiving. */
class Json private constructor(
    private val text: String,
) {
    private var at = 0

    private fun value(): Any? {
        space()
        return when (text[at]) {
            '{' -> members()
            '[' -> items()
            '"' -> string()
            't' -> word("true", true)
            'f' -> word("false", false)
            'n' -> word("null", null)
            else -> digits()
        }
    }

    private fun members(): Map<String, Any?> {
        val members = LinkedHashMap<String, Any?>()
        at++
        space()
        while (text[at] != '}') {
            space()
            val name = string()
            space()
            check(text[at++] == ':') { "no colon at $at" }
            members[name] = value()
            space()
            if (text[at] == ',') at++
            space()
        }
        at++
        return members
    }

    private fun items(): List<Any?> {
        val items = ArrayList<Any?>()
        at++
        space()
        while (text[at] != ']') {
            items.add(value())
            space()
            if (text[at] == ',') at++
            space()
        }
        at++
        return items
    }

    private fun string(): String {
        check(text[at++] == '"') { "no text at $at" }
        val out = StringBuilder()
        while (text[at] != '"') {
            val char = text[at++]
            if (char != '\\') {
                out.append(char)
                continue
            }
            when (val escaped = text[at++]) {
                'n' -> {
                    out.append('\n')
                }

                't' -> {
                    out.append('\t')
                }

                'r' -> {
                    out.append('\r')
                }

                'b' -> {
                    out.append('\b')
                }

                'f' -> {
                    out.append('\u000C')
                }

                'u' -> {
                    out.append(text.substring(at, at + 4).toInt(16).toChar())
                    at += 4
                }

                else -> {
                    out.append(escaped)
                }
            }
        }
        at++
        return out.toString()
    }

    private fun digits(): Digits {
        val from = at
        while (at < text.length && text[at] in "+-.eE0123456789") at++
        check(at > from) { "no value at $at" }
        return Digits(text.substring(from, at))
    }

    private fun word(
        word: String,
        value: Any?,
    ): Any? {
        check(text.startsWith(word, at)) { "no value at $at" }
        at += word.length
        return value
    }

    private fun space() {
        while (at < text.length && text[at].isWhitespace()) at++
    }

    companion object {
        fun read(text: String): Any? = Json(text).value()

        @Suppress("UNCHECKED_CAST")
        fun members(value: Any?): Map<String, Any?> = value as Map<String, Any?>

        fun items(value: Any?): List<Any?> = value as List<Any?>

        fun write(value: Any?): String =
            when (value) {
                is Map<*, *> -> value.entries.joinToString(",", "{", "}") { "${quoted(it.key as String)}:${write(it.value)}" }
                is List<*> -> value.joinToString(",", "[", "]", transform = ::write)
                is String -> quoted(value)
                is Digits -> value.text
                else -> value.toString()
            }

        private fun quoted(text: String): String =
            text
                .map { if (it < ' ' || it == '"' || it == '\\' || it.isSurrogate()) "\\u%04x".format(it.code) else it.toString() }
                .joinToString("", "\"", "\"")
    }
}
