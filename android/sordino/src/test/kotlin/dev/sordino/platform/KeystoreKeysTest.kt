package dev.sordino.platform

import dev.sordino.core.KeyStoreException
import dev.sordino.support.FakeKeystore
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Test
import org.robolectric.annotation.Config
import java.io.File
import java.nio.file.Files

/** The vault key in the key store. */
@Config(sdk = [26, 35])
class KeystoreKeysTest : AndroidTest() {
    private val folder = Files.createTempDirectory("keys").toFile()
    private val keys = KeystoreKeys(folder)

    @Test
    fun what_was_stored_is_loaded_until_it_is_deleted() {
        assertNull(keys.load("vault"))
        keys.store("vault", byteArrayOf(1, 2, 3))
        assertArrayEquals(byteArrayOf(1, 2, 3), KeystoreKeys(folder).load("vault"))
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
        assertThrows(KeyStoreException.Failed::class.java) { keys.delete("vault") }
        FakeKeystore.first = {}
        assertArrayEquals(byteArrayOf(1), keys.load("vault"))
    }

    @Test
    fun a_file_that_was_changed_is_a_failure_and_no_key() {
        keys.store("vault", byteArrayOf(1, 2, 3))
        val file = File(folder, "vault")
        file.writeBytes(file.readBytes().apply { this[size - 1] = (this[size - 1] + 1).toByte() })
        assertThrows(KeyStoreException.Failed::class.java) { keys.load("vault") }
    }
}
