package dev.sordino.vectors

import dev.sordino.ChoiceState
import dev.sordino.Purpose
import dev.sordino.Receipt
import dev.sordino.SordinoException
import dev.sordino.TurnOnResult
import dev.sordino.support.Json
import java.util.concurrent.TimeUnit

/** `sets`: one call over several purposes. */
internal object Sets {
    fun answer(input: Map<String, Any?>): Map<String, Any?>? {
        val call = Json.items(input["call"])
        // What runs out is closed unasked: nobody is given a receipt.
        if (call.first() == "expire") return null
        return App(input).use { app ->
            for (id in Json.items(input["on"])) {
                val purpose = app.sordino.purpose(id as String)
                // What needs no consent opens by being told.
                if (!purpose.turnOn().isOpen) purpose.choose(ChoiceState.INFORMED)
            }
            app.play(listOf(listOf("advance_days", input["days"])))
            val (done, failed) = made(app, call.first() as String, call.drop(1))
            mapOf(
                "done" to done,
                "failed" to failed,
                "open" to
                    app.sordino.statuses
                        .filter { it.isOpen }
                        .map { it.purpose },
            )
        }
    }

    /** For whom it was done, and for whom not. Whatever was closed is completed, also where the call failed. */
    private fun made(
        app: App,
        verb: String,
        words: List<Any?>,
    ): Pair<List<String>, List<List<String>>> =
        try {
            val ids = (if (verb == "limit") words[1] else words[0])?.let(Json::items)
            val purposes = Purpose(app.running) { ids.orEmpty().map { it as String } }
            when (verb) {
                "turn_on" -> done(purposes.turnOn())
                "turn_off" -> done(purposes.turnOff())
                "choose" -> done(purposes.choose(named(words[1])))
                "limit" -> done(limit(app, purposes.takeIf { ids != null }, words))
                else -> error("no app can $verb")
            } to emptyList()
        } catch (partly: SordinoException) {
            val done = partly.turned?.let(::done) ?: done(partly.receipt!!)
            done to partly.failed.map { (id, problem) -> listOf(id, word(problem)) }
        }

    private fun limit(
        app: App,
        purposes: Purpose?,
        words: List<Any?>,
    ) = (words[2] as Boolean).let { allows ->
        purposes?.limit(named(words[0]), allows) ?: app.sordino.limit(named(words[0]), allows)
    }

    private fun done(turned: TurnOnResult) = turned.statuses.map { it.purpose }

    private fun done(receipt: Receipt): List<String> {
        val completed = receipt.completed.get(SECONDS, TimeUnit.SECONDS)
        check(completed.map { it.receipt } == receipt.parts) { "not every receipt was completed" }
        return receipt.parts.map { it.purpose }
    }

    private const val SECONDS = 60L
}
