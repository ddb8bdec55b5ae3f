package dev.sordino

import dev.sordino.support.HostPlatform
import dev.sordino.support.Policies
import dev.sordino.support.Started
import dev.sordino.support.idle
import dev.sordino.support.until
import dev.sordino.testing.panicInsideNextCall
import org.junit.Assert.assertEquals
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.UUID
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors

/** Bad input at every door: a typed answer, nothing written, no exception. */
class BadInputTest {
    private fun refusal(vararg properties: Pair<String, Any?>): Refusal? =
        Started().on().use { started ->
            val outcome = started.sordino.track("alert_acknowledged", *properties)
            (outcome as? Outcome.Refused)?.refusal
        }

    @Test
    fun every_kind_of_bad_property_has_its_own_refusal() {
        val loop = mutableListOf<Any>().apply { add(this) }
        val cases =
            listOf(
                "a\uD800b" to Refusal.NOT_UTF8,
                "x".repeat(1_000_000) to Refusal.TOO_LARGE,
                Double.NaN to Refusal.NOT_FINITE,
                Float.POSITIVE_INFINITY to Refusal.NOT_FINITE,
                (1..10_000).associate { "k$it" to it } to Refusal.TOO_MANY_PROPERTIES,
                listOf(listOf(listOf(listOf(listOf(1))))) to Refusal.TOO_DEEP,
                loop to Refusal.TOO_DEEP,
                UUID(0, 1) to Refusal.BAD_VALUE,
                mapOf(1 to 2) to Refusal.BAD_VALUE,
                Any() to Refusal.BAD_VALUE,
            )
        Started().on().use { started ->
            for ((value, refusal) in cases) {
                val outcome = started.sordino.track("alert_acknowledged", "minutes" to value)
                assertEquals("$refusal", refusal, (outcome as Outcome.Refused).refusal)
            }
            assertEquals(0L, started.sordino.queued.sumOf { it.records.count })
        }
    }

    @Test
    fun a_value_that_throws_when_it_is_read_is_refused_and_the_next_one_passes() {
        val throwing =
            object : AbstractMap<String, Any?>() {
                override val entries: Set<Map.Entry<String, Any?>>
                    get() = throw ConcurrentModificationException()
            }
        val text =
            object : CharSequence by "push" {
                override fun toString(): String = error("an app's fault")
            }
        Started().on().use { started ->
            val sordino = started.sordino
            for (value in listOf(throwing, text, listOf(throwing))) {
                val outcome = sordino.track("alert_acknowledged", "channel" to value)
                assertEquals(Refusal.BAD_VALUE, (outcome as Outcome.Refused).refusal)
            }
            assertEquals(Refusal.BAD_VALUE, (sordino.track("alert_acknowledged", throwing) as Outcome.Refused).refusal)
            assertSame(Outcome.Accepted, started.track())
        }
    }

    @Test
    fun odd_texts_that_are_texts_pass() {
        assertEquals(null, refusal("minutes" to "nul \u0000 and 😀 and ä and \u0800"))
        assertEquals(null, refusal("minutes" to null, "channel" to "push"))
    }

    @Test
    fun odd_names_are_refused_or_dropped() {
        assertEquals(null, refusal("emoji 😀" to 1))
        assertEquals(Refusal.BAD_NAME, refusal("" to 1))
        assertEquals(Refusal.BAD_NAME, refusal("n".repeat(101) to 1))
        Started().on().use { started ->
            for (name in listOf("", "nonesuch", "\u0000", "😀", "\uDC00", "n".repeat(1_000_000))) {
                val outcome = started.sordino.track(name, emptyMap()) as Outcome.Refused
                assertTrue("${outcome.refusal}", outcome.refusal in setOf(Refusal.UNKNOWN_EVENT, Refusal.NOT_UTF8, Refusal.TOO_LARGE))
            }
        }
    }

    @Test
    fun odd_texts_at_every_other_call_are_taken_or_are_told() {
        val told = setOf(Problem.UNKNOWN_PURPOSE, Problem.BAD_OPTION)
        Started().on().use { started ->
            val sordino = started.sordino
            for (text in listOf("", "nul \u0000", "a\uD800b", "😀", "x".repeat(1_000_000))) {
                val calls =
                    listOf<() -> Any?>(
                        { sordino.purpose(text).turnOn() },
                        { sordino.purpose(text).turnOff() },
                        { sordino.purpose(text).choose(ChoiceState.DEFERRED) },
                        { sordino.limit(Limiter.OS, true, text) },
                        { sordino.eventTracking.turnOff(how = text) },
                        { sordino.eventTracking.turnOn(locale = text) },
                        { sordino.signIn(text, text, listOf(text)) },
                    )
                for (call in calls) {
                    val thrown = runCatching(call).exceptionOrNull() ?: continue
                    assertTrue("$thrown", (thrown as? SordinoException)?.why in told)
                }
            }
            sordino.eventTracking.turnOn()
            assertSame(Outcome.Accepted, started.track())
            assertTrue(sordino.exportChoices().length < MOST_OF_AN_EXPORT)
        }
    }

