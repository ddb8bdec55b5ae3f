package dev.sordino.inner

import dev.sordino.core.Cancel
import dev.sordino.core.Reply
import dev.sordino.core.Request
import java.io.IOException
import java.net.HttpURLConnection
import java.net.SocketTimeoutException
import java.net.URL
import java.util.concurrent.atomic.AtomicBoolean

/** Sends one request and says what came of it. */
internal fun interface Transport {
    fun send(
        request: Request,
        cancel: CancelHandle,
    ): Reply
}

/** Stops a request that has begun, and keeps one from beginning that has not. */
internal class CancelHandle : Cancel {
    private val cancelled = AtomicBoolean()

    @Volatile
    private var connection: HttpURLConnection? = null

    val isCancelled: Boolean
        get() = cancelled.get()

    override fun cancel() {
        cancelled.set(true)
        connection?.disconnect()
    }

    /** Whether [begun] may go on; a later [cancel] breaks it. */
    fun watch(begun: HttpURLConnection): Boolean {
        connection = begun
        return !isCancelled
    }
}

/**
 * The system's own HTTP client: no redirects, no cookies, no cache, certificates as the app's network security
 * configuration says. Plain HTTP never comes this far on a phone; the core refuses such an address.
 */
internal class HttpTransport : Transport {
    override fun send(
        request: Request,
        cancel: CancelHandle,
    ): Reply {
        val connection =
            try {
                URL(request.url).openConnection() as HttpURLConnection
            } catch (_: IOException) {
                return Reply.Failed
            }
        return try {
            prepare(connection, request)
            if (cancel.watch(connection)) exchange(connection, request) else Reply.Cancelled
        } catch (error: IOException) {
            when {
                cancel.isCancelled -> Reply.Cancelled
                error is SocketTimeoutException -> Reply.TimedOut
                else -> Reply.Failed
            }
        } finally {
            connection.disconnect()
        }
    }

    private fun prepare(
        connection: HttpURLConnection,
        request: Request,
    ) {
        connection.instanceFollowRedirects = false
        connection.useCaches = false
        connection.connectTimeout = CONNECT_MILLIS
        connection.readTimeout = READ_MILLIS
        connection.requestMethod = "POST"
        connection.doOutput = true
        connection.setFixedLengthStreamingMode(request.body.size)
        // The client would name the system's version and the device's model here.
        connection.setRequestProperty("User-Agent", "sordino")
        for (header in request.headers) {
            connection.setRequestProperty(header.name, header.value)
        }
    }

    private fun exchange(
        connection: HttpURLConnection,
        request: Request,
    ): Reply {
        connection.outputStream.use { it.write(request.body) }
        val status = connection.responseCode
        val answer = if (status < HttpURLConnection.HTTP_BAD_REQUEST) connection.inputStream else connection.errorStream
        answer?.use { stream ->
            val bytes = ByteArray(CHUNK)
            var left = MOST_OF_AN_ANSWER
            while (left > 0) {
                val read = stream.read(bytes)
                if (read < 0) break
                left -= read
            }
        }
        return Reply.Answered(status.toUShort(), connection.getHeaderField("Retry-After"))
    }

    private companion object {
        const val CONNECT_MILLIS = 15_000
        const val READ_MILLIS = 30_000
        const val CHUNK = 4_096
        const val MOST_OF_AN_ANSWER = 65_536
    }
}
