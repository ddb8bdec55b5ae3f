package dev.sordino.flows

import android.content.ContentProvider
import android.content.ContentUris
import android.content.ContentValues
import android.content.Context
import android.content.Intent
import android.content.pm.ProviderInfo
import android.database.Cursor
import android.net.Uri
import android.provider.ContactsContract
import android.provider.ContactsContract.CommonDataKinds.Phone
import android.provider.ContactsContract.Intents.Insert
import dev.sordino.core.CardContent
import dev.sordino.core.ContactsInput
import dev.sordino.core.ContactsStep
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** A stand-in for the contacts provider: it keeps rows, and notes what it is asked. */
class FakeContacts : ContentProvider() {
    val asked = ArrayList<String>()
    val numbers = HashMap<Long, String?>()
    var answersAs = ContactsContract.AUTHORITY
    var throws = false
    private var last = 6L

    override fun onCreate() = true

    override fun insert(
        uri: Uri,
        values: ContentValues?,
    ): Uri {
        if (throws) error("a maker's own trouble")
        asked.add("insert ${uri.lastPathSegment}")
        numbers[++last] = values?.getAsString(Phone.NUMBER)
        return ContentUris.withAppendedId(Uri.parse("content://$answersAs/${uri.lastPathSegment}"), last)
    }

    override fun update(
        uri: Uri,
        values: ContentValues?,
        where: String?,
        arguments: Array<out String>?,
    ): Int {
        asked.add("update $where ${arguments!!.toList()}")
        if (numbers[arguments[0].toLong()] != arguments[1]) return 0
        numbers[arguments[0].toLong()] = values!!.getAsString(Phone.NUMBER)
        return 1
    }

    override fun delete(
        uri: Uri,
        where: String?,
        arguments: Array<out String>?,
    ): Int {
        asked.add("delete $where ${arguments!!.toList()}")
        return if (numbers.remove(arguments[0].toLong(), arguments[1])) 1 else 0
    }

    override fun query(
        uri: Uri,
        columns: Array<out String>?,
        where: String?,
        arguments: Array<out String>?,
        order: String?,
    ): Cursor? = error("the address book was read")

    override fun getType(uri: Uri): String? = error("the address book was read")
}

/** The card as intents, and written directly; what a provider that records is asked. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 33, 35])
class CardTest {
    private val context: Context
        get() = RuntimeEnvironment.getApplication()

    private fun card(
        id: String = "",
        numbers: List<String> = listOf("+491", "+492"),
        written: List<String> = emptyList(),
    ) = CardContent("ilert", "ilert GmbH", numbers, id, written, written - numbers.toSet())

    private fun provider(): FakeContacts {
        val info = ProviderInfo().apply { authority = ContactsContract.AUTHORITY }
        return Robolectric.buildContentProvider(FakeContacts::class.java).create(info).get()
    }

    private fun write(
        step: ContactsStep,
        card: CardContent,
    ) = CardWriter(context.contentResolver).write(step, card)

    private fun numbersOf(intent: Intent): List<String?> {
        @Suppress("DEPRECATION")
        val rows = intent.getParcelableArrayListExtra<ContentValues>(Insert.DATA)!!
        return rows.map { it.getAsString(Phone.NUMBER) }
    }

    @Test
    fun a_new_card_is_an_intent() {
        val intent = CardIntents.of(ContactsStep.OPEN_INSERT, card())
        assertEquals(Intent.ACTION_INSERT, intent.action)
        assertEquals("vnd.android.cursor.dir/contact", intent.type)
        assertEquals("ilert", intent.getStringExtra(Insert.NAME))
        assertEquals(listOf("+491", "+492"), numbersOf(intent))
        assertTrue(intent.getBooleanExtra("finishActivityOnSaveCompleted", false))
    }

    @Test
    fun an_edit_adds_new_numbers_only() {
        val id = "content://com.android.contacts/contacts/7"
        val intent = CardIntents.of(ContactsStep.OPEN_EDIT, card(id, written = listOf("+491")))
        assertEquals(Intent.ACTION_EDIT, intent.action)
        assertEquals(id, intent.dataString)
        assertEquals(listOf("+492"), numbersOf(intent))
        assertFalse(intent.hasExtra(Insert.NAME))
    }

    @Test
    fun an_answer_of_another_app_is_no_id() {
        val ours = "content://com.android.contacts/contacts/lookup/0r1/7"
        assertEquals(ours, CardIntents.id(Uri.parse(ours)))
        for (other in listOf("content://com.other/contacts/7", "content://com.android.contacts/data/7", "file:///contacts/7")) {
            assertEquals("", CardIntents.id(Uri.parse(other)))
        }
        assertEquals("", CardIntents.id(null))
    }

    @Test
    fun a_direct_write_reads_nothing() {
        val provider = provider()
        val written = write(ContactsStep.WRITE, card())
        assertEquals(ContactsInput.SAVED_KNOWN, written.input)
        assertEquals("7,10,11", written.id)
        assertEquals(listOf("insert raw_contacts") + List(4) { "insert data" }, provider.asked)
    }

    @Test
    fun a_refresh_is_conditional_on_what_was_written() {
        val provider = provider()
        val id = write(ContactsStep.WRITE, card()).id
        provider.asked.clear()
        val newer = card(id, listOf("+492", "+493"), listOf("+491", "+492"))
        val refreshed = write(ContactsStep.REFRESH, newer)
        assertEquals(ContactsInput.SAVED_KNOWN, refreshed.input)
        assertEquals("7,11,10", refreshed.id)
        assertEquals(listOf("update _id=? AND data1=? [10, +491]"), provider.asked)
        val fewer = card(refreshed.id, listOf("+493"), listOf("+492", "+493"))
        assertEquals("7,10", write(ContactsStep.REFRESH, fewer).id)
        assertEquals("delete _id=? AND data1=? [11, +492]", provider.asked.last())
    }

    @Test
    fun an_edited_number_is_left_alone() {
        val provider = provider()
        val id = write(ContactsStep.WRITE, card()).id
        provider.numbers[10] = "+49 my own"
        val written = write(ContactsStep.REFRESH, card(id, listOf("+493", "+492"), listOf("+491", "+492")))
        assertEquals(ContactsInput.CHANGED, written.input)
        assertEquals("+49 my own", provider.numbers[10])
    }

    @Test
    fun a_provider_in_trouble_is_a_failure() {
        assertEquals("missing", ContactsInput.FAILED, write(ContactsStep.WRITE, card()).input)
        val provider = provider()
        provider.throws = true
        assertEquals("throws", ContactsInput.FAILED, write(ContactsStep.WRITE, card()).input)
        provider.throws = false
        provider.answersAs = "com.other"
        assertEquals("another app's row", ContactsInput.FAILED, write(ContactsStep.WRITE, card()).input)
    }
}
