package dev.sordino.pages

import android.content.Context
import dev.sordino.Receipt
import dev.sordino.RightsTicket
import dev.sordino.Sordino
import dev.sordino.TicketKind
import dev.sordino.choices

// What the pages show of an app's calls, as it stands there.

fun readme(sordino: Sordino): Receipt {
    sordino.eventTracking.turnOn(how = "settings")
    sordino.track("alert_acknowledged", "minutes" to 3)
    val receipt = sordino.eventTracking.turnOff()
    return receipt
}

fun shortest(context: Context): Receipt {
    val sordino = Sordino.start(context)
    sordino.eventTracking.turnOn(how = "settings")
    sordino.track("alert_acknowledged", "minutes" to 3)
    val receipt = sordino.eventTracking.turnOff()
    return receipt
}

fun whole(sordino: Sordino): Receipt {
    sordino.eventTracking.turnOn(how = "first_run")
    sordino.track("alert_acknowledged", "minutes" to 3)
    val receipt = sordino.eventTracking.turnOff()
    receipt.completed.get()
    return receipt
}

fun looks(
    sordino: Sordino,
    error: Exception,
    showSwitch: (Boolean) -> Unit,
): AutoCloseable {
    println(sordino.purpose("app_operation").isOpen)
    println(sordino.queued)
    println(sordino.recentUploads)
    println(sordino.counters)
    println(sordino.recentDecisions)
    sordino.flush()
    sordino.breadcrumb("opened the rota")
    sordino.report(error)
    sordino.signIn("usr_NV5ynNmX2jZwXLtz")
    sordino.signOut()
    return sordino.eventTracking.listen { showSwitch(it.isOpen) }
}

suspend fun follows(
    sordino: Sordino,
    showSwitch: (Boolean) -> Unit,
) {
    sordino.eventTracking.choices().collect { showSwitch(it.single().isOpen) }
}

fun handsOut(sordino: Sordino): String {
    val document = sordino.exportData()
    return document
}

fun tellsSignals(
    sordino: Sordino,
    context: Context,
): Receipt {
    val preferences = context.getSharedPreferences("${context.packageName}_preferences", Context.MODE_PRIVATE)
    val receipt = sordino.tellSignals(gpc = null, preferences = preferences.all)
    return receipt
}

fun writesATicket(sordino: Sordino): RightsTicket {
    val ticket = sordino.ticket(TicketKind.RECTIFY)
    return ticket
}

fun tellsTheAge(sordino: Sordino): Receipt {
    val receipt = sordino.tellAge(atLeast = 13, atMost = 15)
    return receipt
}
