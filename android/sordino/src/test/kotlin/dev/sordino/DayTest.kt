package dev.sordino

import dev.sordino.core.Answer
import dev.sordino.core.Reply
import dev.sordino.core.Request
import dev.sordino.inner.CrashSource
import dev.sordino.support.Digits
import dev.sordino.support.HostPlatform
import dev.sordino.support.Json
import dev.sordino.support.Policies
import dev.sordino.support.Repository
import dev.sordino.support.Started
import dev.sordino.support.idle
import dev.sordino.testing.fixClockAndRandomness
import dev.sordino.testing.playDayInRust
import dev.sordino.testing.releaseClockAndRandomness
import dev.sordino.testing.setNow
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.time.OffsetDateTime
import java.util.Base64
import java.util.concurrent.TimeUnit
import java.util.zip.GZIPInputStream

/** `examples/on-call/day.jsonl`, played by the rules of `bindings/testing/src/day.rs`. */
class DayTest {
    private val day = Repository.file("examples/on-call/day.jsonl").readText()
    private val lines = day.lines().filter(String::isNotBlank).map { Json.members(Json.read(it)) }
    private val sent = mutableListOf<Request>()
    private val platform =
        HostPlatform(
            transport = { request, _ ->
                sent.add(request)
                Reply.Answered(Answer(200u))
            },
        )
    private var seed = 0uL

    @After
    fun release() = releaseClockAndRandomness()

    @Test
    fun the_bytes_on_the_wire_are_those_of_rust() {
        var started = open(millis(lines.first()))
        for (line in lines) {
            setNow(millis(line))
            if (line["kind"] == "restart") {
                started.running.deliver()
                started.close()
                started = open(millis(line))
            } else {
                play(started, line)
                // What a call leaves to Sordino's threads takes from the same fixed randomness.
                started.running.idle()
            }
        }
        started.running.deliver()
        started.close()

        val rust = playDayInRust(Policies.onCall, day)
        assertTrue("${rust.size} requests", rust.size > 3)
        assertEquals(rust.map { it.recipient to it.url }, sent.map { it.recipient to it.url })
        for ((theirs, ours) in rust.zip(sent)) {
            assertEquals(theirs.headers, ours.headers.map { "${it.name}: ${it.value}" })
            assertEquals(unzipped(theirs.body), unzipped(ours.body))
        }
    }

    private fun open(now: Long): Started {
        seed++
        fixClockAndRandomness(now, seed)
        val started = Started(platform).opened()
        // Tidying follows the opening.
        started.running.idle()
        return started
    }

    private fun play(
        started: Started,
        line: Map<String, Any?>,
    ) {
        val sordino = started.sordino
        when (line["kind"]) {
            "signal" -> {
                val limiter = if (line["signal"] == "gpc") Limiter.SIGNAL else Limiter.valueOf((line["signal"] as String).uppercase())
                complete(sordino.limit(limiter, line["allows"] as Boolean, line["purpose"] as String?))
            }

            "choice" -> {
                choose(sordino.purpose(line["purpose"] as String), line["choice"] as String)
            }

            "sign_in" -> {
                sordino.signIn(
                    line["user_id"] as String,
                    line["customer_id"] as String,
                    Json.items(line["values"]).map { it as String },
                )
            }

            "sign_out" -> {
                sordino.signOut()
            }

            "event" -> {
                sordino.track(line["event"] as String, Json.members(plain(line["properties"])))
            }

            "crash" -> {
                val base64 = line["base64"] as String?
                val report = if (base64 != null) Base64.getDecoder().decode(base64) else (line["text"] as String).toByteArray()
                started.running.offerCrash { it.crash(source(line["source"] as String), report, null) }
            }
        }
    }

    private fun choose(
        purpose: Purpose,
        choice: String,
    ) {
        when (choice) {
            "turn_on" -> purpose.turnOn()
            "turn_off" -> complete(purpose.turnOff())
            "refuse" -> complete(purpose.choose(ChoiceState.REFUSED))
            "defer" -> complete(purpose.choose(ChoiceState.DEFERRED))
            else -> error("an unknown choice")
        }
    }

    private fun complete(receipt: Receipt) {
        receipt.completed.get(60, TimeUnit.SECONDS)
    }

    private fun source(word: String) = CrashSource.entries.single { it.name.replace("_", "").equals(word, ignoreCase = true) }

    /** As an app would hold it: whole numbers and fractions, members in the order of their keys. */
    private fun plain(json: Any?): Any? =
        when (json) {
            is Digits -> json.text.toLongOrNull() ?: json.text.toDouble()
            is List<*> -> json.map(::plain)
            is Map<*, *> -> json.entries.sortedBy { it.key as String }.associate { it.key to plain(it.value) }
            else -> json
        }

    private fun millis(line: Map<String, Any?>) = OffsetDateTime.parse(line["at"] as String).toInstant().toEpochMilli()

    private fun unzipped(body: ByteArray) = GZIPInputStream(body.inputStream()).readBytes().decodeToString()
}
