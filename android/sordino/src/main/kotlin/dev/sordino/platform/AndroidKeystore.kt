package dev.sordino.platform

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.ProviderException
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/**
 * Keys by alias in the Android Keystore. Each call asks another process and may take seconds.
 *
 * Up to API 30 a service that fails answers as if the key were not there. A key counts as missing only after proof.
 *
 * Apps with one `android:sharedUserId` have one such store: so each name there bears the [app].
 */
internal class AndroidKeystore(
    private val app: String,
    private val pause: (Long) -> Unit = Thread::sleep,
) {
    /**
     * Returns the key, or `null` if it is surely not there: three times the service did not have it, and each time it gave
     * another key, which was made to prove that it answers and destroyed in the end.
     */
    fun find(alias: String): SecretKey? {
        val store = store()
        store.get(alias)?.let { return it }
        make(PROBE)
        try {
            for (pauseMillis in PAUSES_MILLIS) {
                pause(pauseMillis)
                store.get(alias)?.let { return it }
                if (store.get(PROBE) == null) throw untrue()
            }
        } finally {
            store.deleteEntry(named(PROBE))
        }
        if (store.get(PROBE) != null) throw untrue()
        return null
    }

    /** Makes a key in place of what stands under [alias]. */
    fun make(alias: String): SecretKey {
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER)
        generator.init(
            KeyGenParameterSpec
                .Builder(named(alias), KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(KEY_BITS)
                .build(),
        )
        return generator.generateKey()
    }

    /** Destroys the key; none there is no error. */
    fun delete(alias: String) = store().deleteEntry(named(alias))

    private fun named(alias: String) = "dev.sordino.$app.$alias"

    private fun KeyStore.get(alias: String): SecretKey? =
        when (val key = getKey(named(alias), null)) {
            null -> null
            is SecretKey -> key
            else -> throw GeneralSecurityException("a key of another kind stands under one of our names")
        }

    private fun untrue() = ProviderException("the key store does not answer truly")

    private fun store(): KeyStore = KeyStore.getInstance(PROVIDER).apply { load(null) }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
        const val PROBE = "probe"
        const val KEY_BITS = 256

        /** Before the second try and the third. */
        val PAUSES_MILLIS = longArrayOf(200, 1_000)
    }
}
