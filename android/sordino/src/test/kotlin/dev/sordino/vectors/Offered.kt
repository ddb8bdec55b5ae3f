package dev.sordino.vectors

import dev.sordino.Refusal
import dev.sordino.inner.CrashSource
import dev.sordino.inner.Door
import dev.sordino.inner.RecordWriter
import dev.sordino.support.Digits
import dev.sordino.support.HostPlatform
import dev.sordino.support.Json
import dev.sordino.support.Started
import dev.sordino.testing.fixClockAndRandomness

/** `door` and `refusals`: an event or a crash report is offered, and what becomes of it is told. */
internal object Offered {
    fun answer(input: Map<String, Any?>): Map<String, Any?> {
        fixClockAndRandomness(START, 1u)
        val policy = Json.write(input["policy"]).toByteArray()
        Started(HostPlatform(policy = policy)).opened().use { started ->
            val off = (input["off"] as List<*>?).orEmpty()
            val on = started.sordino.statuses.map { it.purpose } - off.toSet()
            on.forEach { started.sordino.purpose(it as String).turnOn() }
            val writer = RecordWriter()
            val outcome =
                when {
                    "record" in input -> {
                        Door.offer(started.running.opened().handle, Notation.unhex(input["record"] as String))
                    }

                    "crash" in input -> {
                        val crash = Json.members(input["crash"])
                        val source = CrashSource.entries.single { it.name.replace("_", "").equals(crash["source"] as String, true) }
                        val happened = (crash["happened"] as Digits?)?.text?.toLong()
                        val report = (Notation.plain(crash["text"]) as String).toByteArray()
                        val write: (RecordWriter) -> Refusal? = {
                            if ("handled" in crash) it.handled(source, report) else it.crash(source, report, happened)
                        }
                        write(writer)
                        started.running.offerCrash(write)
                    }

                    "breadcrumb" in input -> {
                        val text = input["breadcrumb"] as String
                        writer.breadcrumb(text)
                        started.running.reports.breadcrumb(text)
                    }

                    else -> {
                        val properties = Notation.pairs(input["properties"])
                        writer.event(input["event"] as String, properties)
                        started.sordino.track(input["event"] as String, *properties)
                    }
                }
            val record = writer.bytes.take(writer.length).joinToString("") { "%02x".format(it) }
            return mapOf("record" to record, "outcome" to word(outcome), "outcomes" to listOf(word(outcome)))
        }
    }
}
