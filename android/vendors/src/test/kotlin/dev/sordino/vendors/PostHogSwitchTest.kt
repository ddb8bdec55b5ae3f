package dev.sordino.vendors

import dev.sordino.Collecting
import dev.sordino.support.OnHost
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Test

/** PostHog's real SDK for Java, against a stand-in for its server. */
class PostHogSwitchTest {
    private val server = SegmentServer()
    private val sordino = OnHost.minimising()
    private val on = listOf("usage")
    private val switch =
        PostHogSwitch("sdk", "key", "http://127.0.0.1:${server.port}", pauseMillis = 10).also { it.bind(sordino.minimiser("sdk")) }

    private fun planted(word: String) = switch.postHog!!.capture("anna@example.org", "seen", mapOf("kept" to word, "gone" to "secret"))

    @After
    fun close() {
        switch.apply(emptyList())
        server.close()
        sordino.close()
    }

    @Test
    fun nothing_leaves_before_a_choice() {
        switch.offWithoutInstance()

        assertNull(switch.postHog)
        assertEquals(OFF, switch.readBack())
        assertEquals(0, server.begun)
    }

    @Test
    fun an_event_leaves_with_what_the_policy_lists() {
        switch.create()
        switch.apply(on)
        assertEquals(Collecting.YES, switch.readBack().collecting)
        planted("it works")
        switch.postHog!!.identify("anna@example.org", mapOf("mail" to "anna@example.org"))
        switch.postHog!!.getFeatureFlag("flag", "anna@example.org")

        eventually("the event is sent") { "it works" in server.text() }
        eventually("the others are dropped") { switch.dropped >= 2 }
        val event = JSONObject(server.text().lines().first { "it works" in it }).getJSONArray("batch").getJSONObject(0)
        assertEquals("seen", event.getString("event"))
        assertEquals('8', event.getString("distinct_id")[14])
        assertFalse(server.text(), Regex("anna|secret").containsMatchIn(server.text()))
    }

    @Test
    fun no_request_begins_after_it_is_off() {
        switch.apply(on)
        server.hangs = true
        planted("planted 0")
        eventually("one is under way") { server.begun == 1 }
        repeat(20) { planted("planted $it") }
        val sdk = switch.postHog!!

        val report = switch.apply(emptyList())
        server.hangs = false
        sdk.capture("anna", "seen", mapOf("kept" to "planted afterwards"))

        assertEquals(OFF, switch.readBack())
        assertEquals(1L, report.inFlight)
        repeat(10) {
            Thread.sleep(100)
            assertEquals("requests begun", 1, server.begun)
        }
    }

    @Test
    fun nothing_of_before_leaves_at_the_next_on() {
        switch.apply(on)
        server.hangs = true
        planted("planted first")
        eventually("one is under way") { server.begun == 1 }
        planted("planted behind")
        switch.apply(emptyList())
        server.hangs = false

        switch.create()
        switch.apply(on)
        planted("anew")

        eventually("what is new is sent") { "anew" in server.text() }
        assertFalse(server.text(), "planted behind" in server.text())
    }
}
