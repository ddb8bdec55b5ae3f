package dev.sordino.flows

import android.content.ContentProviderOperation
import android.content.ContentProviderResult
import android.content.ContentResolver
import android.content.ContentUris
import android.content.ContentValues
import android.content.Intent
import android.net.Uri
import android.provider.ContactsContract
import android.provider.ContactsContract.CommonDataKinds.Organization
import android.provider.ContactsContract.CommonDataKinds.Phone
import android.provider.ContactsContract.CommonDataKinds.StructuredName
import android.provider.ContactsContract.Data
import android.provider.ContactsContract.Intents.Insert
import android.provider.ContactsContract.RawContacts
import dev.sordino.core.CardContent
import dev.sordino.core.ContactsInput
import dev.sordino.core.ContactsStep

/** The one card as intents for the contacts app, which need no permission. Nothing of the address book is read. */
internal object CardIntents {
    /** What the contacts app is asked for; [step] is one of the three that open it. */
    fun of(
        step: ContactsStep,
        card: CardContent,
    ): Intent {
        val intent =
            when (step) {
                ContactsStep.OPEN_EDIT -> Intent(Intent.ACTION_EDIT, Uri.parse(card.id))
                ContactsStep.OPEN_INSERT -> Intent(Intent.ACTION_INSERT).setType(ContactsContract.Contacts.CONTENT_TYPE)
                else -> Intent(Intent.ACTION_INSERT_OR_EDIT).setType(ContactsContract.Contacts.CONTENT_ITEM_TYPE)
            }
        // Extras of an edit add numbers: what stands on the card already would stand there twice.
        val numbers = if (step == ContactsStep.OPEN_EDIT) card.numbers - card.written.toSet() else card.numbers
        val rows =
            numbers.map { number ->
                ContentValues().apply {
                    put(Data.MIMETYPE, Phone.CONTENT_ITEM_TYPE)
                    put(Phone.NUMBER, number)
                    put(Phone.TYPE, Phone.TYPE_WORK)
                }
            }
        intent.putParcelableArrayListExtra(Insert.DATA, ArrayList(rows))
        if (step != ContactsStep.OPEN_EDIT) intent.putExtra(Insert.NAME, card.name)
        if (step != ContactsStep.OPEN_EDIT && card.organisation.isNotEmpty()) intent.putExtra(Insert.COMPANY, card.organisation)
        return intent.putExtra(FINISH, true)
    }

    /** The card's address, or empty for an answer that is none: another app may answer with anything. */
    fun id(answer: Uri?): String {
        val isOurs = answer?.scheme == ContentResolver.SCHEME_CONTENT && answer.authority == ContactsContract.AUTHORITY
        return if (isOurs && answer?.pathSegments?.firstOrNull() == "contacts") answer.toString() else ""
    }

    private const val FINISH = "finishActivityOnSaveCompleted"
}

/** Writes the card directly, where the policy asks for it and the person granted it. Nothing of the address book is read. */
internal class CardWriter(
    private val resolver: ContentResolver,
) {
    /** What came of it, and the card's id. */
    class Written(
        val input: ContactsInput,
        val id: String = "",
    )

    /** Carries out [step], which writes or refreshes. */
    @Suppress("TooGenericExceptionCaught")
    fun write(
        step: ContactsStep,
        card: CardContent,
    ): Written =
        try {
            if (step == ContactsStep.REFRESH) refresh(card) else insert(card)
        } catch (_: Exception) {
            // A provider of a maker's may throw anything.
            Written(ContactsInput.FAILED)
        }

    private fun insert(card: CardContent): Written {
        val rows = ArrayList<ContentProviderOperation>()
        rows.add(
            ContentProviderOperation
                .newInsert(RawContacts.CONTENT_URI)
                .withValue(RawContacts.ACCOUNT_TYPE, null)
                .withValue(RawContacts.ACCOUNT_NAME, null)
                .build(),
        )
        rows.add(row(StructuredName.CONTENT_ITEM_TYPE, StructuredName.DISPLAY_NAME, card.name))
        if (card.organisation.isNotEmpty()) rows.add(row(Organization.CONTENT_ITEM_TYPE, Organization.COMPANY, card.organisation))
        card.numbers.forEach { rows.add(row(Phone.CONTENT_ITEM_TYPE, Phone.NUMBER, it)) }
        val results = resolver.applyBatch(ContactsContract.AUTHORITY, rows)
        if (results.size != rows.size) return Written(ContactsInput.FAILED)
        val contact = rowOf(results[0], "raw_contacts")
        val numbers = results.takeLast(card.numbers.size).map { rowOf(it, "data") }
        if (contact == null || null in numbers) return Written(ContactsInput.FAILED)
        return Written(ContactsInput.SAVED_KNOWN, (listOf(contact) + numbers).joinToString(","))
    }

    private fun row(
        kind: String,
        column: String,
        value: String,
    ) = ContentProviderOperation
        .newInsert(Data.CONTENT_URI)
        .withValueBackReference(Data.RAW_CONTACT_ID, 0)
        .withValue(Data.MIMETYPE, kind)
        .withValue(column, value)
        .build()

    /** The row that a result names, or `null` if it names something else than it should. */
    private fun rowOf(
        result: ContentProviderResult,
        table: String,
    ): Long? {
        val uri = result.uri ?: return null
        if (uri.authority != ContactsContract.AUTHORITY || uri.pathSegments.firstOrNull() != table) return null
        return ContentUris.parseId(uri)
    }

    /**
     * Replaces numbers row by row, each on condition that it holds what was written last. A row that does not was edited or is
     * gone, which cannot be told apart without reading: nothing more is written then.
     */
    private fun refresh(card: CardContent): Written {
        val rows = card.id.split(',').mapNotNull(String::toLongOrNull)
        if (rows.size != card.written.size + 1) return Written(ContactsInput.CHANGED)
        val wanted = ArrayDeque(card.numbers - card.written.toSet())
        val kept = LinkedHashMap<String, Long>()
        for ((number, row) in card.written.zip(rows.drop(1))) {
            if (number in card.numbers) {
                kept[number] = row
                continue
            }
            val next = wanted.removeFirstOrNull()
            val changed =
                if (next == null) {
                    resolver.delete(Data.CONTENT_URI, UNCHANGED, arrayOf(row.toString(), number))
                } else {
                    val values = ContentValues().apply { put(Phone.NUMBER, next) }
                    resolver.update(Data.CONTENT_URI, values, UNCHANGED, arrayOf(row.toString(), number))
                }
            if (changed == 0) return Written(ContactsInput.CHANGED)
            if (next != null) kept[next] = row
        }
        for (number in wanted) {
            val values =
                ContentValues().apply {
                    put(Data.RAW_CONTACT_ID, rows[0])
                    put(Data.MIMETYPE, Phone.CONTENT_ITEM_TYPE)
                    put(Phone.NUMBER, number)
                }
            val row = resolver.insert(Data.CONTENT_URI, values) ?: return Written(ContactsInput.CHANGED)
            kept[number] = ContentUris.parseId(row)
        }
        return Written(ContactsInput.SAVED_KNOWN, (listOf(rows[0]) + card.numbers.map { kept.getValue(it) }).joinToString(","))
    }

    private companion object {
        const val UNCHANGED = "${Data._ID}=? AND ${Phone.NUMBER}=?"
    }
}
