package dev.sordino.example

import android.app.NotificationManager
import dev.sordino.SordinoSettingsActivity

/** The notifications: one row for each category, and where the push token is. */
class PushScreen : Screen("Notifications") {
    override fun rows() {
        for (category in Category.entries) {
            val isOn = OnCall.sordino.purpose(category.purpose).isOpen
            row(category.said, category.what, if (isOn) "On, as ${channel(category)}" else "Off. Touch to allow") {
                // To turn it off the settings ask once more: whoever is on duty may miss alerts.
                if (isOn) startActivity(SordinoSettingsActivity.settings(this)) else allow(category.purpose, SordinoSettingsActivity::push)
            }
        }
        row("Without them", "Alerts come by text message or call. Everything else works the same")
        row("Push token", Push.said)
    }

    /** What Android shows of the category in its own settings, once the system lets the app notify. */
    private fun channel(category: Category): String {
        val channel = getSystemService(NotificationManager::class.java)?.getNotificationChannel(category.id)
        return if (channel == null) "no channel yet" else "channel “${channel.name}”"
    }
}

/** A category of notifications, by its ids in the policy. */
enum class Category(
    val id: String,
    val purpose: String,
    val said: String,
    val what: String,
) {
    ALERTS("service_alerts", "push_service_alerts", "Alerts while on duty", "They arrive within seconds, also at night. Google gets a token of this device for them"),
}
