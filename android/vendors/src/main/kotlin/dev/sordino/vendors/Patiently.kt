package dev.sordino.vendors

import dev.sordino.Minimised
import dev.sordino.Refusal
import java.util.concurrent.TimeUnit

private const val PATIENCE_MILLIS = 2_000L
private const val PAUSE_MILLIS = 10L

/** Asks again while somebody else holds a lock, two seconds at most: on a thread of an SDK's own, which nobody waits for. */
internal inline fun patiently(ask: () -> Minimised?): Minimised? {
    val until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)
    while (true) {
        val minimised = ask()
        if (minimised?.refusal != Refusal.BUSY || System.nanoTime() > until) return minimised
        Thread.sleep(PAUSE_MILLIS)
    }
}
