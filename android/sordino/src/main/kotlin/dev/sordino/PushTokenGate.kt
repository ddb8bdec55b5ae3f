package dev.sordino

import dev.sordino.core.TokenAnswer
import dev.sordino.core.TokenInput
import dev.sordino.core.TokenNext
import dev.sordino.core.TokenStep
import dev.sordino.inner.Running
import java.util.concurrent.ExecutionException
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicReference
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/**
 * The app's push service, such as Firebase Cloud Messaging. Called on threads of Sordino's, one call after the other; a call of
 * [register] may go on beside them.
 */
public interface PushService {
    /** Asks the service for a token, which comes to [PushTokenGate.issued]. Turn its automatic start off. */
    public fun register()

    /** Has the service delete the token and its installation id. Returns `true` once the service did. */
    public fun delete(): Boolean
}

/** The app's own server, which sends the notifications. Called on threads of Sordino's, one call after the other. */
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
 * @property recipient the id of the service in the policy.
 */
public class PushTokenGate internal constructor(
    override val recipient: String,
    private val service: PushService,
    private val server: PushServer,
    /** How long the app's own code may take before it counts as failed. */
    private val limitMillis: Long,
) : VendorSwitch {
    /**
     * Makes the gate of a service.
     *
     * @param recipient the id of the service in the policy, where it is a recipient of kind `vendor_sdk`.
     * @param service the service, which the app calls.
     * @param server the app's own server.
     */
    public constructor(recipient: String, service: PushService, server: PushServer) : this(recipient, service, server, LIMIT_MILLIS)

    @Volatile
    private var running: Running? = null

    /** One input after the other: a token that is being told to the server is there before the server forgets it. */
    private val order = ReentrantLock()

    /** A token that came before the core could be asked. */
    private val early = AtomicReference<String>()

    internal fun bind(running: Running) {
        this.running = running
    }

    /** The start tells it before the core can be asked: this is asked now. */
    internal fun opened() {
        go(TokenInput.TOLD)
        early.getAndSet(null)?.let(::issued)
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
     * Waits for the disk and for the server: never call it on the main thread. While Sordino still opens, or where the disk
     * refuses, the token waits in memory for the next opening.
     */
    public fun issued(token: String) {
        val wasOpen = running?.openedOrNull != null
        if (go(TokenInput.ISSUED, token) != null) return
        early.set(token)
        // It opened meanwhile, and looked for the token before there was one.
        if (!wasOpen && running?.openedOrNull != null) early.getAndSet(null)?.let(::issued)
    }

    /** Has the token handed to the app's server again, after somebody signed in. Never call it on the main thread. */
    public fun signedIn() {
        go(TokenInput.TOLD)
    }

    /**
     * Has the app's server forget the token before the person signs out. Call it while the session still stands; it waits for
     * the server, and for a start that has not opened yet.
     *
     * @return `true` if no token is left there; `false` where the server failed or nobody could tell: call it again, or end the
     * session together with what the server keeps of it.
     */
    public fun signingOut(): Boolean {
        running?.awaitOpened()
        var didForget = true
        val next = go(TokenInput.SIGNING_OUT) { didForget = it } ?: return false
        return didForget && next.answer != TokenAnswer.CANNOT_TELL
    }

    /** Carries out what the core says until it says nothing more. Returns its last answer, or `null` if it could not be asked. */
    private fun go(
        first: TokenInput,
        token: String? = null,
        forgot: (Boolean) -> Unit = {},
    ): TokenNext? {
        val last = order.withLock { carriedOut(first, token, forgot) }
        // Not in the order: what the app does there may end with `issued` on another thread.
        if (last?.step == TokenStep.REGISTER) did { service.register() }
        return last
    }

    private fun carriedOut(
        first: TokenInput,
        token: String?,
        forgot: (Boolean) -> Unit,
    ): TokenNext? {
        var input = first
        while (true) {
            val next = running?.openedOrNull?.askOr(null) { tokenStep(recipient, input) } ?: return null
            said = next.answer
            input =
                when (next.step) {
                    TokenStep.HAND_OVER -> {
                        token?.let { did { server.keep(it) } }
                        return next
                    }

                    TokenStep.FORGET -> {
                        val did = did(server::forget) == true
                        forgot(did)
                        if (did) TokenInput.FORGOTTEN else TokenInput.FAILED
                    }

                    TokenStep.DELETE -> {
                        if (did(service::delete) == true) TokenInput.DELETED else TokenInput.FAILED
                    }

                    TokenStep.REGISTER, TokenStep.NOTHING, TokenStep.GIVE_UP -> {
                        return next
                    }
                }
        }
    }

    /** Runs the app's own code. What it throws is a failure and nothing more, and so is an answer that does not come. */
    private fun <T> did(call: () -> T): T? {
        val task = FutureTask(call)
        Thread(task, "sordino-push").apply { isDaemon = true }.start()
        return try {
            task.get(limitMillis, TimeUnit.MILLISECONDS)
        } catch (_: ExecutionException) {
            null
        } catch (_: TimeoutException) {
            task.cancel(true)
            null
        } catch (_: InterruptedException) {
            task.cancel(true)
            Thread.currentThread().interrupt()
            null
        }
    }

    private companion object {
        const val LIMIT_MILLIS = 60_000L
    }
}
