package dev.sordino.inner

import dev.sordino.ChoiceState
import dev.sordino.ClosedBy
import dev.sordino.ClosedReason
import dev.sordino.CompletedReceipt
import dev.sordino.Count
import dev.sordino.Deletion
import dev.sordino.Erasure
import dev.sordino.InFlight
import dev.sordino.Limiter
import dev.sordino.NotReady
import dev.sordino.Options
import dev.sordino.Problem
import dev.sordino.PurposeReceipt
import dev.sordino.PurposeStatus
import dev.sordino.Queued
import dev.sordino.Receipt
import dev.sordino.RecentUpload
import dev.sordino.Reported
import dev.sordino.SordinoException
import dev.sordino.StartupRepair
import dev.sordino.Stopped
import dev.sordino.TurnOnResult
import dev.sordino.core.ChoiceFailure
import dev.sordino.core.Facts
import dev.sordino.core.FailedPurpose
import dev.sordino.core.ClosedBy as CoreClosedBy
import dev.sordino.core.CompletedReceipt as CoreCompletedReceipt
import dev.sordino.core.Count as CoreCount
import dev.sordino.core.Options as CoreOptions
import dev.sordino.core.Override as CoreOverride
import dev.sordino.core.Platform as CorePlatform
import dev.sordino.core.PurposeStatus as CorePurposeStatus
import dev.sordino.core.Queued as CoreQueued
import dev.sordino.core.Receipt as CoreReceipt
import dev.sordino.core.RecentUpload as CoreRecentUpload
import dev.sordino.core.SordinoException as CoreException

// The words are the same on both sides; a word that one side lacks fails at the first use of its class, in any test.

internal inline fun <reified T : Enum<T>> Enum<*>.same(): T = enumValueOf(name)

internal fun CorePurposeStatus.toPublic(): PurposeStatus {
    val reasons = reasons.map { it.toPublic() }
    val first = reasons.firstOrNull()
    return PurposeStatus(purpose, open, state.same<ChoiceState>(), first?.closedBy, first?.limiter, reasons)
}

private fun CoreClosedBy.toPublic(): ClosedReason =
    when (this) {
        is CoreClosedBy.Choice -> ClosedReason(ClosedBy.CHOICE, null)
        is CoreClosedBy.Limit -> ClosedReason(ClosedBy.LIMIT, limiter.same<Limiter>())
        is CoreClosedBy.Withheld -> ClosedReason(ClosedBy.WITHHELD, limiter.same<Limiter>())
        CoreClosedBy.Expired -> ClosedReason(ClosedBy.EXPIRED, null)
        CoreClosedBy.NoChoice -> ClosedReason(ClosedBy.NO_CHOICE, null)
        CoreClosedBy.PolicyChanged -> ClosedReason(ClosedBy.POLICY_CHANGED, null)
    }

internal fun CoreCount.toPublic(): Count = Count(number.toLong(), exact)

internal fun CoreQueued.toPublic(): Queued = Queued(purpose, recipient, records.toPublic(), bytes.toPublic())

internal fun CoreRecentUpload.toPublic(): RecentUpload =
    RecentUpload(time, recipient, purpose, records.toLong(), bytes.toLong(), reported?.same<Reported>())

internal fun CoreReceipt.toPublic(): PurposeReceipt =
    PurposeReceipt(
        purpose = purpose,
        scope = scope,
        time = time,
        records = records.toPublic(),
        bytes = bytes.toPublic(),
        erasure = erasure.same<Erasure>(),
        isInLedger = inLedger,
        uploads = uploads.map { InFlight(it.recipient, it.records.toLong(), it.outcome.same<Stopped>()) },
        vendorsPending = vendorsPending,
        ledgerHead = ledgerHead,
    )

internal fun CoreCompletedReceipt.toPublic(): CompletedReceipt =
    CompletedReceipt(
        receipt = receipt.toPublic(),
        erasure = erasure.same<Erasure>(),
        filesGone = filesGone,
        vendors = vendors.map { it.toPublic() },
        isComplete = isComplete,
    )

internal fun dev.sordino.core.StartupRepair.toPublic(): StartupRepair = same()

internal fun dev.sordino.core.Deletion.toPublic() = Deletion(stage.same(), asked, tries.toInt())

internal fun dev.sordino.core.NotReady.toPublic(): NotReady = same()

