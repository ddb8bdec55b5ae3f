package dev.sordino.screens

import android.content.Context
import dev.sordino.Sordino
import dev.sordino.inner.Desk
import java.util.Locale

/** The desk of the Sordino that this process started. */
internal object Desks {
    /** In its place, for tests that feed the screens. */
    @Volatile
    var fed: Desk? = null

    fun here(): Desk? = fed ?: Sordino.startedOrNull()?.running?.desk
}

/** The first language of what is around, as a tag. */
internal fun Context.language(): String =
    (
        resources.configuration.locales
            .takeUnless {
                it.isEmpty
            }?.get(0) ?: Locale.getDefault()
    ).toLanguageTag()
