package dev.sordino.inner

import org.junit.Assert.assertArrayEquals
import org.junit.Test
import java.time.Instant
import java.util.Date

/** What an app may hand over as a property. */
class PropertyTest {
    private fun written(value: Any): ByteArray {
        val writer = RecordWriter()
        writer.event("seen", arrayOf("due" to value))
        return writer.bytes.copyOf(writer.length)
    }

    @Test
    fun `a time is a text in UTC with milliseconds`() {
        val instant = Instant.ofEpochMilli(1_773_187_200_500)
        val text = written("2026-03-11T00:00:00.500Z")
        assertArrayEquals(text, written(instant))
        assertArrayEquals(text, written(Date.from(instant)))
        assertArrayEquals(written("2026-03-11T00:00:00.000Z"), written(Instant.ofEpochSecond(1_773_187_200)))
    }
}
