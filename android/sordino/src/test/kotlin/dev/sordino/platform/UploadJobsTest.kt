package dev.sordino.platform

import android.app.Activity
import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.net.TrafficStats
import android.os.Looper
import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.Reported
import dev.sordino.Sordino
import dev.sordino.core.Reply
import dev.sordino.core.Request
import dev.sordino.inner.CancelHandle
import dev.sordino.support.Started
import dev.sordino.support.idle
import dev.sordino.support.until
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadow.api.Shadow
import org.robolectric.shadows.ShadowJobService
import java.net.InetAddress
import java.net.ServerSocket
import java.net.SocketTimeoutException

/** When Android is asked to call back, and what it is allowed to call. */
class UploadJobsTest : AndroidTest() {
    @Test
    fun a_job_has_a_network_and_does_not_outlive_a_reboot() {
        val jobs = UploadJobs(context, 7)
        assertTrue(jobs.schedule(1_000, isInFront = false))
        val job = jobs.scheduler!!.allPendingJobs.single()
        assertEquals(7, job.id)
        assertEquals(UploadService::class.java.name, job.service.className)
        assertFalse(job.isPersisted)
        assertEquals(1_000L, job.minLatencyMillis)
        assertTrue(job.networkType != JobInfo.NETWORK_TYPE_NONE)
    }

    @Test
    @Config(sdk = [26])
    fun records_ask_for_one_job_however_many_they_are() {
        val sordino = startOpened()
        sordino.limit(Limiter.AGE, true)
        sordino.eventTracking.turnOn()
        repeat(10) { sordino.track("alert_acknowledged", "minutes" to it) }
        sordino.running.idle()
        val scheduler = context.getSystemService(JobScheduler::class.java)!!
        assertEquals(Options().jobId, scheduler.allPendingJobs.single().id)
    }

    @Test
    @Config(sdk = [26])
    fun where_the_system_takes_no_job_what_waits_is_sent_while_the_app_is_in_front() {
        shadowOf(context.getSystemService(JobScheduler::class.java)).failOnJob(Options().jobId)
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { server ->
            val sordino = Sordino.start(context, Started.local(segment = "http://127.0.0.1:${server.localPort}"))
            sordino.running.settled.await()
            sordino.limit(Limiter.AGE, true)
            sordino.eventTracking.turnOn()
            Robolectric.buildActivity(Activity::class.java).setup()
            sordino.track("alert_acknowledged", "minutes" to 3)
            server.soTimeout = 20_000
            server.accept().use { assertTrue(it.getInputStream().read() >= 0) }
        }
    }

    @Test
    @Config(sdk = [35])
    fun an_app_that_started_sordino_late_is_in_front_again_when_it_comes_back() {
        val activity = Robolectric.buildActivity(Activity::class.java).get()
        val foreground = Foreground(start().running)
        foreground.onActivityStopped(activity)
        foreground.onActivityStarted(activity)
        assertTrue(foreground.isInFront)
        foreground.onActivityStopped(activity)
        assertFalse(foreground.isInFront)
    }

    @Test
    @Config(sdk = [26])
    fun while_a_job_runs_no_other_is_scheduled() {
        sending { sordino, server ->
            val scheduler = UploadJobs(context, Options().jobId).scheduler!!.apply { cancelAll() }
            val service = Robolectric.setupService(UploadService::class.java)
            assertTrue(service.onStartJob(Shadow.newInstanceOf(JobParameters::class.java)))
            server.accept().use { connection ->
                sordino.track("alert_acknowledged", "minutes" to 4)
                sordino.running.idle()
                assertEquals(0, scheduler.allPendingJobs.size)
                connection.getInputStream().read(ByteArray(4_096))
                val head = "HTTP/1.1 503 Unavailable\r\nRetry-After: 600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                connection.getOutputStream().write(head.toByteArray())
            }
            until { Shadow.extract<ShadowJobService>(service).isJobFinished }
            sordino.running.idle()
            assertEquals("Android has not heard yet that it finished", 0, scheduler.allPendingJobs.size)
            until {
                shadowOf(Looper.getMainLooper()).idle()
                sordino.running.idle()
                scheduler.allPendingJobs.size == 1
            }
        }
    }

    @Test
    @Config(sdk = [26])
    fun the_job_that_started_the_process_is_not_replaced() {
        val jobs = UploadJobs(context, Options().jobId)
        jobs.schedule(1_234, isInFront = false)
        val sordino = startOpened()
        sordino.running.idle()
        assertEquals(listOf(1_234L), jobs.scheduler!!.allPendingJobs.map { it.minLatencyMillis })
    }

