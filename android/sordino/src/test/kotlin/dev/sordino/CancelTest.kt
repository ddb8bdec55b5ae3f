package dev.sordino

import dev.sordino.core.Reply
import dev.sordino.core.Request
import dev.sordino.inner.CancelHandle
import dev.sordino.inner.Courier
import dev.sordino.inner.HttpTransport
import dev.sordino.inner.Stop
import dev.sordino.support.FakeVendor
import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.OutputStream
import java.net.HttpURLConnection
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.URL
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.concurrent.thread

/** A request that is stopped, at each point of its life. */
class CancelTest {
    private val request = Request(1u, "segment", "event_tracking", "http://127.0.0.1/", emptyList(), "body".toByteArray(), 1u)

    @Test
    fun a_cancel_before_connecting_opens_nothing() {
        val cancel = CancelHandle().apply { cancel() }
        val transport = HttpTransport { error("it was opened") }
        assertEquals(Reply.Cancelled, transport.send(request, cancel))
    }

    @Test
    fun a_cancel_while_connecting_lets_nothing_be_written() {
        val cancel = CancelHandle()
        val phone = PhonesConnection(onConnect = cancel::cancel)
        assertEquals(Reply.Cancelled, HttpTransport { phone }.send(request, cancel))
        assertEquals("", phone.written)
    }

    @Test
    fun a_cancel_during_a_dripping_handshake_ends_it() {
        // The head of a TLS record of 16 KiB, whose bytes come one at a time.
        Dripping(byteArrayOf(0x16, 3, 3, 0x3f, -1)).use { server ->
            val cancel = CancelHandle()
            val sending = FutureTask { HttpTransport().send(request.copy(url = server.url.replace("http:", "https:")), cancel) }
            thread(isDaemon = true) { sending.run() }
            server.dripped.await()
            cancel.cancel()
            assertEquals(Reply.Cancelled, sending.get(20, TimeUnit.SECONDS))
        }
    }

    @Test
    fun a_cancel_before_there_is_a_socket_is_repeated() {
        val stop = Stop()
        val closed = CountDownLatch(1)
        lateinit var phone: PhonesConnection
        phone =
            PhonesConnection(
                onConnect = {
                    stop.now()
                    assertFalse("Android takes no heed of it here", phone.isDisconnected)
                    phone.hasSocket = true
                    assertTrue("nobody closed it", closed.await(20, TimeUnit.SECONDS))
                    throw IOException("closed")
                },
                onDisconnect = closed::countDown,
            )
        Started(HostPlatform(transport = HttpTransport { phone })).on().use { started ->
            started.track()
            started.running.deliver(stop)
            assertEquals("", phone.written)
            assertEquals(listOf(Reported.KEPT), started.sordino.recentUploads.map { it.reported })
        }
    }

    @Test
    fun a_request_lost_while_connecting_writes_nothing() {
        lateinit var cancel: CancelHandle
        var looks = 0
        cancel = CancelHandle { if (++looks == 2) cancel.cancel() }
        val phone = PhonesConnection()
        assertEquals(Reply.Cancelled, HttpTransport { phone }.send(request, cancel))
        assertEquals("", phone.written)
    }

    @Test
    fun a_cancel_during_the_first_write_returns_after_it() {
        val cancel = CancelHandle()
        val returned = CountDownLatch(1)
        lateinit var cancelling: Thread
        val phone =
            PhonesConnection(
                onFirstWrite = {
                    cancelling = thread { cancel.cancel().also { returned.countDown() } }
                    while (cancelling.state != Thread.State.BLOCKED) Thread.sleep(1)
                    assertEquals("it returned while a request began", 1L, returned.count)
                },
                onBody = { cancelling.join() },
            )
        assertEquals(Reply.Cancelled, HttpTransport { phone }.send(request, cancel))
        assertTrue(phone.isDisconnected)
    }

    @Test
    fun a_cancel_after_the_body_asks_for_no_answer() {
        val cancel = CancelHandle()
        val phone = PhonesConnection(onBody = cancel::cancel)
        assertEquals(Reply.Cancelled, HttpTransport { phone }.send(request, cancel))
        assertFalse(phone.isAsked)
    }

    @Test
    fun an_answer_that_breaks_after_its_status_is_one() {
        val phone = PhonesConnection(answer = { throw IOException("broken") })
        val reply = HttpTransport { phone }.send(request, CancelHandle())
        assertEquals(200.toUShort(), (reply as Reply.Answered).answer.status)
    }

