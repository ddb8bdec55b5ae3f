package dev.sordino.example.before

import dev.sordino.example.Screen

/** A caught exception, reported with its message as it is. */
class CrashScreen : Screen("Crash now") {
    override fun rows() =
        row("Caught exception") { Crashlytics.recordException(IllegalStateException("no rota for ada.kestner@example.org")) }
}
