package dev.sordino.vendors

import dev.sordino.Collecting
import dev.sordino.Minimised
import dev.sordino.Minimiser
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch
import io.sentry.AsyncHttpTransportFactory
import io.sentry.Hint
import io.sentry.ITransportFactory
import io.sentry.Sentry
import io.sentry.SentryEnvelope
import io.sentry.SentryEnvelopeHeader
import io.sentry.SentryOptions
import io.sentry.hints.Cached
import io.sentry.hints.DiskFlushNotification
import io.sentry.protocol.SentryId
import io.sentry.transport.ITransport
import io.sentry.util.HintUtils
import java.io.File
import java.util.Collections
import java.util.concurrent.atomic.AtomicLong

/**
 * Turns Sentry's own SDK on and off. Sentry is initialised while a purpose of [recipient] is open, and at no other time.
 *
 * While it is on, only envelope items of [allowed] types are sent; others, and everything while it is off, are dropped and
 * counted in [dropped]. A turn-off closes the SDK without sending what it had queued, and deletes what it had stored.
 *
 * An event and a breadcrumb are made anew of what the policy lists for [recipient]: stack, messages and data by its rules, the
 * person as a pseudonym, and nothing else of what the SDK or the app put in. A transaction never leaves: the policy has no
 * fields for one. Other types that the app allows leave as the SDK makes them.
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
    private val minimising = SentryMinimising(::minimise)

    @Volatile
    private var minimiser: Minimiser? = null

    @Volatile
    private var purpose: String? = null

    /** Ids of the last events that were minimised: another event at the transport was put in past the hooks. */
    private val minimised = Collections.synchronizedSet(LinkedHashSet<SentryId>())

    @Volatile
    private var isOpen = false
    private var options: SentryOptions? = null

    /** Returns how many envelope items were dropped: of a type that is not [allowed], or offered while off. */
    public val dropped: Long
        get() = drops.get()

    override val name: String = "sentry-java"

    override val version: String
        get() = options?.sdkVersion?.version.orEmpty()

    override fun bind(minimiser: Minimiser) {
        this.minimiser = minimiser
    }

    override fun create() {
        isOpen = true
        // Also where the app initialised it by itself: then with a transport that is not gated.
        start { given ->
            configure(given)
            // Asked directly before each request, also for what waits in the queue or in files.
            val own = given.transportGate
            given.setTransportGate { isOpen && own.isConnected }
            given.setTransportFactory(gated(given.transportFactory))
            minimise(given)
            options = given
        }
    }

    override fun apply(openPurposes: List<String>): VendorReport {
        if (openPurposes.isEmpty()) return turnOff()
        purpose = openPurposes.first()
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

    /** Behind the app's own hooks, whatever they add. */
    private fun minimise(given: SentryOptions) {
        val (event, breadcrumb) = given.beforeSend to given.beforeBreadcrumb
        given.setBeforeSend { offered, hint ->
            val own = if (event == null) offered else event.execute(offered, hint)
            val left = own?.let(minimising::event)
            left?.eventId?.let(::passed) ?: drops.incrementAndGet()
            left
        }
        given.setBeforeBreadcrumb { offered, hint ->
            val own = if (breadcrumb == null) offered else breadcrumb.execute(offered, hint)
            own?.let(minimising::breadcrumb)
        }
        given.setBeforeSendTransaction { _, _ ->
            drops.incrementAndGet()
            null
        }
    }

    private fun minimise(values: Map<String, Any?>): Minimised? = purpose?.let { minimiser?.values(it, values) }

    private fun passed(id: SentryId) =
        synchronized(minimised) {
            minimised.add(id)
            if (minimised.size > REMEMBERED) minimised.remove(minimised.first())
        }

    /** One of an earlier process was minimised before it was written to the disk. */
    private fun isMinimised(
        envelope: SentryEnvelope,
        hint: Hint,
    ) = envelope.header.eventId in minimised || HintUtils.hasType(hint, Cached::class.java)

    private fun turnOff(): VendorReport {
        // From here on no request begins.
        isOpen = false
        purpose = null
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
            val isMinimised = isMinimised(envelope, hint)
            val (kept, others) =
                envelope.items.partition {
                    val type = it.header.type.itemType
                    isOpen && type in allowed && (isMinimised || type != EVENT)
                }
            drops.addAndGet(others.size.toLong())
            if (kept.isNotEmpty()) {
                // Without the trace's context, which names the transaction, the release and more.
                inner.send(SentryEnvelope(SentryEnvelopeHeader(envelope.header.eventId, envelope.header.sdkVersion), kept), hint)
            } else {
                // The handler of uncaught exceptions waits for this one to be on the disk.
                HintUtils.runIfHasType(hint, DiskFlushNotification::class.java) { it.markFlushed() }
            }
        }
    }

    private companion object {
        const val EVENT = "event"
        const val REMEMBERED = 256
    }
}
