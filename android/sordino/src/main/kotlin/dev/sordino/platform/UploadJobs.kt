package dev.sordino.platform

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import android.os.Build
import dev.sordino.Sordino
import dev.sordino.inner.quietly
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.concurrent.thread

/** Asks Android to call [UploadService] once there is a network. */
internal class UploadJobs(
    private val context: Context,
    private val jobId: Int,
) {
    /** The one that knows our jobs alone, where Android has such. */
    val scheduler: JobScheduler? by lazy {
        val all = context.getSystemService(JobScheduler::class.java)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) all?.forNamespace("sordino") else all
    }

    /** Whether Android took the job. */
    fun schedule(afterMillis: Long): Boolean {
        val scheduler = scheduler ?: return false
        val job =
            JobInfo
                .Builder(jobId, ComponentName(context, UploadService::class.java))
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setMinimumLatency(afterMillis)
                .build()
        // An app that has too many jobs, or whose manifest lacks the service, must not end of it.
        return try {
            scheduler.schedule(job) == JobScheduler.RESULT_SUCCESS
        } catch (_: IllegalArgumentException) {
            false
        } catch (_: IllegalStateException) {
            false
        } catch (_: SecurityException) {
            // The app took one of the two permissions out of its manifest.
            false
        }
    }
}

/** Called by Android alone, to send what waits. Does nothing in a process that has not started Sordino. */
public class UploadService : JobService() {
    @Volatile
    private var isStopped = AtomicBoolean()

    /** Sends on a thread of Sordino's until nothing is due. */
    override fun onStartJob(params: JobParameters): Boolean {
        val running = Sordino.startedOrNull()?.running ?: return false
        // One for each job: Android may give another to the service that it stopped before.
        val isStoppedNow = AtomicBoolean().also { isStopped = it }
        thread(name = "sordino-job", isDaemon = true) {
            quietly { running.deliver { isStoppedNow.get() } }
            // What is left asked for a job of its own.
            jobFinished(params, false)
        }
        return true
    }

    /** Ends the sending after the request that is under way. What is left waits for another job. */
    override fun onStopJob(params: JobParameters): Boolean {
        isStopped.set(true)
        return true
    }
}
