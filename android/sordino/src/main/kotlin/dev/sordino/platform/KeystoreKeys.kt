package dev.sordino.platform

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import dev.sordino.core.KeyStore
import dev.sordino.core.KeyStoreException
import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.file.StandardOpenOption
import java.security.GeneralSecurityException
import java.security.ProviderException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import java.security.KeyStore as JavaKeyStore

/**
 * The vault key, wrapped by a key that never leaves the Android Keystore.
 *
 * Each store makes a new key there and destroys the one before, so that an older image of the file opens nothing.
 * A file holds a version, the number of its key, the nonce, and the sealed bytes.
 */
internal class KeystoreKeys(
    private val folder: File,
) : KeyStore {
    override fun load(name: String): ByteArray? =
        asking {
            val file = file(name)
            if (!file.exists()) return@asking null
            val sealed = file.readBytes()
            if (sealed.size < HEAD + NONCE || sealed[0] != VERSION) return@asking null
            // No key under that number: it was destroyed, and what it wrapped is gone for good.
            val key = keystore().getKey(alias(name, sealed[1].toInt()), null) as? SecretKey ?: return@asking null
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
        val last =
            file
                .takeIf { it.exists() }
                ?.inputStream()
                ?.use { it.read() to it.read() }
                ?.second ?: -1
        val number = (last + 1) and 1
        val keystore = keystore()
        // What a kill left under this number never became the file's key.
        keystore.deleteEntry(alias(name, number))
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, newKey(alias(name, number)))
        cipher.updateAAD(name.toByteArray())
        val sealed = byteArrayOf(VERSION, number.toByte()) + cipher.iv + cipher.doFinal(bytes)
        replace(file, sealed)
        keystore.deleteEntry(alias(name, number xor 1))
    }

    override fun delete(name: String) =
        asking {
            val keystore = keystore()
            keystore.deleteEntry(alias(name, 0))
            keystore.deleteEntry(alias(name, 1))
            val file = file(name)
            if (file.exists() && !file.delete()) throw IOException("a wrapped key cannot be removed")
        }

    private fun newKey(alias: String): SecretKey {
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER)
        generator.init(
            KeyGenParameterSpec
                .Builder(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(KEY_BITS)
                .build(),
        )
        return generator.generateKey()
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
    ) = "dev.sordino.$name.$number"

    private fun keystore(): JavaKeyStore = JavaKeyStore.getInstance(PROVIDER).apply { load(null) }

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
        const val PROVIDER = "AndroidKeyStore"
        const val CIPHER = "AES/GCM/NoPadding"
        const val KEY_BITS = 256
        const val TAG_BITS = 128
        const val NONCE = 12
        const val HEAD = 2
        const val VERSION: Byte = 1
    }
}
