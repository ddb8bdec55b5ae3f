package dev.sordino.vendors

import com.posthog.java.HttpSender
import com.posthog.java.PostHog
import com.posthog.java.QueueManager
import com.posthog.java.Sender
import com.posthog.java.shaded.org.json.JSONObject
import dev.sordino.Collecting
import dev.sordino.Minimiser
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch
import java.time.Instant
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong

/**
 * Turns PostHog's SDK for Java on and off. It is created while a purpose of [recipient] is open, and at no other time.
 *
 * An event leaves with what the policy lists for [recipient], under a pseudonym in place of the `distinct_id` that the app gave; the
 * SDK's own events (`$identify`, `$set`, `$create_alias`) and its questions about feature flags, which name the person, do not. The
 * SDK queues in memory alone: a turn-off drops the queue, and no request begins after it. A request under way ends by itself.
 *
 * @property recipient id of the recipient in the policy, of kind `vendor_sdk`
 * @param apiKey the project's key
 * @param host the server, without a slash at the end
 * @param pauseMillis how long the SDK gathers events before it sends them
 */
public class PostHogSwitch
    @JvmOverloads
    constructor(
        override val recipient: String,
        private val apiKey: String,
        private val host: String,
        private val pauseMillis: Int = PAUSE_MILLIS,
    ) : VendorSwitch {
        private val drops = AtomicLong()
        private val underWay = AtomicInteger()

        @Volatile
        private var minimiser: Minimiser? = null

        @Volatile
        private var current: Made? = null

        /** Returns PostHog's SDK while it is on, else `null`. Ask each time, and keep no reference to it. */
        public val postHog: PostHog?
            get() = current?.sdk

        /** Returns how many events and questions were dropped: not listed for [recipient], or offered while off. */
        public val dropped: Long
            get() = drops.get()

        override val name: String = "posthog-java"

        override fun bind(minimiser: Minimiser) {
            this.minimiser = minimiser
        }

        override fun create() {
            val gate =
                Gate(
                    HttpSender
                        .Builder(apiKey)
                        .host(host)
                        .maxRetries(0)
                        .build(),
                )
            val queue = QueueManager.Builder(gate).sleepMs(pauseMillis).build()
            current = Made(PostHog.BuilderWithCustomQueueManager(queue, gate).build(), queue, gate)
        }

        override fun apply(openPurposes: List<String>): VendorReport {
            if (openPurposes.isEmpty()) return turnOff()
            if (current == null) create()
            return VendorReport(inFlight = underWay.get().toLong(), purged = 0)
        }

        override fun offWithoutInstance(): VendorReport = turnOff()

        override fun readBack(): VendorReadBack {
            val made = current
            return VendorReadBack(
                collecting = if (made == null) Collecting.NO else Collecting.YES,
                unsent = made?.queue?.queueSize()?.toLong() ?: 0,
                hasId = false,
            )
        }

        private fun turnOff(): VendorReport {
            val made = current
            made?.gate?.isOpen = false
            current = null
            val purged = made?.queue?.queueSize() ?: 0
            // Its own shutdown waits for the server. The thread ends by itself, and what is queued goes to a gate that is shut.
            made?.queue?.stop()
            return VendorReport(inFlight = underWay.get().toLong(), purged = purged.toLong())
        }

        private class Made(
            val sdk: PostHog,
            val queue: QueueManager,
            val gate: Gate,
        )

        /** The last code before the network. */
        private inner class Gate(
            private val inner: Sender,
        ) : Sender {
            @Volatile
            var isOpen = true

            /** Asked again before each try: the SDK's own tries would go on after an off. */
            override fun send(events: List<JSONObject>): Boolean {
                val left = events.mapNotNull(::minimised)
                drops.addAndGet((events.size - left.size).toLong())
                if (left.isEmpty()) return true
                repeat(TRIES) { tries ->
                    if (!isOpen) return true
                    if (underWay { inner.send(left) }) return true
                    Thread.sleep(RETRY_MILLIS shl tries)
                }
                return false
            }

            /** Asks about feature flags under the id that the app gave. */
            override fun post(
                route: String,
                distinctId: String,
            ): JSONObject {
                drops.incrementAndGet()
                // What the SDK reads without asking whether it is there.
                return JSONObject().put("featureFlags", JSONObject()).put("featureFlagPayloads", JSONObject())
            }

            private fun minimised(event: JSONObject): JSONObject? {
                val properties = event.optJSONObject("properties")?.toMap().orEmpty()
                val minimised = patiently { if (isOpen) minimiser?.event(event.getString("event"), properties) else null } ?: return null
                val id = minimised.context["user_id"] ?: minimised.context["device_id"] ?: return null
                val left = JSONObject(minimised.values - "timestamp")
                // Without a person's profile, whose properties nobody minimised, and without a place guessed from the address.
                left.put("\$process_person_profile", false).put("\$geoip_disable", true)
                return JSONObject()
                    .put("event", event.getString("event"))
                    .put("distinct_id", id)
                    .put("properties", left)
                    .also { own ->
                        (minimised.values["timestamp"] as? Long)?.let { own.put("timestamp", Instant.ofEpochMilli(it).toString()) }
                    }
            }

            private inline fun underWay(send: () -> Boolean): Boolean {
                underWay.incrementAndGet()
                try {
                    return send()
                } finally {
                    underWay.decrementAndGet()
                }
            }
        }

        private companion object {
            const val PAUSE_MILLIS = 1_000
            const val TRIES = 3
            const val RETRY_MILLIS = 500L
        }
    }
