package dev.sordino

import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate

/**
 * Returns a flow of the purposes' states: the present ones first, then each change. A slow collector gets the latest.
 *
 * Needs kotlinx-coroutines in the app; Sordino brings none.
 */
public fun Purpose.choices(): Flow<List<PurposeStatus>> =
    callbackFlow {
        val open = listen { trySend(statuses) }
        trySend(statuses)
        awaitClose { open.close() }
    }.conflate()
