package dev.sordino.inner

import dev.sordino.Refusal
import java.time.Instant
import java.time.format.DateTimeFormatter
import java.time.format.DateTimeFormatterBuilder
import java.util.Date

/** Writes one record in the door's format (docs/formats/door.md). Not for two threads at once. */
internal class RecordWriter {
    private val out = ByteSink()

    val bytes: ByteArray
        get() = out.bytes

    val length: Int
        get() = out.length

    fun event(
        name: String,
        properties: Array<out Pair<String, Any?>>,
    ): Refusal? =
        reading {
            begin(EVENT)
            out.text(name)
            out.number(properties.count { it.second != null }.toLong())
            for ((key, value) in properties) {
                member(key, value ?: continue, 1)?.let { return it }
            }
            null
        }

    fun event(
        name: String,
        properties: Map<String, Any?>,
    ): Refusal? =
        reading {
            begin(EVENT)
            out.text(name)
            members(properties, 1)
        }

    /** A crash report; [happened] in milliseconds since 1970, or none for one of this moment. */
    fun crash(
        source: CrashSource,
        report: ByteArray,
        happened: Long?,
    ): Refusal? {
        begin(CRASH)
        out.byte(source.number)
        out.byte(if (happened == null) NOW else THEN)
        if (happened != null) out.eight(happened)
        out.bytes(report)
        return null
    }

    /** An error that the app caught and went on from. */
    fun handled(
        source: CrashSource,
        report: ByteArray,
    ): Refusal? {
        begin(CRASH)
        out.byte(source.number)
        out.byte(WENT_ON)
        out.bytes(report)
        return null
    }

    /** What the app did before a crash, in its own words. */
    fun breadcrumb(text: String): Refusal? {
        begin(BREADCRUMB)
        out.text(text)
        return null
    }

    /** An app's map that another thread changes, or a class of its own, may throw: never into the app's call. */
    @Suppress("TooGenericExceptionCaught")
    private inline fun reading(write: () -> Refusal?): Refusal? =
        try {
            write()
        } catch (_: RuntimeException) {
            Refusal.BAD_VALUE
        }

    private fun begin(kind: Int) {
        out.clear()
        out.byte(FORMAT)
        out.byte(kind)
    }

    private fun members(
        map: Map<*, *>,
        depth: Int,
    ): Refusal? {
        out.number(map.values.count { it != null }.toLong())
        for ((key, value) in map) {
            if (key !is String) return Refusal.BAD_VALUE
            member(key, value ?: continue, depth)?.let { return it }
        }
        return null
    }

    private fun member(
        key: String,
        value: Any,
        depth: Int,
    ): Refusal? {
        out.text(key)
        return value(value, depth)
    }

    private fun value(
        value: Any,
        depth: Int,
    ): Refusal? {
        // The core says how deep and how much is too much. These two only end what has no end.
        if (depth > DEEPEST) return Refusal.TOO_DEEP
        if (out.length > MOST_BYTES) return Refusal.TOO_LARGE
        when (value) {
            is String -> {
                out.byte(TEXT)
                out.text(value)
            }

            is Boolean -> {
                out.byte(if (value) TRUE else FALSE)
            }

            is Int -> {
                whole(value.toLong())
            }

            is Long -> {
                whole(value)
            }

            is Short -> {
                whole(value.toLong())
            }

            is Byte -> {
                whole(value.toLong())
            }

            is Double -> {
                fraction(value)
            }

            is Float -> {
                fraction(value.toDouble())
            }

            is Map<*, *> -> {
                out.byte(MAP)
                return members(value, depth + 1)
            }

            is Collection<*> -> {
                return list(value, depth)
            }

            is Array<*> -> {
                return list(value.asList(), depth)
            }

            is CharSequence -> {
                out.byte(TEXT)
                out.text(value.toString())
            }

            is Instant -> {
                time(value)
            }

            is Date -> {
                time(value.toInstant())
            }

            else -> {
                return Refusal.BAD_VALUE
            }
        }
        return null
    }

    private fun list(
        values: Collection<*>,
        depth: Int,
    ): Refusal? {
        out.byte(LIST)
        out.number(values.count { it != null }.toLong())
        for (value in values) {
            value(value ?: continue, depth + 1)?.let { return it }
        }
        return null
    }

    private fun whole(number: Long) {
        out.byte(INT)
        // Zigzag: small numbers are short, whatever their sign.
        out.number(number shl 1 xor (number shr Long.SIZE_BITS - 1))
    }

    /** UTC by RFC 3339 with milliseconds, as the rule `time_to_hour` reads it. */
    private fun time(instant: Instant) {
        out.byte(TEXT)
        out.text(MILLIS.format(instant))
    }

    private fun fraction(number: Double) {
        out.byte(FLOAT)
        out.eight(number.toRawBits())
    }

    private companion object {
        const val FORMAT = 1
        const val EVENT = 1
        const val CRASH = 2
        const val BREADCRUMB = 3
        const val NOW = 0
        const val THEN = 1
        const val WENT_ON = 2
        const val FALSE = 0
        const val TRUE = 1
        const val INT = 2
        const val FLOAT = 3
        const val TEXT = 4
        const val LIST = 5
        const val MAP = 6
        const val DEEPEST = 32
        const val MOST_BYTES = 4_194_304
        val MILLIS: DateTimeFormatter = DateTimeFormatterBuilder().appendInstant(3).toFormatter()
    }
}
