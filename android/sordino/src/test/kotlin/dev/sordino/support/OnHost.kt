package dev.sordino.support

import dev.sordino.Minimiser
import dev.sordino.Sordino
import java.io.Closeable

/** A whole Sordino on this host, for tests of other modules. */
class OnHost private constructor(
    policy: ByteArray,
) : Closeable {
    private val started = Started(HostPlatform(policy = policy), Started.local().apply { overrides = emptyList() }).opened()

    val sordino: Sordino
        get() = started.sordino

    fun minimiser(recipient: String): Minimiser = sordino.minimiser(recipient)

    override fun close() = started.close()

    companion object {
        /** With the policy of the vectors of minimising, and every purpose on. */
        fun minimising(): OnHost {
            val vectors = Json.members(Json.read(Repository.file("tests/vectors/minimise.json").readText()))
            val host = OnHost(Json.write(Json.members(vectors["given"])["policy"]).toByteArray())
            host.sordino.statuses.forEach { host.sordino.purpose(it.purpose).turnOn() }
            return host
        }
    }
}
