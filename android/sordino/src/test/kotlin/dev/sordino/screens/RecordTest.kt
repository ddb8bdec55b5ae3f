package dev.sordino.screens

import android.content.Intent
import android.content.pm.ProviderInfo
import android.net.Uri
import android.provider.OpenableColumns
import android.widget.ListView
import dev.sordino.HistoryRow
import dev.sordino.SordinoSettingsActivity
import dev.sordino.platform.ExportProvider
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.io.FileInputStream
import java.io.FileNotFoundException
import java.util.concurrent.TimeUnit

/** The record of past choices, and how it is handed on. */
class RecordTest : ScreenTest() {
    @Test
    fun ten_thousand_choices_are_read_as_they_are_reached() {
        device()
        val fed = Fed().apply { past = (1..10_000).map { HistoryRow("Choice $it", "then") } }
        val screen = open(fed, SordinoSettingsActivity.history(context))
        val list =
            screen
                .get()
                .window.decorView
                .all()
                .filterIsInstance<ListView>()
                .single()
        assertTrue("${list.childCount} rows made", list.childCount < 30)
        assertTrue(list.count < 200)
        // The adapter asks for the next page shortly before its end is reached.
        repeat(60) {
            list.scrollListBy(700)
            settle(screen.get())
        }
        assertTrue("${list.count}", list.count > 400)
        assertEquals(list.count, (1 until list.count).map { list.getItemAtPosition(it) }.distinct().size + 1)
    }

    @Test
    fun the_record_goes_to_the_share_sheet_with_a_permission() {
        device()
        val screen = open(Fed().apply { past = words.past(3) }, SordinoSettingsActivity.history(context))
        touch(screen.get(), "Export")
        val chooser = shadowOf(screen.get()).nextStartedActivity

        @Suppress("DEPRECATION")
        val send = chooser.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)!!

        @Suppress("DEPRECATION")
        val address = send.getParcelableExtra<Uri>(Intent.EXTRA_STREAM)!!
        assertEquals("content://${context.packageName}.sordino.export/privacy-export.json", address.toString())
        assertEquals(address, send.clipData!!.getItemAt(0).uri)
        assertTrue(send.flags and Intent.FLAG_GRANT_READ_URI_PERMISSION != 0)
    }

    /** Robolectric's pipes carry nothing at API 26. */
    @Test
    @Config(sdk = [35])
    fun what_is_shared_is_read_from_memory_and_nothing_else_is() {
        Desks.fed = Fed().desk
        val provider = provider()
        val address = ExportProvider.address(context)
        val text =
            FileInputStream(provider.openFile(address, "r").fileDescriptor).use { input ->
                // Robolectric's pipe is a file, which whoever reads too early finds empty.
                val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
                while (input.available() == 0 && System.nanoTime() < deadline) Thread.sleep(1)
                input.readBytes().decodeToString()
            }
        assertEquals("{\"choices\":[]}", text)
        provider.query(address, null, null, null, null).use { row ->
            assertTrue(row.moveToFirst())
            assertEquals("privacy-export.json", row.getString(row.getColumnIndexOrThrow(OpenableColumns.DISPLAY_NAME)))
        }
        assertThrows(FileNotFoundException::class.java) { provider.openFile(address, "w") }
        assertThrows(FileNotFoundException::class.java) {
            provider.openFile(Uri.parse("content://${context.packageName}.sordino.export/ledger"), "r")
        }
    }

    private fun provider(): ExportProvider {
        val info =
            ProviderInfo().apply {
                authority = "${context.packageName}.sordino.export"
                exported = false
                grantUriPermissions = true
            }
        return Robolectric.buildContentProvider(ExportProvider::class.java).create(info).get()
    }
}
