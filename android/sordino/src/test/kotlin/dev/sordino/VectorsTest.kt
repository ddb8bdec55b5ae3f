package dev.sordino

import dev.sordino.support.Json
import dev.sordino.support.Repository
import dev.sordino.testing.vectorRun
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.Parameterized
import java.io.File

/** `tests/vectors`: the same answers through the library that Kotlin links. A file or case added is run as it is. */
@RunWith(Parameterized::class)
class VectorsTest(
    private val file: File,
    @Suppress("unused") private val name: String,
) {
    @Test
    fun every_case_is_answered_as_the_pages_want_it() {
        val vectors = Json.members(Json.read(file.readText()))
        val subject = vectors["subject"] as String
        val given = Json.members(vectors["given"] ?: emptyMap<String, Any?>())
        val cases = Json.items(vectors["cases"]).map(Json::members)
        assertTrue(cases.size >= FEWEST)
        val wrong =
            cases.mapNotNull { case ->
                val answer = Json.read(vectorRun(subject, Json.write(given + Json.members(case["in"]))))
                if (answer == case["want"]) null else "${case["name"]}: got $answer, wanted ${case["want"]}"
            }
        assertEquals(emptyList<String>(), wrong)
    }

    companion object {
        private const val FEWEST = 15

        /** What the core cannot answer by itself, because the other side of the door belongs to it. */
        private val ELSEWHERE = setOf("door.json")

        @JvmStatic
        @Parameterized.Parameters(name = "{1}")
        fun files(): List<Array<Any>> =
            Repository
                .file("tests/vectors")
                .listFiles { file -> file.extension == "json" && file.name !in ELSEWHERE }!!
                .sorted()
                .map { arrayOf(it, it.nameWithoutExtension) }
    }
}
