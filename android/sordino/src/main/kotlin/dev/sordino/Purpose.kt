package dev.sordino

import dev.sordino.inner.Opened
import dev.sordino.inner.Running

/**
 * The switch of a purpose, or of all purposes of a kind.
 *
 * Where the policy has none of the kind there is nothing to switch: [isOpen] is false, [state] is
 * [ChoiceState.REFUSED], a turn-on opens nothing, a receipt has no parts.
 *
 * A call for several purposes tries every one of them. If it fails for some it throws a [SordinoException] that says for
 * which, and what was done for the others.
 */
public class Purpose internal constructor(
    private val running: Running,
    private val pick: (Opened) -> List<String>,
) {
    /** The ids of the purposes that this switch stands for; empty until the start has opened. */
    public val ids: List<String>
        get() =
            running.openedOrNull
                ?.let(pick)
                .orEmpty()

    /**
     * `true` if any of the purposes accepts records. Read from memory, without waiting. If memory is older than a second,
     * Sordino looks in the background for what another process of the app changed, and tells listeners. An "off" of
     * another process holds for the next record at once.
     */
    public val isOpen: Boolean
        get() = ids.any(running.boardNow()::isOpen)

    /** The state of each purpose, from the same memory as [isOpen]. */
    public val statuses: List<PurposeStatus>
        get() = ids.mapNotNull(running.boardNow()::status)

    /** The person's last choice, from the same memory as [isOpen]; of several purposes, that of the first closed one. */
    public val state: ChoiceState
        get() {
            val all = statuses
            val shown = all.firstOrNull { !it.isOpen } ?: all.firstOrNull()
            return shown?.state ?: if (running.openedOrNull != null) ChoiceState.REFUSED else ChoiceState.UNKNOWN
        }

    /**
     * Turns the purposes on: writes the person's yes to the disk, then opens each purpose that no limiter forbids.
     *
     * A turn-on begins a new identity: earlier pseudonyms cannot be computed again.
     *
     * @param how where the choice was made, in the app's words: `settings`, `first_run`.
     * @param locale of the text that the person saw; the device's without one.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun turnOn(
        how: String = "settings",
        locale: String? = null,
    ): TurnOnResult = running.choices.turnOn(picked(), how, locale)

    /**
     * Turns the purposes off. When this returns, "off" is on disk, no upload can begin, an upload under way is cancelled,
     * and Sordino can no longer read what was queued. Nobody can once the completed receipt says
     * [Erasure.VAULT_REPLACED].
     *
     * The call waits for the disk and for the uploads that it cancels. It waits for no key store: it can be made while the
     * start still asks for the keys. Before the policy is read, or before the first unlock, it fails with [Problem.NOT_READY]
     * after two seconds.
     */
    @JvmOverloads
    @Throws(SordinoException::class)
    public fun turnOff(
        how: String = "settings",
        locale: String? = null,
    ): Receipt = running.choices.turnOff(pick(running.forOff()), how, locale)

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
    ): Receipt = running.choices.choose(pick(running.choices.by(state)), state, how, locale)

    /**
     * Tells what [limiter] allows or forbids for these purposes. A limiter can only lower what the person allowed. Writes to
     * the disk. [Sordino.limit] tells it for all purposes.
     *
     * @return one part for each purpose that this closed.
     */
    @Throws(SordinoException::class)
    public fun limit(
        limiter: Limiter,
        allows: Boolean,
    ): Receipt = running.choices.limit(limiter, allows, if (allows) picked() else pick(running.forOff()))

    /** Calls [listener] whenever the state of one of the purposes changes, until the returned handle is closed. */
    public fun listen(listener: Listener): AutoCloseable = running.listen({ it in ids }, listener)

    private fun picked(): List<String> = pick(running.opened())
}
