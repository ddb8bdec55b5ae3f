package dev.sordino.example

import android.content.Intent
import android.os.Bundle
import android.provider.Settings
import dev.sordino.SordinoSettingsActivity

/** The alerts of the shift, and the way to everything else. */
class AlertsScreen : Screen("Alerts") {
    private val acknowledged = mutableMapOf<Alert, String>()

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        if (state == null) OnCall.ask(this)
    }

    override fun rows() {
        for (alert in Alert.entries) row(alert.said, acknowledged[alert] ?: "Touch to acknowledge") { acknowledge(alert) }
        row("On duty: ${OnCall.person ?: "nobody"}", "Touch to sign in as the next person") { signInNext() }
        row("Privacy", "What may be sent, and what was deleted") { startActivity(SordinoSettingsActivity.settings(this)) }
        row("Our contact", OnCall.cardNews ?: "So that a call at night shows our name") { show(ContactScreen::class.java) }
        row("Notifications", "Alerts while you are on duty") { show(PushScreen::class.java) }
        row("What left", "Every decision about a record, and the rule") { show(WhatLeftScreen::class.java) }
        row("Crash now", "Each kind of crash") { show(CrashScreen::class.java) }
        row("Network", "Android's own switch for it") { startActivity(Intent(Settings.ACTION_WIRELESS_SETTINGS)) }
    }

    internal fun acknowledge(alert: Alert) {
        // `caller` is not in the policy: it is dropped, and "What left" says so.
        val outcome =
            OnCall.sordino.track(
                "alert_acknowledged",
                "alert_id" to alert.id,
                "channel" to "push",
                "minutes" to alert.minutes,
                "caller" to "+49 30 901820",
            )
        // The app works the same whatever the outcome is. It is shown for QA alone.
        acknowledged[alert] = "Acknowledged. $outcome"
        draw()
    }

    private fun signInNext() {
        OnCall.signIn(Person.entries.getOrNull(OnCall.person?.let { it.ordinal + 1 } ?: 0)) { runOnUiThread(::draw) }
    }

    private fun show(screen: Class<out Screen>) = startActivity(Intent(this, screen))
}

/** An alert of this shift. */
enum class Alert(
    val id: String,
    val said: String,
    val minutes: Int,
) {
    DATABASE("alr-2041", "Database answers slowly", 3),
    CERTIFICATE("alr-2042", "Certificate ends tomorrow", 12),
}
