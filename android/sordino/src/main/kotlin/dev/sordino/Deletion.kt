package dev.sordino

/** How far a request for deletion is. */
public enum class DeletionStage {
    /** Nobody asked, or no recipient knew anything. */
    NOT_ASKED,

    /** It waits to be sent, or to be sent again. */
    OWED,

    /** The controller's endpoint took it. */
    CONFIRMED,

    /** It was tried as often or as long as it may be. The person has to ask the controller in another way. */
    GIVEN_UP,
}

/**
 * The last request for deletion.
 *
 * @property stage how far it is.
 * @property asked when the person asked, in milliseconds since 1970, or `null` if nobody did.
 * @property tries how often it was sent.
 */
public data class Deletion(
    public val stage: DeletionStage,
    public val asked: Long?,
    public val tries: Int,
)
