package dev.sordino.inner

import dev.sordino.core.Begun
import dev.sordino.core.Engine
import dev.sordino.core.NextUpload
import dev.sordino.core.NotBegun
import dev.sordino.core.Reply

/** Carries what waits to its recipients. What, when and whether is decided in the core. */
internal class Courier(
    private val engine: Engine,
    private val transport: Transport,
    private val threads: Threads,
    private val limitMillis: Long = LIMIT_MILLIS,
) {
    /**
     * Sends until nothing is due or [stop] ends it.
     *
     * @return in how many milliseconds something is due, or none if nothing waits.
     */
    fun deliver(stop: Stop): Long? {
        var refused = 0
        while (!stop.isStopped && refused < MOST_REFUSED) {
            when (val next = engine.nextUpload()) {
                is NextUpload.Ready -> {
                    val cancel = CancelHandle(engine::stopRevoked).also(stop::watch)
                    when (val begun = next.ticket.use { engine.begin(it, cancel) }) {
                        is Begun.Send -> {
                            send(begun, cancel)
                        }

                        is Begun.Not -> {
                            if (begun.why == NotBegun.BUSY) return BUSY_MILLIS
                            refused++
                        }
                    }
                }

                is NextUpload.Wait -> {
                    return next.ms.toLong().coerceAtLeast(1)
                }

                NextUpload.Idle -> {
                    return null
                }
            }
        }
        return BUSY_MILLIS
    }

    private fun send(
        begun: Begun.Send,
        cancel: CancelHandle,
    ) {
        // Another process may turn the purpose off meanwhile, and reaches this request only so.
        val watch =
            threads.cancelEachSecond {
                cancel.again()
                engine.stopRevoked()
            }
        // A server that answers one byte at a time would hold the request for hours.
        val limit = threads.cancel(limitMillis, cancel::timeOut)
        var reply: Reply = Reply.Failed
        try {
            reply = transport.send(begun.request, cancel)
        } finally {
            watch?.cancel(false)
            limit?.cancel(false)
            engine.report(begun.request.id, reply)
        }
    }

    private companion object {
        /** An engine that refuses again and again has a reason that time must mend. */
        const val MOST_REFUSED = 16
        const val BUSY_MILLIS = 30_000L

        /** From the first look to the last byte of the answer. */
        const val LIMIT_MILLIS = 60_000L
    }
}
