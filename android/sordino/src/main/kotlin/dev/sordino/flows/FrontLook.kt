package dev.sordino.flows

import android.app.Activity
import android.content.pm.PackageManager
import android.os.Build
import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.core.ContactsInput
import dev.sordino.core.ContactsStep
import dev.sordino.core.FlowAccess
import dev.sordino.core.PushInput
import dev.sordino.core.PushNext
import dev.sordino.inner.Running
import dev.sordino.inner.quietly

/** What is looked at as the app comes to the front. Nobody is asked anything. */
internal class FrontLook(
    private val running: Running,
    private val options: Options,
) {
    /** Looks at what changed while the app was away, for the [activity] that is in front. Waits for files: off the main thread. */
    fun look(activity: Activity) {
        val opened = running.openedOrNull ?: return
        // One that fails must not keep the other from being done.
        if (opened.ofKind("push").isNotEmpty()) quietly { lookAtNotifications(activity) }
        if (opened.ofKind("contacts").isNotEmpty()) quietly { lookAtCard(activity) }
    }

    private fun lookAtNotifications(activity: Activity) {
        val channels = Channels(activity)
        val next = running.pushStep(PushInput.LOOK, activity, running.locale())
        // Before notifications are allowed, a channel could bring up the system's dialog.
        if (channels.areEnabled) channels.keep(next.categories, activity.appLabel())
    }

    private fun lookAtCard(activity: Activity) {
        val locale = running.locale()
        val access = activity.access(CARD_PERMISSION)
        val next = running.choices.ask { contactsStep(ContactsInput.LOOK, access, "", locale) }
        when (next.step) {
            ContactsStep.REFRESH -> {
                val written = CardWriter(activity.contentResolver).write(next.step, next.card)
                running.choices.ask { contactsStep(written.input, access, written.id, locale) }
            }

            ContactsStep.OFFER_UPDATE -> {
                next.screen?.let { options.cardHasNews?.onNews(it.title, it.text) }
            }

            // The machine begins nothing else by itself.
            else -> {
                return
            }
        }
    }
}

/**
 * Asks the core for the next step of the push flow with what the system says now, and passes on what the system allows or
 * forbids, with the receipts of a limit like any other.
 */
internal fun Running.pushStep(
    input: PushInput,
    activity: Activity,
    locale: String,
): PushNext {
    val channels = Channels(activity)
    val access =
        when {
            Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU -> activity.access(NOTIFICATIONS_PERMISSION)
            channels.areEnabled -> FlowAccess.Authorized
            else -> FlowAccess.Denied
        }
    val next = choices.ask { pushStep(input, access, channels.off(), locale) }
    // What could not be written is found by the next step.
    next.limits.forEach { quietly { choices.limit(Limiter.OS, it.allows, listOf(it.purpose)) } }
    return next
}

/** What the system says of a permission that its dialog grants. */
internal fun Activity.access(permission: String): FlowAccess =
    FlowAccess.Android(
        granted = checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED,
        rationale = shouldShowRequestPermissionRationale(permission),
    )

internal fun Activity.appLabel(): String = applicationInfo.loadLabel(packageManager).toString()

internal const val CARD_PERMISSION = android.Manifest.permission.WRITE_CONTACTS
internal const val NOTIFICATIONS_PERMISSION = "android.permission.POST_NOTIFICATIONS"
