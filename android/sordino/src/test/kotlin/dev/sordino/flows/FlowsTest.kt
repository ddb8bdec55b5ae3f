package dev.sordino.flows

import android.Manifest
import android.app.Activity
import android.app.NotificationManager
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Bundle
import android.os.Looper
import android.provider.Settings
import android.widget.TextView
import dev.sordino.ChoiceState
import dev.sordino.Importance
import dev.sordino.Limiter
import dev.sordino.Sordino
import dev.sordino.SordinoSettingsActivity
import dev.sordino.platform.AndroidTest
import dev.sordino.screens.seen
import dev.sordino.screens.texts
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import java.util.concurrent.CountDownLatch

/** Both flows from the tap to the end, with the real core; the system's dialogs and the contacts app are Robolectric's. */
@Config(sdk = [26, 33, 35])
class FlowsTest : AndroidTest() {
    private lateinit var sordino: Sordino
    private lateinit var controller: ActivityController<SordinoSettingsActivity>

    private val activity: Activity
        get() = controller.get()

    private fun begin(
        purpose: String,
        intent: Intent,
        turnsOn: Boolean = true,
    ) {
        sordino = startOpened()
        sordino.limit(Limiter.AGE, true)
        if (turnsOn) sordino.purpose(purpose).turnOn()
        again(intent)
    }

    private fun again(intent: Intent) {
        controller = Robolectric.buildActivity(SordinoSettingsActivity::class.java, intent)
        controller.setup()
        settle()
    }

    /** Everything that was begun on either thread is done. */
    private fun settle() =
        repeat(4) {
            sordino.running.threads
                .choose { }!!
                .get()
            shadowOf(Looper.getMainLooper()).idle()
        }

    private fun said() = activity.window.decorView.texts()

    private fun touch(label: String) {
        activity.window.decorView
            .seen()
            .filterIsInstance<TextView>()
            .first { it.text.toString() == label }
            .performClick()
        settle()
    }

    private fun contacts() = SordinoSettingsActivity.contacts(context)

    private fun push() = SordinoSettingsActivity.push(context)

    private fun answer(
        result: Int,
        data: Uri? = null,
    ) {
        val shadow = shadowOf(activity)
        shadow.receiveResult(shadow.peekNextStartedActivityForResult().intent, result, Intent().setData(data))
        settle()
    }

    @Test
    fun a_card_is_saved_by_the_contacts_app() {
        begin("contacts_card", contacts())
        assertTrue(said().any { it.endsWith("Your contacts app opens; save there.") })
        touch("Open contacts")
        assertEquals(Intent.ACTION_INSERT, shadowOf(activity).peekNextStartedActivityForResult().intent.action)
        answer(Activity.RESULT_OK, Uri.parse("content://com.android.contacts/contacts/7"))
        assertTrue("${said()}", "The contact “ilert” is saved." in said())
        assertNull("no permission", shadowOf(activity).lastRequestedPermission)
        again(contacts())
        assertTrue("nothing is new", activity.isFinishing)
    }

    @Test
    fun a_refusal_is_one_touch() {
        begin("contacts_card", contacts())
        touch("Not now")
        assertTrue(activity.isFinishing)
        assertNull(shadowOf(activity).peekNextStartedActivityForResult())
    }

    @Test
    fun a_refusal_takes_back_the_yes_that_led_there() {
        begin("contacts_card", contacts())
        touch("Not now")
        assertEquals(ChoiceState.WITHDRAWN, sordino.purpose("contacts_card").state)

        sordino.purpose("contacts_card").turnOn()
        again(contacts())
        touch("Open contacts")
        answer(Activity.RESULT_OK, Uri.parse("content://com.android.contacts/contacts/7"))
        assertTrue("what is saved is kept up to date", sordino.purpose("contacts_card").isOpen)
    }

    @Test
    @Config(sdk = [33, 35])
    fun a_declined_primer_leaves_no_consent() {
        begin("push_service_alerts", push())
        touch("Decline")
        assertTrue(activity.isFinishing)
        assertEquals(ChoiceState.WITHDRAWN, sordino.purpose("push_service_alerts").state)
        assertNull(shadowOf(activity).lastRequestedPermission)
    }

    /** The system restores the screen of a process that ended; nobody touched anything in this one. */
    @Test
    fun what_a_dead_process_left_closes_by_itself() {
        begin("contacts_card", contacts())
        val state = Bundle()
        controller.saveInstanceState(state)
        controller = Robolectric.buildActivity(SordinoSettingsActivity::class.java, contacts())
        controller
            .create(state)
            .start()
            .restoreInstanceState(state)
            .postCreate(state)
            .resume()
            .visible()
        settle()
        assertTrue("${said()}", activity.isFinishing)
    }

    /** The answer comes while the old activity is gone and the next one is not there yet. */
    @Test
    fun a_phone_turned_while_it_answers_goes_on() {
        begin("contacts_card", contacts())
        val held = CountDownLatch(1)
        sordino.running.threads.choose { held.await() }
        val button =
            activity.window.decorView
                .seen()
                .filterIsInstance<TextView>()
                .first { it.text.toString() == "Open contacts" }
        button.performClick()
        // Robolectric makes the next activity at once, so that the moment between is played by itself.
        val walk = activity.onRetainNonConfigurationInstance() as Walk
        walk.detach()
        held.countDown()
        sordino.running.threads
            .choose { }!!
            .get()
        walk.attach(activity, shows = {}, ends = {})
        settle()
        assertEquals(Intent.ACTION_INSERT, shadowOf(activity).peekNextStartedActivityForResult()?.intent?.action)
    }

