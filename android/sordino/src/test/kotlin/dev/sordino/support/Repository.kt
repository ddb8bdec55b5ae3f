package dev.sordino.support

import java.io.File

/** Files of the checkout, and the command that stands in for vendors. */
object Repository {
    val root = File(System.getProperty("sordino.root"))

    val command: String = System.getProperty("sordino.command")

    fun file(path: String) = File(root, path)
}

/** Compiled policies. */
object Policies {
    /** `examples/on-call/privacy.toml`, as `sordino generate` writes it. */
    val onCall: ByteArray by lazy {
        val folder = kotlin.io.path.createTempDirectory("policy").toFile()
        val policy = Repository.file("examples/on-call/privacy.toml").path
        val command = listOf(Repository.command, "generate", "--policy", policy, "--out", folder.path)
        val ended = ProcessBuilder(command).redirectErrorStream(true).start()
        val said = ended.inputStream.readBytes().decodeToString()
        check(ended.waitFor() == 0) { said }
        File(folder, "policy.json").readBytes()
    }
}
