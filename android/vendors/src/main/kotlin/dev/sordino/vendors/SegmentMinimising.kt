package dev.sordino.vendors

import com.segment.analytics.kotlin.core.AliasEvent
import com.segment.analytics.kotlin.core.Analytics
import com.segment.analytics.kotlin.core.BaseEvent
import com.segment.analytics.kotlin.core.GroupEvent
import com.segment.analytics.kotlin.core.IdentifyEvent
import com.segment.analytics.kotlin.core.ScreenEvent
import com.segment.analytics.kotlin.core.TrackEvent
import com.segment.analytics.kotlin.core.platform.Plugin
import dev.sordino.Minimised
import dev.sordino.Minimiser
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull
import java.time.Instant

/** What one event of Segment's SDK is reduced to, and what it must wait for. */
internal interface SegmentGate {
    /** A purpose that is open, for what is no event of the policy; `null` while none is. */
    val purpose: String?
    val minimiser: Minimiser?

    /** Counts an event that was dropped. */
    fun dropped()
}

/**
 * The last code before a destination: every event leaves with what the policy lists for the recipient, and nothing else. Traits
 * and aliases never leave. Ids are pseudonyms of Sordino's.
 */
internal class SegmentMinimising(
    private val gate: SegmentGate,
) : Plugin {
    // Behind the app's own plugins, whatever they add.
    override val type = Plugin.Type.Enrichment
    override lateinit var analytics: Analytics

    override fun execute(event: BaseEvent): BaseEvent? {
        val minimised = gate.purpose?.let { patiently { minimised(event, it) } }
        if (minimised == null || minimised.refusal != null || !address(event, minimised)) {
            gate.dropped()
            return null
        }
        event.context = context(minimised.context)
        event.timestamp = (minimised.values["timestamp"] as? Long)?.let { Instant.ofEpochMilli(it).toString() }.orEmpty()
        val properties = JsonObject((minimised.values - "timestamp").mapValues { json(it.value) })
        when (event) {
            is TrackEvent -> {
                event.properties = properties
            }

            is ScreenEvent -> {
                event.properties = properties
                event.category = ""
            }

            is IdentifyEvent -> {
                event.traits = JsonObject(emptyMap())
            }

            is GroupEvent -> {
                event.traits = JsonObject(emptyMap())
            }

            is AliasEvent -> {
                return null
            }
        }
        return event
    }

    private fun minimised(
        event: BaseEvent,
        purpose: String,
    ): Minimised? =
        when (event) {
            is TrackEvent -> gate.minimiser?.event(event.event, plain(event.properties))
            is ScreenEvent -> gate.minimiser?.event(event.name, plain(event.properties))
            is IdentifyEvent, is GroupEvent -> gate.minimiser?.values(purpose, emptyMap())
            is AliasEvent -> null
        }

    /** Writes whom the event is about. Returns `false` if nobody may be named: Segment takes no such event. */
    private fun address(
        event: BaseEvent,
        minimised: Minimised,
    ): Boolean {
        event.userId = minimised.context["user_id"] as? String ?: ""
        event.anonymousId = minimised.context["device_id"] as? String ?: ""
        if (event is GroupEvent) event.groupId = minimised.context["customer_id"] as? String ?: return false
        return event.userId.isNotEmpty() || event.anonymousId.isNotEmpty()
    }

    private companion object {
        /** The policy's fields under Segment's names, as docs/wire.md has them. */
        val NAMES =
            listOf(
                Triple("app_version", "app", "version"),
                Triple("app_build", "app", "build"),
                Triple("os_name", "os", "name"),
                Triple("os_version", "os", "version"),
                Triple("device_model", "device", "model"),
                Triple("locale", null, "locale"),
                Triple("time_zone", null, "timezone"),
                Triple("customer_id", null, "groupId"),
            )

        /** With no address of the person: Segment puts the connection's there if none stands. */
        fun context(fields: Map<String, Any>): JsonObject {
            val context = mutableMapOf<String, Any>("ip" to "0.0.0.0")
            for ((field, group, name) in NAMES) {
                val value = fields[field] ?: continue
                if (group == null) context[name] = value else context[group] = (context[group] as? Map<*, *>).orEmpty() + (name to value)
            }
            return JsonObject(context.mapValues { json(it.value) })
        }

        fun json(value: Any?): JsonElement =
            when (value) {
                is Map<*, *> -> JsonObject(value.entries.associate { it.key.toString() to json(it.value) })
                is List<*> -> JsonArray(value.map(::json))
                is Number -> JsonPrimitive(value)
                is Boolean -> JsonPrimitive(value)
                null -> JsonNull
                else -> JsonPrimitive(value.toString())
            }

        fun plain(json: JsonObject): Map<String, Any?> = json.mapValues { plain(it.value) }

        fun plain(json: JsonElement): Any? =
            when (json) {
                is JsonNull -> null
                is JsonObject -> plain(json)
                is JsonArray -> json.map(::plain)
                is JsonPrimitive -> if (json.isString) json.content else json.booleanOrNull ?: json.longOrNull ?: json.doubleOrNull
            }
    }
}