    @Test
    fun half_a_character_before_the_opening_is_told_and_keeps_nothing_closed() {
        var open: () -> Unit = {}
        Started(HostPlatform(unlocked = { open = it })).use { started ->
            val thrown = runCatching { started.sordino.signIn("a\uD800b") }.exceptionOrNull()
            assertEquals(Problem.BAD_OPTION, (thrown as SordinoException).why)
            started.running.idle()
            open()
            started.opened()
        }
        val options = Started.local().apply { deviceId = "a\uD800b" }
        Started(HostPlatform(), options).use { started ->
            val thrown = runCatching { started.opened() }.exceptionOrNull() as SordinoException
            assertEquals(Problem.BAD_OPTION, thrown.why)
        }
    }

    @Test
    fun every_kind_of_number_text_and_list_arrives() {
        val properties =
            mapOf(
                "minutes" to 3L,
                "attempt" to 2.toShort(),
                "complete" to true,
                "channel" to StringBuilder("push"),
                "duration_ms" to 1.5f,
                "team_id" to arrayOf("a", 1.toByte(), -1L, Long.MIN_VALUE),
                "alert_id" to mapOf("a" to setOf(1, 2)),
            )
        Started().on().use { assertSame(Outcome.Accepted, it.sordino.track("alert_acknowledged", properties)) }
    }

    @Test
    fun sixteen_threads_lose_nothing() {
        Started().on().use { started ->
            val pool = Executors.newFixedThreadPool(16)
            // Where a neighbour holds the lock for longer than a call waits, a record is held for a moment.
            val taken = setOf(Outcome.Accepted, Outcome.HeldInMemory)
            val work = List(16) { Callable { (1..100).count { started.track(it) in taken } } }
            assertEquals(1_600, pool.invokeAll(work).sumOf { it.get() })
            pool.shutdown()
            until { started.sordino.queued.sumOf { it.records.count } == 1_600L }
        }
    }

    @Test
    fun a_policy_that_is_missing_broken_or_newer_is_told_and_everything_is_refused() {
        val newer =
            Policies.onCall
                .decodeToString()
                .replaceFirst("\"format\":1", "\"format\":2")
                .toByteArray()
        val cases =
            mapOf(
                null to Problem.BAD_POLICY,
                "{}".toByteArray() to Problem.BAD_POLICY,
                ByteArray(0) to Problem.BAD_POLICY,
                byteArrayOf(-1, 0) to Problem.BAD_POLICY,
                newer to Problem.NEWER_POLICY,
            )
        for ((policy, problem) in cases) {
            Started(HostPlatform(policy = policy)).use { started ->
                val thrown = runCatching { started.opened() }.exceptionOrNull() as SordinoException
                assertEquals(problem, thrown.why)
                assertEquals(
                    problem,
                    started.sordino.condition.failure
                        ?.why,
                )
                assertEquals(Refusal.NO_ENGINE, (started.track() as Outcome.Refused).refusal)
                assertTrue(started.sordino.statuses.isEmpty())
            }
        }
    }

    @Test
    fun a_panic_in_the_core_leaves_the_app_alive_closed_and_counted() {
        Started().on().use { started ->
            panicInsideNextCall()
            assertEquals(Refusal.BROKEN, (started.track() as Outcome.Refused).refusal)
            assertTrue(started.sordino.condition.isBroken)
            assertEquals(1L, started.sordino.counters.panics)
            val thrown = runCatching { started.sordino.eventTracking.turnOn() }.exceptionOrNull()
            assertEquals(Problem.BROKEN, (thrown as SordinoException).why)
        }
    }

    @Test
    fun an_option_that_cannot_be_used_is_told() {
        val options = Started.local().apply { overrides = listOf(Override("nonesuch")) }
        Started(HostPlatform(), options).use { started ->
            val thrown = runCatching { started.opened() }.exceptionOrNull() as SordinoException
            assertEquals(Problem.BAD_OPTION, thrown.why)
            assertTrue(thrown.message!!.contains("nonesuch"))
        }
    }

    private companion object {
        const val MOST_OF_AN_EXPORT = 100_000
    }
}
