package dev.sordino.inner

import dev.sordino.Importance
import dev.sordino.PushCategory
import dev.sordino.core.FlowAccess
import dev.sordino.core.PushCategoryState
import dev.sordino.core.PushInput
import dev.sordino.core.Importance as CoreImportance

// What an app is told of the permission flows, from the core's records.

/** Asks nobody: the system's answer is no matter of the categories, and limits follow from the next look. */
internal fun Running.pushCategories(locale: String): List<PushCategory> =
    choices
        .ask { pushStep(PushInput.LOOK, FlowAccess.Authorized, emptyList(), locale) }
        .categories
        .map { it.toPublic() }

private fun PushCategoryState.toPublic(): PushCategory =
    PushCategory(
        id = id,
        title = title,
        text = text,
        purpose = purpose,
        importance = importance.same(),
        isMarketing = marketing,
        isCritical = critical,
        isOpen = open,
    )

private fun CoreImportance.same(): Importance =
    when (this) {
        CoreImportance.LOW -> Importance.LOW
        CoreImportance.NORMAL -> Importance.NORMAL
        CoreImportance.HIGH -> Importance.HIGH
    }
