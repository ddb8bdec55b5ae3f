package dev.sordino.vendors

import dev.sordino.Minimised
import io.sentry.Breadcrumb
import io.sentry.SentryEvent
import io.sentry.protocol.App
import io.sentry.protocol.DebugImage
import io.sentry.protocol.DebugMeta
import io.sentry.protocol.Device
import io.sentry.protocol.Mechanism
import io.sentry.protocol.Message
import io.sentry.protocol.OperatingSystem
import io.sentry.protocol.SentryException
import io.sentry.protocol.SentryStackFrame
import io.sentry.protocol.SentryStackTrace
import io.sentry.protocol.SentryThread
import io.sentry.protocol.User
import java.util.Date

/**
 * What Sentry's SDK made up becomes values under names of the policy's fields, is minimised, and is put into a new event: what
 * nobody wrote over cannot leave.
 */
internal class SentryMinimising(
    private val minimise: (Map<String, Any?>) -> Minimised?,
) {
    /** Returns a new event with what the policy lists, or `null` if nothing may be sent. */
    fun event(event: SentryEvent): SentryEvent? {
        val values =
            mapOf(
                "crash_time" to event.timestamp?.time,
                "exception_value" to (event.message?.formatted ?: event.message?.message),
                "exceptions" to event.exceptions?.map(::values),
                "threads" to event.threads?.map(::values),
                "images" to event.debugMeta?.images?.map(::values),
            )
        val minimised = minimise(values)?.takeIf { it.refusal == null } ?: return null
        val own = SentryEvent((minimised.values["crash_time"] as? Long)?.let(::Date) ?: Date(0))
        own.eventId = event.eventId
        // Words of the SDK's own, the same for everybody.
        own.level = event.level
        own.platform = event.platform?.takeIf { it in PLATFORMS }
        own.sdk = event.sdk
        own.environment = event.environment
        minimised.text("exception_value")?.let { own.message = Message().apply { formatted = it } }
        own.exceptions = maps(minimised.values["exceptions"]).map(::exception).also { all -> mechanism(event, all) }
        own.threads = maps(minimised.values["threads"]).map(::thread)
        own.debugMeta = DebugMeta().apply { images = maps(minimised.values["images"]).map { image(it, event) } }
        // Breadcrumbs were minimised as they were taken; one that was put in past that is left out.
        own.breadcrumbs = event.breadcrumbs?.filter { it.unknown?.get(PASSED) == true }?.map(::unmarked)
        about(own, minimised.context)
        return own
    }

    /** Returns a new breadcrumb with what the policy lists of its message and data, or `null` if that is nothing. */
    fun breadcrumb(breadcrumb: Breadcrumb): Breadcrumb? {
        val values = mapOf("timestamp" to breadcrumb.timestamp.time, "message" to breadcrumb.message) + breadcrumb.data
        val minimised = minimise(values)?.takeIf { it.refusal == null } ?: return null
        val left = minimised.values - "timestamp"
        if (left.isEmpty()) return null
        return Breadcrumb(minimised.values["timestamp"] as? Long ?: 0).apply {
            level = breadcrumb.level
            message = left["message"] as? String
            (left - "message").forEach { (key, value) -> setData(key, value) }
            unknown = mapOf(PASSED to true)
        }
    }

    private fun unmarked(passed: Breadcrumb) =
        Breadcrumb(passed.timestamp).apply {
            level = passed.level
            message = passed.message
            passed.data.forEach { (key, value) -> setData(key, value) }
        }

    private fun values(exception: SentryException) =
        mapOf(
            "exception_type" to listOfNotNull(exception.module, exception.type).joinToString("."),
            "exception_value" to exception.value,
            "frames" to exception.stacktrace?.let(::values),
        )

    private fun values(thread: SentryThread) =
        mapOf(
            "thread_name" to thread.name,
            "thread_state" to thread.state,
            "thread_crashed" to thread.isCrashed,
            "frames" to thread.stacktrace?.let(::values),
        )

    private fun values(image: DebugImage) =
        mapOf(
            "image_file" to image.codeFile,
            "image_debug_id" to (image.debugId ?: image.uuid),
            "image_address" to image.imageAddr,
        )

    private fun values(stack: SentryStackTrace) =
        stack.frames?.map {
            mapOf(
                "stack_function" to it.function,
                "stack_module" to it.module,
                "stack_package" to it.`package`,
                "stack_file" to it.filename,
                "stack_line" to it.lineno,
                "stack_column" to it.colno,
                "stack_address" to it.instructionAddr,
            )
        }

    private fun exception(left: Map<*, *>) =
        SentryException().apply {
            val whole = left["exception_type"] as? String
            // As docs/wire.md has it: the protocol demands a type.
            type = whole?.substringAfterLast('.') ?: "crash"
            module = whole?.substringBeforeLast('.', "")?.ifEmpty { null }
            value = left["exception_value"] as? String
            stacktrace = stack(left)
        }

    private fun thread(left: Map<*, *>) =
        SentryThread().apply {
            name = left["thread_name"] as? String
            state = left["thread_state"] as? String
            isCrashed = left["thread_crashed"] as? Boolean
            stacktrace = stack(left)
        }

    private fun image(
        left: Map<*, *>,
        event: SentryEvent,
    ) = DebugImage().apply {
        codeFile = left["image_file"] as? String
        imageAddr = left["image_address"] as? String
        val id = left["image_debug_id"] as? String
        val whole = event.debugMeta?.images?.find { id != null && (it.debugId ?: it.uuid) == id }
        type = whole?.type
        if (whole?.uuid == id) uuid = id else debugId = id
        // Numbers and words of the build, which an id names anyway.
        arch = whole?.arch
        codeId = whole?.codeId
        whole?.imageSize?.let { setImageSize(it) }
    }

    private fun stack(left: Map<*, *>) =
        SentryStackTrace(
            maps(left["frames"]).map { frame ->
                SentryStackFrame().apply {
                    function = frame["stack_function"] as? String
                    module = frame["stack_module"] as? String
                    `package` = frame["stack_package"] as? String
                    filename = frame["stack_file"] as? String
                    lineno = (frame["stack_line"] as? Long)?.toInt()
                    colno = (frame["stack_column"] as? Long)?.toInt()
                    instructionAddr = frame["stack_address"] as? String
                }
            },
        )

    /** Whether the exception was caught, for the share of runs without a crash. */
    private fun mechanism(
        event: SentryEvent,
        left: List<SentryException>,
    ) {
        val whole = event.exceptions?.lastOrNull()?.mechanism ?: return
        left.lastOrNull()?.mechanism =
            Mechanism().apply {
                type = whole.type?.takeIf { it in MECHANISMS } ?: "generic"
                isHandled = whole.isHandled
            }
    }

    /** The app, the device and the person, as docs/wire.md has them. */
    private fun about(
        own: SentryEvent,
        context: Map<String, Any>,
    ) {
        val text = { name: String -> context[name] as? String }
        own.release = text("app_version")
        own.dist = text("app_build")
        (text("user_id") ?: text("device_id"))?.let { own.user = User().apply { id = it } }
        own.contexts.setOperatingSystem(
            OperatingSystem().apply {
                name = text("os_name")
                version = text("os_version")
            },
        )
        own.contexts.setDevice(Device().apply { family = text("device_model") })
        own.contexts.setApp(
            App().apply {
                appVersion = text("app_version")
                appBuild = text("app_build")
            },
        )
        own.contexts["culture"] =
            mapOf("type" to "unknown", "locale" to text("locale"), "timezone" to text("time_zone")).filterValues { it != null }
    }

    private fun Minimised.text(name: String) = values[name] as? String

    private fun maps(list: Any?): List<Map<*, *>> = (list as? List<*>).orEmpty().filterIsInstance<Map<*, *>>()

    private companion object {
        /** Marks a breadcrumb that passed the rules; one that was put in past them has no mark. */
        const val PASSED = "minimised"

        /** How the SDK came by an exception, in its own words. An app or a library may have set another one, of any text. */
        val MECHANISMS =
            setOf(
                "ANR",
                "AppExitInfo",
                "HistoricalAppExitInfo",
                "UncaughtExceptionHandler",
                "chained",
                "generic",
                "signalhandler",
            )

        /** What Sentry knows as the platform of an event on a phone. */
        val PLATFORMS = setOf("android", "csharp", "dart", "java", "javascript", "native")
    }
}
