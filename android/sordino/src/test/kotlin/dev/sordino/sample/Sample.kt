package dev.sordino.sample

import dev.sordino.Sordino

/** What an app writes: it tracks, turns off, and prints the receipt. */
fun acknowledge(sordino: Sordino) {
    val listening = sordino.eventTracking.listen { println("event tracking is ${if (it.isOpen) "on" else "off"}") }

    sordino.eventTracking.turnOn(how = "first_run")
    sordino.signIn("usr_NV5ynNmX2jZwXLtz")
    println(sordino.track("alert_acknowledged", "minutes" to 3, "channel" to "push"))

    val receipt = sordino.eventTracking.turnOff()
    println(receipt)
    println(sordino.track("alert_acknowledged", "minutes" to 4))

    listening.close()
}
