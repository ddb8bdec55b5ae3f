package dev.sordino.vendors.firebase

import android.content.Context
import dev.sordino.PushService
import dev.sordino.PushTokenGate

/**
 * Firebase Cloud Messaging as the service of a [PushTokenGate]: no token before a yes, and after the last no neither a token nor
 * the installation's id.
 *
 * ```kotlin
 * val gate = PushTokenGate("firebase_messaging", FirebasePush(context) { gate.issued(it) }, server)
 * ```
 *
 * Hand the tokens of `FirebaseMessagingService.onNewToken` to [PushTokenGate.issued] too.
 */
public class FirebasePush internal constructor(
    private val own: Messaging,
    private val issued: (token: String) -> Unit,
) : PushService {
    /** Throws [IllegalStateException] if the app's Messaging lacks a method that the service calls. */
    public constructor(context: Context, issued: (token: String) -> Unit) : this(real(context), issued)

    override fun register() {
        // Its own start would ask for a token at each start of the app, whatever the person said.
        own.stopAutoInit()
        issued(own.token())
    }

    override fun delete(): Boolean {
        own.stopAutoInit()
        own.deleteToken()
        own.deleteInstallation()
        return true
    }

    private companion object {
        fun real(context: Context): Messaging {
            Declared.check("FirebasePush", MESSAGING, context.classLoader)
            return RealMessaging()
        }
    }
}
