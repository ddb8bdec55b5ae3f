package dev.sordino.example

import android.os.Process

/** Each kind of crash that a report can be about. */
class CrashScreen : Screen("Crash now") {
    private var caught = "The app goes on"

    override fun rows() {
        row("Caught exception", caught) {
            // Whoever wrote the message put a person into it. The report says [email] instead.
            caught = OnCall.sordino.crash(IllegalStateException("no rota for ada.kestner@example.org")).toString()
            draw()
        }
        row("Uncaught exception", "The app ends; the report is on disk before") { error("no rota for ada.kestner@example.org") }
        row("Native crash", "The app ends; reported at the next start, from API 31") {
            Process.sendSignal(Process.myPid(), SIGSEGV)
        }
        row("App not responding", "Touch twice and wait; reported at the next start, from API 30") { Thread.sleep(ANR_MILLIS) }
    }

    private companion object {
        const val SIGSEGV = 11
        const val ANR_MILLIS = 20_000L
    }
}
