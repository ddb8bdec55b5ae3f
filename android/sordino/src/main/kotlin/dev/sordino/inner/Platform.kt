package dev.sordino.inner

import dev.sordino.SordinoException
import dev.sordino.core.Facts
import dev.sordino.core.KeyStore
import java.io.File

/** What Sordino needs of the system around it. All but [unfit] and [started] are called on a thread of Sordino's. */
internal interface Platform {
    /** Who looks on; `null` for nobody, as in a release. */
    val watch: Watch?
        get() = null

    /** Why nothing can be recorded in this process, or `null`. Called before everything else, on the caller's own thread. */
    fun unfit(): SordinoException?

    /** Runs [then] on any thread once files can be read: at once, or after the first unlock. */
    fun whenUnlocked(then: () -> Unit)

    /** The bytes of `policy.json`, or none if the app has no such file. */
    fun policy(): ByteArray?

    /** A folder of Sordino's own that no backup takes. */
    fun folder(): File

    fun keyStore(): KeyStore

    fun facts(): Facts

    /** The locale of the texts that a person sees now. */
    fun locale(): String

    fun transport(): Transport

    /**
     * What the system kept of earlier processes of this app; each is offered once. `null` in a process that reads none while
     * another one of the app does: nobody may say there that all was read.
     */
    fun laterCrashes(): LaterCrashes?

    /** Whether no other process of this app lives, whose end is still to be read. */
    fun isAlone(): Boolean

    /** Called first, on the caller's own thread, where the app's start waits: nothing slow, no file. */
    fun started(running: Running)

    /**
     * Something waits to be sent, not before so many milliseconds. Returns `false` if another process of the app will
     * send it.
     */
    fun wantsUpload(afterMillis: Long): Boolean

    /**
     * In how many milliseconds [wantsUpload] may first be called: not at once where something of the system's, which will
     * send, may have started this process.
     */
    fun firstUploadMillis(): Long

    /** Returns what the organisation that manages the device set under [keys], as text; nothing where nobody manages it. */
    fun organisation(keys: List<String>): Map<String, String> = emptyMap()

    /**
     * Looks at what the person or the system changed in the system's settings, if the app is in front. Called once it opened
     * and whenever the app comes to the front, on a thread that may wait for files.
     */
    fun look()

    fun stop()
}

/** Crash reports that the system hands over at the next start. */
internal interface LaterCrashes {
    /**
     * Gives each new report to [offer], oldest first. A report is given again unless [offer] returned.
     *
     * Returns in how many milliseconds to ask again, if the system has not written a report down yet.
     */
    fun each(offer: (LaterCrash) -> Unit): Long?

    companion object {
        val NONE =
            object : LaterCrashes {
                override fun each(offer: (LaterCrash) -> Unit): Long? = null
            }
    }
}

internal class LaterCrash(
    val source: CrashSource,
    val report: ByteArray,
    val happened: Long,
)

/**
 * Where a crash report comes from.
 *
 * @property number what the door calls it.
 */
internal enum class CrashSource(
    val number: Int,
) {
    RUST(0),
    JVM(1),
    NS_EXCEPTION(2),
    METRIC_KIT(3),
    TOMBSTONE(4),
    ANR(5),
    DART(6),
    JAVA_SCRIPT(7),
}
