package dev.sordino.vendors

import com.segment.analytics.kotlin.core.Analytics
import com.segment.analytics.kotlin.core.BaseEvent
import com.segment.analytics.kotlin.core.RequestFactory
import com.segment.analytics.kotlin.core.Storage
import com.segment.analytics.kotlin.core.UserInfo
import com.segment.analytics.kotlin.core.platform.Plugin
import dev.sordino.VendorAnswer
import dev.sordino.VendorSwitch
import kotlinx.coroutines.runBlocking
import okhttp3.Interceptor
import okhttp3.OkHttpClient
import okhttp3.Protocol
import java.io.File
import java.io.IOException
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import com.segment.analytics.kotlin.core.System as State

/**
 * Turns Segment's own SDK, analytics-kotlin, on and off. It is created while a purpose of [recipient] is open, and at no
 * other time: its constructor already asks Segment for settings.
 *
 * A turn-off stops its events and its requests at once, cancels requests under way, and removes what it had stored: queued
 * events, the anonymous id, the person and the settings. A later turn-on begins with a new anonymous id.
 *
 * What the app puts into an event, and what Segment's SDK adds, is not minimised by the policy's field rules. An event that is
 * recorded with [dev.sordino.Sordino.track] is.
 *
 * @property recipient id of the recipient in the policy, of kind `vendor_sdk`
 * @param stored the files and folders in which Segment's SDK stores, whose files a turn-off deletes, also where the SDK was
 * never created since the app started
 * @param client the HTTP client that Segment's SDK is to use; without one, a client with the SDK's own time limits
 * @param create creates the SDK: `{ requests -> Analytics(writeKey, context) { requestFactory = requests } }`. One without
 * these requests could not be stopped, and is answered for with `STILL_ON`.
 */
public class SegmentSwitch(
    override val recipient: String,
    private val stored: List<File>,
    client: OkHttpClient = standard(),
    private val create: (requests: RequestFactory) -> Analytics,
) : VendorSwitch {
    @Volatile
    private var isOpen = false

    @Volatile
    private var current: Analytics? = null
    private var answerFor: Analytics? = null
    private val underWay = AtomicInteger()
    private val client = client.newBuilder().apply { interceptors().add(0, Interceptor(::pass)) }.build()
    private val requests = RequestFactory(this.client)

    /** Returns Segment's SDK while it is on, else `null`. Ask each time, and keep no reference to it. */
    public val analytics: Analytics?
        get() = current

    /** Returns how many requests of Segment's SDK are under way. */
    public val requestsUnderWay: Int
        get() = underWay.get()

    override fun apply(openPurposes: List<String>): VendorAnswer {
        if (openPurposes.isEmpty()) turnOff() else turnOn()
        return answer()
    }

    private fun turnOn() {
        isOpen = true
        if (current != null) return
        val created = create(requests)
        answerFor = created
        created.add(Gate())
        waitFor(created)
        current = created
    }

    /** The SDK starts on threads of its own, and loses an event that comes before it knows its anonymous id. */
    private fun waitFor(created: Analytics) {
        val until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MILLIS)
        val isReady = {
            runBlocking { created.store.currentState(UserInfo::class) != null && created.store.currentState(State::class) != null }
        }
        while (!isReady() && System.nanoTime() < until) Thread.sleep(LOOK_MILLIS)
    }

    private fun turnOff() {
        // From here on no event passes and no request begins.
        isOpen = false
        current = null
        client.dispatcher.cancelAll()
        answerFor?.let(::empty)
        stored.flatMap(::files).forEach(File::delete)
    }

    private fun empty(created: Analytics) {
        // Waits for what it was about to write. Neither its own switch nor its own purge is used: the one writes its
        // settings anew, the other would run on threads that have ended.
        created.shutdown()
        runBlocking { created.storage.rollover() }
        created.pendingUploads().forEach { created.storage.removeFile(it) }
        Storage.Constants.entries.forEach { created.storage.remove(it) }
    }

    private fun answer(): VendorAnswer {
        val created = answerFor
        val isGated = created == null || created.configuration.requestFactory === requests
        val isEmpty = created?.pendingUploads().isNullOrEmpty() && stored.flatMap(::files).isEmpty()
        val isOff = !isOpen && isGated && isEmpty
        if (isOff) answerFor = null
        return if (isOff) VendorAnswer.OFF else VendorAnswer.STILL_ON
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

    /** Lets an event pass only while a purpose is open, whatever the SDK's own switch says. */
    private inner class Gate : Plugin {
        override val type = Plugin.Type.Before
        override lateinit var analytics: Analytics

        override fun execute(event: BaseEvent): BaseEvent? = event.takeIf { isOpen }
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
