package dev.sordino.inner

import dev.sordino.ChoiceState
import dev.sordino.CompletedReceipt
import dev.sordino.Deletion
import dev.sordino.Limiter
import dev.sordino.Receipt
import dev.sordino.SordinoException
import dev.sordino.TurnOnResult
import dev.sordino.core.Account
import dev.sordino.core.ChoiceFailure
import dev.sordino.core.Closings
import dev.sordino.core.Engine
import dev.sordino.core.FailedPurpose
import dev.sordino.core.Preference
import dev.sordino.core.Shown
import dev.sordino.core.signalKeys
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
    ): TurnOnResult {
        val answer = looked { turnOnEach(ids, shown(how, locale)) }
        val turned =
            TurnOnResult(
                isOpen = answer.turned.isNotEmpty() && answer.failed.isEmpty() && answer.turned.all { it.open },
                statuses = answer.turned.mapNotNull { running.board.status(it.purpose) },
                heldRecords = answer.turned.sumOf { it.heldRecords.toLong() },
            )
        if (answer.failed.isNotEmpty()) throw failure(answer.failed, turned = turned)
        return turned
    }

    fun turnOff(
        ids: List<String>,
        how: String,
        locale: String?,
    ): Receipt = closed(running.forOff()) { turnOffEach(ids, shown(how, locale)) }

    fun choose(
        ids: List<String>,
        state: ChoiceState,
        how: String,
        locale: String?,
    ): Receipt = closed(by(state)) { chooseEach(ids, state.same(), shown(how, locale)) }

    /** The engine for a choice: a no needs none of its keys. */
    fun by(state: ChoiceState): Opened =
        when (state) {
            ChoiceState.REFUSED, ChoiceState.OBJECTED -> running.forOff()
            else -> running.opened()
        }

    /** For these purposes, or for all without any. */
    fun limit(
        limiter: Limiter,
        allows: Boolean,
        ids: List<String>?,
    ): Receipt = closed(if (allows) running.opened() else running.forOff()) { limitEach(limiter.same(), ids, allows) }

    /** An age outside of 0 to 255 is no person's: the nearest says the same. */
    fun tellAge(
        atLeast: Int?,
        atMost: Int?,
    ): Receipt = closed(running.opened()) { tellAge(atLeast?.years(), atMost?.years()) }

    fun tellSignals(
        gpc: Boolean?,
        preferences: Map<String, *>,
    ): Receipt =
        closed(running.opened()) {
            tellSignals(gpc, signalKeys().mapNotNull { key -> preferences[key]?.let { Preference(key, it.toString()) } })
        }

    /** Tells what the platform has of the organisation that manages the device; `null` if that says nothing. */
    fun tellOrganisation(): Receipt? {
        val settings = platform.organisation(ask { organisationKeys() }).map { (key, value) -> Preference(key, value) }
        return if (settings.isEmpty()) null else closed(running.opened()) { tellOrganisation(settings) }
    }

    fun erase(): Receipt = closed(running.opened()) { erase() }

    fun accountDeleted(): Receipt = closed(running.opened()) { accountDeleted() }

    fun requestDeletion(): Deletion {
        val owed = looked { requestDeletion() }.toPublic()
        running.uploads.want()
        return owed
    }

    fun deletion(): Deletion = ask { deletion() }.toPublic()

    fun importRefusal(
        purpose: String,
        how: String,
    ): Receipt = receipt(looked { importRefusal(purpose, how) })

    fun expire(): Receipt = closed(running.opened()) { expireEach() }

    /** What nobody was given a receipt for; its completion has begun. */
    @Volatile
    var unfinished: Receipt = Receipt(emptyList(), FutureTask { emptyList<CompletedReceipt>() }.also(FutureTask<*>::run))
        private set

    /** Asks the engine that has just opened for it. */
    fun takeUnfinished() {
        val receipts = running.openedOrNull?.askOr(emptyList()) { unfinished() }.orEmpty()
        if (receipts.isNotEmpty()) unfinished = receipt(receipts)
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

    private fun <T> looked(
        opened: Opened = running.opened(),
        change: Engine.() -> T,
    ): T = running.changing { opened.ask(change) }

    /** Begins to complete what was closed before it tells what was not. */
    private fun closed(
        opened: Opened,
        change: Engine.() -> Closings,
    ): Receipt {
        val answer = looked(opened, change)
        val receipt = receipt(answer.receipts)
        if (answer.failed.isNotEmpty()) throw failure(answer.failed, receipt = receipt)
        return receipt
    }

    private fun failure(
        failed: List<FailedPurpose>,
        receipt: Receipt? = null,
        turned: TurnOnResult? = null,
    ): SordinoException {
        if (failed.any { it.why == ChoiceFailure.BROKEN }) running.openedOrNull?.isBroken = true
        return failed.toPublic(receipt, turned)
    }

    private fun receipt(receipts: List<CoreReceipt>): Receipt {
        val completing =
            FutureTask(
                Callable {
                    receipts.map { receipt ->
                        running.opening
                            .afterOff()
                            .ask { complete(receipt) }
                            .toPublic()
                    }
                },
            )
        // Stopped: nobody completes it any more, and nobody may wait for ever.
        running.threads.slowly(work = completing::run) ?: completing.cancel(false)
        val receipt = Receipt(receipts.map { it.toPublic() }, completing)
        if (receipts.isNotEmpty()) platform.watch?.closed(receipt)
        return receipt
    }

    private fun shown(
        how: String,
        locale: String?,
    ) = Shown(locale ?: platform.locale(), how)
}

private fun Int.years(): UByte = coerceIn(0, UByte.MAX_VALUE.toInt()).toUByte()
