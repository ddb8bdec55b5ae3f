package dev.sordino.vendors

import com.segment.analytics.kotlin.core.Analytics
import com.segment.analytics.kotlin.core.Configuration
import dev.sordino.Collecting
import dev.sordino.support.OnHost
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.util.UUID

/** Segment's real SDK for the JVM, against a stand-in for its servers. */
class SegmentSwitchTest {
    private val server = SegmentServer()
    private val sordino = OnHost.minimising()
    private val key = "key-${UUID.randomUUID()}"
    private val on = listOf("usage")

    /** Where the SDK for the JVM stores; Android's stores in the app's own folder. */
    private val folder = File("/tmp/analytics-kotlin/$key")

    private fun switch(more: Configuration.() -> Unit = {}) =
        SegmentSwitch("sdk", listOf(folder), server.client) { requests ->
            Analytics(
                Configuration(key, application = "test", requestFactory = requests, flushAt = 1, flushInterval = 0).apply(more),
            )
        }.also { it.bind(sordino.minimiser("sdk")) }

    /** Tracks an event of the policy. */
    private fun Analytics.planted(word: String) = track("seen", buildJsonObject { put("kept", word) })

    @After
    fun close() {
        server.close()
        sordino.close()
        folder.deleteRecursively()
    }

    @Test
    fun nothing_leaves_before_a_choice() {
        val switch = switch()

        switch.offWithoutInstance()
        assertEquals(OFF, switch.readBack())

        assertNull(switch.analytics)
        assertEquals(0, server.begun)
    }

    @Test
    fun events_flow_when_it_is_on() {
        val switch = switch()
        switch.create()
        switch.apply(on)
        assertEquals(Collecting.YES, switch.readBack().collecting)
        assertEquals(Analytics.version(), switch.version)

        switch.analytics!!.planted("it works")

        eventually("the event is sent") { "it works" in server.text() }
    }

    @Test
    fun no_request_begins_after_it_is_off() {
        val switch = switch()
        switch.apply(on)
        val analytics = switch.analytics!!
        eventually("the settings were asked for") { server.begun >= 1 }
        server.hangs = true
        repeat(20) { analytics.planted("planted $it") }
        eventually("an event is under way") { server.begun >= 2 }

        val report = switch.apply(emptyList())
        val begun = server.begun
        server.hangs = false
        analytics.planted("planted afterwards")
        analytics.flush()

        assertEquals(OFF, switch.readBack())
        assertTrue("requests under way: $report", report.inFlight!! > 0)
        repeat(10) {
            Thread.sleep(100)
            assertEquals("requests begun", begun, server.begun)
        }
    }

    @Test
    fun a_later_on_has_another_id() {
        val switch = switch()
        switch.apply(on)
        val before = switch.analytics!!.anonymousId()
        switch.apply(emptyList())

        switch.apply(on)

        assertNotEquals(before, switch.analytics!!.anonymousId())
    }

    @Test
    fun what_was_stored_never_leaves() {
        val switch = switch { flushAt = 100 }
        switch.apply(on)
        repeat(5) { switch.analytics!!.planted("planted $it") }
        val report = switch.apply(emptyList())
        assertTrue("files removed: $report", report.purged!! > 0)

        switch.create()
        switch.apply(on)
        val analytics = switch.analytics!!

        // Its flush does not wait for what was tracked before.
        eventually("what is new is sent") {
            analytics.planted("anew")
            analytics.flush()
            "anew" in server.text()
        }
        assertEquals(0, Regex("planted").findAll(server.text()).count())
        val files = folder.walk().filter(File::isFile)
        assertEquals(emptyList<File>(), files.filter { "planted" in it.readText() }.toList())
    }

    @Test
    fun what_an_earlier_process_stored_is_deleted() {
        val earlier = switch { flushAt = 100 }
        earlier.apply(on)
        earlier.analytics!!.planted("planted")
        eventually("it is stored") { folder.walk().any { it.isFile && "planted" in it.readText() } }
        earlier.analytics!!.shutdown()

        val switch = switch()
        val found = switch.readBack()
        assertTrue("what lies there: $found", found.unsent!! > 0 && found.hasId!!)
        val report = switch.offWithoutInstance()

        assertEquals(OFF, switch.readBack())
        assertTrue("files removed: $report", report.purged!! > 0)

        assertEquals(emptyList<File>(), folder.walk().filter(File::isFile).toList())
    }

    @Test
    fun an_sdk_with_other_requests_is_still_on() {
        val switch = SegmentSwitch("sdk", listOf(folder), server.client) { _ -> Analytics(Configuration(key, application = "test")) }
        switch.apply(on)

        switch.apply(emptyList())
        assertEquals(Collecting.YES, switch.readBack().collecting)
    }
}
