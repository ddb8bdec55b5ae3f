package dev.sordino.platform

import android.app.Application
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.PackageManager
import android.net.TrafficStats
import android.os.Build
import android.os.UserManager
import dev.sordino.Options
import dev.sordino.Problem
import dev.sordino.SordinoException
import dev.sordino.core.Facts
import dev.sordino.core.KeyStore
import dev.sordino.flows.FrontLook
import dev.sordino.inner.HttpTransport
import dev.sordino.inner.LaterCrashes
import dev.sordino.inner.Platform
import dev.sordino.inner.Running
import dev.sordino.inner.Transport
import dev.sordino.inner.utcOffsetMinutes
import java.io.File
import java.io.FileNotFoundException
import java.util.Locale

/** Sordino's needs, met by Android's own framework. */
internal class AndroidPlatform(
    private val context: Context,
    private val options: Options,
    private val isMain: () -> Boolean = { OwnProcess.isMain(context) },
) : Platform {
    override val watch = DebugLog.of(context, options)
    private val keys by lazy { KeystoreKeys(File(folder(), "keys"), AndroidKeystore(context.packageName)) }
    private val jobs = UploadJobs(context, options.jobId)
    private val transport = tagged(HttpTransport())
    private var uncaught: Uncaught? = null
    private var foreground: Foreground? = null

    /** Hears of a change of what the organisation set. */
    @Volatile
    private var managed: BroadcastReceiver? = null

    @Volatile
    private var running: Running? = null

    override fun unfit(): SordinoException? =
        if (!OwnProcess.isIsolated()) {
            null
        } else {
            SordinoException(
                Problem.ISOLATED_PROCESS,
                "this process is isolated and has no files, so nothing is recorded in it: use Sordino in the app's other processes",
            )
        }

    override fun whenUnlocked(then: () -> Unit) {
        val users = context.getSystemService(UserManager::class.java)
        if (users == null || users.isUserUnlocked) return then()
        val unlocked =
            object : BroadcastReceiver() {
                override fun onReceive(
                    context: Context,
                    intent: Intent,
                ) {
                    if (runCatching { context.unregisterReceiver(this) }.isSuccess) then()
                }
            }
        // Only the system may send this one, so that nobody has to be kept out.
        context.registerReceiver(unlocked, IntentFilter(Intent.ACTION_USER_UNLOCKED))
        if (users.isUserUnlocked) {
            runCatching { context.unregisterReceiver(unlocked) }.onSuccess { then() }
        }
    }

    override fun policy(): ByteArray? =
        try {
            context.assets.open(POLICY).use { it.readBytes() }
        } catch (_: FileNotFoundException) {
            null
        }

    override fun folder(): File = File(context.noBackupFilesDir, "sordino")

    override fun keyStore(): KeyStore = keys

    override fun facts(): Facts {
        val app =
            try {
                context.packageManager.getPackageInfo(context.packageName, 0)
            } catch (_: PackageManager.NameNotFoundException) {
                null
            }
        val build =
            app?.let {
                @Suppress("DEPRECATION")
                if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) it.longVersionCode else it.versionCode.toLong()
            }
        return Facts(
            appVersion = app?.versionName,
            appBuild = build?.toString(),
            osName = "Android",
            osVersion = Build.VERSION.RELEASE,
            deviceModel = Build.MODEL,
            locale = Locale.getDefault().toLanguageTag(),
            utcOffsetMinutes = utcOffsetMinutes(),
            deviceId = options.deviceId,
        )
    }

    override fun locale(): String = Locale.getDefault().toLanguageTag()

    override fun transport(): Transport = transport

    override fun laterCrashes(): LaterCrashes? =
        when {
            Build.VERSION.SDK_INT < Build.VERSION_CODES.R -> LaterCrashes.NONE

            // The system keeps one list for the app: one of its processes reads it.
            isMain() -> ExitInfo(context, File(folder(), "exits"))

            else -> null
        }

    override fun isAlone(): Boolean = OwnProcess.isAlone(context)

    override fun started(running: Running) {
        this.running = running
        if (options.catchUncaught) uncaught = Uncaught(running).also { it.install() }
        foreground = Foreground(running).also { (context as? Application)?.registerActivityLifecycleCallbacks(it) }
    }

    override fun organisation(keys: List<String>): Map<String, String> {
        listenForRestrictions()
        val users = context.getSystemService(UserManager::class.java) ?: return emptyMap()
        val settings = users.getApplicationRestrictions(context.packageName)
        // A choice of several is a text, a switch is a truth value.
        @Suppress("DEPRECATION")
        return keys.mapNotNull { key -> settings.get(key)?.let { key to it.toString() } }.toMap()
    }

    private fun listenForRestrictions() {
        if (managed != null) return
        val changed =
            object : BroadcastReceiver() {
                override fun onReceive(
                    context: Context,
                    intent: Intent,
                ) {
                    running?.let { it.threads.slowly(work = it::lookAtOrganisation) }
                }
            }
        // Only the system may send this one, so that nobody has to be kept out.
        runCatching { context.registerReceiver(changed, IntentFilter(Intent.ACTION_APPLICATION_RESTRICTIONS_CHANGED)) }
            .onSuccess { managed = changed }
    }

    override fun wantsUpload(afterMillis: Long): Boolean {
        val isMain = isMain()
        val isInFront = foreground?.isInFront == true
        val isTaken = if (isMain) jobs.schedule(afterMillis, isInFront) else jobs.scheduleIfNone(afterMillis)
        // Where the system takes no job, what waits is sent while the app is in front.
        if (!isTaken && isInFront) running?.uploads?.later(afterMillis)
        return isMain || !isTaken
    }

    override fun firstUploadMillis(): Long = if (jobs.isThere()) JOB_BEGINS_MILLIS else 0

    override fun look() {
        val front = foreground?.front ?: return
        running?.let { FrontLook(it, options).look(front) }
    }

    override fun stop() {
        uncaught?.remove()
        foreground?.let { (context as? Application)?.unregisterActivityLifecycleCallbacks(it) }
        managed?.let { runCatching { context.unregisterReceiver(it) } }
    }

    /** Names what is sent as ours: an app that is strict about untagged sockets would be told of them, or end. */
    private fun tagged(transport: Transport) =
        Transport { request, cancel ->
            TrafficStats.setThreadStatsTag(TRAFFIC_TAG)
            try {
                transport.send(request, cancel)
            } finally {
                TrafficStats.clearThreadStatsTag()
            }
        }

    private companion object {
        const val POLICY = "sordino/policy.json"
        const val TRAFFIC_TAG = 0x536F7264

        /** A job that started this process has begun by then: Android calls it once the app's own start is over. */
        const val JOB_BEGINS_MILLIS = 10_000L
    }
}