internal fun CoreException.toPublic(): SordinoException =
    when (this) {
        is CoreException.BadPolicy -> {
            SordinoException(Problem.BAD_POLICY, what)
        }

        is CoreException.NewerPolicy -> {
            SordinoException(
                Problem.NEWER_POLICY,
                "the policy has format $found, which is newer than this library reads: update the library, or make " +
                    "policy.json with the `sordino generate` of its version",
            )
        }

        is CoreException.BadOption -> {
            SordinoException(Problem.BAD_OPTION, what)
        }

        is CoreException.BadLibrary -> {
            SordinoException(Problem.BAD_LIBRARY, what)
        }

        is CoreException.UnknownPurpose -> {
            ChoiceFailure.UNKNOWN_PURPOSE.toPublic()
        }

        is CoreException.NotAChoice -> {
            ChoiceFailure.NOT_A_CHOICE.toPublic()
        }

        is CoreException.NotReady -> {
            ChoiceFailure.NOT_READY.toPublic()
        }

        is CoreException.NoRoom -> {
            ChoiceFailure.NO_ROOM.toPublic()
        }

        is CoreException.StorageFailed -> {
            ChoiceFailure.STORAGE_FAILED.toPublic()
        }

        is CoreException.ClosedUntilRestart -> {
            ChoiceFailure.CLOSED_UNTIL_RESTART.toPublic()
        }

        is CoreException.Broken -> {
            ChoiceFailure.BROKEN.toPublic()
        }
    }

private fun ChoiceFailure.toPublic(): SordinoException = SordinoException(same(), text())

private fun ChoiceFailure.text(): String =
    when (this) {
        ChoiceFailure.UNKNOWN_PURPOSE -> {
            "the policy declares no such purpose: check the id against privacy.toml"
        }

        ChoiceFailure.NOT_A_CHOICE -> {
            "this state is not one that a person chooses: use turnOn, turnOff or a state of a person"
        }

        ChoiceFailure.NOT_READY -> {
            "ledger and vault are not available yet: ask condition why, and try again; nothing changed"
        }

        ChoiceFailure.NO_ROOM -> {
            "the disk has no room for the choice: free some and try again; nothing changed"
        }

        ChoiceFailure.STORAGE_FAILED -> {
            "the choice could not be written: nothing is open that was not; try again"
        }

        ChoiceFailure.CLOSED_UNTIL_RESTART -> {
            "the off could not be made durable: this process keeps it closed, a restart may not; try again"
        }

        ChoiceFailure.BROKEN -> {
            "Sordino failed inside and is closed until the app starts again; please report it"
        }
    }

/** The failure of a call that may have been carried out for other purposes: what it did for these goes with it. */
internal fun List<FailedPurpose>.toPublic(
    receipt: Receipt? = null,
    turned: TurnOnResult? = null,
): SordinoException =
    SordinoException(
        why = first().why.same(),
        message = joinToString("; ") { if (it.purpose.isEmpty()) it.why.text() else "${it.purpose}: ${it.why.text()}" },
        failed = associate { it.purpose to it.why.same<Problem>() },
        receipt = receipt,
        turned = turned,
    )

internal fun notReady(): SordinoException = ChoiceFailure.NOT_READY.toPublic()

internal fun broken(): SordinoException = ChoiceFailure.BROKEN.toPublic()

internal fun coreFacts(
    facts: Facts,
    options: Options,
): Facts = facts.copy(deviceId = options.deviceId ?: facts.deviceId)

internal fun coreOptions(
    options: Options,
    facts: Facts,
    isWatched: Boolean,
): CoreOptions =
    CoreOptions(
        facts = coreFacts(facts, options),
        platform = CorePlatform.ANDROID,
        overrides = options.overrides.map { CoreOverride(it.recipient, it.endpoint, it.key) },
        allowLoopbackHttp = options.allowLoopbackHttp,
        cancelLimitMs = millis(options.cancelLimitMillis),
        vendorLimitMs = millis(options.vendorLimitMillis),
        scrubKnownValues = options.scrubKnownValues,
        keepDecisions = options.keepDecisions || isWatched,
    )

/** A time below none is none: turned into an unsigned number it would be weeks. */
private fun millis(option: Int): UInt = option.coerceAtLeast(0).toUInt()
