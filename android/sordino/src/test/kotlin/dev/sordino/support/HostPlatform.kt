package dev.sordino.support

import dev.sordino.SordinoException
import dev.sordino.core.Facts
import dev.sordino.core.KeyStore
import dev.sordino.inner.HttpTransport
import dev.sordino.inner.LaterCrash
import dev.sordino.inner.LaterCrashes
import dev.sordino.inner.Platform
import dev.sordino.inner.Running
import dev.sordino.inner.Transport
import java.io.File
import java.nio.file.Files
import java.util.concurrent.CopyOnWriteArrayList

/** The library on a host: a folder, keys as files, no Android. */
internal open class HostPlatform(
    val home: File = Files.createTempDirectory("sordino").toFile(),
    private val policy: ByteArray? = Policies.onCall,
    private val keys: KeyStore = FileKeys(File(home, "keys")),
    private val facts: Facts = Facts(),
    private val later: List<LaterCrash> = emptyList(),
    private val unlocked: (() -> Unit) -> Unit = { it() },
    private val transport: Transport = HttpTransport(),
) : Platform {
    val wanted = CopyOnWriteArrayList<Long>()

    @Volatile
    var organisation = emptyMap<String, String>()

    override fun organisation(keys: List<String>): Map<String, String> = organisation.filterKeys { it in keys }

    override fun unfit(): SordinoException? = null

    override fun started(running: Running) = Unit

    override fun whenUnlocked(then: () -> Unit) = unlocked(then)

    override fun policy(): ByteArray? = policy

    override fun folder(): File = File(home, "files").apply { mkdirs() }

    override fun keyStore(): KeyStore = keys

    override fun facts(): Facts = facts

    override fun locale(): String = "en"

    override fun transport(): Transport = transport

    override fun isAlone() = true

    override fun laterCrashes(): LaterCrashes? =
        object : LaterCrashes {
            override fun each(offer: (LaterCrash) -> Unit): Long? {
                later.forEach(offer)
                return null
            }
        }

    override fun wantsUpload(afterMillis: Long): Boolean {
        wanted.add(afterMillis)
        return true
    }

    override fun firstUploadMillis(): Long = 0

    override fun look() = Unit

    override fun stop() = Unit
}

/** Keys as files: a host has no key store of a phone. */
class FileKeys(
    private val folder: File,
) : KeyStore {
    override fun load(name: String): ByteArray? = File(folder, name).takeIf { it.exists() }?.readBytes()

    override fun store(
        name: String,
        bytes: ByteArray,
    ) {
        folder.mkdirs()
        File(folder, name).writeBytes(bytes)
    }

    override fun delete(name: String) {
        File(folder, name).delete()
    }
}
