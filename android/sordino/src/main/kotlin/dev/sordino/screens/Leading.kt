package dev.sordino.screens

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.provider.Settings
import android.view.View
import dev.sordino.SettingsRow
import dev.sordino.SordinoSettingsActivity
import dev.sordino.inner.Desk
import dev.sordino.inner.Shown
import dev.sordino.platform.ExportProvider

/** Where rows lead: to pages, to the system's settings, to the other screens. */
internal class Leading(
    private val view: View,
) {
    private val context: Context
        get() = view.context

    /** Opens an address, or a page of the system's. Where nothing can show it, nothing happens. */
    fun follow(target: String) {
        val app = Uri.fromParts("package", context.packageName, null)
        val details = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, app)
        when (target) {
            "system.notifications" -> {
                val page = Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, context.packageName)
                context.opens(page) || context.opens(details)
            }

            "system.app" -> {
                context.opens(details)
            }

            else -> {
                context.opens(Intent(Intent.ACTION_VIEW, Uri.parse(target)))
            }
        }
    }

    fun act(
        row: SettingsRow,
        desk: Desk,
        shown: Shown,
    ) {
        when (row.id) {
            "action.history" -> context.opens(SordinoSettingsActivity.history(context))
            "action.export" -> if (!share(context, shown.texts.export)) desk.couldNotShare(row)
            Desk.ERASE -> desk.ask(row)
        }
    }

    companion object {
        /** Hands on everything that is held about the person: whoever is chosen reads it from our provider, and no file is written. */
        fun share(
            context: Context,
            title: String,
        ): Boolean {
            val address = ExportProvider.address(context)
            val send =
                Intent(Intent.ACTION_SEND)
                    .setType(ExportProvider.TYPE)
                    .putExtra(Intent.EXTRA_STREAM, address)
                    .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
            send.clipData = ClipData.newRawUri(null, address)
            return context.opens(Intent.createChooser(send, title))
        }
    }
}

/** Opens it, also from what is no activity; returns `false` if nothing on this device can. */
internal fun Context.opens(intent: Intent): Boolean {
    if (this !is Activity) intent.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)
    return try {
        startActivity(intent)
        true
    } catch (_: ActivityNotFoundException) {
        false
    } catch (_: SecurityException) {
        // A page that is there and lets nobody in.
        false
    }
}
