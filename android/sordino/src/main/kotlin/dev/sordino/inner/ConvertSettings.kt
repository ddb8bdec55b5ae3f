package dev.sordino.inner

import dev.sordino.CompletedReceipt
import dev.sordino.Confirmation
import dev.sordino.Count
import dev.sordino.HistoryPage
import dev.sordino.HistoryRow
import dev.sordino.Prompt
import dev.sordino.PromptPurpose
import dev.sordino.PurposeReceipt
import dev.sordino.RecipientLine
import dev.sordino.SettingsRow
import dev.sordino.SettingsScreen
import dev.sordino.SettingsSection
import dev.sordino.SettingsTexts
import dev.sordino.core.InFlight
import dev.sordino.core.CompletedReceipt as CoreCompletedReceipt
import dev.sordino.core.Confirmation as CoreConfirmation
import dev.sordino.core.Count as CoreCount
import dev.sordino.core.HistoryPage as CoreHistoryPage
import dev.sordino.core.Prompt as CorePrompt
import dev.sordino.core.Receipt as CoreReceipt
import dev.sordino.core.RecipientLine as CoreRecipientLine
import dev.sordino.core.SettingsRow as CoreRow
import dev.sordino.core.SettingsScreen as CoreScreen
import dev.sordino.core.SettingsTexts as CoreTexts

// What the screens show, from the core's records; and receipts back to it, which says them in words.

internal fun CoreScreen.toPublic(): SettingsScreen =
    SettingsScreen(
        locale,
        title,
        sections.map { section ->
            SettingsSection(section.id, section.title, section.rows.map { it.toPublic() })
        },
    )

private fun CoreRow.toPublic(): SettingsRow =
    SettingsRow(
        id = id,
        kind = kind.same(),
        purpose = purpose,
        label = label,
        explanation = explanation,
        hint = hint,
        isOn = on,
        isChangeable = changeable,
        isUnsaved = unsaved,
        state = state,
        reasons = reasons,
        confirm = confirm?.toPublic(),
        turningOff = turningOff,
        withdrawal = withdrawal,
        recipients = recipients.map { it.toPublic() },
        changedAt = changedAt,
        target = target,
        isObjectable = objects,
    )

private fun CoreConfirmation.toPublic() = Confirmation(title, text, keep, turnOff)

private fun CoreRecipientLine.toPublic() = RecipientLine(name, country, policyLink, retention)

internal fun CoreTexts.toPublic(): SettingsTexts =
    SettingsTexts(
        title = title,
        back = back,
        details = details,
        always = always,
        theirPolicy = theirPolicy,
        unavailable = unavailable,
        turningOn = turningOn,
        turningOff = turningOff,
        offUntilRestart = offUntilRestart,
        notSaved = notSaved,
        tryAgain = tryAgain,
        pastChoices = pastChoices,
        emptyHistory = emptyHistory,
        export = export,
        cannotShare = cannotShare,
        erase = erase,
        eraseTitle = eraseTitle,
        eraseText = eraseText,
        eraseKeep = eraseKeep,
        eraseDo = eraseDo,
        erased = erased,
    )

internal fun CorePrompt.toPublic(): Prompt =
    Prompt(
        kind = kind.same(),
        title = title,
        text = text,
        news = news,
        purposes = purposes.map { PromptPurpose(it.purpose, it.label, it.text, it.toWhom) },
        allowNone = allowNone,
        allowAll = allowAll,
        choose = choose,
        notSaved = notSaved,
    )

internal fun CoreHistoryPage.toPublic(): HistoryPage = HistoryPage(title, rows.map { HistoryRow(it.title, it.detail) }, more)

internal fun PurposeReceipt.toCore(): CoreReceipt =
    CoreReceipt(
        purpose = purpose,
        scope = scope,
        time = time,
        records = records.toCore(),
        bytes = bytes.toCore(),
        erasure = erasure.same(),
        inLedger = isInLedger,
        uploads = uploads.map { InFlight(it.recipient, it.records.toULong(), it.outcome.same()) },
        vendorsPending = vendorsPending,
        ledgerHead = ledgerHead,
    )

internal fun CompletedReceipt.toCore(): CoreCompletedReceipt =
    CoreCompletedReceipt(
        receipt = receipt.toCore(),
        erasure = erasure.same(),
        filesGone = filesGone,
        vendors = vendors.map { it.toCore() },
        isComplete = isComplete,
    )

private fun Count.toCore() = CoreCount(count.toULong(), isExact)
