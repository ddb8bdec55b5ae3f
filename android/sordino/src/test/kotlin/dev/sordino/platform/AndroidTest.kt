package dev.sordino.platform

import android.content.Context
import android.os.Build
import dev.sordino.Sordino
import dev.sordino.support.FakeKeystore
import dev.sordino.support.Policies
import dev.sordino.support.Started
import org.junit.After
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import java.io.File
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/** A test inside the Android framework, as far as Robolectric plays it, at each API level that this Java can. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 35, 36, 37])
abstract class AndroidTest {
    protected val context: Context
        get() = RuntimeEnvironment.getApplication()

    @Before
    fun begin() {
        Copy.use()
        // These are about the phone itself, also where `sordino-testing` is beside.
        System.setProperty(StandIn.SWITCH, "off")
        FakeKeystore.install()
        context.assets.addAssetPath(Assets.archive.path)
        Sordino.forgetForTests()
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.P) {
            // There the system's file says how the process is called, and this one is Java's.
            context.applicationInfo.processName = File("/proc/self/cmdline").readText().substringBefore('\u0000')
        }
    }

    @After
    fun end() {
        Sordino.forgetForTests()
        Copy.forget()
        System.clearProperty(StandIn.SWITCH)
    }

    /** Sordino as an app starts it. */
    internal fun start(): Sordino = Sordino.start(context, Started.local())

    /** The same, opened: a busy machine may take longer than an app's switch waits. */
    internal fun startOpened(): Sordino = start().apply { running.settled.await() }
}

/**
 * A native library for each Android that is played in this JVM, as each has classes of its own: a library knows one set
 * of callbacks, and would call into the wrong one.
 */
internal object Copy {
    val library: File by lazy {
        val file = File.createTempFile("sordino", ".so").apply { deleteOnExit() }
        File(System.getProperty("jna.library.path"), "libsordino.so").copyTo(file, overwrite = true)
    }

    /** Where the bindings, and those that only tests have, are told of another library. */
    private val properties = listOf("sordino", "sordino_testing").map { "uniffi.component.$it.libraryOverride" }

    fun use() = properties.forEach { System.setProperty(it, library.path) }

    fun forget() = properties.forEach(System::clearProperty)
}

/** The app's assets, as an archive that Android reads: Robolectric takes an app's own only from an SDK's tools. */
private object Assets {
    val archive: File by lazy {
        val file = File.createTempFile("assets", ".apk").apply { deleteOnExit() }
        ZipOutputStream(file.outputStream()).use { zip ->
            zip.putNextEntry(ZipEntry("assets/sordino/policy.json"))
            zip.write(Policies.onCall)
        }
        file
    }
}
