package dev.sordino.example.before

/**
 * Stands where vendors' SDKs would be, with calls of the shape that Segment's and Firebase's have. It notes what they would
 * send, and sends nothing. It is not their software and says nothing of how theirs works inside.
 */
object Sent {
    val bodies = mutableListOf<String>()
}

/** As Segment's client is called. */
class Analytics(
    private val writeKey: String,
) {
    private var isEnabled = true

    fun identify(
        userId: String,
        traits: Map<String, Any>,
    ) = send("identify", "$userId $traits")

    fun track(
        event: String,
        properties: Map<String, Any>,
    ) = send("track", "$event $properties")

    fun setEnabled(enabled: Boolean) {
        isEnabled = enabled
    }

    private fun send(
        type: String,
        body: String,
    ) {
        if (isEnabled) Sent.bodies += "$writeKey $type $body"
    }
}

/** As Firebase's Crashlytics is called. */
object Crashlytics {
    private var isEnabled = false
    private var userId = ""

    fun setCrashlyticsCollectionEnabled(enabled: Boolean) {
        isEnabled = enabled
    }

    fun setUserId(id: String) {
        userId = id
    }

    fun recordException(error: Throwable) {
        if (isEnabled) Sent.bodies += "crash $userId ${error.message}"
    }
}
