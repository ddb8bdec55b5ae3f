package dev.sordino.vendors

import com.segment.analytics.kotlin.core.Analytics
import com.segment.analytics.kotlin.core.BaseEvent
import com.segment.analytics.kotlin.core.RequestFactory
import com.segment.analytics.kotlin.core.Storage
import com.segment.analytics.kotlin.core.UserInfo
import com.segment.analytics.kotlin.core.platform.DestinationPlugin
import com.segment.analytics.kotlin.core.platform.Plugin
import dev.sordino.Collecting
import dev.sordino.Minimiser
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch
import kotlinx.coroutines.runBlocking
import okhttp3.Interceptor
import okhttp3.OkHttpClient
import okhttp3.Protocol
import java.io.File
import java.io.IOException
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import com.segment.analytics.kotlin.core.System as State

/**
 * Turns Segment's own SDK, analytics-kotlin, on and off. It is created while a purpose of [recipient] is open, and at no
 * other time: its constructor already asks Segment for settings.
 *
 * A turn-off stops its events and its requests at once, cancels requests under way, and removes what it had stored: queued
 * events, the anonymous id, the person and the settings. A later turn-on begins with a new anonymous id.
 *
 * Every event passes the policy's rules on its way to each of the SDK's destinations: one that the policy does not list for
 * [recipient] is dropped and counted in [dropped], and of the others the listed properties leave, with pseudonyms in place of
 * ids. A screen is an event of its name. Traits and aliases never leave.
 *
 * @property recipient id of the recipient in the policy, of kind `vendor_sdk`
 * @param stored the files and folders in which Segment's SDK stores, whose files a turn-off deletes, also where the SDK was
 * never created since the app started
 * @param client the HTTP client that Segment's SDK is to use; without one, a client with the SDK's own time limits
 * @param make creates the SDK: `{ requests -> Analytics(writeKey, context) { requestFactory = requests } }`. One without
 * these requests could not be stopped, and is answered for as still collecting.
 */
public class SegmentSwitch(
    override val recipient: String,
    private val stored: List<File>,
    client: OkHttpClient = standard(),
    private val make: (requests: RequestFactory) -> Analytics,
) : VendorSwitch {
    @Volatile
    private var isOpen = false

    @Volatile
    private var current: Analytics? = null

    /** The SDK that was created last, also after it was turned off. */
    @Volatile
    private var created: Analytics? = null
    private val underWay = AtomicInteger()
    private val drops = AtomicLong()
    private val gate = Gate()
    private val client = client.newBuilder().apply { interceptors().add(0, Interceptor(::pass)) }.build()
    private val requests = RequestFactory(this.client)

    override val name: String = "analytics-kotlin"

    override val version: String
        get() = Analytics.version()

    /** Returns Segment's SDK while it is on, else `null`. Ask each time, and keep no reference to it. */
    public val analytics: Analytics?
        get() = current

    /** Returns how many events were dropped on their way to a destination: not listed for [recipient], or offered while off. */
    public val dropped: Long
        get() = drops.get()

    override fun bind(minimiser: Minimiser) {
        gate.minimiser = minimiser
    }

    override fun create() {
        isOpen = true
        val made = make(requests)
        created = made
        made.add(gate)
        waitFor(made)
        current = made
    }

    override fun apply(openPurposes: List<String>): VendorReport {
        if (openPurposes.isEmpty()) return turnOff()
        gate.purpose = openPurposes.first()
        // One whose off could not be read back was shut down all the same.
        if (current == null) create()
        return VendorReport(inFlight = underWay.toLong(), purged = 0)
    }

    override fun offWithoutInstance(): VendorReport = turnOff()

    override fun readBack(): VendorReadBack {
        val kept = kept().size.toLong()
        val made = created ?: return VendorReadBack(Collecting.NO, unsent = kept, hasId = kept > 0)
        val isGated = made.configuration.requestFactory === requests
        return VendorReadBack(
            collecting = if (isOpen || !isGated) Collecting.YES else Collecting.NO,
            unsent = kept,
            hasId = made.storage.read(Storage.Constants.AnonymousId) != null,
        )
    }

    /** The SDK starts on threads of its own, and loses an event that comes before it knows its anonymous id. */
    private fun waitFor(made: Analytics) {
        val until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MILLIS)
        val isReady = {
            runBlocking { made.store.currentState(UserInfo::class) != null && made.store.currentState(State::class) != null }
        }
        while (!isReady() && System.nanoTime() < until) Thread.sleep(LOOK_MILLIS)
    }

    private fun turnOff(): VendorReport {
        // From here on no event passes and no request begins.
        isOpen = false
        gate.purpose = null
        current = null
        val inFlight = underWay.toLong()
        client.dispatcher.cancelAll()
        // What was about to be written is written before it is counted. Neither the SDK's own switch nor its own purge is used:
        // the one writes its settings anew, the other would run on threads that have ended.
        created?.shutdown()
        created?.let { runBlocking { it.storage.rollover() } }
        val kept = kept()
        created?.let(::empty)
        stored.flatMap(::files).forEach(File::delete)
        return VendorReport(inFlight, purged = kept.count { !it.exists() }.toLong())
    }

    private fun empty(made: Analytics) {
        made.pendingUploads().forEach { made.storage.removeFile(it) }
        Storage.Constants.entries.forEach { made.storage.remove(it) }
    }

    /** Every file that the SDK keeps. */
    private fun kept(): Set<File> {
        val queued = created?.pendingUploads().orEmpty().map { File(it).absoluteFile }
        return (queued + stored.flatMap(::files).map { it.absoluteFile }).toSet()
    }

    /** Without their folders: a thread of the SDK that still ends would throw where one is missing, and end the app. */
    private fun files(folder: File): List<File> = folder.walk().filter(File::isFile).toList()

    private fun pass(chain: Interceptor.Chain): okhttp3.Response {
        if (!isOpen) throw IOException("Segment's SDK is off: no purpose of `$recipient` is open")
        underWay.incrementAndGet()
        try {
            return chain.proceed(chain.request())
        } finally {
            underWay.decrementAndGet()
        }
    }

    /**
     * Lets an event pass only while a purpose is open, whatever the SDK's own switch says, and only once every destination
     * minimises, also one that the app added a moment ago.
     */
    private inner class Gate :
        Plugin,
        SegmentGate {
        override val type = Plugin.Type.Before
        override lateinit var analytics: Analytics

        @Volatile
        override var purpose: String? = null

        @Volatile
        override var minimiser: Minimiser? = null

        override fun dropped() {
            drops.incrementAndGet()
        }

        override fun execute(event: BaseEvent): BaseEvent? {
            if (!isOpen) return null
            analytics.applyClosureToPlugins { plugin ->
                if (plugin is DestinationPlugin && plugin.findAll(SegmentMinimising::class).isEmpty()) {
                    plugin.add(SegmentMinimising(this))
                }
            }
            return event
        }
    }

    private companion object {
        const val CONNECT_SECONDS = 15L
        const val READ_SECONDS = 20L
        const val READY_MILLIS = 1_000L
        const val LOOK_MILLIS = 5L

        /** As the SDK makes its own. */
        fun standard(): OkHttpClient =
            OkHttpClient
                .Builder()
                .protocols(listOf(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                .build()
    }
}
