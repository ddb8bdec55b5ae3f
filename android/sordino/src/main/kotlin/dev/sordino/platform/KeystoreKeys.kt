package dev.sordino.platform

import dev.sordino.core.KeyStore
import dev.sordino.core.KeyStoreException
import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.StandardOpenOption
import java.security.GeneralSecurityException
import java.security.ProviderException
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec

/**
 * The vault key, wrapped by a key that never leaves the Android Keystore.
 *
 * Each store makes a new key there and destroys the one before, so that an older image of the file opens nothing.
 * A file holds a version, the number of its key, the nonce, and the sealed bytes.
 */
internal class KeystoreKeys(
    private val folder: File,
    private val keystore: AndroidKeystore,
) : KeyStore {
    override fun load(name: String): ByteArray? =
        asking {
            val sealed = read(file(name)) ?: return@asking null
            if (sealed.size < HEAD + NONCE || sealed[0] != VERSION) throw IOException("a wrapped key that this version cannot read")
            // No key under that number: it was destroyed, and what it wrapped is gone for good.
            val key = keystore.find(alias(name, sealed[1].toInt())) ?: return@asking null
            val cipher = Cipher.getInstance(CIPHER)
            cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, sealed, HEAD, NONCE))
            cipher.updateAAD(name.toByteArray())
            cipher.doFinal(sealed, HEAD + NONCE, sealed.size - HEAD - NONCE)
        }

    override fun store(
        name: String,
        bytes: ByteArray,
    ) = asking {
        val file = file(name)
        val last = read(file)?.getOrNull(1)?.toInt() ?: -1
        val number = (last + 1) and 1
        // What a kill left under this number never became the file's key.
        keystore.delete(alias(name, number))
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, keystore.make(alias(name, number)))
        cipher.updateAAD(name.toByteArray())
        val sealed = byteArrayOf(VERSION, number.toByte()) + cipher.iv + cipher.doFinal(bytes)
        replace(file, sealed)
        keystore.delete(alias(name, number xor 1))
    }

    override fun delete(name: String) {
        // One that cannot be destroyed must keep none of the others.
        val parts =
            listOf(
                { keystore.delete(alias(name, 0)) },
                { keystore.delete(alias(name, 1)) },
                { Files.deleteIfExists(file(name).toPath()) },
            )
        val failures = parts.mapNotNull { part -> runCatching { asking { part() } }.exceptionOrNull() }
        failures.firstOrNull()?.let { throw it }
    }

    /** The file's bytes, or `null` if it is surely not there: one that cannot be read is a failure. */
    private fun read(file: File): ByteArray? =
        try {
            Files.readAllBytes(file.toPath())
        } catch (_: NoSuchFileException) {
            null
        }

    private fun replace(
        file: File,
        sealed: ByteArray,
    ) {
        if (!folder.isDirectory && !folder.mkdirs()) throw IOException("the folder of wrapped keys cannot be made")
        val fresh = File(folder, "${file.name}.new")
        FileOutputStream(fresh).use { out ->
            out.write(sealed)
            out.fd.sync()
        }
        if (!fresh.renameTo(file)) throw IOException("a wrapped key cannot be put in its place")
        // The key before goes next: by then the new name must stand on the disk.
        FileChannel.open(folder.toPath(), StandardOpenOption.READ).use { it.force(true) }
    }

    private fun file(name: String) = File(folder, name)

    private fun alias(
        name: String,
        number: Int,
    ) = "$name.$number"

    /** Everything that can go wrong here means: failed, ask again. Only "surely not there" is no key. */
    private fun <T> asking(call: () -> T): T =
        try {
            call()
        } catch (_: GeneralSecurityException) {
            throw KeyStoreException.Failed()
        } catch (_: ProviderException) {
            throw KeyStoreException.Failed()
        } catch (_: IllegalStateException) {
            throw KeyStoreException.Failed()
        } catch (_: IOException) {
            throw KeyStoreException.Failed()
        }

    private companion object {
        const val CIPHER = "AES/GCM/NoPadding"
        const val TAG_BITS = 128
        const val NONCE = 12
        const val HEAD = 2
        const val VERSION: Byte = 1
    }
}
