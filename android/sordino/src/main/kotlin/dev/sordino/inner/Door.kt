package dev.sordino.inner

import com.sun.jna.Native
import com.sun.jna.Pointer
import dev.sordino.Outcome
import dev.sordino.Refusal
import java.nio.Buffer
import java.nio.ByteBuffer
import java.util.concurrent.atomic.AtomicReferenceArray

/** The library that the generated calls use too: an engine's number means nothing in another one. */
private val LIBRARY: String
    get() = System.getProperty("uniffi.component.sordino.libraryOverride") ?: "sordino"

/** The one C function for what is frequent. JNA's direct mapping: registered once, no object for a call. */
internal object NativeDoor {
    init {
        Native.register(NativeDoor::class.java, LIBRARY)
    }

    @JvmStatic
    external fun sordino_record(
        engine: Long,
        record: Pointer,
        length: Long,
    ): Int
}

/** The same where a `size_t` has four bytes. */
internal object NativeDoor32 {
    init {
        Native.register(NativeDoor32::class.java, LIBRARY)
    }

    @JvmStatic
    external fun sordino_record(
        engine: Long,
        record: Pointer,
        length: Int,
    ): Int
}

/** Offers records to the core. */
internal object Door {
    private val spare = AtomicReferenceArray<Slot>(SPARE)
    private val outcomes: Array<Outcome?> = arrayOf(Outcome.Accepted, Outcome.HeldInMemory, Outcome.HeldSealed, Outcome.KeysNotReady)
    private val refusals = arrayOfNulls<Refusal>(REFUSALS).also { all -> Refusal.entries.forEach { all[it.number] = it } }

    /** A refusal by its number; what this version does not know is a fault of the pairing. */
    fun refusal(number: Int): Refusal = refusals.getOrNull(number) ?: Refusal.MALFORMED_BYTES

    inline fun offer(
        handle: Long,
        write: (RecordWriter) -> Refusal?,
    ): Outcome =
        withSlot { slot ->
            val refusal = write(slot.writer)
            if (refusal == null) slot.call(handle) else Outcome.Refused.of(refusal)
        }

    /** Offers a record that was written before. */
    fun offer(
        handle: Long,
        record: ByteArray,
    ): Outcome = withSlot { it.call(handle, record, record.size) }

    /**
     * Links the function and loads what a record needs, so that an app's first one does not pay for it: half a record,
     * which the door refuses before any engine is asked.
     */
    fun warm(handle: Long) {
        withSlot { slot ->
            slot.writer.event("", arrayOf("" to 0))
            slot.call(handle, slot.writer.bytes, 1)
        }
    }

    /** Writes a record for later. */
    inline fun <T> written(
        write: (RecordWriter) -> Refusal?,
        refused: (Refusal) -> T,
        written: (ByteArray) -> T,
    ): T =
        withSlot { slot ->
            val refusal = write(slot.writer)
            if (refusal == null) written(slot.writer.bytes.copyOf(slot.writer.length)) else refused(refusal)
        }

    fun outcome(number: Int): Outcome = outcomes.getOrNull(number) ?: Outcome.Refused.of(refusal(number))

    inline fun <T> withSlot(use: (Slot) -> T): T {
        val at = Thread.currentThread().id.toInt() and (SPARE - 1)
        val slot = spare.getAndSet(at, null) ?: Slot()
        try {
            return use(slot)
        } finally {
            spare.set(at, slot)
        }
    }

    /** A writer and the memory that the core reads, used by one thread at a time. */
    class Slot {
        val writer = RecordWriter()

        // Made at the first call and not before: a library that cannot be linked must not fail in the app's hands.
        private var buffer: ByteBuffer? = null
        private var pointer = Pointer.NULL

        fun call(handle: Long): Outcome = call(handle, writer.bytes, writer.length)

        fun call(
            handle: Long,
            bytes: ByteArray,
            length: Int,
        ): Outcome {
            val memory = roomFor(length)
            // By the older class: newer Androids alone have a `clear` of the buffer's own, and a compiler picks that one.
            val view: Buffer = memory
            view.clear()
            memory.put(bytes, 0, length)
            val number =
                if (IS_WIDE) {
                    NativeDoor.sordino_record(handle, pointer, length.toLong())
                } else {
                    NativeDoor32.sordino_record(handle, pointer, length)
                }
            return outcome(number)
        }

        private fun roomFor(length: Int): ByteBuffer {
            val has = buffer
            // One great record must not hold its memory for ever.
            if (has != null && length <= has.capacity() && (has.capacity() <= KEPT || length > KEPT)) return has
            return ByteBuffer.allocateDirect(maxOf(length, FIRST)).also {
                buffer = it
                pointer = Native.getDirectBufferPointer(it)
            }
        }
    }

    private val IS_WIDE by lazy(LazyThreadSafetyMode.PUBLICATION) { Native.SIZE_T_SIZE == Long.SIZE_BYTES }
    const val SPARE = 16
    private const val REFUSALS = 65
    private const val FIRST = 2_048
    private const val KEPT = 65_536
}
