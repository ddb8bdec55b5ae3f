package dev.sordino.inner

import dev.sordino.ChoiceState
import dev.sordino.CompletedReceipt
import dev.sordino.Limiter
import dev.sordino.Receipt
import dev.sordino.SordinoException
import dev.sordino.Turned
import dev.sordino.core.Account
import dev.sordino.core.Engine
import dev.sordino.core.Shown
import java.util.concurrent.Callable
import java.util.concurrent.FutureTask
import dev.sordino.core.Receipt as CoreReceipt

/** Choices of the person, what lowers them, and who is signed in. */
internal class Choices(
    private val running: Running,
    private val platform: Platform,
) {
    fun turnOn(
        ids: List<String>,
        how: String,
        locale: String?,
    ): Turned {
        val turned = each(ids) { id -> turnOn(id, shown(how, locale)) }
        val standings = running.lookNow().filter { it.purpose in ids }
        return Turned(
            isOpen = ids.isNotEmpty() && standings.all { it.isOpen },
            standings = standings,
            heldRecords = turned.sumOf { it.heldRecords.toLong() },
        )
    }

    fun turnOff(
        ids: List<String>,
        how: String,
        locale: String?,
    ): Receipt = receipt { each(ids) { id -> turnOff(id, shown(how, locale)) } }

    fun choose(
        ids: List<String>,
        state: ChoiceState,
        how: String,
        locale: String?,
    ): Receipt = receipt { each(ids) { id -> choose(id, state.same(), shown(how, locale)) }.flatten() }

    fun limit(
        limiter: Limiter,
        allows: Boolean,
        purpose: String?,
    ): Receipt = receipt { ask { limit(limiter.same(), purpose, allows) } }

    fun erase(): Receipt = receipt { ask { erase() } }

    fun expire() {
        receipt { ask { expire() } }
    }

    fun signIn(
        userId: String?,
        customerId: String?,
        values: List<String>,
    ) {
        // Before the opening nobody would be there any more to be told.
        val encoder = Charsets.UTF_8.newEncoder()
        if (!(values + listOfNotNull(userId, customerId)).all(encoder::canEncode)) throw noText()
        running.soon { signIn(Account(userId, customerId), values) }
    }

    fun signOut() = running.soon { signOut() }

    fun <T> ask(call: Engine.() -> T): T = running.opened().ask(call)

    /** Asks for each purpose, all of them, and then tells the first failure. */
    private fun <T> each(
        ids: List<String>,
        call: Engine.(String) -> T,
    ): List<T> {
        var first: SordinoException? = null
        val answers =
            ids.mapNotNull { id ->
                try {
                    ask { call(id) }
                } catch (error: SordinoException) {
                    first = first ?: error
                    null
                }
            }
        first?.let { throw it }
        return answers
    }

    private fun receipt(change: () -> List<CoreReceipt>): Receipt {
        val receipts =
            try {
                change()
            } finally {
                running.lookNow()
            }
        val completing =
            FutureTask(
                Callable {
                    receipts.map { receipt -> ask { complete(receipt) }.toPublic() }
                },
            )
        // Stopped: nobody completes it any more, and nobody may wait for ever.
        running.threads.slowly(work = completing::run) ?: completing.cancel(false)
        return Receipt(receipts.map { it.toPublic() }, completing)
    }

    private fun shown(
        how: String,
        locale: String?,
    ) = Shown(locale ?: platform.locale(), how)
}
