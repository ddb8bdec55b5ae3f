package dev.sordino.flows

import android.app.NotificationChannel
import android.app.NotificationChannelGroup
import android.app.NotificationManager
import android.content.Context
import android.os.Build
import dev.sordino.core.Importance
import dev.sordino.core.PushCategoryState

/** The policy's categories as channels, in a group of Sordino's own. */
internal class Channels(
    context: Context,
) {
    private val manager = context.getSystemService(Context.NOTIFICATION_SERVICE) as NotificationManager

    /** Whether the app may notify at all. */
    val areEnabled: Boolean
        get() = manager.areNotificationsEnabled()

    /** Makes a channel for each category that is open, and takes those of categories away that the policy no longer has. */
    fun keep(
        categories: List<PushCategoryState>,
        title: String,
    ) {
        val known = categories.map { it.id }.toSet()
        manager.notificationChannels
            .filter { it.group == GROUP && it.id !in known }
            .forEach { manager.deleteNotificationChannel(it.id) }
        val open = categories.filter { it.open }
        if (open.isEmpty()) return
        manager.createNotificationChannelGroup(NotificationChannelGroup(GROUP, title))
        for (category in open) {
            val channel = NotificationChannel(category.id, category.title, importance(category.importance))
            channel.description = category.text.ifEmpty { null }
            channel.group = GROUP
            // Only the person can let it through; without their word the system leaves it as it is.
            channel.setBypassDnd(category.critical)
            manager.createNotificationChannel(channel)
        }
    }

    /** Ids of the channels that the person turned off, by themselves or with their group. */
    fun off(): List<String> =
        manager.notificationChannels
            .filter { it.group == GROUP && (it.importance == NotificationManager.IMPORTANCE_NONE || isGroupOff()) }
            .map { it.id }

    private fun isGroupOff() =
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.P && manager.getNotificationChannelGroup(GROUP)?.isBlocked == true

    private fun importance(importance: Importance) =
        when (importance) {
            Importance.LOW -> NotificationManager.IMPORTANCE_LOW
            Importance.NORMAL -> NotificationManager.IMPORTANCE_DEFAULT
            Importance.HIGH -> NotificationManager.IMPORTANCE_HIGH
        }

    companion object {
        const val GROUP = "sordino"
    }
}
