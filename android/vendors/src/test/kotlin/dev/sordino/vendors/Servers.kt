package dev.sordino.vendors

import dev.sordino.Collecting
import dev.sordino.VendorReadBack
import java.io.Closeable
import java.io.File
import java.net.HttpURLConnection
import java.net.URI
import java.nio.file.Files

/**
 * `sordino servers`: stand-ins for the vendors' servers on this machine, and what they received. A request counts from the
 * moment at which its head arrived.
 */
internal class Servers : Closeable {
    private val kept = Files.createTempDirectory("received").toFile()
    private val process =
        ProcessBuilder(System.getProperty("sordino.command"), "servers", "--keep", kept.path)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    private val line = process.inputStream.bufferedReader().readLine()

    /** `127.0.0.1:PORT` of a server. */
    fun host(name: String): String = line.substringAfter("\"$name\":\"http://").substringBefore('"').substringBefore('/')

    /** What the servers received so far, as they tell it. */
    fun received(): String = URI("http://${host("segment")}/_received").toURL().readText()

    /** How many requests have begun at any of the servers. */
    fun begun(): Int = Regex("\"method\":").findAll(received()).count()

    /** Tells the servers how to answer from now on. */
    fun answer(mode: String) {
        val connection = URI("http://${host("segment")}/_mode").toURL().openConnection() as HttpURLConnection
        connection.doOutput = true
        connection.outputStream.use { it.write("{\"mode\":\"$mode\"}".toByteArray()) }
        check(connection.responseCode == 204)
    }

    /** Everything that arrived, unpacked where it could be. */
    fun text(): String =
        kept
            .listFiles { file: File -> file.extension == "body" }!!
            .joinToString("\n") { it.readText() }

    override fun close() {
        process.outputStream.close()
        process.waitFor()
        kept.deleteRecursively()
    }
}

/** What an SDK says that collects nothing, keeps nothing and has no id. */
internal val OFF = VendorReadBack(Collecting.NO, unsent = 0, hasId = false)

private const val PATIENCE_MILLIS = 60_000L
private const val LOOK_MILLIS = 20L

/** Waits until something holds; fails if it never does. */
internal fun eventually(
    what: String,
    holds: () -> Boolean,
) {
    val until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000
    while (!holds()) {
        check(System.nanoTime() < until) { "it never was so: $what" }
        Thread.sleep(LOOK_MILLIS)
    }
}
