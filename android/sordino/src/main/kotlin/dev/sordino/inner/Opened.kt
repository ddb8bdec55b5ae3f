package dev.sordino.inner

import dev.sordino.Problem
import dev.sordino.SordinoException
import dev.sordino.core.Engine
import dev.sordino.core.InternalException
import dev.sordino.core.PurposeNames
import java.nio.charset.CharacterCodingException
import java.util.concurrent.atomic.LongAdder
import dev.sordino.core.Condition as CoreCondition
import dev.sordino.core.SordinoException as CoreException

/** An engine that opened, with what belongs to it. */
internal class Opened(
    val engine: Engine,
    /** Its number at the door. */
    val handle: Long,
    purposes: List<PurposeNames>,
) {
    private val byKind: Map<String, List<String>> = purposes.groupBy({ it.kind }, { it.purpose })
    private val byEvent: Map<String, String> = purposes.flatMap { one -> one.events.map { it to one.purpose } }.toMap()

    /** Records refused without asking the core, because their purpose is off. */
    val refusedHere = LongAdder()

    /** How the engine was when it was asked last. */
    @Volatile
    var condition: CoreCondition? = null

    /** Whether any call was told that the engine failed inside: from then on everything is closed until a restart. */
    @Volatile
    var isBroken = false

    /** Ids of the purposes of a kind, in the policy's order. */
    fun ofKind(kind: String): List<String> = byKind[kind].orEmpty()

    /** Whose event it is. */
    fun purposeOf(event: String): String? = byEvent[event]

    /** Asks the core; what it answers as an error is thrown as one of ours. */
    fun <T> ask(call: Engine.() -> T): T =
        try {
            engine.call()
        } catch (error: CoreException) {
            if (error is CoreException.Broken) isBroken = true
            throw error.toPublic()
        } catch (_: CharacterCodingException) {
            throw noText()
        } catch (_: InternalException) {
            // A panic that the boundary caught. Its text stays there.
            isBroken = true
            throw broken()
        }

    /** Asks the core where nobody waits for an error. */
    fun <T> askOr(
        otherwise: T,
        call: Engine.() -> T,
    ): T =
        try {
            ask(call)
        } catch (_: SordinoException) {
            otherwise
        }
}

/** Half a surrogate pair, which the boundary finds before the core is asked. */
internal fun noText(): SordinoException =
    SordinoException(
        Problem.BAD_OPTION,
        "a text holds half a surrogate pair and is no Unicode, so nothing was done: cut texts between characters, not within them",
    )
