package dev.sordino.testing

import dev.sordino.SordinoException
import dev.sordino.core.Answer
import dev.sordino.core.Facts
import dev.sordino.core.KeyStore
import dev.sordino.core.Reply
import dev.sordino.core.Request
import dev.sordino.inner.LaterCrashes
import dev.sordino.inner.Platform
import dev.sordino.inner.Running
import dev.sordino.inner.Transport
import java.io.Closeable
import java.io.File
import java.nio.file.Files
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList

/** In place of a phone: a folder of the test's own, keys in memory, and requests that are taken and sent nowhere. */
internal class TestPhone(
    private val policy: ByteArray?,
    private val facts: Facts = FACTS,
    private val locale: String = LOCALE,
) : Platform,
    Closeable {
    override val watch = Seen()

    /** What would have been sent, in order. */
    val requests = CopyOnWriteArrayList<Request>()

    private val folder = Files.createTempDirectory("sordino-test").toFile().also(Folders::add)
    private val keys = Keys()

    override fun unfit(): SordinoException? = null

    override fun whenUnlocked(then: () -> Unit) = then()

    override fun policy(): ByteArray? = policy

    override fun folder(): File = folder

    override fun keyStore(): KeyStore = keys

    override fun facts(): Facts = facts

    override fun locale(): String = locale

    override fun transport(): Transport =
        Transport { request, _ ->
            requests += request
            Reply.Answered(Answer(TAKEN))
        }

    override fun isAlone() = true

    override fun laterCrashes(): LaterCrashes = LaterCrashes.NONE

    override fun started(running: Running) = Unit

    /** Nothing leaves by itself: an assert asks for it. */
    override fun wantsUpload(afterMillis: Long): Boolean = true

    override fun firstUploadMillis(): Long = 0

    override fun look() = Unit

    override fun stop() = Unit

    override fun close() = Folders.remove(folder)

    private class Keys : KeyStore {
        private val stored = ConcurrentHashMap<String, ByteArray>()

        override fun load(name: String): ByteArray? = stored[name]

        override fun store(
            name: String,
            bytes: ByteArray,
        ) {
            stored[name] = bytes
        }

        override fun delete(name: String) {
            stored.remove(name)
        }
    }

    private companion object {
        const val TAKEN: UShort = 200u
        const val LOCALE = "en"

        /** A phone as any other, so that a policy's fields have something to tell. */
        val FACTS =
            Facts(
                appVersion = "1.0",
                appBuild = "1",
                osName = "Android",
                osVersion = "15",
                deviceModel = "Test",
                locale = LOCALE,
                utcOffsetMinutes = 0,
            )
    }
}

/** The folders of this process that are to go with it, where a test does not close what it started. */
private object Folders {
    private val all = ConcurrentHashMap.newKeySet<File>()

    init {
        Runtime.getRuntime().addShutdownHook(Thread { all.forEach { it.deleteRecursively() } })
    }

    fun add(folder: File) {
        all += folder
    }

    fun remove(folder: File) {
        folder.deleteRecursively()
        all -= folder
    }
}
