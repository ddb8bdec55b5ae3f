package dev.sordino.support

import org.json.JSONObject
import java.io.Closeable
import java.io.File
import java.nio.file.Files

/** `sordino servers`: stand-ins for Segment and Sentry on this machine, and what they received. */
class Vendors : Closeable {
    private val kept = Files.createTempDirectory("received").toFile()
    private val process =
        ProcessBuilder(Repository.command, "servers", "--keep", kept.path)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    private val addresses = JSONObject(process.inputStream.bufferedReader().readLine())

    val segment: String = addresses.getString("segment")
    val sentry: String = addresses.getString("sentry")

    /** The bodies that arrived so far, in order, unpacked. */
    fun bodies(recipient: String): List<String> =
        kept
            .listFiles { file: File -> file.name.endsWith("-$recipient.body") }!!
            .sorted()
            .map { it.readText() }

    override fun close() {
        process.outputStream.close()
        process.waitFor()
    }
}
