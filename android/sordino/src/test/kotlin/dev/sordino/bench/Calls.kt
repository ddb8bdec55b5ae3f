package dev.sordino.bench

import com.sun.management.ThreadMXBean
import dev.sordino.Outcome
import dev.sordino.Sordino
import dev.sordino.support.Started
import java.io.File
import java.lang.management.ManagementFactory
import java.util.concurrent.locks.LockSupport

/** What calls cost a Kotlin caller, as rows of docs/figures-kotlin.md. Prints medians; asserts nothing. */
object Calls {
    private const val WARM = 20_000
    private const val MANY = 100_000
    private const val PACED = 2_000
    private const val SAMPLED = 10_000
    private const val MILLISECOND = 1_000_000L

    @JvmStatic
    fun main(words: Array<String>) {
        println("| Call | flat out, p50 / p99 us | one per ms, p50 / p99 us | bytes allocated |")
        println("|---|---|---|---|")
        Started().on().use { started ->
            val sordino = started.sordino
            val first = time { track(sordino, 0) }
            row("`track` with three properties, on") { track(sordino, it) }
            row("`isOpen`") { sordino.eventTracking.isOpen }
            row("`statuses` of one purpose") { sordino.eventTracking.statuses }
            sordino.eventTracking.turnOff()
            row("`track` with three properties, off") { track(sordino, it) }
            println("| the first `track` of a process | ${us(first)} | - | - |")
        }
        Started().on().use { started ->
            repeat(WARM) { track(started.sordino, it) }
            System.gc()
            val before = resident()
            var most = before
            val lost =
                (1..MANY).count {
                    if (it % SAMPLED == 0) most = maxOf(most, resident())
                    track(started.sordino, it) !== Outcome.Accepted
                }
            println("| 100k flat out: memory at its most | +${(most - before) / 1_000} MB | - | $lost not accepted |")
        }
        println("| nothing (the harness) | ${both { }} | - |")
    }

    private fun track(
        sordino: Sordino,
        minutes: Int,
    ) = sordino.track("alert_acknowledged", "minutes" to minutes, "channel" to "push", "complete" to true)

    private fun row(
        name: String,
        call: (Int) -> Any?,
    ) {
        repeat(WARM) { call(it) }
        val threads = ManagementFactory.getThreadMXBean() as ThreadMXBean
        val thread = Thread.currentThread().id
        val before = threads.getThreadAllocatedBytes(thread)
        repeat(PACED) { call(it) }
        val bytes = (threads.getThreadAllocatedBytes(thread) - before) / PACED
        println("| $name | ${both(call)} | $bytes |")
    }

    private fun both(call: (Int) -> Any?): String {
        val flat = LongArray(MANY) { time { call(it) } }
        val paced =
            LongArray(PACED) {
                LockSupport.parkNanos(MILLISECOND)
                time { call(it) }
            }
        return "${middle(flat)} | ${middle(paced)}"
    }

    private inline fun time(call: () -> Unit): Long {
        val begun = System.nanoTime()
        call()
        return System.nanoTime() - begun
    }

    private fun middle(nanos: LongArray): String {
        nanos.sort()
        return "${us(nanos[nanos.size / 2])} / ${us(nanos[nanos.size * 99 / 100])}"
    }

    private fun us(nanos: Long) = "%.2f".format(nanos / 1_000.0)

    /** Kilobytes, as Linux counts them. */
    private fun resident(): Long =
        File("/proc/self/status")
            .readLines()
            .first { it.startsWith("VmRSS") }
            .filter(Char::isDigit)
            .toLong()
}
