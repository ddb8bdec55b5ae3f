package dev.sordino.flows

import android.Manifest
import android.app.Activity
import android.app.Application
import android.app.NotificationManager
import android.content.pm.ProviderInfo
import android.os.Build
import android.provider.ContactsContract
import dev.sordino.CardNews
import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.Sordino
import dev.sordino.core.ContactsInput
import dev.sordino.core.FlowAccess
import dev.sordino.platform.AndroidTest
import dev.sordino.support.HostPlatform
import dev.sordino.support.Json
import dev.sordino.support.Repository
import dev.sordino.support.Started
import dev.sordino.support.idle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config

/** What changed in the system's settings while the app was away, seen as the app comes to the front. The core is real. */
@Config(sdk = [26, 33, 35])
class FrontLookTest : AndroidTest() {
    private val application
        get() = context as Application
    private val manager
        get() = context.getSystemService(NotificationManager::class.java)!!
    private lateinit var sordino: Sordino
    private lateinit var controller: ActivityController<Activity>

    private val alerts
        get() = sordino.purpose("push_service_alerts")

    /** The app with a yes to alerts, which the system allows. */
    private fun allowed() {
        letNotify(true)
        sordino = startOpened()
        sordino.limit(Limiter.AGE, true)
        alerts.turnOn()
        controller = Robolectric.buildActivity(Activity::class.java).setup()
        sordino.running.idle()
        assertTrue(alerts.isOpen)
    }

    /** What a person does by the switch of the system's settings, or the system by itself after months. */
    private fun letNotify(allows: Boolean) {
        shadowOf(manager).setNotificationsEnabled(allows)
        if (allows) application().grantPermissions(POST) else application().denyPermissions(POST)
    }

    private fun application() = shadowOf(application)

    private fun away(change: () -> Unit) {
        controller.pause().stop()
        change()
        controller.restart().resume()
        sordino.running.idle()
    }

    @Test
    fun notifications_turned_off_while_away_close_the_purpose() {
        allowed()
        away { letNotify(false) }
        assertFalse(alerts.isOpen)
        assertNull("nobody is asked", shadowOf(controller.get()).lastRequestedPermission)
        away { letNotify(true) }
        assertTrue("and open it again", alerts.isOpen)
    }

    @Test
    fun a_permission_taken_back_between_two_runs_closes_the_purpose() {
        allowed()
        controller.pause().stop()
        Sordino.forgetForTests()
        letNotify(false)
        sordino = startOpened()
        controller.restart().resume()
        sordino.running.idle()
        assertFalse(alerts.isOpen)
    }

    @Test
    fun a_channel_turned_off_while_away_closes_its_purpose() {
        allowed()
        val channel = manager.getNotificationChannel("service_alerts")
        assertNotNull("it was made as the app came to the front", channel)
        away { channel.importance = NotificationManager.IMPORTANCE_NONE }
        assertFalse(alerts.isOpen)
    }

    @Test
    fun an_app_that_was_never_answered_is_not_forbidden_anything() {
        sordino = startOpened()
        letNotify(false)
        sordino.limit(Limiter.AGE, true)
        alerts.turnOn()
        controller = Robolectric.buildActivity(Activity::class.java).setup()
        sordino.running.idle()
        // Before Android 13 nobody has to be asked: what is off is off.
        assertEquals(Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU, alerts.isOpen)
        assertNull("no channel, which could bring up a dialog", manager.getNotificationChannel("service_alerts"))
    }

    private fun card(
        policy: String,
        home: HostPlatform = HostPlatform(),
        options: Options = Options(),
        test: (Started) -> Unit,
    ) {
        val given = Json.members(Json.members(Json.read(Repository.file("tests/vectors/contacts.json").readText()))["given"])
        val bytes = Json.write(Json.members(given["policies"])[policy]).toByteArray()
        val platform = HostPlatform(home.home, policy = bytes)
        Started(platform, options).opened().use {
            it.sordino.purpose("card").turnOn()
            test(it)
        }
    }

    private fun Started.look(options: Options = Options()) =
        FrontLook(running, options).look(Robolectric.buildActivity(Activity::class.java).setup().get())

    @Test
    fun news_of_the_card_are_told_once() {
        val home = HostPlatform()
        card("screen", home) { it.saved(ContactsInput.SAVED_UNKNOWN) }
        val told = ArrayList<String>()
        val options = Options().apply { cardHasNews = CardNews { title, text -> told.add("$title: $text") } }
        card("next", home) {
            it.look(options)
            it.look(options)
        }
        assertEquals(1, told.size)
        assertTrue("$told", told.single().startsWith("Kranich contact: "))
    }

    @Test
    fun a_direct_card_is_refreshed_without_asking() {
        application().grantPermissions(Manifest.permission.WRITE_CONTACTS)
        val info = ProviderInfo().apply { authority = ContactsContract.AUTHORITY }
        val provider = Robolectric.buildContentProvider(FakeContacts::class.java).create(info).get()
        provider.numbers.putAll(mapOf(10L to "+493023125001", 11L to "+442079460001"))
        val home = HostPlatform()
        card("direct", home) { it.saved(ContactsInput.SAVED_KNOWN, "7,10,11") }
        card("next_direct", home) {
            it.look()
            assertEquals(setOf("+493023125002", "+442079460001"), provider.numbers.values.toSet())
            val before = provider.asked.size
            it.look()
            assertEquals("nothing new writes nothing", before, provider.asked.size)
        }
    }

    /** A card as an earlier run saved it. */
    private fun Started.saved(
        input: ContactsInput,
        id: String = "",
    ) {
        running.choices.ask { contactsStep(ContactsInput.START, FlowAccess.Authorized, "", "en") }
        running.choices.ask { contactsStep(input, FlowAccess.Authorized, id, "en") }
    }

    private companion object {
        const val POST = "android.permission.POST_NOTIFICATIONS"
    }
}
