package dev.sordino

import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import dev.sordino.testing.slowSyncs
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.nio.file.Files

/** A process that dies right after an answer, or in the middle of a call. */
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

    @Test
    fun nothing_that_was_accepted_is_lost_by_a_kill_in_mid_call() {
        for (heard in listOf(1, 40, 333)) {
            val home = Files.createTempDirectory("killed").toFile()
            Started(HostPlatform(home)).on().close()
            val process = halting(home, "endless")
            val said = process.inputStream
            repeat(heard) { assertEquals(ACCEPTED, said.read()) }
            // `Process.destroyForcibly` would close the stream with what it said.
            process.toHandle().destroyForcibly()
            // What it said before it died counts too.
            val accepted = heard + said.readAllBytes().size
            assertEquals(SIGKILL, process.waitFor())
            Started(HostPlatform(home)).opened().use { started ->
                val waits = started.sordino.queued.sumOf { it.records.count }
                // The one call that was under way may have come as far as the disk.
                assertTrue("$accepted were accepted, $waits wait", waits - accepted in 0L..1L)
            }
        }
    }

    @Test
    fun a_kill_in_the_middle_of_an_off_leaves_no_half() {
        for (pause in listOf(0L, 3L, 9L, 27L, 81L)) {
            val home = Files.createTempDirectory("killed").toFile()
            Started(HostPlatform(home)).on().close()
            val process = halting(home, "slow off")
            assertEquals(ACCEPTED, process.inputStream.read())
            // Not a wait for anything: the call is under way, and this is where in it the process dies.
            Thread.sleep(pause)
            // `Process.destroyForcibly` would close the stream with what it said.
            process.toHandle().destroyForcibly()
            val isOff = process.inputStream.readAllBytes().isNotEmpty()
            assertEquals(SIGKILL, process.waitFor())
            Started(HostPlatform(home)).opened().use { started ->
                val isOpen = started.sordino.eventTracking.isOpen
                assertTrue("an off that was answered is undone", !(isOff && isOpen))
                assertEquals(if (isOpen) 1L else 0L, started.sordino.queued.sumOf { it.records.count })
            }
        }
    }
}

private const val ACCEPTED = 1

/** How Java tells that a process was killed: 128 and the signal. */
private const val SIGKILL = 128 + 9

/** What the process said before it ended itself without a last word. */
internal fun halted(
    home: File,
    what: String,
): Int {
    val process = halting(home, what)
    val said =
        process.inputStream
            .bufferedReader()
            .readText()
            .trim()
    assertEquals(9, process.waitFor())
    return said.toInt()
}

private fun halting(
    home: File,
    what: String,
): Process {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val properties =
        listOf(
            "jna.library.path",
            "sordino.root",
            "sordino.command",
            "sordino.assets",
        ).map { "-D$it=${System.getProperty(it)}" }
    val words = listOf(java) + properties + listOf("-cp", System.getProperty("java.class.path"), Halting::class.java.name)
    return ProcessBuilder(words + listOf(home.path, what)).redirectError(ProcessBuilder.Redirect.INHERIT).start()
}

/** The process that halts. */
object Halting {
    @JvmStatic
    fun main(words: Array<String>) {
        val started = Started(HostPlatform(File(words[0]))).opened()
        when (words[1]) {
            "endless" -> {
                while (started.track() === Outcome.Accepted) tell()
            }

            "slow off" -> {
                check(started.track() === Outcome.Accepted)
                slowSyncs(40u)
                tell()
                started.sordino.eventTracking.turnOff()
                tell()
                Thread.currentThread().join()
            }

            "off" -> {
                started.track()
                started.sordino.eventTracking.turnOff()
                print(0)
            }

            else -> {
                print((1..words[1].toInt()).count { started.track(it) === Outcome.Accepted })
            }
        }
        System.out.flush()
        Runtime.getRuntime().halt(9)
    }

    /** Says at once that a call came back. */
    private fun tell() = with(System.out) { write(ACCEPTED).also { flush() } }
}
