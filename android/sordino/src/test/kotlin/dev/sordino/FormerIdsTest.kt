package dev.sordino

import dev.sordino.inner.LaterCrash
import dev.sordino.inner.LaterCrashes
import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import dev.sordino.support.idle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.io.IOException
import java.nio.file.Files

/** Ids that earlier processes knew, kept so that what the system tells of their end names nobody. */
class FormerIdsTest {
    private val home = Files.createTempDirectory("former").toFile()

    /** How many bytes of ids lie sealed. */
    private fun known() =
        File(home, "files/queue")
            .walk()
            .filter { it.name == "known" }
            .sumOf(File::length)

    private fun signedIn() {
        Started(HostPlatform(home)).on().use { started ->
            started.sordino.signIn("usr_NV5ynNmX2jZwXLtz")
            started.running.idle()
        }
        assertTrue("the ids are kept", known() > 0)
    }

    @Test
    fun ids_go_once_earlier_ends_were_read() {
        signedIn()
        Started(HostPlatform(home)).opened().use { it.running.idle() }
        assertEquals(0L, known())
    }

    @Test
    fun ids_stay_while_another_process_is_to_read_earlier_ends() {
        signedIn()
        val other =
            object : HostPlatform(home) {
                override fun laterCrashes(): LaterCrashes? = null
            }
        Started(other).opened().use { it.running.idle() }
        assertTrue("the main process has still to read what may name them", known() > 0)
        Started(HostPlatform(home)).opened().use { it.running.idle() }
        assertEquals(0L, known())
    }

    @Test
    fun ids_stay_while_a_process_that_knows_them_lives() {
        val living = Started(HostPlatform(home)).on()
        living.sordino.signIn("usr_NV5ynNmX2jZwXLtz")
        living.running.idle()
        val beside =
            object : HostPlatform(home) {
                override fun isAlone() = false
            }
        Started(beside).opened().use { it.running.idle() }
        assertTrue("its end is read at a later start, and may name them", known() > 0)
        living.close()
        Started(HostPlatform(home)).opened().use { it.running.idle() }
        assertEquals(0L, known())
    }

    @Test
    fun ids_stay_while_an_end_cannot_be_kept() {
        signedIn()
        val unread =
            object : HostPlatform(home) {
                override fun laterCrashes() =
                    object : LaterCrashes {
                        override fun each(offer: (LaterCrash) -> Unit): Long? = throw IOException("not now")
                    }
            }
        Started(unread).opened().use { it.running.idle() }
        assertTrue("nobody read what may name them", known() > 0)
    }
}
