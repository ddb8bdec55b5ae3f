package dev.sordino

import dev.sordino.inner.Names
import dev.sordino.inner.Running

/**
 * The switch of a purpose, or of all purposes of a kind.
 *
 * Where the policy has none of the kind there is nothing to switch: [isOpen] is false, [state] is
 * [ChoiceState.REFUSED], a turn-on opens nothing, a receipt has no parts.
 */
public class Purpose internal constructor(
    private val running: Running,
    private val pick: (Names) -> List<String>,
) {
    /** Ids of the purposes that it stands for; empty until the start has opened. */
    public val ids: List<String>
        get() =
            running.openedOrNull
                ?.names
                ?.let(pick)
                .orEmpty()

    /**
     * Whether any of them takes records. Answered from memory at once. A question more than a second after the last one
     * has the core asked in the background; what another process of the app changed is seen by then, and told to
     * listeners. Its "off" holds for the next record already.
     */
    public val isOpen: Boolean
        get() = ids.any(running.boardNow()::isOpen)

    /** How each stands, as [isOpen] knows it. */
    public val standings: List<Standing>
        get() = ids.mapNotNull(running.boardNow()::standing)

    /** The person's last choice; of several purposes, that of the first one that is closed. */
    public val state: ChoiceState
        get() {
            val all = standings
            val shown = all.firstOrNull { !it.isOpen } ?: all.firstOrNull()
            return shown?.state ?: if (running.openedOrNull != null) ChoiceState.REFUSED else ChoiceState.UNKNOWN
        }

    /**
     * Turns it on: writes the person's yes to the disk, then opens it if nobody else forbids it.
     *
     * It begins a new identity: pseudonyms of before cannot be computed again.
     *
     * @param how where the choice was made, in the app's words: `settings`, `first_run`.
     * @param locale of the text that the person saw; the device's without one.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun turnOn(
        how: String = "settings",
        locale: String? = null,
    ): Turned = running.choices.turnOn(picked(), how, locale)

    /**
     * Turns it off. When this returns, "off" is on disk, no upload of ours can begin for it, one under way is
     * cancelled, and Sordino can no longer read what was queued. Nobody can once the completed receipt says
     * [Erasure.VAULT_REPLACED].
     *
     * It waits for the disk, for uploads that it cancels, and for the start if that has not opened yet (two seconds
     * at most, then [Problem.NOT_READY]).
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun turnOff(
        how: String = "settings",
        locale: String? = null,
    ): Receipt = running.choices.turnOff(picked(), how, locale)

    /**
     * Writes a choice that neither turns on nor off: [ChoiceState.REQUESTED], [ChoiceState.DEFERRED],
     * [ChoiceState.REFUSED], [ChoiceState.INFORMED] or [ChoiceState.OBJECTED].
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun choose(
        state: ChoiceState,
        how: String = "settings",
        locale: String? = null,
    ): Receipt = running.choices.choose(picked(), state, how, locale)

    /** Tells how it stands whenever that changes, until the answer is closed. */
    public fun listen(listener: Listener): AutoCloseable = running.listen({ it in ids }, listener)

    private fun picked(): List<String> = pick(running.opened().names)
}
