package dev.sordino

/**
 * A part of the record of past choices, newest first.
 *
 * @property title the heading of the record.
 * @property rows the choices.
 * @property hasMore `true` if there are older ones.
 */
public data class HistoryPage(
    public val title: String,
    public val rows: List<HistoryRow>,
    public val hasMore: Boolean,
)

/**
 * A choice of the past.
 *
 * @property title what was chosen.
 * @property detail when, and where in the app.
 */
public data class HistoryRow(
    public val title: String,
    public val detail: String,
)
