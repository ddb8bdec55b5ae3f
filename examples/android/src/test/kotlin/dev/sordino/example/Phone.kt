package dev.sordino.example

import android.app.Activity
import android.app.Application
import android.app.job.JobParameters
import android.app.job.JobService
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager.PERMISSION_DENIED
import android.content.pm.PackageManager.PERMISSION_GRANTED
import android.net.Uri
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.widget.TextView
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.shadow.api.Shadow
import org.robolectric.shadows.ShadowDialog
import org.robolectric.shadows.ShadowJobService
import java.time.Duration
import java.util.concurrent.TimeUnit

/** A phone with the app on it, as far as Robolectric plays one: its activities on a stack, its jobs run when told. */
internal class Phone(
    private val context: Context,
    private val first: Class<out Screen> = AlertsScreen::class.java,
) {
    private val stack = ArrayList<ActivityController<out Activity>>()
    private var pressedAt = 0L
    private var job: JobService? = null

    private val top: Activity
        get() = stack.last().get()

    fun launch() = open(Intent(context, first))

    /** Does what a person does, by the words on the screen. */
    fun press(label: String) {
        if (label == "Back") return close()
        until({ "`$label` is there, among $texts" }) { texts.any { it == label } }
        // The settings take two touches of one moment for a double tap.
        while (System.nanoTime() - pressedAt < TimeUnit.MILLISECONDS.toNanos(DOUBLE_TAP_MILLIS)) Thread.sleep(1)
        pressedAt = System.nanoTime()
        val text = seen().first { it.text.toString() == label }
        generateSequence(text as View?) { it.parent as? View }.first { it.hasOnClickListeners() }.performClick()
        settle()
    }

    /** What stands on the screen, once everything that the app put off is done. */
    val texts: List<String>
        get() {
            settle()
            (top as? Screen)?.draw()
            settle()
            return seen().map { it.text.toString() }
        }

    /** The person saves in their contacts app, which the app opened and which says where the contact is. */
    fun save() {
        var asked: Intent? = null
        until({ "the contacts app is open" }) {
            // Robolectric lists what was started without waiting for an answer too.
            val started = generateSequence { shadowOf(top).nextStartedActivityForResult }
            asked = started.firstOrNull { it.requestCode >= 0 }?.intent
            asked != null
        }
        shadowOf(top).receiveResult(asked, Activity.RESULT_OK, Intent().setData(Uri.parse("content://com.android.contacts/contacts/7")))
        settle()
    }

    /** The person answers the system's dialog, which comes a second time after one no. */
    fun answer(allows: Boolean) {
        until({ "the system's dialog is shown" }) { shadowOf(top).lastRequestedPermission != null }
        val asked = shadowOf(top).lastRequestedPermission
        for (permission in asked.requestedPermissions) {
            shadowOf(context.packageManager).setShouldShowRequestPermissionRationale(permission, !allows)
            if (allows) shadowOf(context as Application).grantPermissions(permission)
        }
        val answers = IntArray(asked.requestedPermissions.size) { if (allows) PERMISSION_GRANTED else PERMISSION_DENIED }
        top.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, answers)
        settle()
    }

    /** Android lets the app send, as it does some seconds later where there is a network. */
    fun runJob() {
        val running = job
        if (running != null && !Shadow.extract<ShadowJobService>(running).isJobFinished) return
        @Suppress("UNCHECKED_CAST")
        val service = Class.forName("dev.sordino.platform.UploadService") as Class<out JobService>
        job = Robolectric.setupService(service).also { it.onStartJob(Shadow.newInstanceOf(JobParameters::class.java)) }
    }

    fun close() {
        stack.removeLast().close()
        if (stack.isNotEmpty()) stack.last().pause().resume()
    }

    fun switchOff() = stack.asReversed().forEach { it.close() }

    fun until(
        what: () -> String,
        holds: () -> Boolean,
    ) {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)
        while (!holds()) {
            check(System.nanoTime() < deadline) { "never: ${what()}" }
            settle()
        }
    }

    private fun open(intent: Intent) {
        @Suppress("UNCHECKED_CAST")
        val activity = Class.forName(intent.component!!.className) as Class<out Activity>
        stack += Robolectric.buildActivity(activity, intent).setup()
        settle()
    }

    /** Has everything done that was put off; what was started is shown, what finished is gone. */
    private fun settle() {
        // A frame or two: what is laid out anew is so with the next one.
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(FRAMES_MILLIS))
        shadowOf(top).nextStartedActivity?.takeIf { it.component != null }?.let(::open)
        if (top.isFinishing) close()
    }

    /** What can be seen: a question that stands over the activity first. */
    private fun seen(): List<TextView> {
        val question = ShadowDialog.getLatestDialog()?.takeIf { it.isShowing }
        val windows = listOfNotNull(question?.window, top.window)
        return windows.flatMap { all(it.decorView) }.filterIsInstance<TextView>().filter { it.isShown && it.width > 0 }
    }

    private fun all(view: View): List<View> {
        val group = view as? ViewGroup ?: return listOf(view)
        return listOf<View>(group) + (0 until group.childCount).flatMap { all(group.getChildAt(it)) }
    }

    private companion object {
        const val DOUBLE_TAP_MILLIS = 350L
        const val FRAMES_MILLIS = 50L
        const val LONGEST_SECONDS = 60L
    }
}
