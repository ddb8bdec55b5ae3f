package dev.sordino.platform

import android.app.Activity
import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.Sordino
import dev.sordino.support.Started
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow
import java.net.InetAddress
import java.net.ServerSocket
import java.util.concurrent.CountDownLatch

/** When Android is asked to call back, and what it is allowed to call. */
class UploadJobsTest : AndroidTest() {
    @Test
    fun a_job_has_a_network_and_does_not_outlive_a_reboot() {
        val jobs = UploadJobs(context, 7)
        assertTrue(jobs.schedule(1_000))
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
        val idle = CountDownLatch(1)
        sordino.running.later(idle::countDown)
        idle.await()
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
    fun a_job_in_a_process_that_has_not_started_sordino_does_nothing() {
        val service = Robolectric.setupService(UploadService::class.java)
        assertFalse(service.onStartJob(Shadow.newInstanceOf(JobParameters::class.java)))
    }
}
