package dev.sordino.inner

import dev.sordino.CompletedReceipt
import dev.sordino.PurposeReceipt
import java.util.concurrent.Future

/** What became of the last thing that a person asked of a row, while that is not yet all told by how the purpose stands. */
internal sealed class Note {
    /** It is under way. Nothing is said to be on meanwhile: memory closes first, and opens last. */
    class Turning(
        val toOn: Boolean,
    ) : Note()

    /** It could not be written. */
    class Failed(
        val toOn: Boolean,
        /** Memory holds it closed all the same, until the process ends. */
        val isOffUntilRestart: Boolean,
    ) : Note()

    /** It is off, and what that did. */
    class Off(
        val receipt: PurposeReceipt,
        private val completing: Future<List<CompletedReceipt>>,
        /** Of the same off, once vendors were told. */
        val completed: CompletedReceipt? = null,
    ) : Note() {
        /** The same with what it did in the end. Waits for that. */
        fun inTheEnd(): Off = Off(receipt, completing, completing.get().firstOrNull { it.receipt.purpose == receipt.purpose })
    }

    /** Everything was erased. */
    object Erased : Note()

    /** The record could not be handed on. */
    object NotShared : Note()
}
