package dev.sordino.testing

import dev.sordino.Sordino

/** An app's own code, as its tests are given it. */
internal class Tracking(
    private val sordino: Sordino,
) {
    fun acknowledge(minutes: Int) {
        sordino.track("alert_acknowledged", "minutes" to minutes, "note" to "call Mara")
    }
}
