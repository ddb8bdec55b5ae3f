package dev.sordino.platform

import dev.sordino.core.KeyStoreException
import dev.sordino.support.FakeKeystore
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.annotation.Config
import java.io.File
import java.nio.file.Files
import java.security.ProviderException
import java.util.concurrent.atomic.AtomicInteger

/** The vault key in the key store. */
@Config(sdk = [26, 35])
class KeystoreKeysTest : AndroidTest() {
    private val folder = Files.createTempDirectory("keys").toFile()
    private val keys = keys(folder)

    private fun keys(
        folder: File,
        app: String = "com.example",
    ) = KeystoreKeys(folder, AndroidKeystore(app, pause = {}))

    @Test
    fun what_was_stored_is_loaded_until_it_is_deleted() {
        assertNull(keys.load("vault"))
        keys.store("vault", byteArrayOf(1, 2, 3))
        assertArrayEquals(byteArrayOf(1, 2, 3), keys(folder).load("vault"))
        keys.delete("vault")
        assertNull(keys.load("vault"))
        keys.delete("vault")
        assertEquals(0, FakeKeystore.stored.size)
    }

    @Test
    fun an_older_image_of_the_file_opens_nothing_once_the_key_was_replaced() {
        keys.store("vault", byteArrayOf(1))
        val image = File(folder, "vault").readBytes()
        keys.store("vault", byteArrayOf(2))
        assertArrayEquals(byteArrayOf(2), keys.load("vault"))
        File(folder, "vault").writeBytes(image)
        assertNull(keys.load("vault"))
        assertEquals(1, FakeKeystore.stored.size)
    }

    @Test
    fun the_file_does_not_hold_the_key() {
        val secret = ByteArray(32) { (it + 100).toByte() }
        keys.store("vault", secret)
        assertFalse(File(folder, "vault").readText(Charsets.ISO_8859_1).contains(String(secret, Charsets.ISO_8859_1)))
    }

    @Test
    fun a_key_store_that_fails_is_never_a_missing_key() {
        keys.store("vault", byteArrayOf(1))
        FakeKeystore.failing()
        assertThrows(KeyStoreException.Failed::class.java) { keys.load("vault") }
        assertThrows(KeyStoreException.Failed::class.java) { keys.store("vault", byteArrayOf(2)) }
        FakeKeystore.first = {}
        assertArrayEquals(byteArrayOf(1), keys.load("vault"))
    }

    @Test
    fun a_key_store_that_denies_a_key_is_no_missing_key() {
        keys.store("vault", byteArrayOf(1))
        FakeKeystore.hides = { true }
        assertThrows(KeyStoreException.Failed::class.java) { keys.load("vault") }
        FakeKeystore.hides = { false }
        assertArrayEquals(byteArrayOf(1), keys.load("vault"))
    }

    @Test
    fun a_key_that_was_denied_twice_is_loaded() {
        keys.store("vault", byteArrayOf(1))
        val denied = AtomicInteger()
        FakeKeystore.hides = { "vault" in it && denied.incrementAndGet() <= 2 }
        assertArrayEquals(byteArrayOf(1), keys.load("vault"))
        assertEquals(3, denied.get())
    }

    @Test
    fun a_missing_key_is_believed_after_three_looks() {
        keys.store("vault", byteArrayOf(1))
        val asked = mutableListOf<String>()
        FakeKeystore.stored.clear()
        FakeKeystore.hides = { asked.add(it).let { false } }
        assertNull(keys.load("vault"))
        assertEquals(3, asked.count { "vault" in it })
        assertEquals("once after each look, and once it was destroyed", 3, asked.count { "probe" in it })
        assertEquals(emptySet<String>(), FakeKeystore.stored.keys)
    }

    @Test
    fun a_missing_key_is_proven_within_the_limit() {
        keys.store("vault", byteArrayOf(1))
        FakeKeystore.stored.clear()
        var millis = 0L
        // What a real phone may take for a call to its service.
        FakeKeystore.first = { millis += 1_900 }
        assertNull(KeystoreKeys(folder, AndroidKeystore("com.example", pause = { millis += it })).load("vault"))
        assertTrue("it took $millis ms, and the core waits 30 s", millis < 30_000)
    }

    @Test
    fun a_probe_that_cannot_be_destroyed_is_no_proof() {
        keys.store("vault", byteArrayOf(1))
        FakeKeystore.stored.clear()
        FakeKeystore.keeps = { "probe" in it }
        assertThrows(KeyStoreException.Failed::class.java) { keys.load("vault") }
    }

    @Test
    fun apps_with_one_user_id_have_a_key_each() {
        val other = keys(Files.createTempDirectory("other").toFile(), "com.example.rota")
        keys.store("vault", byteArrayOf(1))
        other.store("vault", byteArrayOf(2))
        assertArrayEquals(byteArrayOf(1), keys.load("vault"))
        other.delete("vault")
        assertArrayEquals(byteArrayOf(1), keys.load("vault"))
    }

    @Test
    fun a_wrapped_key_of_another_version_is_a_failure() {
        keys.store("vault", byteArrayOf(1))
        val file = File(folder, "vault")
        val written = file.readBytes()
        for (other in listOf(written.copyOf().apply { this[0] = 2 }, written.copyOf(5), ByteArray(0))) {
            file.writeBytes(other)
            assertThrows(KeyStoreException.Failed::class.java) { keys.load("vault") }
        }
    }

    @Test
    fun a_wrapped_key_that_cannot_be_reached_is_a_failure() {
        val blocked = File(folder, "blocked").apply { writeText("a file where a folder should be") }
        assertThrows(KeyStoreException.Failed::class.java) { keys(blocked).load("vault") }
    }

    @Test
    fun a_key_that_cannot_be_destroyed_keeps_no_other() {
        keys.store("vault", byteArrayOf(1))
        val calls = AtomicInteger()
        // The first key's destruction loads the store and then fails.
        FakeKeystore.first = { if (calls.incrementAndGet() == 2) throw ProviderException("the test's key store fails") }
        FakeKeystore.stored["dev.sordino.com.example.vault.1"] = FakeKeystore.stored.getValue("dev.sordino.com.example.vault.0")
        assertThrows(KeyStoreException.Failed::class.java) { keys.delete("vault") }
        assertEquals(setOf("dev.sordino.com.example.vault.0"), FakeKeystore.stored.keys)
        assertFalse(File(folder, "vault").exists())
    }

    @Test
    fun a_file_that_was_changed_is_a_failure_and_no_key() {
        keys.store("vault", byteArrayOf(1, 2, 3))
        val file = File(folder, "vault")
        file.writeBytes(file.readBytes().apply { this[size - 1] = (this[size - 1] + 1).toByte() })
        assertThrows(KeyStoreException.Failed::class.java) { keys.load("vault") }
    }
}
