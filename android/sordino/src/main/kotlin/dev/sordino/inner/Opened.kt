package dev.sordino.inner

import dev.sordino.core.Engine
import java.util.concurrent.atomic.LongAdder

/** An engine that opened, with what belongs to it. */
internal class Opened(
    val engine: Engine,
    /** Its number at the door. */
    val handle: Long,
    val names: Names,
) {
    /** Records refused without asking the core, because their purpose is off. */
    val refusedHere = LongAdder()
}
