package dev.sordino

import dev.sordino.core.TokenAnswer
import dev.sordino.core.TokenInput
import dev.sordino.core.TokenStep
import dev.sordino.inner.Running
import java.util.concurrent.atomic.AtomicReference

/** The app's push service, such as Firebase Cloud Messaging. Called on threads of Sordino's. */
public interface PushService {
    /** Asks the service for a token, which comes to [PushTokenGate.issued]. Turn its automatic start off. */
    public fun register()

    /** Has the service delete the token and its installation id. Returns `true` once the service did. */
    public fun delete(): Boolean
}

/** The app's own server, which sends the notifications. Called on threads of Sordino's. */
public interface PushServer {
    /** Tells the server the token. */
    public fun keep(token: String)

    /** Has the server forget the token, while the session still stands. Returns `true` once the server did. */
    public fun forget(): Boolean
}

/**
 * Stands between the app and its push service: no token is asked for before a yes, and none is left after the last one was
 * taken back. Hand it over in [Options.vendors].
 *
 * ```kotlin
 * val gate = PushTokenGate("firebase_messaging", service, server)
 * Sordino.start(this, Options().apply { vendors = listOf(gate) })
 * ```
 *
 * What could not be deleted, as without a network, is tried again at the next starts, 20 times at most; the receipt says so.
 *
 * @property recipient the id of the service in the policy, where it is a recipient of kind `vendor_sdk`.
 */
public class PushTokenGate(
    override val recipient: String,
    private val service: PushService,
    private val server: PushServer,
) : VendorSwitch {
    @Volatile
    private var running: Running? = null

    /** A token that came before the core could be asked. */
    private val early = AtomicReference<String>()

    internal fun bind(running: Running) {
        this.running = running
    }

    /** The start tells it before the core can be asked: this is asked now. */
    internal fun opened() {
        go(TokenInput.TOLD)
        early.getAndSet(null)?.let { go(TokenInput.ISSUED, it) }
    }

    /** What the core said last of the token; `null` before it could be asked. */
    @Volatile
    private var said: TokenAnswer? = null

    /** Follows the purposes that are open. Sordino calls it. */
    override fun apply(openPurposes: List<String>): VendorReport {
        go(TokenInput.TOLD)
        return VendorReport()
    }

    /** Returns whether a token is left. */
    override fun readBack(): VendorReadBack =
        when (said) {
            TokenAnswer.OFF -> VendorReadBack(Collecting.NO, unsent = 0, hasId = false)
            TokenAnswer.STILL_ON -> VendorReadBack(Collecting.NO, unsent = 0, hasId = true)
            TokenAnswer.CANNOT_TELL, null -> VendorReadBack(Collecting.CANNOT_TELL)
        }

    /**
     * Takes a token that the service issued, and hands it to the app's server if a purpose is open; else the service deletes it.
     * Writes to the disk: never call it on the main thread.
     */
    public fun issued(token: String) {
        if (running?.openedOrNull == null) early.set(token) else go(TokenInput.ISSUED, token)
    }

    /** Has the token handed to the app's server again, after somebody signed in. Never call it on the main thread. */
    public fun signedIn() {
        go(TokenInput.TOLD)
    }

    /**
     * Has the app's server forget the token before the person signs out. Call it while the session still stands; it waits for
     * the server. Returns `true` if no token is left there.
     */
    public fun signingOut(): Boolean {
        var didForget = true
        go(TokenInput.SIGNING_OUT) { didForget = it }
        return didForget
    }

    private fun go(
        first: TokenInput,
        token: String? = null,
        forgot: (Boolean) -> Unit = {},
    ) {
        var input = first
        while (true) {
            val next = running?.openedOrNull?.askOr(null) { tokenStep(recipient, input) } ?: return
            said = next.answer
            input =
                when (next.step) {
                    TokenStep.REGISTER -> {
                        safely { service.register() }
                        return
                    }

                    TokenStep.HAND_OVER -> {
                        safely { token?.let(server::keep) }
                        return
                    }

                    TokenStep.FORGET -> {
                        val did = safely { server.forget() } == true
                        forgot(did)
                        if (did) TokenInput.FORGOTTEN else TokenInput.FAILED
                    }

                    TokenStep.DELETE -> {
                        if (safely { service.delete() } == true) TokenInput.DELETED else TokenInput.FAILED
                    }

                    TokenStep.NOTHING, TokenStep.GIVE_UP -> {
                        return
                    }
                }
        }
    }

    /** What the app's own code throws is a failure, and nothing more. */
    @Suppress("TooGenericExceptionCaught")
    private fun <T> safely(call: () -> T): T? =
        try {
            call()
        } catch (_: Exception) {
            null
        }
}
