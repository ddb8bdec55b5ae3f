package dev.sordino

import dev.sordino.support.Started
import org.junit.Assert.assertEquals
import org.junit.Test
import java.io.File
import java.nio.file.Files

/** A native library that is missing, or not the one of this version. */
class LibraryTest {
    private val folder: File = Files.createTempDirectory("library").toFile()

    @Test
    fun a_library_that_is_missing_is_told_and_the_app_goes_on() = assertEquals("BAD_LIBRARY NO_ENGINE", started())

    @Test
    fun a_library_of_another_version_is_told_and_the_app_goes_on() {
        // It loads, and has nothing of what is asked of it.
        File("/proc/self/maps").readLines().map { it.substringAfterLast(' ') }.first { it.endsWith("libjava.so") }.let {
            File(it).copyTo(File(folder, "libsordino.so"))
        }
        assertEquals("BAD_LIBRARY NO_ENGINE", started())
    }

    private fun started(): String {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val assets = "-Dsordino.assets=${System.getProperty("sordino.assets")}"
        val words = listOf(java, "-Djna.library.path=$folder", assets, "-cp", System.getProperty("java.class.path"))
        val errors = File(folder, "errors.txt")
        val builder = ProcessBuilder(words + Unlinked::class.java.name).redirectError(errors)
        // Cargo sets it for what it runs, and its folder has the library in it.
        builder.environment().remove("LD_LIBRARY_PATH")
        val process = builder.start()
        val said =
            process.inputStream
                .bufferedReader()
                .readText()
                .trim()
        assertEquals(errors.readText(), 0, process.waitFor())
        return said
    }
}

/** The process without its library. */
object Unlinked {
    @JvmStatic
    fun main(words: Array<String>) {
        Started().use { started ->
            val thrown = runCatching { started.opened() }.exceptionOrNull() as SordinoException
            println("${thrown.why} ${(started.track() as Outcome.Refused).refusal}")
        }
        System.out.flush()
        Runtime.getRuntime().halt(0)
    }
}
