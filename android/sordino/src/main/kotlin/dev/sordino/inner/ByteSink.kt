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

    fun number(value: Int) {
        room(Int.SIZE_BYTES)
        for (shift in 0 until Int.SIZE_BITS step Byte.SIZE_BITS) {
            bytes[length++] = (value ushr shift).toByte()
        }
    }

    fun long(value: Long) {
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
        val start = length
        number(0)
        room(text.length * MOST_BYTES_OF_A_CHAR)
        val into = bytes
        var at = length
        var index = 0
        while (index < text.length) {
            val char = text[index].code
            when {
                char < 0x80 -> into[at++] = char.toByte()
                char < 0x800 -> {
                    into[at++] = (0xC0 or (char shr 6)).toByte()
                    into[at++] = (0x80 or (char and 0x3F)).toByte()
                }
                text[index].isHighSurrogate() && index + 1 < text.length && text[index + 1].isLowSurrogate() -> {
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
        length = start
        number(at - start - Int.SIZE_BYTES)
        length = at
    }

    private fun room(more: Int) {
        val needed = length + more
        if (needed > bytes.size) bytes = bytes.copyOf(maxOf(needed, bytes.size * 2))
    }

    private companion object {
        const val SMALL = 512
        const val KEPT = 65_536
        const val MOST_BYTES_OF_A_CHAR = 3
    }
}