    @Test
    fun a_dripping_server_is_left_when_the_time_is_up() {
        Dripping().use { server ->
            Started(HostPlatform(), Started.local(segment = server.url)).on().use { started ->
                started.track()
                val courier = Courier(started.running.opened().engine, HttpTransport(), started.running.threads, limitMillis = 200)
                assertTrue(courier.deliver(Stop())!! > 0)
                assertTrue("it was left before it dripped", server.dripped.count == 0L)
                assertEquals(listOf(Reported.KEPT), started.sordino.recentUploads.map { it.reported })
            }
        }
    }

    @Test
    fun a_stopped_delivery_cancels_its_request_and_begins_no_other() {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { silent ->
            val options = Started.local(segment = "http://127.0.0.1:${silent.localPort}")
            Started(HostPlatform(), options).on().use { started ->
                started.track()
                val stop = Stop()
                val sending = FutureTask { started.running.deliver(stop) }
                thread { sending.run() }
                silent.accept().use {
                    stop.now()
                    sending.get(20, TimeUnit.SECONDS)
                }
                assertEquals(listOf(Reported.KEPT), started.sordino.recentUploads.map { it.reported })
                assertEquals(1L, started.sordino.queued.sumOf { it.records.count })
                started.running.deliver(stop)
                assertEquals(1, started.sordino.recentUploads.size)
            }
        }
    }

    @Test
    fun a_slow_vendor_delays_no_cancel_for_another_process() {
        val platform = HostPlatform()
        val slow = CountDownLatch(1)
        val asked = CountDownLatch(1)
        val wasOn = AtomicBoolean()
        val switch =
            FakeVendor { open ->
                if (open.isNotEmpty()) {
                    wasOn.set(true)
                } else if (wasOn.get()) {
                    asked.countDown()
                    slow.await()
                }
            }
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { silent ->
            val options =
                Started.local(segment = "http://127.0.0.1:${silent.localPort}").apply {
                    vendors = listOf(switch)
                    vendorLimitMillis = 600_000
                }
            Started(platform, options).on().use { here ->
                Started(platform).opened().use { there ->
                    here.track()
                    here.sordino.crashReports.turnOff()
                    asked.await()
                    val sending = FutureTask { here.running.deliver() }
                    thread { sending.run() }
                    silent.accept().use {
                        there.sordino.eventTracking.turnOff()
                        sending.get(60, TimeUnit.SECONDS)
                    }
                    slow.countDown()
                    assertEquals(listOf(Reported.TOO_LATE), here.sordino.recentUploads.map { it.reported })
                }
            }
        }
    }

    /**
     * Stands in for Android's client, of which one thing matters here: `disconnect` before the connection exists does
     * nothing, and neither does it keep a later write from happening.
     */
    private class PhonesConnection(
        private val onConnect: () -> Unit = {},
        private val onFirstWrite: () -> Unit = {},
        private val onBody: () -> Unit = {},
        private val answer: () -> Unit = {},
        private val onDisconnect: () -> Unit = {},
    ) : HttpURLConnection(URL("http://127.0.0.1/")) {
        private val sent = ByteArrayOutputStream()
        val written get() = sent.toString()

        @Volatile
        var isDisconnected = false

        @Volatile
        var hasSocket = false
        var isAsked = false

        override fun connect() {
            onConnect()
            connected = true
        }

        override fun disconnect() {
            if (!connected && !hasSocket) return
            isDisconnected = true
            onDisconnect()
        }

        override fun usingProxy() = false

        override fun getOutputStream(): OutputStream {
            sent.write("POST / ".toByteArray())
            onFirstWrite()
            return object : OutputStream() {
                override fun write(byte: Int) = sent.write(byte)

                override fun close() = onBody()
            }
        }

        override fun getResponseCode(): Int {
            isAsked = true
            return HTTP_OK
        }

        override fun getInputStream() = ByteArrayInputStream(byteArrayOf(1)).also { answer() }
    }

    /** Answers [head] and then never ends, a byte at a time, each long before anybody would give up reading. */
    private class Dripping(
        head: ByteArray = "HTTP/1.1 2".toByteArray(),
    ) : AutoCloseable {
        private val server = ServerSocket(0, 1, InetAddress.getLoopbackAddress())
        private val accepted = CopyOnWriteArrayList<Socket>()
        val dripped = CountDownLatch(1)
        val url = "http://127.0.0.1:${server.localPort}"

        init {
            thread(isDaemon = true) {
                runCatching {
                    server.accept().use { socket ->
                        accepted.add(socket)
                        socket.getInputStream().read(ByteArray(4_096))
                        socket.getOutputStream().write(head)
                        while (true) {
                            socket.getOutputStream().write('a'.code)
                            dripped.countDown()
                            Thread.sleep(10)
                        }
                    }
                }
            }
        }

        override fun close() {
            server.close()
            accepted.forEach(Socket::close)
        }
    }
}
