package dev.sordino.checks

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.net.URLClassLoader
import java.nio.file.Files
import java.util.zip.ZipFile

/** What the page shows an app that draws with Jetpack Compose, compiled against Compose as Google serves it. */
class ComposeTest {
    private val recipe = File(System.getProperty("sordino.root"), "android/checks/src/compose/Privacy.kt")
    private val made: File = Files.createTempDirectory("compose").toFile()

    @Test
    fun the_settings_stand_inside_a_screen_in_compose() {
        assertEquals("", compiled(recipe))
        assertTrue(File(made, "classes/org/example/rota/PrivacyKt.class").isFile)
    }

    @Test
    fun a_view_that_is_not_there_does_not_compile() {
        val other = File(made, "Other.kt").apply { writeText(recipe.readText().replace("SordinoSettingsView(it)", "SordinoOtherView(it)")) }
        assertTrue(compiled(other).contains("SordinoOtherView"))
    }

    /** Compiles one file, and returns what the compiler found wrong. */
    private fun compiled(source: File): String {
        val libraries = listOf("classes", "core", "android", "stdlib").map { System.getProperty("sordino.$it") }
        val said = ByteArrayOutputStream()
        val words =
            arrayOf(
                "-no-stdlib",
                "-no-reflect",
                "-jvm-target=11",
                "-Xplugin=${File(folder, "kotlin-compose-compiler-plugin-embeddable.jar").path}",
                "-classpath",
                (libraries + classes().map { it.path }).joinToString(File.pathSeparator),
                "-d",
                File(made, "classes").path,
                source.path,
            )
        // Apart from what the other checks bring: some of it holds classes of another compiler.
        val jars = folder.listFiles()!!.filter { it.extension == "jar" }.map { it.toURI().toURL() }
        URLClassLoader(jars.toTypedArray(), ClassLoader.getPlatformClassLoader()).use { loader ->
            val compiler = loader.loadClass("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler")
            val exec = compiler.getMethod("exec", PrintStream::class.java, words.javaClass)
            exec.invoke(compiler.getDeclaredConstructor().newInstance(), PrintStream(said), words)
        }
        return said
            .toString()
            .lines()
            .filter { "error: " in it || it.startsWith("exception: ") }
            .joinToString("\n")
    }

    /** The classes of each library of Compose's, which come inside of archives for Android. */
    private fun classes(): List<File> =
        folder.listFiles()!!.filter { it.extension == "aar" }.map { library ->
            val classes = File(made, "${library.nameWithoutExtension}.jar")
            ZipFile(library).use { zip ->
                zip.getInputStream(zip.getEntry("classes.jar")).use { input -> classes.outputStream().use(input::copyTo) }
            }
            classes
        }

    private val folder
        get() = File(System.getProperty("sordino.compose"))
}
