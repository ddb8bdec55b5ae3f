package dev.sordino.support

import android.security.keystore.KeyGenParameterSpec
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.ProviderException
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/**
 * Stands in for the Android Keystore, which no JVM has: keys by alias, in memory, made by the JVM's own AES. It shows
 * how our code uses a key store, and nothing about the hardware of one.
 */
object FakeKeystore : Provider("AndroidKeyStore", "1", "stands in for the Android Keystore") {
    val stored = ConcurrentHashMap<String, SecretKey>()

    /** What every call does first: throw, or wait. */
    @Volatile
    var first: () -> Unit = {}

    /** Keys that it denies to have, as Android's does up to API 30 while its service cannot be reached. */
    @Volatile
    var hides: (String) -> Boolean = { false }

    /** Keys that stay although it was told to destroy them. */
    @Volatile
    var keeps: (String) -> Boolean = { false }

    init {
        put("KeyStore.AndroidKeyStore", Store::class.java.name)
        put("KeyGenerator.AES", Generator::class.java.name)
    }

    fun install() {
        stored.clear()
        first = {}
        hides = { false }
        keeps = { false }
        Security.removeProvider(name)
        Security.addProvider(this)
    }

    fun failing() {
        first = { throw ProviderException("the test's key store fails") }
    }

    class Generator : KeyGeneratorSpi() {
        private var alias = ""

        override fun engineInit(
            spec: AlgorithmParameterSpec?,
            random: SecureRandom?,
        ) {
            alias = (spec as KeyGenParameterSpec).keystoreAlias
        }

        override fun engineInit(random: SecureRandom?) = error("not used")

        override fun engineInit(
            bits: Int,
            random: SecureRandom?,
        ) = error("not used")

        override fun engineGenerateKey(): SecretKey {
            first()
            val key = KeyGenerator.getInstance("AES", "SunJCE").apply { init(256) }.generateKey()
            stored[alias] = key
            return key
        }
    }

    class Store : KeyStoreSpi() {
        override fun engineGetKey(
            alias: String,
            password: CharArray?,
        ): Key? {
            first()
            return stored[alias].takeUnless { hides(alias) }
        }

        override fun engineDeleteEntry(alias: String) {
            first()
            if (!keeps(alias)) stored.remove(alias)
        }

        override fun engineLoad(
            stream: InputStream?,
            password: CharArray?,
        ) = first()

        override fun engineContainsAlias(alias: String) = stored.containsKey(alias)

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(stored.keys)

        override fun engineSize() = stored.size

        override fun engineIsKeyEntry(alias: String) = stored.containsKey(alias)

        override fun engineIsCertificateEntry(alias: String) = false

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

        override fun engineGetCertificate(alias: String): Certificate? = null

        override fun engineGetCreationDate(alias: String): Date? = null

        override fun engineGetCertificateAlias(certificate: Certificate): String? = null

        override fun engineStore(
            stream: OutputStream?,
            password: CharArray?,
        ) = error("not used")

        override fun engineSetKeyEntry(
            alias: String,
            key: Key,
            password: CharArray?,
            chain: Array<out Certificate>?,
        ) = error("not used")

        override fun engineSetKeyEntry(
            alias: String,
            key: ByteArray,
            chain: Array<out Certificate>?,
        ) = error("not used")

        override fun engineSetCertificateEntry(
            alias: String,
            certificate: Certificate?,
        ) = error("not used")
    }
}
