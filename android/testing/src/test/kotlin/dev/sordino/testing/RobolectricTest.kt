package dev.sordino.testing

import android.app.Application
import android.content.Context
import android.content.pm.ApplicationInfo
import dev.sordino.Sordino
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertSame
import org.junit.Assert.assertThrows
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import java.io.File
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/** An app whose code is unchanged: it starts Sordino as on a phone. */
internal class RotaApp : Application() {
    lateinit var sordino: Sordino

    override fun onCreate() {
        super.onCreate()
        // Both are an SDK's tools' to say.
        applicationInfo.flags = applicationInfo.flags or ApplicationInfo.FLAG_DEBUGGABLE
        assets.addAssetPath(assets().path)
        sordino = Sordino.start(this)
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

/** The Sordino that an app starts by itself, where Robolectric plays Android. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 35], application = RotaApp::class)
class RobolectricTest {
    private val context: Context
        get() = RuntimeEnvironment.getApplication()

    @Test
    fun the_apps_own_start_gives_the_tests_sordino() {
        val test = SordinoTest.of(context)
        assertSame((context as RotaApp).sordino, test.sordino)
        assertSame(test.sordino, Sordino.start(context))
        test.allow("event_tracking")
        Tracking((context as RotaApp).sordino).acknowledge(minutes = 3)
        test.assertLeft("segment", "alert_acknowledged")
    }

    @Test
    fun each_test_begins_without_a_choice() {
        assertEquals(
            emptyList<Any>(),
            SordinoTest
                .of(context)
                .sordino.statuses
                .filter { it.isOpen },
        )
    }

    @Test
    fun an_app_that_is_not_debuggable_gets_no_stand_in() {
        val stood = SordinoTest.of(context).sordino
        SordinoTest.of(context).close()
        context.applicationInfo.flags = context.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE.inv()
        val own = Sordino.start(context)
        try {
            assertNotSame(stood, own)
            assertThrows(IllegalStateException::class.java) { SordinoTest.of(context) }
        } finally {
            Sordino.forgetForTests()
        }
    }
}
