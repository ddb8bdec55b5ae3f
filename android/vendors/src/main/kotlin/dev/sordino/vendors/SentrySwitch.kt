package dev.sordino.vendors

import dev.sordino.VendorAnswer
import dev.sordino.VendorSwitch
import io.sentry.AsyncHttpTransportFactory
import io.sentry.Hint
import io.sentry.ITransportFactory
import io.sentry.Sentry
import io.sentry.SentryEnvelope
import io.sentry.SentryOptions
import io.sentry.hints.DiskFlushNotification
import io.sentry.transport.ITransport
import io.sentry.util.HintUtils
import java.io.File
import java.util.concurrent.atomic.AtomicLong

/**
 * Turns Sentry's own SDK on and off. Sentry is initialised while a purpose of [recipient] is open, and at no other time.
 *
 * While it is on, only envelope items of [allowed] types are sent; others, and everything while it is off, are dropped and
 * counted in [dropped]. A turn-off closes the SDK without sending what it had queued, and deletes what it had stored.
 *
 * What Sentry's SDK puts into an event is its own: the policy's field rules do not reach into it.
 *
 * @property recipient id of the recipient in the policy, of kind `vendor_sdk`
 * @param stored the folders in which Sentry's SDK stores, which a turn-off deletes, also where the SDK was never initialised
 * since the app started: its `cacheDirPath`
 * @property allowed types of envelope items that may leave, as Sentry names them
 * @param start initialises the SDK with the options that it is handed: `{ Sentry.init(it) }`, which is the default, or on
 * Android `{ configure -> SentryAndroid.init(context) { configure(it) } }`
 * @param configure sets the app's own options: the DSN, the release, the environment
 */
public class SentrySwitch(
    override val recipient: String,
    private val stored: List<File>,
    public val allowed: Set<String> = setOf("event"),
    private val start: ((SentryOptions) -> Unit) -> Unit = { configure -> Sentry.init { configure(it) } },
    private val configure: (SentryOptions) -> Unit,
) : VendorSwitch {
    private val drops = AtomicLong()

    @Volatile
    private var isOpen = false
    private var options: SentryOptions? = null

    /** Returns how many envelope items were dropped: of a type that is not [allowed], or offered while off. */
    public val dropped: Long
        get() = drops.get()

    override fun apply(openPurposes: List<String>): VendorAnswer {
        if (openPurposes.isEmpty()) turnOff() else turnOn()
        return answer()
    }

    private fun turnOn() {
        isOpen = true
        // Also where the app closed it, or initialised it by itself: then with a transport that is not gated.
        if (options != null && Sentry.isEnabled()) return
        start { given ->
            configure(given)
            // Asked directly before each request, also for what waits in the queue or in files.
            val own = given.transportGate
            given.setTransportGate { isOpen && own.isConnected }
            given.setTransportFactory(gated(given.transportFactory))
            options = given
        }
    }

    private fun turnOff() {
        // From here on no request begins.
        isOpen = false
        options?.let {
            // A request that hangs keeps nobody waiting.
            it.flushTimeoutMillis = 0
            it.shutdownTimeoutMillis = 0
        }
        // One that the app initialised by itself sends what it had queued, as its own options say.
        Sentry.close()
        folders().forEach { it.deleteRecursively() }
    }

    private fun folders(): List<File> = stored + listOfNotNull(options?.cacheDirPath?.let(::File))

    private fun answer(): VendorAnswer {
        val isEmpty = folders().none { it.walk().any(File::isFile) }
        return if (Sentry.isEnabled() || !isEmpty) VendorAnswer.STILL_ON else VendorAnswer.OFF
    }

    private fun gated(factory: ITransportFactory): ITransportFactory {
        val real = factory.takeUnless { it.javaClass.simpleName.startsWith("NoOp") } ?: AsyncHttpTransportFactory()
        return ITransportFactory { options, details -> Gated(real.create(options, details)) }
    }

    /** Sentry's transport behind the gate. Hooks such as `beforeSend` miss sessions, logs, attachments and client reports. */
    private inner class Gated(
        private val inner: ITransport,
    ) : ITransport by inner {
        override fun send(envelope: SentryEnvelope) = send(envelope, Hint())

        override fun send(
            envelope: SentryEnvelope,
            hint: Hint,
        ) {
            val (kept, others) = envelope.items.partition { isOpen && it.header.type.itemType in allowed }
            drops.addAndGet(others.size.toLong())
            if (kept.isNotEmpty()) {
                inner.send(SentryEnvelope(envelope.header, kept), hint)
            } else {
                // The handler of uncaught exceptions waits for this one to be on the disk.
                HintUtils.runIfHasType(hint, DiskFlushNotification::class.java) { it.markFlushed() }
            }
        }
    }
}
