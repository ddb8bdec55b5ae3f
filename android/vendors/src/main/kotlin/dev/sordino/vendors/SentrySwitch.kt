package dev.sordino.vendors

import dev.sordino.Collecting
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
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
 * @param stored the files and folders in which Sentry's SDK stores, which a turn-off deletes, also where the SDK was never
 * initialised since the app started: its `cacheDirPath`, and on Android the file `INSTALLATION` in the app's `filesDir`, which
 * holds its id
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

    override val name: String = "sentry-java"

    override val version: String
        get() = options?.sdkVersion?.version.orEmpty()

    override fun create() {
        isOpen = true
        // Also where the app initialised it by itself: then with a transport that is not gated.
        start { given ->
            configure(given)
            // Asked directly before each request, also for what waits in the queue or in files.
            val own = given.transportGate
            given.setTransportGate { isOpen && own.isConnected }
            given.setTransportFactory(gated(given.transportFactory))
            options = given
        }
    }

    override fun apply(openPurposes: List<String>): VendorReport {
        if (openPurposes.isEmpty()) return turnOff()
        // Also where the app closed it.
        if (!isOpen || !Sentry.isEnabled()) create()
        return VendorReport(purged = 0)
    }

    override fun offWithoutInstance(): VendorReport = turnOff()

    override fun readBack(): VendorReadBack {
        val kept = kept().size.toLong()
        return VendorReadBack(
            collecting = if (Sentry.isEnabled()) Collecting.YES else Collecting.NO,
            unsent = kept,
            hasId = kept > 0,
        )
    }

    private fun turnOff(): VendorReport {
        // From here on no request begins.
        isOpen = false
        options?.let {
            // A request that hangs keeps nobody waiting.
            it.flushTimeoutMillis = 0
            it.shutdownTimeoutMillis = 0
        }
        // One that the app initialised by itself sends what it had queued, as its own options say.
        Sentry.close()
        val kept = kept()
        folders().forEach { it.deleteRecursively() }
        return VendorReport(purged = kept.count { !it.exists() }.toLong())
    }

    private fun folders(): List<File> = stored + listOfNotNull(options?.cacheDirPath?.let(::File))

    /** Every file that the SDK keeps. */
    private fun kept(): Set<File> = folders().flatMap { it.walk().filter(File::isFile) }.toSet()

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
