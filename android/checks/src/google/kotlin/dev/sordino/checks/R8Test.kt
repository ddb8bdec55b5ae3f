package dev.sordino.checks

import com.android.tools.r8.R8
import com.android.tools.r8.R8Command
import com.android.tools.r8.origin.Origin
import dev.sordino.checks.Shrinking.said
import org.junit.Test
import java.io.File
import java.nio.file.Files
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/** The same by R8, which shrinks an app in Android's own build. */
class R8Test {
    private val folder = Files.createTempDirectory("r8").toFile()

    @Test
    fun what_r8_made_of_the_library_answers_the_vectors_as_the_whole_one() {
        val rules = File(folder, "rules.pro").apply { writeText(Shrinking.rules()) }
        val jar = File(folder, "shrunk.jar")
        val tests = zipped("tests", File(said("tests"))) { path -> Shrinking.PACKAGES.any { path.startsWith("dev/sordino/$it/") } }
        val words =
            listOf("--classfile", "--release", "--output", jar.path, "--pg-conf", rules.path) +
                listOf("--lib", System.getProperty("java.home"), "--lib", said("android"), "--classpath", said("coroutines")) +
                listOf(zipped("classes", File(said("classes"))), zipped("core", File(said("core"))), tests, said("jna"), said("stdlib"))
        R8.run(R8Command.parse(words.toTypedArray(), Origin.unknown()).build())
        Shrinking.answersTheVectors(jar)
    }

    /** R8 reads no folder. */
    private fun zipped(
        name: String,
        classes: File,
        wants: (String) -> Boolean = { true },
    ): String {
        val jar = File(folder, "$name.jar")
        ZipOutputStream(jar.outputStream()).use { zip ->
            for (file in classes.walk().filter { it.extension == "class" && !it.name.startsWith("VectorsTest") }) {
                val path = file.toRelativeString(classes)
                if (!wants(path)) continue
                zip.putNextEntry(ZipEntry(path))
                zip.write(file.readBytes())
            }
        }
        return jar.path
    }
}
