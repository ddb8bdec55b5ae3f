package dev.sordino.vendors

import com.segment.analytics.kotlin.core.Analytics
import com.segment.analytics.kotlin.core.BaseEvent
import com.segment.analytics.kotlin.core.Configuration
import com.segment.analytics.kotlin.core.TrackEvent
import com.segment.analytics.kotlin.core.platform.DestinationPlugin
import com.segment.analytics.kotlin.core.platform.Plugin
import dev.sordino.support.OnHost
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.util.UUID
import java.util.concurrent.CopyOnWriteArrayList

/** What Segment's real SDK sends of what the app gave it, by the rules that a real core applies. */
class SegmentMinimisingTest {
    private val server = SegmentServer()
    private val sordino = OnHost.minimising()
    private val key = "key-${UUID.randomUUID()}"
    private val folder = File("/tmp/analytics-kotlin/$key")
    private val switch =
        SegmentSwitch("sdk", listOf(folder), server.client) { requests ->
            Analytics(Configuration(key, application = "test", requestFactory = requests, flushAt = 1, flushInterval = 0))
        }
    private val analytics: Analytics
        get() = switch.analytics!!

    private fun on() {
        switch.bind(sordino.minimiser("sdk"))
        switch.create()
        switch.apply(listOf("usage"))
    }

    /** The events that arrived, in order. */
    private fun events(): List<JSONObject> =
        server.text().lines().filter { "\"batch\"" in it }.flatMap { body ->
            val batch = JSONObject(body).getJSONArray("batch")
            (0 until batch.length()).map(batch::getJSONObject)
        }

    private fun one(): JSONObject {
        arrive(1)
        return events().single()
    }

    /** Waits for so many events. A batch whose connection failed stays on the disk until the SDK is told to flush. */
    private fun arrive(count: Int) {
        var flushed = System.nanoTime()
        eventually("$count are sent") {
            if (System.nanoTime() - flushed > AGAIN_NANOS) {
                analytics.flush()
                flushed = System.nanoTime()
            }
            events().size >= count
        }
    }

    @After
    fun close() {
        switch.apply(emptyList())
        server.close()
        sordino.close()
        folder.deleteRecursively()
    }

    @Test
    fun an_event_leaves_with_what_the_policy_lists() {
        sordino.sordino.signIn("usr-4711")
        on()
        analytics.identify("anna@example.org", buildJsonObject { put("email", "anna@example.org") })
        arrive(1)
        analytics.track(
            "seen",
            buildJsonObject {
                put("kept", "yes")
                put("told", "call +49 30 23125 101")
                put("gone", "secret")
                put("elsewhere", "usr-4711")
                put("size", 5000)
            },
        )

        arrive(2)
        val (identify, event) = events()
        assertEquals("""{"kept":"yes","size":4096,"told":"call [phone]"}""", sorted(event.getJSONObject("properties")))
        val context = event.getJSONObject("context")
        assertEquals(listOf("ip"), context.keys().asSequence().toList())
        assertEquals(identify.getString("userId"), event.getString("userId"))
        assertTrue(event.getString("timestamp").endsWith(":00:00Z"))
        assertFalse(server.text(), Regex("anna|usr-4711|secret|23125").containsMatchIn(server.text()))
    }

    @Test
    fun the_sdks_own_ids_never_leave() {
        on()
        val own = analytics.anonymousId()
        analytics.track("seen")

        val event = one()
        assertFalse(server.text(), own in server.text())
        assertTrue(event.getString("anonymousId")[14] == '8')
    }

    @Test
    fun what_the_policy_does_not_list_is_dropped_and_counted() {
        on()
        analytics.track("unseen")
        analytics.screen("settings")
        analytics.alias("anna")
        analytics.group("acme")
        analytics.track("seen")

        assertEquals("seen", one().getString("event"))
        assertEquals(4, switch.dropped)
    }

    @Test
    fun what_a_plugin_of_the_app_adds_is_minimised_too() {
        on()
        analytics.add(
            object : Plugin {
                override val type = Plugin.Type.Enrichment
                override lateinit var analytics: Analytics

                override fun execute(event: BaseEvent): BaseEvent {
                    event.context = buildJsonObject { put("email", "anna@example.org") }
                    (event as? TrackEvent)?.properties = buildJsonObject { put("inner", "anna@example.org") }
                    return event
                }
            },
        )
        analytics.track("seen")

        one()
        assertFalse(server.text(), "anna" in server.text())
    }

    @Test
    fun a_destination_that_the_app_adds_gets_no_more() {
        val got = CopyOnWriteArrayList<TrackEvent>()
        on()
        analytics.add(
            object : DestinationPlugin() {
                override val key = "mine"

                override fun isDestinationEnabled(event: BaseEvent?) = true

                override fun track(payload: TrackEvent): BaseEvent {
                    got += payload
                    return payload
                }
            },
        )
        analytics.track("seen", buildJsonObject { put("gone", "secret") })

        eventually("the app's destination has it") { got.isNotEmpty() }
        assertNull(got.single().properties["gone"])
        assertEquals(setOf("ip"), got.single().context.keys)
        assertEquals(JsonPrimitive("0.0.0.0"), got.single().context["ip"])
    }

    @Test
    fun without_a_core_nothing_leaves() {
        switch.apply(listOf("usage"))
        analytics.track("seen")

        eventually("the event is dropped") { switch.dropped > 0 }
        assertEquals(emptyList<JSONObject>(), events())
    }

    @Test
    fun an_off_that_the_switch_was_not_told_is_seen() {
        on()
        sordino.sordino.purpose("usage").turnOff()
        analytics.track("seen")

        eventually("the event is dropped") { switch.dropped > 0 }
        assertEquals(emptyList<JSONObject>(), events())
    }

    private fun sorted(json: JSONObject) =
        JSONObject(
            json
                .keys()
                .asSequence()
                .sorted()
                .associateWith(json::get),
        ).toString()

    private companion object {
        const val AGAIN_NANOS = 5_000_000_000L
    }
}
