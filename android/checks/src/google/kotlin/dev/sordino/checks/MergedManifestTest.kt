package dev.sordino.checks

import com.android.manifmerger.ManifestMerger2
import com.android.manifmerger.ManifestMerger2.MergeType
import com.android.manifmerger.ManifestSystemProperty.UsesSdk
import com.android.manifmerger.MergingReport
import com.android.utils.NullLogger
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.w3c.dom.Element
import java.io.File
import java.nio.file.Files
import javax.xml.parsers.DocumentBuilderFactory

/** An app's manifest with ours in it, merged by the tool that merges it in an app's build. */
class MergedManifestTest {
    private val ours = File(System.getProperty("sordino.root"), "android/sordino/src/main/AndroidManifest.xml")

    private val app =
        File(Files.createTempDirectory("app").toFile(), "AndroidManifest.xml").apply {
            writeText(
                """
                <manifest xmlns:android="http://schemas.android.com/apk/res/android"
                    xmlns:tools="http://schemas.android.com/tools" package="org.example.rota">
                  <uses-permission android:name="android.permission.VIBRATE" />
                  <application android:name="org.example.rota.Rota" android:allowBackup="false" tools:replace="android:allowBackup">
                    <activity android:name="org.example.rota.Shifts" android:exported="true" tools:ignore="MissingClass">
                      <intent-filter>
                        <action android:name="android.intent.action.MAIN" />
                      </intent-filter>
                    </activity>
                    <service android:name="org.example.rota.Reload" android:exported="false" tools:node="merge"
                        android:permission="android.permission.BIND_JOB_SERVICE" />
                  </application>
                </manifest>
                """.trimIndent(),
            )
        }

    @Test
    fun an_app_gets_no_more_than_these() {
        val report = merged(minSdk = 26)
        assertTrue(report.reportString, report.result.isSuccess)
        val text = report.getMergedDocument(MergingReport.MergedManifestKind.MERGED)!!
        val before = elements(app.readText()) + "manifest/uses-sdk android:minSdkVersion=26 android:targetSdkVersion=35"
        val added = elements(text).toMutableList().apply { before.forEach { assertTrue("$it is gone from $text", remove(it)) } }
        assertEquals(
            listOf(
                "manifest/application/activity android:exported=false android:name=dev.sordino.SordinoSettingsActivity",
                "manifest/application/provider android:authorities=org.example.rota.sordino.export android:exported=false " +
                    "android:grantUriPermissions=true android:name=dev.sordino.platform.ExportProvider",
                "manifest/application/service android:exported=false android:name=dev.sordino.platform.UploadService " +
                    "android:permission=android.permission.BIND_JOB_SERVICE",
                "manifest/uses-permission android:name=android.permission.ACCESS_NETWORK_STATE",
                "manifest/uses-permission android:name=android.permission.INTERNET",
            ),
            added.sorted(),
        )
    }

    @Test
    fun an_app_for_phones_that_are_too_old_is_told_so_when_it_is_built() {
        val report = merged(minSdk = 25)
        assertFalse(report.result.isSuccess)
        assertTrue(report.reportString, "minSdkVersion 25 cannot be smaller than version 26" in report.reportString)
    }

    /** Which Androids an app is for is said by its build, not by its manifest. */
    private fun merged(minSdk: Int): MergingReport =
        ManifestMerger2
            .newMerger(app, NullLogger(), MergeType.APPLICATION)
            .setPlaceHolderValue("applicationId", "org.example.rota")
            .setOverride(UsesSdk.MIN_SDK_VERSION, "$minSdk")
            .setOverride(UsesSdk.TARGET_SDK_VERSION, "35")
            .addLibraryManifest(ours)
            .merge()

    /** Each element with its path and its attributes, without what only the merger reads. */
    private fun elements(text: String): List<String> {
        val all =
            DocumentBuilderFactory
                .newInstance()
                .newDocumentBuilder()
                .parse(text.byteInputStream())
                .getElementsByTagName("*")
        return (0 until all.length).map { all.item(it) as Element }.map { element ->
            val path = generateSequence(element) { it.parentNode as? Element }.map { it.tagName }.toList()
            val attributes =
                (0 until element.attributes.length)
                    .map { element.attributes.item(it) }
                    .filterNot { it.nodeName.startsWith("xmlns") || it.nodeName.startsWith("tools:") }
            (listOf(path.reversed().joinToString("/")) + attributes.map { "${it.nodeName}=${it.nodeValue}" }.sorted()).joinToString(" ")
        }
    }
}
