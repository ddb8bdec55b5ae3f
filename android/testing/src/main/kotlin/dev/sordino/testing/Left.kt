package dev.sordino.testing

import dev.sordino.Decision
import dev.sordino.RecordKind

/**
 * A record as it left for one recipient.
 *
 * @property recipient id of the recipient.
 * @property record what the app offered.
 * @property name name of the event; empty for other records.
 * @property fields the values of the record that left, each as it left, by name. Of several alike the first; cut at 200 bytes.
 * @property about what was sent beside the record about app, device and person.
 * @property dropped names of the record's fields that did not leave.
 */
public data class Left(
    public val recipient: String,
    public val record: RecordKind,
    public val name: String,
    public val fields: Map<String, String>,
    public val about: Map<String, String>,
    public val dropped: Set<String>,
) {
    /** Returns the recipient, the name and what left, on one line. */
    override fun toString(): String = "$recipient: ${name.ifEmpty { record.name }} $fields"

    internal companion object {
        /** A decision about a record that was delivered. */
        fun of(decision: Decision): Left {
            val (dropped, kept) = decision.fields.partition { it.value == null }
            return Left(
                recipient = decision.recipient.orEmpty(),
                record = decision.record,
                name = decision.name,
                fields = kept.associate { it.name to it.value.orEmpty() },
                about = decision.about.filter { it.value != null }.associate { it.name to it.value.orEmpty() },
                dropped = dropped.map { it.name }.toSet(),
            )
        }
    }
}
