package dev.sordino.example

import android.content.Context
import android.content.pm.ApplicationInfo
import dev.sordino.testing.SordinoTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import java.io.File
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/** The app's own tracking, tested as any app's can be: its code starts Sordino as on a phone. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class TrackingTest {
    private val context: Context
        get() = RuntimeEnvironment.getApplication()
    private lateinit var test: SordinoTest

    @Before
    fun start() {
        // A debug build; Robolectric hears of it, as of the assets, from an SDK's tools alone.
        context.applicationInfo.flags = context.applicationInfo.flags or ApplicationInfo.FLAG_DEBUGGABLE
        context.assets.addAssetPath(assets().path)
        OnCall.start(context, OnCall.options(context))
        test = SordinoTest.of(context)
    }

    @Test
    fun an_acknowledged_alert_leaves_without_its_caller() {
        test.allow("event_tracking")
        acknowledge()
        val left = test.assertLeft("segment", "alert_acknowledged")
        assertEquals("3", left.fields["minutes"])
        assertTrue("caller" in left.dropped)
    }

    @Test
    fun an_alert_before_a_choice_stays_on_the_phone() {
        acknowledge()
        test.assertNothingLeft()
    }

    private fun acknowledge() {
        val screen = Robolectric.buildActivity(AlertsScreen::class.java).setup()
        screen.get().acknowledge(Alert.DATABASE)
        screen.close()
    }

    private fun assets(): File {
        val file = File.createTempFile("assets", ".apk").apply { deleteOnExit() }
        ZipOutputStream(file.outputStream()).use { zip ->
            zip.putNextEntry(ZipEntry("assets/sordino/policy.json"))
            zip.write(File(System.getProperty("sordino.assets"), "sordino/policy.json").readBytes())
        }
        return file
    }
}
