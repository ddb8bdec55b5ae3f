package dev.sordino.platform

import android.annotation.TargetApi
import android.app.ActivityManager
import android.app.ApplicationExitInfo
import android.content.Context
import android.os.Build
import dev.sordino.inner.CrashSource
import dev.sordino.inner.LaterCrash
import dev.sordino.inner.LaterCrashes
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.IOException
import java.io.InputStream

/**
 * Native crashes (from API 31 with a trace) and ANRs of earlier processes, as Android tells them from API 30 on.
 *
 * What a Kotlin or Java exception ended is left out: it was taken in the process. A watermark (time and processes) keeps a
 * report from being offered twice, and two ends of one millisecond apart; whether it may pass is the core's say, by the choice then and now.
 */
@TargetApi(Build.VERSION_CODES.R)
internal class ExitInfo(
    private val context: Context,
    private val watermark: File,
    private val api: Int = Build.VERSION.SDK_INT,
    private val now: () -> Long = System::currentTimeMillis,
) : LaterCrashes {
    override fun each(offer: (LaterCrash) -> Unit): Long? {
        val manager = context.getSystemService(ActivityManager::class.java) ?: return null
        var mark = read()
        val exits = manager.getHistoricalProcessExitReasons(context.packageName, 0, 0)
        for (exit in exits.filterNot(mark::isPast).sortedWith(compareBy({ it.timestamp }, { it.pid }))) {
            val source = source(exit)
            val trace = source?.let { trace(exit, it) }
            when {
                source != null && trace != null -> offer(LaterCrash(source, trace, exit.timestamp))

                // Android tells of an end before it has written the trace, which may never come.
                source != null && now() - exit.timestamp in 0 until YOUNG_MILLIS -> return AGAIN_MILLIS
            }
            mark = mark.moved(exit)
            write(mark)
        }
        return null
    }

    private fun source(exit: ApplicationExitInfo): CrashSource? =
        when (exit.reason) {
            // Before API 31 no trace of one ever comes: it is passed over at once.
            ApplicationExitInfo.REASON_CRASH_NATIVE -> CrashSource.TOMBSTONE.takeIf { api >= Build.VERSION_CODES.S }

            ApplicationExitInfo.REASON_ANR -> CrashSource.ANR

            else -> null
        }

    private fun trace(
        exit: ApplicationExitInfo,
        source: CrashSource,
    ): ByteArray? =
        try {
            // A text tells as much without its end, which is other threads'. A tombstone that was cut is none: it goes
            // with one byte too many, and the core counts it as too large.
            val most = if (source == CrashSource.ANR) MOST else MOST + 1
            exit.traceInputStream?.use { it.readAtMost(most) }?.takeIf { it.isNotEmpty() }
        } catch (_: IOException) {
            null
        }

    /** How far the ends were read: to a time, and of that millisecond those of some processes. */
    private class Mark(
        val time: Long,
        val processes: Set<Int>,
    ) {
        fun isPast(exit: ApplicationExitInfo) = exit.timestamp < time || (exit.timestamp == time && exit.pid in processes)

        fun moved(exit: ApplicationExitInfo) = Mark(exit.timestamp, (if (exit.timestamp == time) processes else emptySet()) + exit.pid)
    }

    private fun read(): Mark {
        val text =
            try {
                watermark.readText()
            } catch (_: IOException) {
                ""
            }
        val numbers = text.trim().split(' ')
        return Mark(numbers[0].toLongOrNull() ?: 0, numbers.drop(1).mapNotNull(String::toIntOrNull).toSet())
    }

    private fun write(mark: Mark) {
        val fresh = File(watermark.path + ".new")
        fresh.writeText((listOf(mark.time) + mark.processes).joinToString(" "))
        if (!fresh.renameTo(watermark)) throw IOException("the watermark of crash reports cannot be written")
    }

    private companion object {
        /** The core reads a report of 1 MiB at most, and refuses one that is longer. */
        const val MOST = 1_048_576

        /** An end without its trace is waited for so long. */
        const val YOUNG_MILLIS = 300_000L
        const val AGAIN_MILLIS = 30_000L
    }
}

private fun InputStream.readAtMost(most: Int): ByteArray {
    val out = ByteArrayOutputStream()
    val chunk = ByteArray(DEFAULT_BUFFER_SIZE)
    while (out.size() < most) {
        val read = read(chunk, 0, minOf(chunk.size, most - out.size()))
        if (read < 0) break
        out.write(chunk, 0, read)
    }
    return out.toByteArray()
}
