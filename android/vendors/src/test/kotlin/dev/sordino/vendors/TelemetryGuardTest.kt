package dev.sordino.vendors

import okhttp3.OkHttpClient
import okhttp3.Request
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Test
import java.io.IOException
import java.net.HttpURLConnection
import java.net.ProxySelector
import java.net.URI
import java.util.concurrent.ConcurrentHashMap

/** OkHttp and the JVM's own HttpURLConnection, against a server on this machine. */
class TelemetryGuardTest {
    private val server = SegmentServer()
    private val open = ConcurrentHashMap.newKeySet<String>()
    private val guard = TelemetryGuard(mapOf("LocalHost" to listOf("usage", "crashes"), "segment.io" to listOf("usage")), open::contains)
    private val before = ProxySelector.getDefault()

    private fun byOkHttp(host: String) {
        val client = OkHttpClient.Builder().addInterceptor(guard).build()
        val request = Request.Builder().url("http://$host:${server.port}/").build()
        client.newCall(request).execute().close()
    }

    private fun byConnection(host: String) {
        val connection = URI("http://$host:${server.port}/").toURL().openConnection() as HttpURLConnection
        connection.setRequestProperty("Connection", "close")
        connection.inputStream.close()
    }

    @After
    fun close() {
        ProxySelector.setDefault(before)
        server.close()
    }

    @Test
    fun a_host_is_refused_while_all_its_purposes_are_off() {
        assertThrows(IOException::class.java) { byOkHttp("localhost") }
        open += "crashes"
        byOkHttp("localhost")
        open.clear()
        assertThrows(IOException::class.java) { byOkHttp("localhost.") }

        assertEquals(mapOf("localhost" to 2L), guard.caught)
        assertEquals(1, server.begun)
    }

    @Test
    fun other_hosts_are_left_alone() {
        byOkHttp("127.0.0.1")

        assertEquals(emptyMap<String, Long>(), guard.caught)
        assertEquals(1, server.begun)
    }

    @Test
    fun a_host_stands_for_those_below_it_and_no_others() {
        assertThrows(IOException::class.java) { byOkHttp("api.segment.io") }
        val own = guard.proxies(others = null)
        assertEquals(1, own.select(URI("https://cdn-settings.segment.io/v1")).size)
        own.select(URI("https://notsegment.io/"))

        assertEquals(mapOf("segment.io" to 2L), guard.caught)
    }

    @Test
    fun what_asks_the_process_for_proxies_is_refused_too() {
        ProxySelector.setDefault(guard.proxies())
        assertThrows(IOException::class.java) { byConnection("localhost") }
        open += "usage"
        byConnection("localhost")

        assertEquals(mapOf("localhost" to 1L), guard.caught)
        assertEquals(1, server.begun)
    }
}
