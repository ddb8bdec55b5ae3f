package dev.sordino.support

import java.io.File
import java.nio.file.Files

/** Files of the checkout, and the command that stands in for vendors. */
object Repository {
    val root = File(System.getProperty("sordino.root"))

    val command: String = System.getProperty("sordino.command")

    fun file(path: String) = File(root, path)
}

/** Compiled policies. */
object Policies {
    /** The same policy as it was before: another version and an earlier day. */
    val earlier: ByteArray by lazy {
        val text = Repository.file("examples/on-call/privacy.toml").readText()
        val made = text.replace("version = \"2026-03\"", "version = \"2025-06\"").replace("date = 2026-03-01", "date = 2025-06-01")
        check(made != text)
        val folder = Files.createTempDirectory("policy").toFile()
        val file = File(folder, "privacy.toml").apply { writeText(made) }
        val words = listOf(Repository.command, "generate", "--policy", file.path, "--out", folder.path)
        check(ProcessBuilder(words).inheritIO().start().waitFor() == 0)
        File(folder, "policy.json").readBytes()
    }

    /** `examples/on-call/privacy.toml`, as `sordino generate` writes it. */
    val onCall: ByteArray by lazy { File(System.getProperty("sordino.assets"), "sordino/policy.json").readBytes() }
}
