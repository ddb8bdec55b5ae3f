package dev.sordino.inner

import dev.sordino.core.Answer
import dev.sordino.core.Cancel
import dev.sordino.core.Reply
import dev.sordino.core.Request
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.net.HttpURLConnection
import java.net.SocketTimeoutException
import java.net.URL

/** Sends one request and says what came of it. */
internal fun interface Transport {
    fun send(
        request: Request,
        cancel: CancelHandle,
    ): Reply
}

/** Stops a request that has begun, and keeps one from beginning that has not. */
internal class CancelHandle(
    private val sign: () -> Unit = {},
) : Cancel {
    /** What is told of the request, once it was stopped. */
    @Volatile
    var stopped: Reply? = null
        private set

    private var connection: HttpURLConnection? = null

    override fun cancel() = stop(Reply.Cancelled)

    /**
     * Looks whether the request is still this process's to send. A process that was stopped for a minute has lost it: another
     * one may have begun it since, or turned its purpose off. A lost request is cancelled.
     */
    fun look() = quietly(sign)

    /** Stops the request because it took too long. */
    fun timeOut() = stop(Reply.TimedOut)

    /** Makes [connection] the one that a stop closes, before it connects. Returns `false` if the request was stopped. */
    fun connects(connection: HttpURLConnection): Boolean =
        synchronized(this) {
            this.connection = connection
            stopped == null
        }

    /**
     * Runs [first], the request's first write, on the connection. Returns `null` and runs nothing if the request was
     * stopped. A later stop waits for [first], so that nothing is begun once it returned.
     */
    fun <T> begin(first: () -> T): T? = synchronized(this) { if (stopped == null) first() else null }

    /**
     * Closes the connection of a stopped request once more. A client takes no heed of it before it has a socket, and may
     * then go on to the server's next address.
     */
    fun again() {
        if (stopped != null) synchronized(this) { connection }?.disconnect()
    }

    private fun stop(reply: Reply) {
        synchronized(this) {
            if (stopped != null) return
            stopped = reply
        }
        again()
    }
}

/** Ends a delivery: cancels the request under way, and lets no other begin. */
internal class Stop {
    @Volatile
    var isStopped = false
        private set

    private var current: CancelHandle? = null

    /** Keeps further requests from beginning. Waits for nothing. */
    fun noMore() {
        isStopped = true
    }

    /** The same, and cancels the request under way. Closes a connection, which Android forbids on the main thread. */
    fun now() {
        isStopped = true
        synchronized(this) { current }?.cancel()
    }

    /** Makes [cancel] the one that a stop calls. */
    fun watch(cancel: CancelHandle) {
        synchronized(this) { current = cancel }
        if (isStopped) cancel.cancel()
    }
}

/**
 * The system's own HTTP client: no redirects, no cookies, no cache, certificates as the app's network security
 * configuration says. Plain HTTP never comes this far on a phone; the core refuses such an address.
 */
internal class HttpTransport(
    private val open: (URL) -> HttpURLConnection = { it.openConnection() as HttpURLConnection },
) : Transport {
    override fun send(
        request: Request,
        cancel: CancelHandle,
    ): Reply {
        cancel.look()
        cancel.stopped?.let { return it }
        val connection =
            try {
                open(URL(request.url))
            } catch (_: IOException) {
                return Reply.Failed
            }
        return try {
            prepare(connection, request)
            if (!cancel.connects(connection)) return cancel.stopped ?: Reply.Cancelled
            connection.connect()
            exchange(connection, request, cancel)
        } catch (error: IOException) {
            cancel.stopped ?: if (error is SocketTimeoutException) Reply.TimedOut else Reply.Failed
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

    /** Looks whether it was stopped, writes, looks again, and reads the answer. */
    private fun exchange(
        connection: HttpURLConnection,
        request: Request,
        cancel: CancelHandle,
    ): Reply {
        // Connecting may have taken long.
        cancel.look()
        // The headers are written with the stream's first use.
        val out = cancel.begin { connection.outputStream } ?: return cancel.stopped ?: Reply.Cancelled
        out.use { it.write(request.body) }
        cancel.stopped?.let { return it }
        val status = connection.responseCode
        // What came was no answer, or not all of its first line.
        if (status < 0) return cancel.stopped ?: Reply.Failed
        val start = ByteArrayOutputStream()
        try {
            read(connection, status, start)
        } catch (_: IOException) {
            // The status was answered: what breaks afterwards does not take it back.
        }
        val answer =
            Answer(
                status = status.toUShort(),
                retryAfter = connection.getHeaderField("Retry-After"),
                rateLimits = connection.getHeaderField("X-Sentry-Rate-Limits"),
                contentType = connection.contentType,
                start = start.toByteArray(),
            )
        return Reply.Answered(answer)
    }

    /** Reads what was answered, so that the server is not cut off in the middle, and keeps its first bytes in [start]. */
    private fun read(
        connection: HttpURLConnection,
        status: Int,
        start: ByteArrayOutputStream,
    ) {
        val answer = if (status < HttpURLConnection.HTTP_BAD_REQUEST) connection.inputStream else connection.errorStream
        answer?.use { stream ->
            val bytes = ByteArray(CHUNK)
            var left = MOST_OF_AN_ANSWER
            while (left > 0) {
                val read = stream.read(bytes)
                if (read < 0) break
                start.write(bytes, 0, minOf(read, START_BYTES - start.size()))
                left -= read
            }
        }
    }

    private companion object {
        const val CONNECT_MILLIS = 15_000
        const val READ_MILLIS = 30_000
        const val CHUNK = 4_096
        const val MOST_OF_AN_ANSWER = 65_536

        /** As many of an answer's first bytes as the core looks at. */
        const val START_BYTES = 64
    }
}
