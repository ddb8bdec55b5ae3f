package dev.sordino

import dev.sordino.core.Answer
import dev.sordino.core.Reply
import dev.sordino.core.Request
import dev.sordino.inner.CancelHandle
import dev.sordino.inner.HttpTransport
import dev.sordino.sample.acknowledge
import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import dev.sordino.support.Vendors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.net.InetAddress
import java.net.ServerSocket
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** What leaves, to servers on this machine. */
class SendingTest {
    @Test
    fun the_sample_tracks_turns_off_and_prints_its_receipt() {
        Vendors().use { vendors ->
            val options = Started.local(vendors.segment, vendors.sentry)
            Started(HostPlatform(), options).opened().use { started ->
                started.sordino.limit(Limiter.AGE, true)
                val said = printed { acknowledge(started.sordino) }
                assertEquals("event tracking is on", said.first())
                assertTrue("Accepted" in said && "Refused(CLOSED)" in said && "event tracking is off" in said)
                assertTrue(said.toString(), said.any { it.startsWith("event_tracking: 2 records erased") })
            }
        }
    }

    @Test
    fun what_was_accepted_arrives_once_as_a_pseudonym_and_nothing_of_it_waits_then() {
        Vendors().use { vendors ->
            val options = Started.local(vendors.segment, vendors.sentry)
            Started(HostPlatform(), options).on().use { started ->
                started.sordino.signIn("usr_NV5ynNmX2jZwXLtz", "cus_pEXkm3repBnG5eD4", listOf("Mara Lindqvist"))
                started.track()
                started.sordino.crash(IllegalStateException("asked by mara@example.org"))
                assertNull(started.running.deliver())
                val events = vendors.bodies("segment").joinToString()
                val crashes = vendors.bodies("sentry").joinToString()
                assertTrue(events, "alert_acknowledged" in events && "usr_NV5" !in events)
                assertTrue(crashes, "IllegalStateException" in crashes && "mara@" !in crashes && "[email]" in crashes)
                assertTrue("SendingTest" in crashes)
                assertTrue(started.sordino.queued.all { it.records.count == 0L })
                assertEquals(3L, started.sordino.counters.delivered)
                val left = started.sordino.recentUploads
                assertEquals(3L, left.sumOf { it.records })
                assertTrue(left.all { it.reported == Reported.DELIVERED && it.bytes > 0 })
            }
        }
    }

    @Test
    fun a_flush_is_done_once_what_waits_has_left() {
        Vendors().use { vendors ->
            val options = Started.local(vendors.segment, vendors.sentry)
            Started(HostPlatform(), options).on().use { started ->
                assertEquals(Outcome.Accepted, started.track())
                started.sordino.flush().get(30, TimeUnit.SECONDS)
                assertTrue(started.sordino.queued.all { it.records.count == 0L })
                assertTrue("alert_acknowledged" in vendors.bodies("segment").joinToString())
            }
        }
    }

    @Test
    fun a_job_that_started_the_process_waits_for_the_opening_and_sends() {
        val home = HostPlatform().home
        Started(HostPlatform(home)).on().use { assertEquals(Outcome.Accepted, it.track()) }
        val sent = CopyOnWriteArrayList<String>()
        val unlock = CountDownLatch(1)
        val platform =
            HostPlatform(
                home,
                unlocked = { then -> thread { unlock.await().also { then() } } },
                transport = { request, _ -> Reply.Answered(Answer(200u)).also { sent.add(request.recipient) } },
            )
        Started(platform).use { started ->
            val job = thread { started.running.deliver() }
            while (job.state == Thread.State.NEW || job.state == Thread.State.RUNNABLE) Thread.sleep(1)
            unlock.countDown()
            job.join()
            assertEquals(listOf("segment"), sent)
        }
    }

