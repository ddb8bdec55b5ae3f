package dev.sordino.platform

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import dev.sordino.SordinoException
import dev.sordino.screens.Desks
import java.io.FileNotFoundException
import java.io.IOException
import java.io.OutputStream

/**
 * Hands the document of everything that is held about the person to whom they share it with. Called by Android alone.
 *
 * It is exported to nobody: a reader needs the permission that comes with the share. What is read is written at that moment
 * from Sordino itself; no copy lies on the disk.
 */
public class ExportProvider : ContentProvider() {
    /** Returns `true`; nothing is done at the start of the app. */
    override fun onCreate(): Boolean = true

    /** Returns the kind of the file. */
    override fun getType(uri: Uri): String = TYPE

    /** Returns the name under which it is shared. */
    override fun query(
        uri: Uri,
        projection: Array<out String>?,
        selection: String?,
        selectionArgs: Array<out String>?,
        sortOrder: String?,
    ): Cursor {
        val columns = projection?.filter { it == OpenableColumns.DISPLAY_NAME } ?: listOf(OpenableColumns.DISPLAY_NAME)
        return MatrixCursor(columns.toTypedArray(), 1).apply { addRow(columns.map { NAME }) }
    }

    /** Returns a pipe, through which the record comes. */
    override fun openFile(
        uri: Uri,
        mode: String,
    ): ParcelFileDescriptor {
        val desk = Desks.here()
        if (mode != "r" || uri.lastPathSegment != NAME || desk == null) throw FileNotFoundException("there is no such file")
        return openPipeHelper(uri, TYPE, null, desk) { output, _, _, _, asked ->
            try {
                val stream: OutputStream = ParcelFileDescriptor.AutoCloseOutputStream(output)
                stream.use { it.write(asked!!.readExport().encodeToByteArray()) }
            } catch (_: IOException) {
                // Whoever asked reads no more.
            } catch (_: SordinoException) {
                // The record cannot be read now: an empty file says nothing false.
            }
        }
    }

    /** Takes nothing. */
    override fun insert(
        uri: Uri,
        values: ContentValues?,
    ): Uri? = null

    /** Deletes nothing. */
    override fun delete(
        uri: Uri,
        selection: String?,
        selectionArgs: Array<out String>?,
    ): Int = 0

    /** Changes nothing. */
    override fun update(
        uri: Uri,
        values: ContentValues?,
        selection: String?,
        selectionArgs: Array<out String>?,
    ): Int = 0

    internal companion object {
        const val TYPE = "application/json"
        private const val NAME = "privacy-export.json"

        fun address(context: Context): Uri =
            Uri
                .Builder()
                .scheme("content")
                .authority("${context.packageName}.sordino.export")
                .appendPath(NAME)
                .build()
    }
}
