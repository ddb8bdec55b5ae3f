package dev.sordino.support

import java.util.concurrent.TimeUnit

private const val LIMIT_SECONDS = 60L
private const val PAUSE_MILLIS = 2L

/** Looks again and again until [holds], and fails after a minute; what it waits for keeps the processor meanwhile. */
internal fun until(
    what: String = "it",
    holds: () -> Boolean,
) {
    val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)
    while (!holds()) {
        check(System.nanoTime() < deadline) { "$what never came" }
        Thread.sleep(PAUSE_MILLIS)
    }
}
