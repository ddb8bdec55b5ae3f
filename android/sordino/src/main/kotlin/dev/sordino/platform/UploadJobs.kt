package dev.sordino.platform

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import android.os.Build
import android.os.Handler
import android.os.Looper
import dev.sordino.Sordino
import dev.sordino.inner.Running
import dev.sordino.inner.Stop
import dev.sordino.inner.quietly
import kotlin.concurrent.thread

/** Asks Android to call [UploadService] once there is a network. */
internal class UploadJobs(
    private val context: Context,
    private val jobId: Int,
) {
    private var pauseMillis = FIRST_PAUSE_MILLIS

    /** The one that knows our jobs alone, where Android has such. */
    val scheduler: JobScheduler? by lazy {
        val all = context.getSystemService(JobScheduler::class.java)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) all?.forNamespace("sordino") else all
    }

    /**
     * Has Android call after so many milliseconds, in place of a job that waits. Returns `false` if Android took none.
     *
     * While the app is in front a job waits 15 to 60 seconds, longer with each: Android counts how many an app has, and
     * records come in groups. Never call it while the job runs, which Android would stop.
     */
    fun schedule(
        afterMillis: Long,
        isInFront: Boolean,
    ): Boolean {
        val latency = if (isInFront) maxOf(afterMillis, pauseMillis) else afterMillis
        pauseMillis = if (isInFront) minOf(pauseMillis * 2, LONGEST_PAUSE_MILLIS) else FIRST_PAUSE_MILLIS
        return asking { it.schedule(job(latency)) == JobScheduler.RESULT_SUCCESS }
    }

    /** Returns `true` if a job waits or runs. */
    fun isThere(): Boolean = asking { it.getPendingJob(jobId) != null }

    /** The same unless a job waits or runs: for a process that cannot know whether one runs in another. */
    fun scheduleIfNone(afterMillis: Long): Boolean =
        asking { it.getPendingJob(jobId) != null || it.schedule(job(afterMillis)) == JobScheduler.RESULT_SUCCESS }

    private fun job(latencyMillis: Long): JobInfo =
        JobInfo
            .Builder(jobId, ComponentName(context, UploadService::class.java))
            .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
            .setMinimumLatency(latencyMillis)
            .build()

    /** An app with too many jobs, or whose manifest lacks the service or a permission, must not end of it. */
    @Suppress("TooGenericExceptionCaught")
    private fun asking(call: (JobScheduler) -> Boolean): Boolean =
        try {
            scheduler?.let(call) ?: false
        } catch (_: RuntimeException) {
            false
        }

    private companion object {
        const val FIRST_PAUSE_MILLIS = 15_000L
        const val LONGEST_PAUSE_MILLIS = 60_000L
    }
}

/** Called by Android alone, to send what waits. Does nothing in a process that has not started Sordino. */
public class UploadService : JobService() {
    private var current: Pair<Running, Stop>? = null

    /** Sends on a thread of Sordino's until nothing is due. */
    override fun onStartJob(params: JobParameters): Boolean {
        val running = Sordino.startedOrNull()?.running ?: return false
        // One for each job: Android may give another to the service that it stopped before.
        val stop = Stop().also { current = running to it }
        running.uploads.jobBegan()
        thread(name = "sordino-job", isDaemon = true) {
            quietly { running.deliver(stop) }
            // What is left asks for a job of its own.
            jobFinished(params, false)
            // Android hears of it on the main thread, and another job that is asked for earlier would stop this one.
            Handler(Looper.getMainLooper()).post { running.uploads.jobEnded() }
        }
        return true
    }

    /** Cancels the request that is under way and begins no other. What is left waits for another job. */
    override fun onStopJob(params: JobParameters): Boolean {
        val (running, stop) = current ?: return true
        stop.noMore()
        // Closing a connection counts as using the network, which the main thread may not.
        running.threads.cancel(work = stop::now)
        return true
    }
}
