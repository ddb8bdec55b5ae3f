package dev.sordino.vendors

import dev.sordino.Sordino
import okhttp3.Interceptor
import okhttp3.Response
import java.io.IOException
import java.net.InetSocketAddress
import java.net.Proxy
import java.net.ProxySelector
import java.net.SocketAddress
import java.net.URI
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicLong

/**
 * Refuses connections to hosts of telemetry while none of the purposes that a host serves is on, and counts what it caught. What it
 * caught is evidence of a leak: something in the app sends past its switch. That it caught nothing is no evidence of none, as
 * docs/guard.md tells.
 *
 * As an interceptor it guards one `OkHttpClient`: `OkHttpClient.Builder().addInterceptor(guard)`. [proxies] guards what asks the
 * process for its proxies, such as `HttpURLConnection`: `ProxySelector.setDefault(guard.proxies())`.
 *
 * @param hosts ids of the purposes that each host serves. A host stands for those below it: `segment.io` for `api.segment.io`.
 */
public class TelemetryGuard internal constructor(
    hosts: Map<String, List<String>>,
    private val isOpen: (purpose: String) -> Boolean,
) : Interceptor {
    /** Asks [sordino] how the purposes stand, from memory, for each connection. */
    public constructor(sordino: Sordino, hosts: Map<String, List<String>>) : this(hosts, { sordino.purpose(it).isOpen })

    private val hosts = hosts.mapKeys { it.key.trim('.').lowercase() }
    private val counts = ConcurrentHashMap<String, AtomicLong>()

    /** Returns how many connections were refused, by the host that the guard knows. */
    public val caught: Map<String, Long>
        get() = counts.mapValues { it.value.get() }

    override fun intercept(chain: Interceptor.Chain): Response {
        val host = refused(chain.request().url.host) ?: return chain.proceed(chain.request())
        throw IOException("nothing may be sent to $host: the purposes that it serves are off")
    }

    /**
     * Returns proxies for the whole process: those of [others], and for a refused host one that nobody listens at, so that the
     * connection fails as it does without a network. A connection that stands already goes on.
     */
    @JvmOverloads
    public fun proxies(others: ProxySelector? = ProxySelector.getDefault()): ProxySelector =
        object : ProxySelector() {
            override fun select(uri: URI): List<Proxy> {
                val isRefused = uri.host?.let(::refused) != null
                return if (isRefused) listOf(NOBODY) else others?.select(uri) ?: listOf(Proxy.NO_PROXY)
            }

            override fun connectFailed(
                uri: URI,
                address: SocketAddress,
                failure: IOException,
            ) {
                others?.connectFailed(uri, address, failure)
            }
        }

    /** Returns the host of the guard's list that stands for [host] and is refused now, and counts it. */
    private fun refused(host: String): String? {
        val name = host.trim('.').lowercase()
        val known = hosts.keys.firstOrNull { name == it || name.endsWith(".$it") } ?: return null
        if (hosts.getValue(known).any(isOpen)) return null
        counts.getOrPut(known, ::AtomicLong).incrementAndGet()
        return known
    }

    private companion object {
        /** The port of `discard`, which no phone serves. */
        val NOBODY = Proxy(Proxy.Type.HTTP, InetSocketAddress("127.0.0.1", 9))
    }
}
