package dev.sordino.platform

import android.annotation.TargetApi
import android.app.ActivityManager
import android.app.ApplicationExitInfo
import android.content.Context
import android.os.Build
import dev.sordino.inner.CrashSource
import dev.sordino.inner.LaterCrash
import dev.sordino.inner.LaterCrashes
import java.io.File
import java.io.IOException

/**
 * Native crashes (from API 31 with a trace) and ANRs of earlier processes, as Android tells them from API 30 on.
 *
 * What a Kotlin or Java exception ended is left out: it was taken in the process. A watermark keeps a report from
 * being offered twice; whether it may pass is the core's say, by the choice then and now.
 */
@TargetApi(Build.VERSION_CODES.R)
internal class ExitInfo(
    private val context: Context,
    private val watermark: File,
) : LaterCrashes {
    override fun each(offer: (LaterCrash) -> Unit) {
        val manager = context.getSystemService(ActivityManager::class.java) ?: return
        val after = read()
        manager
            .getHistoricalProcessExitReasons(context.packageName, 0, 0)
            .filter { it.timestamp > after }
            .sortedBy { it.timestamp }
            .forEach { exit ->
                report(exit)?.let(offer)
                write(exit.timestamp)
            }
    }

    private fun report(exit: ApplicationExitInfo): LaterCrash? {
        val source =
            when (exit.reason) {
                ApplicationExitInfo.REASON_CRASH_NATIVE -> CrashSource.TOMBSTONE
                ApplicationExitInfo.REASON_ANR -> CrashSource.ANR
                else -> return null
            }
        return trace(exit)?.let { LaterCrash(source, it, exit.timestamp) }
    }

    private fun trace(exit: ApplicationExitInfo): ByteArray? =
        try {
            exit.traceInputStream?.use { stream ->
                val bytes = stream.readAtMost(MOST)
                bytes.takeIf { it.isNotEmpty() }
            }
        } catch (_: IOException) {
            null
        }

    private fun read(): Long =
        try {
            watermark.readText().trim().toLongOrNull() ?: 0
        } catch (_: IOException) {
            0
        }

    private fun write(time: Long) {
        val fresh = File(watermark.path + ".new")
        fresh.writeText(time.toString())
        if (!fresh.renameTo(watermark)) throw IOException("the watermark of crash reports cannot be written")
    }

    private companion object {
        /** The core reads a report of 1 MiB at most, and refuses one that is longer. */
        const val MOST = 1_048_577
    }
}

private fun java.io.InputStream.readAtMost(most: Int): ByteArray {
    val out = java.io.ByteArrayOutputStream()
    val chunk = ByteArray(DEFAULT_BUFFER_SIZE)
    while (out.size() < most) {
        val read = read(chunk, 0, minOf(chunk.size, most - out.size()))
        if (read < 0) break
        out.write(chunk, 0, read)
    }
    return out.toByteArray()
}
