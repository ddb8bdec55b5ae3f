package dev.sordino.testing

import dev.sordino.Outcome
import dev.sordino.Receipt
import dev.sordino.inner.Running
import dev.sordino.inner.Watch

/** What left and what was closed, gathered as it happens: an off destroys what the core remembers of what left before it. */
internal class Seen : Watch {
    private val receipts = ArrayList<Receipt>()
    private val left = ArrayList<Left>()
    private val gathered = HashSet<Long>()
    private lateinit var running: Running

    override fun begins(running: Running) {
        this.running = running
    }

    override fun settled() = Unit

    override fun answered(
        record: String,
        outcome: Outcome,
    ) = Unit

    override fun changed() = Unit

    @Synchronized
    override fun delivered() {
        val delivered = running.telling.recentDecisions().filter { it.delivered != null }
        left += delivered.filter { gathered.add(it.number) }.map(Left::of)
    }

    @Synchronized
    override fun closed(receipt: Receipt) {
        receipts += receipt
    }

    @Synchronized
    fun left(): List<Left> = left.toList()

    @Synchronized
    fun receipts(): List<Receipt> = receipts.toList()

    @Synchronized
    fun forget() = left.clear()
}