    @Test
    @Config(sdk = [26])
    fun a_delivery_that_fails_inside_is_scheduled_again() {
        sending { sordino, server ->
            val scheduler = UploadJobs(context, Options().jobId).scheduler!!.apply { cancelAll() }
            val service = Robolectric.setupService(UploadService::class.java)
            assertTrue(service.onStartJob(Shadow.newInstanceOf(JobParameters::class.java)))
            server.accept().use {
                // The core is closed under the delivery, as nobody should.
                sordino.running.openedOrNull!!
                    .engine
                    .close()
            }
            until {
                shadowOf(Looper.getMainLooper()).idle()
                Shadow.extract<ShadowJobService>(service).isJobFinished && scheduler.allPendingJobs.isNotEmpty()
            }
        }
    }

    @Test
    fun a_stopped_job_cancels_its_request() {
        sending { sordino, server ->
            val service = Robolectric.setupService(UploadService::class.java)
            val job = Shadow.newInstanceOf(JobParameters::class.java)
            service.onStartJob(job)
            server.accept().use {
                assertTrue(service.onStopJob(job))
                // The client itself would give an answer up 10 seconds later.
                it.soTimeout = 20_000
                runCatching { it.getInputStream().readBytes() }.onFailure { error ->
                    assertFalse("the connection stayed open", error is SocketTimeoutException)
                }
                until { Shadow.extract<ShadowJobService>(service).isJobFinished }
            }
            assertEquals(listOf(Reported.KEPT), sordino.recentUploads.map { it.reported })
        }
    }

    @Test
    fun in_front_a_job_waits_longer_each_time() {
        val jobs = UploadJobs(context, 7)

        fun latency(
            afterMillis: Long,
            isInFront: Boolean,
        ): Long {
            assertTrue(jobs.schedule(afterMillis, isInFront))
            return jobs.scheduler!!
                .allPendingJobs
                .single()
                .minLatencyMillis
        }
        assertEquals(listOf(15_000L, 30_000L, 60_000L, 60_000L), List(4) { latency(0, true) })
        assertEquals(0L, latency(0, false))
        assertEquals(15_000L, latency(0, true))
        assertEquals(100_000L, latency(100_000, true))
    }

    @Test
    @Config(sdk = [26])
    fun another_process_leaves_the_job_that_is_there() {
        val jobs = UploadJobs(context, Options().jobId)
        val platform = AndroidPlatform(context, Started.local(), isMain = { false })
        assertFalse("it cannot know when that was sent", platform.wantsUpload(5))
        jobs.schedule(1_000, isInFront = false)
        platform.wantsUpload(5)
        assertEquals(
            1_000L,
            jobs.scheduler!!
                .allPendingJobs
                .single()
                .minLatencyMillis,
        )
    }

    @Test
    @Config(shadows = [TaggedTraffic::class])
    fun what_is_sent_carries_a_tag() {
        val request = Request(1u, "segment", "event_tracking", "http://127.0.0.1:9/", emptyList(), byteArrayOf(1), 1u)
        assertEquals(Reply.Failed, AndroidPlatform(context, Started.local()).transport().send(request, CancelHandle()))
        assertEquals(listOf(0x536F7264, null), TaggedTraffic.tags)
    }

    /** An app with one event that waits for a server that has not answered yet. */
    private fun sending(test: (Sordino, ServerSocket) -> Unit) {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { server ->
            server.soTimeout = 20_000
            val sordino = Sordino.start(context, Started.local(segment = "http://127.0.0.1:${server.localPort}"))
            sordino.running.settled.await()
            sordino.limit(Limiter.AGE, true)
            sordino.eventTracking.turnOn()
            sordino.track("alert_acknowledged", "minutes" to 3)
            sordino.running.idle()
            test(sordino, server)
        }
    }

    @Test
    fun a_job_in_a_process_that_has_not_started_sordino_does_nothing() {
        val service = Robolectric.setupService(UploadService::class.java)
        assertFalse(service.onStartJob(Shadow.newInstanceOf(JobParameters::class.java)))
    }
}

/** Remembers which tags a thread was given. */
@Implements(TrafficStats::class)
class TaggedTraffic {
    companion object {
        val tags = mutableListOf<Int?>()

        @JvmStatic
        @Implementation
        fun setThreadStatsTag(tag: Int) {
            tags.add(tag)
        }

        @JvmStatic
        @Implementation
        fun clearThreadStatsTag() {
            tags.add(null)
        }
    }
}
