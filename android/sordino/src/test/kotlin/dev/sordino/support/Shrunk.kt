package dev.sordino.support

import dev.sordino.Limiter
import dev.sordino.sample.acknowledge
import java.io.File

/** What the test of the shrunk library runs: the sample, and a crash that the server gets. */
object Shrunk {
    @JvmStatic
    fun main(words: Array<String>) {
        val (segment, sentry, home) = words
        Started(HostPlatform(File(home)), Started.local(segment, sentry)).opened().use { started ->
            started.sordino.limit(Limiter.AGE, true)
            started.sordino.crashReports.turnOn()
            acknowledge(started.sordino)
            println(started.sordino.crash(runCatching { Rota().load() }.exceptionOrNull()!!))
            println(started.running.deliver())
        }
        // What runs in the background has nothing left to do.
        System.out.flush()
        Runtime.getRuntime().halt(0)
    }
}

/** A class of an app, which a shrinker renames. */
class Rota {
    fun load(): Nothing = missing()

    private fun missing(): Nothing = throw NoRota("asked by anna.keller@example.org")
}

/** What it throws. */
class NoRota(
    message: String,
) : RuntimeException(message)
