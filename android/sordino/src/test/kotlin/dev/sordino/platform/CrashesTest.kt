package dev.sordino.platform

import android.app.ActivityManager
import android.app.ApplicationExitInfo
import android.os.Process
import dev.sordino.ChoiceState
import dev.sordino.Limiter
import dev.sordino.Sordino
import dev.sordino.inner.CrashSource
import dev.sordino.inner.LaterCrash
import dev.sordino.support.FakeKeystore
import dev.sordino.support.Started
import dev.sordino.support.idle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowActivityManager
import org.robolectric.shadows.ShadowApplication
import java.io.ByteArrayInputStream
import java.io.File
import java.io.IOException
import java.nio.file.Files

/** Crashes in this process and of earlier ones. */
@Config(sdk = [35])
class CrashesTest : AndroidTest() {
    @Test
    fun an_uncaught_exception_is_taken_and_always_passed_on() {
        val passed = mutableListOf<Throwable>()
        val before = Thread.getDefaultUncaughtExceptionHandler()
        Thread.setDefaultUncaughtExceptionHandler { _, error -> passed.add(error) }
        try {
            val sordino = startOpened()
            sordino.limit(Limiter.AGE, true)
            sordino.crashReports.turnOn()
            val error = IllegalStateException("no rota")
            Thread.getDefaultUncaughtExceptionHandler()!!.uncaughtException(Thread.currentThread(), error)
            assertSame(error, passed.single())
            assertEquals(
                1L,
                sordino.queued
                    .single { it.purpose == "crash_reports" }
                    .records.count,
            )

            val worse = Worse()
            Thread.getDefaultUncaughtExceptionHandler()!!.uncaughtException(Thread.currentThread(), worse)
            assertSame(worse, passed.last())
            assertEquals(
                2L,
                sordino.queued
                    .single { it.purpose == "crash_reports" }
                    .records.count,
            )
        } finally {
            Sordino.forgetForTests()
            Thread.setDefaultUncaughtExceptionHandler(before)
        }
    }

    @Test
    fun what_the_system_kept_is_offered_once_and_an_exception_of_our_own_not_again() {
        val manager = shadowOf(context.getSystemService(ActivityManager::class.java))
        for ((reason, time) in listOf(
            ApplicationExitInfo.REASON_ANR to 3_000L,
            ApplicationExitInfo.REASON_CRASH_NATIVE to 2_000L,
            ApplicationExitInfo.REASON_CRASH to 1_000L,
        )) {
            val exit = ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
            exit.setReason(reason).setTimestamp(time).setTraceInputStream("trace $time".byteInputStream())
            manager.addApplicationExitInfo(exit.build())
        }
        val watermark = File(Files.createTempDirectory("exits").toFile(), "exits")
        val offered = mutableListOf<LaterCrash>()
        ExitInfo(context, watermark).each(offered::add)
        assertEquals(listOf(CrashSource.TOMBSTONE, CrashSource.ANR), offered.map { it.source })
        assertEquals(listOf(2_000L, 3_000L), offered.map { it.happened })
        assertEquals("trace 2000", offered.first().report.decodeToString())
        ExitInfo(context, watermark).each(offered::add)
        assertEquals(2, offered.size)
    }

    private fun exit(
        reason: Int,
        time: Long,
        trace: String? = null,
        process: Int = 1,
    ) {
        val exit = ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
        exit.setReason(reason).setTimestamp(time).setPid(process)
        // Android opens the trace anew each time.
        trace?.let { exit.setTraceInputStream(Again(it.toByteArray())) }
        shadowOf(context.getSystemService(ActivityManager::class.java)).addApplicationExitInfo(exit.build())
    }

    @Test
    fun two_ends_of_one_millisecond_are_both_offered_once() {
        val watermark = File(Files.createTempDirectory("exits").toFile(), "exits")
        val info = ExitInfo(context, watermark)
        val offered = mutableListOf<String>()
        exit(ApplicationExitInfo.REASON_ANR, 5, "a", process = 8)
        exit(ApplicationExitInfo.REASON_ANR, 5, "b", process = 7)
        assertThrows(IOException::class.java) {
            info.each { if (offered.isEmpty()) offered.add(it.report.decodeToString()) else throw IOException("not now") }
        }
        info.each { offered.add(it.report.decodeToString()) }
        assertEquals(listOf("b", "a"), offered)
        exit(ApplicationExitInfo.REASON_ANR, 5, "late", process = 6)
        repeat(2) { info.each { offered.add(it.report.decodeToString()) } }
        assertEquals(listOf("b", "a", "late"), offered)
    }

