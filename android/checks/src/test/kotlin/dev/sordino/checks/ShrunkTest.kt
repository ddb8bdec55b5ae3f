package dev.sordino.checks

import dev.sordino.checks.Shrinking.said
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import proguard.Configuration
import proguard.ConfigurationParser
import proguard.ProGuard
import java.io.File
import java.nio.file.Files
import java.util.Properties

/** The library, its two dependencies and a sample after a shrinker, with the consumer rules and nothing more of ours. */
class ShrunkTest {
    @Test
    fun the_shrunk_library_answers_the_vectors_as_the_whole_one() = Shrinking.answersTheVectors(jar)

    @Test
    fun the_shrunk_library_works_and_a_trace_that_a_server_got_from_it_can_be_read_again() {
        val kept = File(folder, "received").apply { mkdirs() }
        val servers = ProcessBuilder(said("command"), "servers", "--keep", kept.path).start()
        val lines =
            try {
                val addresses = servers.inputStream.bufferedReader().readLine()
                val (segment, sentry) = listOf("segment", "sentry").map { addresses.substringAfter("\"$it\":\"").substringBefore('"') }
                sample(segment, sentry)
            } finally {
                servers.outputStream.close()
                servers.waitFor()
            }
        assertTrue("$lines", lines.any { it.startsWith("event_tracking: 2 records erased") })
        assertEquals(listOf("Accepted", "null"), lines.takeLast(2))

        val received =
            kept
                .listFiles { file: File -> file.name.endsWith("-sentry.body") }!!
                .single()
                .readText()
        assertFalse("anna.keller" in received)
        assertFalse("the shrinker renamed nothing", "NoRota" in received)
        val names = Mapping(mapping.readText())
        val frames =
            Regex("\"function\":\"([^\"]+)\",(?:\"[^}]*)?\"module\":\"([^\"]+)\"|\"module\":\"([^\"]+)\"[^}]*\"function\":\"([^\"]+)\"")
        val read =
            frames.findAll(received).map { found ->
                val (function, module, otherModule, otherFunction) = found.destructured
                names.read(module + otherModule, function + otherFunction)
            }
        assertTrue(
            "$received\n${read.toList()}",
            read.any {
                it == "dev.sordino.support.Rota.missing" ||
                    it == "dev.sordino.support.Rota.load"
            },
        )
        val type =
            received.substringAfter("\"type\":\"", "").let {
                Regex("\"type\":\"([^\"]+)\",\"value\"").find(received)?.groupValues?.get(1)
                    ?: it
            }
        assertEquals("dev.sordino.support.NoRota", names.type(type))
    }

    private fun sample(
        segment: String,
        sentry: String,
    ): List<String> = Shrinking.run(jar, "dev.sordino.support.Shrunk", segment, sentry, File(folder, "home").path)

    private companion object {
        val folder: File = Files.createTempDirectory("shrunk").toFile()
        val mapping = File(folder, "mapping.txt")
        val jar: File by lazy { File(folder, "shrunk.jar").also(::shrink) }

        fun shrink(jar: File) {
            val ours = Shrinking.PACKAGES.joinToString(",", "!**/VectorsTest*,") { "dev/sordino/$it/**" }
            val rules =
                """
                -injars ${said("classes")}
                -injars ${said("core")}
                -injars ${said("tests")}($ours)
                -injars ${said("jna")}(!META-INF/**)
                -injars ${said("stdlib")}(!META-INF/**)
                -outjars $jar
                -libraryjars ${System.getProperty("java.home")}/jmods/java.base.jmod(!**.jar;!module-info.class)
                -libraryjars ${System.getProperty("java.home")}/jmods/java.logging.jmod(!**.jar;!module-info.class)
                -libraryjars ${said("android")}(android/**)
                -libraryjars ${said("android")}(org/json/**)
                -libraryjars ${said("coroutines")}
                -printmapping $mapping
                -dontnote
                -optimizations !method/inlining/*
                """.trimIndent()
            val file = File(folder, "rules.pro")
            file.writeText(rules + "\n" + Shrinking.rules())
            val configuration = Configuration()
            ConfigurationParser(file, Properties()).use { it.parse(configuration) }
            ProGuard(configuration).execute()
        }
    }
}

/** A shrinker's mapping, backwards: enough of a retracer for a test. */
private class Mapping(
    text: String,
) {
    private val classes = HashMap<String, String>()
    private val methods = HashMap<Pair<String, String>, String>()

    init {
        var now = ""
        for (line in text.lines().filterNot { it.startsWith("#") || it.isBlank() }) {
            val (from, to) = line.trim().split(" -> ")
            if (line[0].isWhitespace()) {
                if ('(' in from) methods[now to to] = from.substringBefore('(').substringAfterLast(' ')
            } else {
                now = to.removeSuffix(":")
                classes[now] = from
            }
        }
    }

    fun type(name: String): String = classes[name] ?: name

    fun read(
        module: String,
        function: String,
    ): String = "${type(module)}.${methods[module to function] ?: function}"
}