    @Test
    fun an_unsaved_card_may_be_there() {
        begin("contacts_card", contacts())
        touch("Open contacts")
        answer(Activity.RESULT_CANCELED)
        assertTrue(activity.isFinishing)
        again(contacts())
        touch("Open contacts")
        assertEquals(Intent.ACTION_INSERT_OR_EDIT, shadowOf(activity).peekNextStartedActivityForResult().intent.action)
    }

    @Test
    fun without_a_contacts_app_the_loss_is_told() {
        begin("contacts_card", contacts())
        shadowOf(context as android.app.Application).checkActivities(true)
        touch("Open contacts")
        assertTrue("${said()}", "Without the contact, calls from “ilert” show a number alone." in said())
        assertFalse(activity.isFinishing)
    }

    @Test
    fun a_closed_purpose_leads_to_its_switch() {
        begin("contacts_card", contacts(), turnsOn = false)
        assertEquals(
            SordinoSettingsActivity::class.java.name,
            shadowOf(activity)
                .nextStartedActivity
                .component!!
                .className,
        )
        assertTrue(activity.isFinishing)
    }

    @Test
    fun a_turned_phone_shows_the_same_primer() {
        begin("contacts_card", contacts())
        controller.recreate()
        settle()
        assertTrue("Open contacts" in said())
        touch("Open contacts")
        assertEquals(Intent.ACTION_INSERT, shadowOf(activity).peekNextStartedActivityForResult().intent.action)
    }

    @Test
    @Config(sdk = [33, 35])
    fun notifications_are_asked_for_after_a_primer() {
        begin("push_service_alerts", push())
        assertTrue("Decline" in said())
        assertNull(shadowOf(activity).lastRequestedPermission)
        touch("Agree")
        val asked = shadowOf(activity).lastRequestedPermission
        assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), asked.requestedPermissions.toList())
        shadowOf(context as android.app.Application).grantPermissions(Manifest.permission.POST_NOTIFICATIONS)
        activity.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, intArrayOf(PackageManager.PERMISSION_GRANTED))
        settle()
        assertTrue("${said()}", "On" in said())
        assertTrue(sordino.purpose("push_service_alerts").isOpen)
    }

    @Test
    @Config(sdk = [33, 35])
    fun a_denial_is_told_and_closes_the_purpose() {
        begin("push_service_alerts", push())
        val permission = Manifest.permission.POST_NOTIFICATIONS
        for (wishes in listOf(true, false)) {
            touch("Agree")
            shadowOf(context.packageManager).setShouldShowRequestPermissionRationale(permission, wishes)
            activity.onRequestPermissionsResult(Walk.CODE, arrayOf(permission), intArrayOf(PackageManager.PERMISSION_DENIED))
            settle()
            assertTrue("${said()}", said().any { it.startsWith("Notifications are off in system settings.") })
            assertFalse(sordino.purpose("push_service_alerts").isOpen)
            again(push())
        }
        assertTrue("after the second the system's dialog would not come: ${said()}", "Open settings" in said())
    }

    @Test
    fun an_app_is_told_its_categories() {
        begin("push_service_alerts", push())
        val category = sordino.pushCategories("de").single()
        val said = listOf(category.id, category.title, category.text, category.purpose)
        assertEquals(listOf("service_alerts", "Alarme als Push", "Alarme während Ihrer Bereitschaft.", "push_service_alerts"), said)
        assertEquals(Importance.HIGH, category.importance)
        assertTrue(category.isOpen && !category.isMarketing && !category.isCritical)
        sordino.purpose("push_service_alerts").turnOff()
        assertFalse(sordino.pushCategories().single().isOpen)
    }

    @Test
    @Config(sdk = [26])
    fun before_android_13_nobody_is_asked() {
        begin("push_service_alerts", push())
        assertTrue(activity.isFinishing)
        val channel =
            (
                context.getSystemService(
                    android.content.Context.NOTIFICATION_SERVICE,
                ) as NotificationManager
            ).getNotificationChannel("service_alerts")
        assertEquals(NotificationManager.IMPORTANCE_HIGH, channel.importance)
    }

    @Test
    @Config(sdk = [26])
    fun switched_off_notifications_lead_to_the_settings() {
        val manager = (context.getSystemService(android.content.Context.NOTIFICATION_SERVICE) as NotificationManager)
        shadowOf(manager).setNotificationsEnabled(false)
        begin("push_service_alerts", push())
        assertFalse(sordino.purpose("push_service_alerts").isOpen)
        touch("Open settings")
        val page = shadowOf(activity).peekNextStartedActivityForResult().intent
        assertEquals(Settings.ACTION_APP_NOTIFICATION_SETTINGS, page.action)
        shadowOf(manager).setNotificationsEnabled(true)
        answer(Activity.RESULT_CANCELED)
        assertTrue(sordino.purpose("push_service_alerts").isOpen)
    }
}
