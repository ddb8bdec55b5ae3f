package dev.sordino.vendors.firebase

import android.content.Context
import dev.sordino.Collecting
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch
import java.io.File
import java.util.concurrent.TimeUnit

/**
 * Turns Firebase Crashlytics on and off.
 *
 * Crashlytics begins with the app and records whatever its switch says; the switch decides what is sent, and only from the next
 * start of the app on. So the answer after a turn-off is that it records until the restart, and that none of that is sent. What it
 * recorded is deleted at each start while no purpose is open, and before each turn-on: if reports are left then, it stays off and
 * the receipt says that the switch threw.
 *
 * `generate` writes `firebase_crashlytics_collection_enabled` as `false` into the manifest's fragment. What Crashlytics puts into a
 * report is its own: the policy's field rules do not reach into it.
 *
 * @property recipient id of the recipient in the policy, of kind `vendor_sdk`
 */
public class FirebaseCrashlyticsSwitch internal constructor(
    override val recipient: String,
    private val reports: List<File>,
    private val own: Crashlytics,
    private val patienceMillis: Long = PATIENCE_MILLIS,
) : VendorSwitch {
    /** Throws [IllegalStateException] if the app's Crashlytics lacks a method that the switch calls. */
    public constructor(recipient: String, context: Context) : this(recipient, reports(context), real(context))

    override val name: String = "firebase-crashlytics"

    override fun apply(openPurposes: List<String>): VendorReport {
        if (openPurposes.isEmpty()) return turnOff()
        if (own.isEnabled) return VendorReport(purged = 0)
        val purged = delete()
        val left = kept()
        check(left == 0) { "Crashlytics kept $left reports that it recorded while it was off, so it was not turned on" }
        own.isEnabled = true
        return VendorReport(purged = purged)
    }

    override fun offWithoutInstance(): VendorReport = turnOff()

    override fun readBack(): VendorReadBack =
        VendorReadBack(
            collecting = if (own.isEnabled) Collecting.YES else Collecting.UNTIL_RESTART,
            unsent = kept().toLong(),
            hasId = null,
        )

    private fun turnOff(): VendorReport {
        // Deletes nothing while it is on.
        own.isEnabled = false
        own.forgetUser()
        return VendorReport(purged = delete())
    }

    /** Crashlytics deletes on threads of its own. Returns how many reports went. */
    private fun delete(): Long {
        val before = kept()
        own.deleteUnsent()
        val until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis)
        while (kept() > 0 && System.nanoTime() < until) Thread.sleep(LOOK_MILLIS)
        return (before - kept()).coerceAtLeast(0).toLong()
    }

    private fun kept(): Int = reports.sumOf { folder -> folder.walk().count(File::isFile) }

    private companion object {
        const val PATIENCE_MILLIS = 1_000L
        const val LOOK_MILLIS = 10L

        fun real(context: Context): Crashlytics {
            Declared.check("FirebaseCrashlyticsSwitch", CRASHLYTICS, context.classLoader)
            return RealCrashlytics()
        }

        /** The folders of finished reports, as the SDK's public source names them; the session that runs lies elsewhere. */
        fun reports(context: Context): List<File> {
            val roots = context.filesDir.listFiles { file: File -> file.name.startsWith(".crashlytics.v3") || file.name.startsWith(OLDER) }
            val folders = roots.orEmpty().flatMap { root -> listOf(root) + root.listFiles(File::isDirectory).orEmpty() }
            return folders.flatMap { root -> listOf("reports", "priority-reports", "native-reports").map { File(root, it) } }
        }

        const val OLDER = ".com.google.firebase.crashlytics.files"
    }
}
