package dev.sordino.inner

/** Records that were offered before the opening: in memory, bounded, gone with the process. */
internal class Waiting {
    private val records = ArrayDeque<ByteArray>()
    private var bytes = 0

    @Volatile
    private var isOver = false

    /** Whether it was taken; `null` once the opening is over and the record must be offered to the core. */
    fun offer(record: ByteArray): Boolean? =
        synchronized(this) {
            when {
                isOver -> {
                    null
                }

                records.size >= MOST_RECORDS || bytes + record.size > MOST_BYTES -> {
                    false
                }

                else -> {
                    records.addLast(record)
                    bytes += record.size
                    true
                }
            }
        }

    /** Gives every record to [take], oldest first, then lets nothing wait any more. */
    fun end(take: (ByteArray) -> Unit) {
        while (true) {
            val next =
                synchronized(this) {
                    records.removeFirstOrNull() ?: run {
                        isOver = true
                        null
                    }
                } ?: return
            take(next)
        }
    }

    private companion object {
        const val MOST_RECORDS = 256
        const val MOST_BYTES = 262_144
    }
}
