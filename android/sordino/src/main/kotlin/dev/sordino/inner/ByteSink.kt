package dev.sordino.inner

/** Bytes that grow, little-endian. */
internal class ByteSink {
    var bytes = ByteArray(SMALL)
        private set
    var length = 0
        private set

    fun clear() {
        length = 0
        // One great record must not hold its memory for ever.
        if (bytes.size > KEPT) bytes = ByteArray(SMALL)
    }

    fun byte(value: Int) {
        room(1)
        bytes[length++] = value.toByte()
    }

    /** LEB128, in the fewest bytes that hold it. */
    fun number(value: Long) {
        room(LONGEST_NUMBER)
        var left = value
        while (left and 0x7F.inv().toLong() != 0L) {
            bytes[length++] = (left.toInt() and 0x7F or 0x80).toByte()
            left = left ushr 7
        }
        bytes[length++] = left.toByte()
    }

    fun eight(value: Long) {
        room(Long.SIZE_BYTES)
        for (shift in 0 until Long.SIZE_BITS step Byte.SIZE_BITS) {
            bytes[length++] = (value ushr shift).toByte()
        }
    }

    fun bytes(value: ByteArray) {
        room(value.size)
        value.copyInto(bytes, length)
        length += value.size
    }

    /**
     * A text as UTF-8 behind its length. Half of a surrogate pair is written as if it were a character, which is no
     * UTF-8: the core refuses it.
     */
    fun text(text: String) {
        number(lengthOf(text).toLong())
        room(text.length * MOST_BYTES_OF_A_CHAR)
        val into = bytes
        var at = length
        var index = 0
        while (index < text.length) {
            val char = text[index].code
            when {
                char < 0x80 -> {
                    into[at++] = char.toByte()
                }

                char < 0x800 -> {
                    into[at++] = (0xC0 or (char shr 6)).toByte()
                    into[at++] = (0x80 or (char and 0x3F)).toByte()
                }

                isPair(text, index) -> {
                    val point = Character.toCodePoint(text[index], text[++index])
                    into[at++] = (0xF0 or (point shr 18)).toByte()
                    into[at++] = (0x80 or (point shr 12 and 0x3F)).toByte()
                    into[at++] = (0x80 or (point shr 6 and 0x3F)).toByte()
                    into[at++] = (0x80 or (point and 0x3F)).toByte()
                }

                else -> {
                    into[at++] = (0xE0 or (char shr 12)).toByte()
                    into[at++] = (0x80 or (char shr 6 and 0x3F)).toByte()
                    into[at++] = (0x80 or (char and 0x3F)).toByte()
                }
            }
            index++
        }
        length = at
    }

    private fun lengthOf(text: String): Int {
        var sum = text.length
        var index = 0
        while (index < text.length) {
            val char = text[index]
            if (char.code >= 0x80) sum++
            // A pair is four bytes, two for each half; a half by itself is three.
            if (char.code >= 0x800 && !isPair(text, index) && !isPair(text, index - 1)) sum++
            index++
        }
        return sum
    }

    private fun isPair(
        text: String,
        at: Int,
    ) = at >= 0 && text[at].isHighSurrogate() && at + 1 < text.length && text[at + 1].isLowSurrogate()

    private fun room(more: Int) {
        val needed = length + more
        if (needed > bytes.size) bytes = bytes.copyOf(maxOf(needed, bytes.size * 2))
    }

    private companion object {
        const val SMALL = 512
        const val LONGEST_NUMBER = 10
        const val KEPT = 65_536
        const val MOST_BYTES_OF_A_CHAR = 3
    }
}
