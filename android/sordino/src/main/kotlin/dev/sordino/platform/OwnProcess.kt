package dev.sordino.platform

import android.app.ActivityManager
import android.app.Application
import android.content.Context
import android.os.Build
import android.os.Process
import java.io.File
import java.io.IOException

/** Which of the app's processes this is. */
internal object OwnProcess {
    /** Returns `true` in a process of `android:isolatedProcess`, which can reach none of the app's files. */
    fun isIsolated(uid: Int = Process.myUid()): Boolean = uid % IDS_OF_A_USER in ISOLATED

    /** Returns `true` in the process where the app's components run unless their manifest says otherwise. */
    fun isMain(context: Context): Boolean = name() == context.applicationInfo.processName

    /** Returns `true` if Android knows of no other process of this app. */
    fun isAlone(context: Context): Boolean {
        val manager = context.getSystemService(ActivityManager::class.java)
        val all = manager?.runningAppProcesses ?: return false
        return all.none { it.pid != Process.myPid() && context.packageName in it.pkgList.orEmpty() }
    }

    private fun name(): String? =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
            Application.getProcessName()
        } else {
            try {
                File("/proc/self/cmdline").readText().substringBefore('\u0000')
            } catch (_: IOException) {
                null
            }
        }

    private const val IDS_OF_A_USER = 100_000

    /** As Android gives them out, zygotes of an app included. */
    private val ISOLATED = 90_000..99_999
}
