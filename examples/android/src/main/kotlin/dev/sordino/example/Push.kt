package dev.sordino.example

import dev.sordino.PushServer
import dev.sordino.PushService
import dev.sordino.PushTokenGate

/**
 * The push service and the app's own server, both played: this app links no Firebase. [register] stands where
 * `FirebaseMessaging.getToken` would, [delete] where `deleteToken` and `FirebaseInstallations.delete` would.
 */
object Push : PushService, PushServer {
    /** No token before a yes, and none after the last one was taken back. */
    val gate = PushTokenGate("firebase_messaging", this, this)

    @Volatile
    private var isIssued = false

    @Volatile
    private var isAtServer = false

    /** Where the token is, for QA. */
    val said: String
        get() =
            when {
                !isIssued -> "None"
                isAtServer -> "Issued, and our server has it"
                else -> "Issued, and our server has forgotten it"
            }

    override fun register() {
        isIssued = true
        gate.issued("played-token")
    }

    override fun delete(): Boolean {
        isIssued = false
        return true
    }

    override fun keep(token: String) {
        isAtServer = true
    }

    override fun forget(): Boolean {
        isAtServer = false
        return true
    }
}