    @Test
    fun a_young_end_without_its_trace_is_waited_for() {
        val time = 1_700_000_000_000L
        exit(ApplicationExitInfo.REASON_CRASH_NATIVE, time)
        exit(ApplicationExitInfo.REASON_ANR, time + 1, "trace")
        val watermark = File(Files.createTempDirectory("exits").toFile(), "exits")
        val offered = mutableListOf<LaterCrash>()
        var now = time + 299_999
        val info = ExitInfo(context, watermark) { now }
        assertEquals(30_000L, info.each(offered::add))
        assertEquals(emptyList<LaterCrash>(), offered)
        now++
        assertNull(info.each(offered::add))
        assertEquals(listOf(time + 1), offered.map { it.happened })
    }

    @Test
    fun a_native_trace_that_never_comes_is_not_awaited() {
        val time = 1_700_000_000_000L
        exit(ApplicationExitInfo.REASON_CRASH_NATIVE, time)
        exit(ApplicationExitInfo.REASON_ANR, time + 1, "trace")
        val watermark = File(Files.createTempDirectory("exits").toFile(), "exits")
        val offered = mutableListOf<LaterCrash>()
        assertNull(ExitInfo(context, watermark, api = 30) { time + 2 }.each(offered::add))
        assertEquals(listOf(time + 1), offered.map { it.happened })
    }

    @Test
    fun a_long_anr_is_cut_and_a_long_tombstone_told() {
        val long = "x".repeat(2_000_000)
        exit(ApplicationExitInfo.REASON_ANR, 1, long)
        exit(ApplicationExitInfo.REASON_CRASH_NATIVE, 2, long)
        val offered = mutableListOf<LaterCrash>()
        ExitInfo(context, File(Files.createTempDirectory("exits").toFile(), "exits")).each(offered::add)
        assertEquals(listOf(1_048_576, 1_048_577), offered.map { it.report.size })
    }

    @Test
    fun the_apps_main_process_reads_them_whatever_its_name() {
        context.applicationInfo.processName = "com.example.named"
        ShadowApplication.setProcessName("com.example.named")
        assertTrue(AndroidPlatform(context, Started.local()).laterCrashes() is ExitInfo)
        ShadowApplication.setProcessName("com.example.other")
        assertNull(AndroidPlatform(context, Started.local()).laterCrashes())
    }

    @Test
    fun another_process_of_the_app_is_seen() {
        val platform = AndroidPlatform(context, Started.local())
        val manager = context.getSystemService(ActivityManager::class.java)!!
        val own = manager.runningAppProcesses

        fun beside(
            name: String,
            app: String,
        ) = own + ActivityManager.RunningAppProcessInfo(name, Process.myPid() + 1, arrayOf(app))
        assertTrue(platform.isAlone())
        shadowOf(manager).setProcesses(beside("com.example.foreign", "com.example.foreign"))
        assertTrue("of another app with the same user id", platform.isAlone())
        shadowOf(manager).setProcesses(beside("${context.packageName}:sync", context.packageName))
        assertFalse(platform.isAlone())
    }

    @Test
    fun what_cannot_be_kept_now_is_offered_again() {
        val exit = ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
        exit.setReason(ApplicationExitInfo.REASON_ANR).setTimestamp(1_000)
        exit.setTraceInputStream("\"main\" prio=5 tid=1 Blocked\n  at com.example.Rota.load(Rota.kt:41)\n".byteInputStream())
        shadowOf(context.getSystemService(ActivityManager::class.java)).addApplicationExitInfo(exit.build())
        val watermark = File(context.noBackupFilesDir, "sordino/exits")
        FakeKeystore.failing()
        val sordino = startOpened()
        sordino.running.idle()
        assertFalse(watermark.exists())
        FakeKeystore.first = {}
        assertNull(sordino.retry().notReady)
        sordino.running.idle()
        assertEquals("1000 0", watermark.readText())
    }

    @Test
    fun a_crash_of_a_time_when_the_person_had_not_said_yes_does_not_pass() {
        Started().on().use { started ->
            assertEquals(ChoiceState.GIVEN, started.sordino.crashReports.state)
            val report = "\"main\" prio=5 tid=1 Blocked\n  at com.example.Rota.load(Rota.kt:41)\n".toByteArray()
            val outcome = started.running.offerCrash { it.crash(CrashSource.ANR, report, 1_000) }
            assertEquals("Refused(CLOSED_THEN)", outcome.toString())
        }
    }

    private class Again(
        bytes: ByteArray,
    ) : ByteArrayInputStream(bytes) {
        override fun close() = reset()
    }

    private class Worse : RuntimeException() {
        override val message: String
            get() = error("an exception whose text cannot be made")
    }
}
