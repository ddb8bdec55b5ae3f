package dev.sordino.checks

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import java.io.File

/** What any shrinker is told, and how what it made is run. */
internal object Shrinking {
    /** Packages of the tests that are shrunk with the library, as an app's own classes are. */
    val PACKAGES = listOf("support", "sample", "testing", "vectors")

    /** Subjects of the vectors that an app's calls can say. */
    private const val FEWEST_SUBJECTS = 8

    fun said(name: String): String = System.getProperty("sordino.$name") ?: error("the build says no sordino.$name")

    /** The consumer rules as they ship, and where the tests begin. */
    fun rules(): String =
        """
        -dontwarn org.jetbrains.annotations.**
        -keepattributes SourceFile,LineNumberTable
        -keep class dev.sordino.support.Shrunk { public static void main(java.lang.String[]); }
        -keep class dev.sordino.vectors.ShrunkVectors { public static void main(java.lang.String[]); }
        -keep class dev.sordino.testing.** { *; }
        -keep,allowobfuscation class dev.sordino.support.Rota { *; }

        """.trimIndent() + File(said("root"), "android/sordino/consumer-rules.pro").readText()

    fun answersTheVectors(jar: File) {
        val lines = run(jar, "dev.sordino.vectors.ShrunkVectors")
        assertTrue("$lines", lines.size >= FEWEST_SUBJECTS)
        assertEquals(emptyList<String>(), lines.filterNot { it.endsWith(": []") })
    }

    /** Runs [main] of [jar] to its end, and gives what it printed. */
    fun run(
        jar: File,
        main: String,
        vararg words: String,
    ): List<String> {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val properties =
            mapOf("jna.library.path" to "native", "sordino.assets" to "assets", "sordino.root" to "root", "sordino.command" to "command")
                .map { (property, name) -> "-D$property=${said(name)}" }
        val classes = listOf(jar.path, said("android")).joinToString(File.pathSeparator)
        val process = ProcessBuilder(listOf(java) + properties + listOf("-cp", classes, main) + words).redirectErrorStream(true).start()
        val lines = process.inputStream.bufferedReader().readLines()
        assertEquals("$lines", 0, process.waitFor())
        return lines
    }
}
