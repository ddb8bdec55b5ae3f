package dev.sordino.checks

import org.jetbrains.kotlin.abi.tools.AbiFilters
import org.jetbrains.kotlin.abi.tools.AbiTools
import org.junit.Assert.assertEquals
import org.junit.Test
import java.io.File

/** `android/sordino/api/sordino.api`: what an app can call. A difference there is a decision. */
class PublicSurfaceTest {
    private val committed = File(System.getProperty("sordino.root"), "android/sordino/api/sordino.api")

    @Test
    fun the_public_surface_is_the_committed_one() {
        val found = surface()
        if (System.getProperty("sordino.api") == "write") {
            committed.parentFile.mkdirs()
            committed.writeText(found)
        }
        assertEquals(
            "the public surface changed: look at it, then write it anew by -Dsordino.api=write",
            if (committed.exists()) committed.readText() else "",
            found,
        )
    }

    @Test
    fun what_is_generated_stays_out_of_the_public_surface() {
        val leaks = surface().lines().filter { "dev/sordino/core/" in it && "dev/sordino/core/" in it.substringAfter("fun ") }
        assertEquals(emptyList<String>(), leaks)
    }

    private fun surface(): String {
        val classes =
            File(System.getProperty("sordino.classes"))
                .walk()
                .filter { it.extension == "class" }
                .sorted()
                .toList()
        check(classes.isNotEmpty()) { "the library was not compiled" }
        val filters = AbiFilters(emptySet(), emptySet(), emptySet(), emptySet())
        return StringBuilder().also { AbiTools.getInstance().printJvmDump(it, classes, filters) }.toString()
    }
}
