package dev.sordino.support

import dev.sordino.inner.Running
import java.util.concurrent.CountDownLatch

/** Waits until Sordino's threads did what was asked of them so far, and what followed from that. */
internal fun Running.idle() =
    repeat(2) {
        val looked = CountDownLatch(1)
        threads.soon { looked.countDown() }
        looked.await()
        val completed = CountDownLatch(1)
        threads.slowly { completed.countDown() }
        completed.await()
    }
