package dev.sordino.example.before

import dev.sordino.example.Alert
import dev.sordino.example.Screen

/** The alerts of the shift. What is said about one leaves as it is said. */
class AlertsScreen : Screen("Alerts") {
    override fun rows() {
        for (alert in Alert.entries) {
            row(alert.said) {
                OnCall.analytics.track(
                    "alert_acknowledged",
                    mapOf("alert_id" to alert.id, "channel" to "push", "minutes" to alert.minutes, "caller" to "+49 30 901820"),
                )
            }
        }
        row("Settings") { privacy() }
    }

    /** The switch that apps have: it stops the next event. What was queued goes, and nobody is told. */
    private fun privacy() = OnCall.analytics.setEnabled(false)
}