    @Test
    fun an_upload_in_flight_is_cancelled_by_an_off_and_the_receipt_says_so() {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { silent ->
            val options = Started.local(segment = "http://127.0.0.1:${silent.localPort}")
            Started(HostPlatform(), options).on().use { started ->
                started.track()
                val reached = FutureTask { silent.accept() }
                thread { reached.run() }
                val sending = FutureTask { started.running.deliver() }
                thread { sending.run() }
                reached.get(20, TimeUnit.SECONDS).use {
                    val receipt = started.sordino.eventTracking.turnOff()
                    assertEquals(
                        listOf("segment"),
                        receipt.parts
                            .single()
                            .uploads
                            .map { it.recipient },
                    )
                    assertEquals(
                        Stopped.STOPPED,
                        receipt.parts
                            .single()
                            .uploads
                            .single()
                            .outcome,
                    )
                }
                sending.get(20, TimeUnit.SECONDS)
                assertEquals(0L, started.sordino.counters.delivered)
            }
        }
    }

    @Test
    fun a_redirect_is_an_answer_that_nobody_follows() {
        ServerSocket(0, 2, InetAddress.getLoopbackAddress()).use { server ->
            val served = CountDownLatch(1)
            thread {
                server.accept().use { connection ->
                    connection.getInputStream().read(ByteArray(4_096))
                    val head = "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nRetry-After: 7\r\nContent-Length: 0\r\n"
                    connection.getOutputStream().write("${head}Connection: close\r\n\r\n".toByteArray())
                }
                served.countDown()
            }
            val url = "http://127.0.0.1:${server.localPort}/"
            val request = Request(1u, "segment", "event_tracking", url, emptyList(), byteArrayOf(1), 1u)
            val answer = (HttpTransport().send(request, CancelHandle()) as Reply.Answered).answer
            assertEquals(Answer(307u, "7"), answer.copy(contentType = null, start = null))
            served.await(20, TimeUnit.SECONDS)
        }
    }

    @Test
    fun the_beginning_of_an_answer_is_handed_over() {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { server ->
            thread {
                server.accept().use { connection ->
                    connection.getInputStream().read(ByteArray(4_096))
                    val page = "<!DOCTYPE html>" + "x".repeat(200)
                    val head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Sentry-Rate-Limits: 60:error:key\r\n"
                    val rest = "Content-Length: ${page.length}\r\nConnection: close\r\n\r\n$page"
                    connection.getOutputStream().write((head + rest).toByteArray())
                }
            }
            val url = "http://127.0.0.1:${server.localPort}/"
            val request = Request(1u, "segment", "event_tracking", url, emptyList(), byteArrayOf(1), 1u)
            val answer = (HttpTransport().send(request, CancelHandle()) as Reply.Answered).answer
            assertEquals(Answer(200u, null, "60:error:key", "text/html"), answer.copy(start = null))
            assertEquals("<!DOCTYPE html>" + "x".repeat(49), answer.start?.toString(Charsets.UTF_8))
        }
    }

    @Test
    fun a_request_that_was_cancelled_never_begins() {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { server ->
            val url = "http://127.0.0.1:${server.localPort}/"
            val request = Request(1u, "segment", "event_tracking", url, emptyList(), byteArrayOf(1), 1u)
            val cancel = CancelHandle().apply { cancel() }
            assertEquals(Reply.Cancelled, HttpTransport().send(request, cancel))
            server.soTimeout = 1
            assertTrue(runCatching { server.accept() }.isFailure)
        }
    }

    @Test
    fun a_server_without_a_body_for_its_error_has_answered() {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { server ->
            thread {
                server.accept().use { connection ->
                    connection.getInputStream().read(ByteArray(4_096))
                    val head = "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    connection.getOutputStream().write(head.toByteArray())
                }
            }
            val url = "http://127.0.0.1:${server.localPort}/"
            val request = Request(1u, "segment", "event_tracking", url, emptyList(), byteArrayOf(1), 1u)
            val reply = HttpTransport().send(request, CancelHandle())
            assertEquals(503.toUShort(), (reply as Reply.Answered).answer.status)
        }
    }

    private fun printed(work: () -> Unit): List<String> {
        val bytes = ByteArrayOutputStream()
        val before = System.out
        System.setOut(PrintStream(bytes, true))
        try {
            work()
        } finally {
            System.setOut(before)
        }
        return bytes.toString().lines()
    }
}
