package dev.sordino

import dev.sordino.platform.ExportProvider
import dev.sordino.platform.UploadService
import dev.sordino.support.Repository
import org.junit.Assert.assertEquals
import org.junit.Test
import org.w3c.dom.Element
import javax.xml.parsers.DocumentBuilderFactory

/** What the library adds to an app's manifest, as it is written; `MergedManifestTest` merges it, where Google's merger is. */
class ManifestTest {
    private val manifest =
        DocumentBuilderFactory
            .newInstance()
            .newDocumentBuilder()
            .parse(Repository.file("android/sordino/src/main/AndroidManifest.xml"))
            .documentElement

    private val elements =
        manifest.getElementsByTagName("*").let { all -> (0 until all.length).map { all.item(it) as Element } }

    @Test
    fun an_app_gets_no_more_than_these() {
        assertEquals(
            listOf("uses-sdk", "uses-permission", "uses-permission", "application", "activity", "provider", "service"),
            elements.map { it.tagName },
        )
        assertEquals(
            setOf("android.permission.INTERNET", "android.permission.ACCESS_NETWORK_STATE"),
            elements.filter { it.tagName == "uses-permission" }.map { it.getAttribute("android:name") }.toSet(),
        )
        // Without it an app would get permissions of the first Androids: see the manifest.
        assertEquals("26", elements.single { it.tagName == "uses-sdk" }.getAttribute("android:minSdkVersion"))
        // An attribute of the application would end up in the app's own, or clash with it.
        assertEquals(0, elements.single { it.tagName == "application" }.attributes.length)
    }

    @Test
    fun nobody_but_the_app_opens_the_screens() {
        val activity = elements.single { it.tagName == "activity" }
        assertEquals(SordinoSettingsActivity::class.java.name, activity.getAttribute("android:name"))
        assertEquals("false", activity.getAttribute("android:exported"))
        // No theme: it has the app's.
        assertEquals(2, activity.attributes.length)
    }

    @Test
    fun the_record_is_read_only_by_whom_it_is_shared_with() {
        val provider = elements.single { it.tagName == "provider" }
        assertEquals(ExportProvider::class.java.name, provider.getAttribute("android:name"))
        // Two apps on one phone must not have one of the same name.
        assertEquals("\${applicationId}.sordino.export", provider.getAttribute("android:authorities"))
        assertEquals("false", provider.getAttribute("android:exported"))
        assertEquals("true", provider.getAttribute("android:grantUriPermissions"))
        assertEquals(4, provider.attributes.length)
    }

    @Test
    fun nobody_but_the_system_can_call_the_service() {
        val service = elements.single { it.tagName == "service" }
        assertEquals(UploadService::class.java.name, service.getAttribute("android:name"))
        assertEquals("android.permission.BIND_JOB_SERVICE", service.getAttribute("android:permission"))
        assertEquals("false", service.getAttribute("android:exported"))
        assertEquals(3, service.attributes.length)
    }
}
