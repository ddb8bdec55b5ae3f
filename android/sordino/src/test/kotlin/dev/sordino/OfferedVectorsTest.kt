package dev.sordino

import dev.sordino.inner.CrashSource
import dev.sordino.inner.Door
import dev.sordino.inner.RecordWriter
import dev.sordino.support.Digits
import dev.sordino.support.HostPlatform
import dev.sordino.support.Json
import dev.sordino.support.Repository
import dev.sordino.support.Started
import dev.sordino.testing.fixClockAndRandomness
import dev.sordino.testing.releaseClockAndRandomness
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Test

/** `door` and `refusals` of `tests/vectors`, through the calls that an app makes. */
class OfferedVectorsTest {
    @After
    fun release() = releaseClockAndRandomness()

    @Test
    fun the_bytes_at_the_door_and_their_answers_are_those_of_the_page() = held("door")

    @Test
    fun every_event_and_crash_is_refused_for_the_reason_of_the_page() = held("refusals")

    private fun held(subject: String) {
        val vectors = Json.members(Json.read(Repository.file("tests/vectors/$subject.json").readText()))
        val given = Json.members(vectors["given"])
        val wrong =
            Json.items(vectors["cases"]).map(Json::members).mapNotNull { case ->
                val answer = answer(given + Json.members(case["in"]))
                val want = Json.members(case["want"])
                if (want.all { (name, value) -> answer[name] == value }) null else "${case["name"]}: got $answer, wanted $want"
            }
        assertEquals(emptyList<String>(), wrong)
    }

    private fun answer(input: Map<String, Any?>): Map<String, Any?> {
        fixClockAndRandomness(NOW, 1u)
        val policy = Json.write(input["policy"]).toByteArray()
        Started(HostPlatform(policy = policy)).opened().use { started ->
            val off = (input["off"] as List<*>?).orEmpty()
            val on = started.sordino.standings.map { it.purpose } - off.toSet()
            on.forEach { started.sordino.purpose(it as String).turnOn() }
            val writer = RecordWriter()
            val outcome =
                when {
                    "record" in input -> {
                        Door.offer(started.running.opened().handle, unhex(input["record"] as String))
                    }

                    "crash" in input -> {
                        val crash = Json.members(input["crash"])
                        val source = CrashSource.entries.single { it.name.replace("_", "").equals(crash["source"] as String, true) }
                        val happened = (crash["happened"] as Digits?)?.text?.toLong()
                        val report = (plain(crash["text"]) as String).toByteArray()
                        writer.crash(source, report, happened)
                        started.running.offerCrash { it.crash(source, report, happened) }
                    }

                    else -> {
                        val properties = pairs(input["properties"])
                        writer.event(input["event"] as String, properties)
                        started.sordino.track(input["event"] as String, *properties)
                    }
                }
            val record = writer.bytes.take(writer.length).joinToString("") { "%02x".format(it) }
            return mapOf("record" to record, "outcome" to word(outcome), "outcomes" to listOf(word(outcome)))
        }
    }

    private fun pairs(properties: Any?): Array<Pair<String, Any?>> =
        when (properties) {
            is Map<*, *> -> properties.map { it.key as String to plain(it.value) }.toTypedArray()
            else -> Json.items(properties).map { (it as List<*>)[0] as String to plain(it[1]) }.toTypedArray()
        }

    private fun plain(json: Any?): Any? =
        when (json) {
            is Digits -> {
                json.text.toLongOrNull() ?: json.text.toDouble()
            }

            is List<*> -> {
                json.map(::plain)
            }

            is Map<*, *> -> {
                val float = json["\$float"] as String?
                val repeat = json["\$repeat"] as List<*>?
                when {
                    float != null -> FLOATS[float] ?: float.toDouble()
                    repeat != null -> (repeat[0] as String).repeat((repeat[1] as Digits).text.toInt())
                    else -> json.mapValues { plain(it.value) }
                }
            }

            else -> {
                json
            }
        }

    private fun word(outcome: Outcome): Any =
        when (outcome) {
            Outcome.Accepted -> {
                "accepted"
            }

            Outcome.HeldInMemory -> {
                "held_in_memory"
            }

            Outcome.HeldSealed -> {
                "held_sealed"
            }

            Outcome.KeysNotReady -> {
                "keys_not_ready"
            }

            is Outcome.Refused -> {
                mapOf(
                    "refused" to
                        outcome.refusal.name
                            .lowercase()
                            .removePrefix("crash_"),
                )
            }
        }

    private fun unhex(text: String) = text.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

    private companion object {
        const val NOW = 1_795_507_679_000
        val FLOATS =
            mapOf("NaN" to Double.NaN, "inf" to Double.POSITIVE_INFINITY, "-inf" to Double.NEGATIVE_INFINITY)
    }
}
