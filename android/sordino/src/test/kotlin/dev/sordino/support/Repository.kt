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
    val onCall: ByteArray by lazy { File(System.getProperty("sordino.assets"), "sordino/policy.json").readBytes() }
}
