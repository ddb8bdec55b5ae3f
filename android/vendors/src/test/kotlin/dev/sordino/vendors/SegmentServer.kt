package dev.sordino.vendors

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import okhttp3.OkHttpClient
import java.io.Closeable
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import java.util.zip.GZIPInputStream

/** A stand-in for the servers that Segment's SDK speaks to: one gives settings, the other takes batches. */
internal class SegmentServer : Closeable {
    private val threads = Executors.newCachedThreadPool()
    private val bodies = CopyOnWriteArrayList<String>()
    private val heads = AtomicInteger()
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

    /** While it is `true`, batches are read and not answered. */
    @Volatile
    var hangs = false

    /** While it is `true`, batches are answered with a failure of the server. */
    @Volatile
    var fails = false

    init {
        server.executor = threads
        server.createContext("/", ::take)
        server.start()
    }

    val port: Int
        get() = server.address.port

    /** The SDK speaks https to hosts of its own; this sends it to the stand-in. */
    val client: OkHttpClient =
        OkHttpClient
            .Builder()
            .addInterceptor { chain ->
                val request = chain.request()
                val url =
                    request.url
                        .newBuilder()
                        .scheme("http")
                        .host("127.0.0.1")
                        .port(port)
                        .build()
                chain.proceed(request.newBuilder().url(url).build())
            }.build()

    /** How many requests have begun. */
    val begun: Int
        get() = heads.get()

    fun text(): String = bodies.joinToString("\n")

    private fun take(exchange: HttpExchange) {
        heads.incrementAndGet()
        val isBatch = exchange.requestMethod == "POST"
        if (isBatch) {
            val isPacked = exchange.requestHeaders.getFirst("Content-Encoding") == "gzip"
            val body = exchange.requestBody.let { if (isPacked) GZIPInputStream(it) else it }
            bodies += body.readBytes().decodeToString()
            while (hangs) Thread.sleep(HANGING_MILLIS)
        }
        val answer = if (isBatch) "{\"success\":true,\"code\":200}" else SETTINGS
        exchange.responseHeaders.add("Content-Type", "application/json")
        exchange.sendResponseHeaders(if (isBatch && fails) FAILED else OK, answer.length.toLong())
        exchange.responseBody.use { it.write(answer.toByteArray()) }
    }

    override fun close() {
        hangs = false
        server.stop(0)
        threads.shutdownNow()
    }

    private companion object {
        const val HANGING_MILLIS = 10L
        const val OK = 200
        const val FAILED = 503
        const val SETTINGS = "{\"integrations\":{\"Segment.io\":{\"apiKey\":\"key\",\"apiHost\":\"api.segment.io/v1\"}},\"plan\":{}}"
    }
}
