package dev.sordino.inner

import dev.sordino.Decision
import dev.sordino.FieldDecision
import dev.sordino.core.Decision as CoreDecision
import dev.sordino.core.FieldDecision as CoreFieldDecision

internal fun CoreDecision.toPublic(): Decision =
    Decision(
        time = time,
        record = record.same(),
        name = name,
        purpose = purpose,
        decided = decided.same(),
        refusal = refusal?.let { Door.refusal(it.value.toInt()) },
        recipient = recipient,
        fields = fields.map { it.toPublic() },
        about = about.map { it.toPublic() },
        delivered = delivered,
        number = number.toLong(),
    )

private fun CoreFieldDecision.toPublic(): FieldDecision = FieldDecision(name, rule.same(), value, times.toInt())
