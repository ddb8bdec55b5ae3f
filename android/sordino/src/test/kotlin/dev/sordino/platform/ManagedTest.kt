package dev.sordino.platform

import android.content.Intent
import android.os.Bundle
import android.os.Looper
import android.os.UserManager
import dev.sordino.ClosedBy
import dev.sordino.Limiter
import dev.sordino.Sordino
import dev.sordino.support.Started
import dev.sordino.support.idle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf

/** What an organisation that manages the device set for the app. */
class ManagedTest : AndroidTest() {
    @Test
    fun an_organisations_no_is_found_at_the_start() {
        set { putBoolean(KEY, false) }
        val sordino = startOpened().apply { running.idle() }
        val status = sordino.statuses.single { it.purpose == "event_tracking" }
        assertEquals(ClosedBy.LIMIT to Limiter.ORGANISATION, status.closedBy to status.limiter)
        sordino.limit(Limiter.AGE, true)
        assertFalse(sordino.eventTracking.turnOn().isOpen)
    }

    @Test
    fun a_change_of_an_organisations_word_is_heard() {
        val sordino = startOpened().apply { running.idle() }
        sordino.limit(Limiter.AGE, true)
        assertTrue(sordino.eventTracking.turnOn().isOpen)
        set { putString(KEY, "off") }
        changed(sordino)
        assertFalse(sordino.eventTracking.isOpen)
        set { putBoolean(KEY, true) }
        changed(sordino)
        assertTrue(sordino.eventTracking.isOpen)
    }

    @Test
    fun only_the_keys_that_are_asked_for_are_read() {
        set {
            putBoolean(KEY, true)
            putString("server", "https://kranich-systems.de")
        }
        val platform = AndroidPlatform(context, Started.local())
        assertEquals(mapOf(KEY to "true"), platform.organisation(listOf(KEY, "sordino_contacts_card")))
    }

    private fun set(settings: Bundle.() -> Unit) =
        shadowOf(context.getSystemService(UserManager::class.java))
            .setApplicationRestrictions(context.packageName, Bundle().apply(settings))

    private fun changed(sordino: Sordino) {
        context.sendBroadcast(Intent(Intent.ACTION_APPLICATION_RESTRICTIONS_CHANGED))
        shadowOf(Looper.getMainLooper()).idle()
        sordino.running.idle()
    }

    private companion object {
        const val KEY = "sordino_event_tracking"
    }
}
