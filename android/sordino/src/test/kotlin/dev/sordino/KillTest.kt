package dev.sordino

import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.nio.file.Files

/** A process that dies right after an answer. */
class KillTest {
    @Test
    fun nothing_that_was_accepted_is_lost_when_the_process_halts_right_after() {
        for (records in listOf(1, 2, 100)) {
            val home = Files.createTempDirectory("killed").toFile()
            Started(HostPlatform(home)).on().close()
            val accepted = halted(home, records.toString())
            assertEquals(records, accepted)
            Started(HostPlatform(home)).opened().use { started ->
                assertEquals(records.toLong(), started.sordino.queued.sumOf { it.records.count })
            }
        }
    }

    @Test
    fun an_off_outlives_a_process_that_halts_right_after() {
        val home = Files.createTempDirectory("killed").toFile()
        Started(HostPlatform(home)).on().close()
        halted(home, "off")
        Started(HostPlatform(home)).opened().use { started ->
            assertTrue(!started.sordino.eventTracking.isOpen)
            assertEquals(ChoiceState.WITHDRAWN, started.sordino.eventTracking.state)
            assertEquals(0L, started.sordino.queued.sumOf { it.records.count })
        }
    }
}

/** What the process said before it ended itself without a last word. */
internal fun halted(
    home: File,
    what: String,
): Int {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val properties =
        listOf(
            "jna.library.path",
            "sordino.root",
            "sordino.command",
            "sordino.assets",
        ).map { "-D$it=${System.getProperty(it)}" }
    val words = listOf(java) + properties + listOf("-cp", System.getProperty("java.class.path"), Halting::class.java.name)
    val process = ProcessBuilder(words + listOf(home.path, what)).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    val said =
        process.inputStream
            .bufferedReader()
            .readText()
            .trim()
    assertEquals(9, process.waitFor())
    return said.toInt()
}

/** The process that halts. */
object Halting {
    @JvmStatic
    fun main(words: Array<String>) {
        val started = Started(HostPlatform(File(words[0]))).opened()
        if (words[1] == "off") {
            started.track()
            started.sordino.eventTracking.turnOff()
            print(0)
        } else {
            print((1..words[1].toInt()).count { started.track(it) === Outcome.Accepted })
        }
        System.out.flush()
        Runtime.getRuntime().halt(9)
    }
}
