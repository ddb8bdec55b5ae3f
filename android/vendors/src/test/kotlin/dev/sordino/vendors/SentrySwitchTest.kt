package dev.sordino.vendors

import dev.sordino.Collecting
import dev.sordino.support.OnHost
import io.sentry.Sentry
import io.sentry.SentryOptions
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.nio.file.Files

/** Sentry's real SDK for the JVM, against the stand-in for its server. */
class SentrySwitchTest {
    private val servers = Servers()
    private val sordino = OnHost.minimising()
    private val cache = Files.createTempDirectory("sentry").toFile()
    private val on = listOf("crashes")

    private fun switch(more: (SentryOptions) -> Unit = {}) =
        SentrySwitch("sdk", listOf(cache)) {
            it.dsn = "http://key@${servers.host("sentry")}/1"
            it.cacheDirPath = cache.path
            it.isEnableUncaughtExceptionHandler = false
            more(it)
        }.also { it.bind(sordino.minimiser("sdk")) }

    private fun stored(): List<File> = cache.walk().filter(File::isFile).toList()

    @After
    fun close() {
        Sentry.close()
        servers.close()
        sordino.close()
        cache.deleteRecursively()
    }

    @Test
    fun nothing_leaves_before_a_choice() {
        val switch = switch()

        switch.offWithoutInstance()
        assertEquals(OFF, switch.readBack())
        Sentry.captureMessage("planted before")

        assertFalse(Sentry.isEnabled())
        assertEquals(0, servers.begun())
        assertEquals(emptyList<File>(), stored())
    }

    @Test
    fun events_flow_when_it_is_on() {
        val switch = switch()
        switch.create()
        switch.apply(on)
        assertEquals(Collecting.YES, switch.readBack().collecting)
        assertTrue(switch.version, switch.version.startsWith("8."))

        Sentry.captureMessage("it works")

        eventually("the event arrives") { "it works" in servers.text() }
    }

    @Test
    fun only_allowed_items_leave() {
        val switch = switch { it.release = "app@1" }
        switch.apply(on)

        Sentry.startSession()
        Sentry.captureMessage("it works")
        Sentry.endSession()

        eventually("the event arrives") { "it works" in servers.text() }
        eventually("the sessions are dropped") { switch.dropped >= 2 }
        assertFalse("\"type\":\"session\"" in servers.text())
    }

    @Test
    fun no_request_begins_after_it_is_off() {
        servers.answer("hang")
        val switch = switch()
        switch.apply(on)
        repeat(20) { Sentry.captureMessage("planted $it") }
        eventually("one is under way") { servers.begun() == 1 }

        switch.apply(emptyList())
        val begun = servers.begun()
        Sentry.captureMessage("planted afterwards")
        servers.answer("ok")

        assertEquals(OFF, switch.readBack())
        settled(begun)
        assertEquals(emptyList<File>(), stored())
    }

    @Test
    fun what_was_stored_is_gone_on_return() {
        servers.answer("hang")
        val first = switch()
        first.apply(on)
        repeat(5) { Sentry.captureMessage("planted $it") }
        eventually("one is under way") { servers.begun() == 1 }
        first.apply(emptyList())
        servers.answer("ok")

        switch().apply(on)
        Sentry.captureMessage("anew")

        eventually("what is new arrives") { "anew" in servers.text() }
        val arrived = servers.text()
        assertEquals(1, Regex("planted \\d").findAll(arrived).distinctBy { it.value }.count())
    }

    @Test
    fun what_an_earlier_process_stored_is_deleted() {
        Sentry.init {
            it.dsn = "http://key@127.0.0.1:9/1"
            it.cacheDirPath = cache.path
            it.shutdownTimeoutMillis = 0
            it.flushTimeoutMillis = 0
        }
        Sentry.captureMessage("planted")
        eventually("it is stored") { stored().any { "planted" in it.readText() } }
        Sentry.close()

        val switch = switch()
        assertTrue(switch.readBack().unsent!! > 0)
        val report = switch.offWithoutInstance()

        assertEquals(OFF, switch.readBack())
        assertTrue("files removed: $report", report.purged!! > 0)
        assertEquals(emptyList<File>(), stored())
    }

    @Test
    fun an_sdk_that_the_app_began_is_closed() {
        Sentry.init { it.dsn = "http://key@${servers.host("sentry")}/1" }

        val switch = switch()
        assertEquals("the receipt says that it ran before", Collecting.YES, switch.readBack().collecting)
        switch.offWithoutInstance()

        assertEquals(OFF, switch.readBack())
        assertFalse(Sentry.isEnabled())
    }

    /** Nothing more begins, also not with what is retried; a second event of another on would be seen. */
    private fun settled(begun: Int) {
        repeat(10) {
            Thread.sleep(100)
            assertEquals("requests begun", begun, servers.begun())
        }
        assertTrue("planted afterwards" !in servers.text())
    }
}
