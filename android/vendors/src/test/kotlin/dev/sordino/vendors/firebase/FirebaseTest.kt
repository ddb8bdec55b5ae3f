package dev.sordino.vendors.firebase

import dev.sordino.Collecting
import dev.sordino.support.OnHost
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.nio.file.Files
import kotlin.concurrent.thread

/** The switches of Firebase over stand-ins that behave as Google's pages say: no real SDK of Google's ran. */
class FirebaseTest {
    private val folder = Files.createTempDirectory("crashlytics").toFile()

    /** Crashlytics records always. Its switch decides what a later start sends. */
    private inner class FakeCrashlytics(
        private val deletes: Boolean = true,
    ) : Crashlytics {
        val sent = mutableListOf<String>()
        override var isEnabled = false

        fun crash(name: String) = File(folder, name).writeText(name)

        /** A start of the app: what lies there is sent if it is on. */
        fun relaunch() {
            if (!isEnabled) return
            folder.listFiles()!!.forEach {
                sent += it.name
                it.delete()
            }
        }

        override fun deleteUnsent() {
            // On a thread of its own, and not while it is on: as Google's pages say.
            val unsent = folder.listFiles()!!
            if (deletes && !isEnabled) thread { unsent.forEach(File::delete) }
        }

        override fun forgetUser() = Unit
    }

    private class FakeAnalytics : Analytics {
        var said = mutableListOf<String>()
        val logged = mutableListOf<Pair<String, Map<String, Any>>>()
        var id: String? = "id"

        override fun enable(isEnabled: Boolean) {
            said += "enabled $isEnabled"
        }

        override fun consent(isGranted: Boolean) {
            said += "consent $isGranted"
        }

        override fun reset() {
            id = null
        }

        override fun instanceId() = id

        override fun log(
            name: String,
            values: Map<String, Any>,
        ) {
            logged += name to values
        }
    }

    private class FakeMessaging(
        private val isOffline: Boolean = false,
    ) : Messaging {
        val said = mutableListOf<String>()

        override fun stopAutoInit() {
            said += "no auto-init"
        }

        override fun token() = "token"

        override fun deleteToken() {
            check(!isOffline) { "no network" }
            said += "token deleted"
        }

        override fun deleteInstallation() {
            said += "installation deleted"
        }
    }

    private fun switch(own: Crashlytics) = FirebaseCrashlyticsSwitch("sdk", listOf(folder), own, patienceMillis = 500)

    @After
    fun close() {
        folder.deleteRecursively()
    }

    @Test
    fun what_crashes_while_off_is_never_sent() {
        val own = FakeCrashlytics()
        val switch = switch(own)
        switch.apply(listOf("crashes"))
        switch.apply(emptyList())
        own.crash("while off")

        val report = switch.apply(listOf("crashes"))
        own.relaunch()

        assertEquals(1L, report.purged)
        assertEquals(emptyList<String>(), own.sent)
    }

    @Test
    fun each_start_while_off_deletes_what_was_recorded() {
        val own = FakeCrashlytics()
        own.crash("of the last run")

        val report = switch(own).offWithoutInstance()

        assertEquals(1L, report.purged)
        assertEquals(0L, switch(own).readBack().unsent)
    }

    @Test
    fun reports_that_stay_keep_it_off() {
        val own = FakeCrashlytics(deletes = false)
        own.crash("stays")

        val thrown = assertThrows(IllegalStateException::class.java) { switch(own).apply(listOf("crashes")) }

        assertTrue(thrown.message!!, "1 reports" in thrown.message!!)
        assertFalse(own.isEnabled)
    }

    @Test
    fun after_an_off_it_records_until_the_restart() {
        val switch = switch(FakeCrashlytics())
        switch.apply(listOf("crashes"))
        assertEquals(Collecting.YES, switch.readBack().collecting)

        switch.apply(emptyList())

        assertEquals(Collecting.UNTIL_RESTART, switch.readBack().collecting)
    }

    @Test
    fun analytics_is_never_told_as_off() {
        val own = FakeAnalytics()
        val switch = FirebaseAnalyticsSwitch("sdk", own)
        switch.apply(listOf("usage"))
        switch.apply(emptyList())

        assertEquals(listOf("consent true", "enabled true", "enabled false", "consent false"), own.said)
        assertEquals(Collecting.CANNOT_TELL, switch.readBack().collecting)
        assertEquals(false, switch.readBack().hasId)
    }

    @Test
    fun an_event_for_analytics_leaves_with_what_the_policy_lists() {
        OnHost.minimising().use { host ->
            val own = FakeAnalytics()
            val switch = FirebaseAnalyticsSwitch("sdk", own)
            switch.bind(host.minimiser("sdk"))
            assertFalse("before it is on", switch.log("seen", mapOf("kept" to "yes")))
            switch.apply(listOf("usage"))

            assertTrue(switch.log("seen", mapOf("kept" to "yes", "gone" to "secret", "size" to 5000)))
            assertFalse(switch.log("unseen"))

            val (name, values) = own.logged.single()
            assertEquals("seen", name)
            assertEquals(mapOf("kept" to "yes", "size" to 4096L), values - "timestamp")
            assertEquals(2, switch.dropped)
        }
    }

    @Test
    fun performance_follows_its_purposes() {
        val own =
            object : Performance {
                override var isEnabled = true
            }
        val switch = FirebasePerformanceSwitch("sdk", own)

        switch.offWithoutInstance()

        assertEquals(Collecting.NO, switch.readBack().collecting)
    }

    @Test
    fun the_push_token_and_the_installation_go_together() {
        val own = FakeMessaging()
        val tokens = mutableListOf<String>()
        val push = FirebasePush(own) { tokens += it }
        push.register()

        assertTrue(push.delete())

        assertEquals(listOf("token"), tokens)
        assertEquals(listOf("no auto-init", "no auto-init", "token deleted", "installation deleted"), own.said)
        assertThrows(IllegalStateException::class.java) { FirebasePush(FakeMessaging(isOffline = true)) {}.delete() }
    }

    @Test
    fun a_class_that_does_not_fit_is_a_clear_error() {
        val all = CRASHLYTICS + ANALYTICS + PERFORMANCE + MESSAGING
        Declared.check("All", all, javaClass.classLoader!!)

        val without =
            object : ClassLoader(javaClass.classLoader) {
                override fun loadClass(
                    name: String,
                    resolve: Boolean,
                ): Class<*> = if ("FirebasePerformance" in name) throw ClassNotFoundException(name) else super.loadClass(name, resolve)
            }
        val missing = assertThrows(IllegalStateException::class.java) { Declared.check("Mine", PERFORMANCE, without) }
        assertTrue(missing.message!!, "the app has no class `com.google.firebase.perf.FirebasePerformance`" in missing.message!!)
        val other = listOf(Declared("com.google.firebase.perf.FirebasePerformance", "stop", "boolean"))
        val unfit = assertThrows(IllegalStateException::class.java) { Declared.check("Mine", other, javaClass.classLoader!!) }
        assertTrue(unfit.message!!, "has no method `stop(boolean)`" in unfit.message!!)
    }
}
