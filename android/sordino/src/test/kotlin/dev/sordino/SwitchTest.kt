package dev.sordino

import dev.sordino.core.PurposeStatus
import dev.sordino.inner.Board
import dev.sordino.support.FakeVendor
import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import dev.sordino.support.idle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertSame
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicReference
import dev.sordino.core.ChoiceState as CoreState
import dev.sordino.core.ClosedBy as CoreClosedBy

/** Choices, receipts, and what they do to records. */
class SwitchTest {
    @Test
    fun nothing_is_accepted_before_a_yes_and_after_a_no() {
        Started().opened().use { started ->
            assertEquals(Refusal.CLOSED, (started.track() as Outcome.Refused).refusal)
            started.on()
            assertSame(Outcome.Accepted, started.track())
            started.sordino.eventTracking.turnOff()
            assertEquals(Refusal.CLOSED, (started.track() as Outcome.Refused).refusal)
        }
    }

    @Test
    fun a_receipt_counts_what_can_no_longer_be_read_and_is_completed_later() {
        Started().on().use { started ->
            repeat(7) { started.track() }
            val receipt = started.sordino.eventTracking.turnOff()
            assertEquals(Count(7, true), receipt.records)
            assertEquals(listOf("event_tracking"), receipt.parts.map { it.purpose })
            assertTrue(receipt.parts.single().isInLedger)
            val completed = receipt.completed.get(20, TimeUnit.SECONDS).single()
            assertTrue(completed.filesGone)
            assertEquals(Erasure.VAULT_REPLACED, completed.erasure)
            assertEquals(emptyList<Queued>(), started.sordino.queued.filter { it.records.count > 0 })
        }
    }

    @Test
    fun an_off_is_answered_without_the_core_and_counted() {
        Started().on().use { started ->
            started.sordino.eventTracking.turnOff()
            repeat(100) { started.track() }
            assertTrue(
                started.running.openedOrNull!!
                    .refusedHere
                    .sum() >= 99,
            )
            assertEquals(100L, started.sordino.counters.refused[Refusal.CLOSED])
        }
    }

    @Test
    fun an_off_before_any_choice_is_answered_so_too_where_nothing_may_be_held() {
        Started().opened().use { started ->
            repeat(100) { assertEquals(Refusal.CLOSED, (started.track() as Outcome.Refused).refusal) }
            assertTrue(
                started.running.openedOrNull!!
                    .refusedHere
                    .sum() >= 99,
            )
        }
    }

    @Test
    fun a_kind_that_the_policy_lacks_has_nothing_to_switch_and_an_unknown_id_is_told() {
        Started().opened().use { started ->
            val none = Purpose(started.running) { it.ofKind("nonesuch") }
            assertFalse(none.isOpen)
            assertEquals(ChoiceState.REFUSED, none.state)
            assertFalse(none.turnOn().isOpen)
            assertEquals(emptyList<PurposeReceipt>(), none.turnOff().parts)
            val thrown = assertThrows(SordinoException::class.java) { started.sordino.purpose("nonesuch").turnOff() }
            assertEquals(Problem.UNKNOWN_PURPOSE, thrown.why)
        }
    }

    @Test
    fun a_failed_off_carries_the_others_completed_receipts() {
        Started().on().use { started ->
            started.track()
            val both = Purpose(started.running) { listOf("nonesuch", "event_tracking") }
            val thrown = assertThrows(SordinoException::class.java) { both.turnOff() }
            assertEquals(mapOf("nonesuch" to Problem.UNKNOWN_PURPOSE), thrown.failed)
            assertTrue(thrown.message!!.startsWith("nonesuch: "))
            val receipt = thrown.receipt!!
            assertEquals(Count(1, true), receipt.records)
            assertTrue(
                receipt.completed
                    .get(20, TimeUnit.SECONDS)
                    .single()
                    .filesGone,
            )
            assertFalse(started.sordino.eventTracking.isOpen)
        }
    }

    @Test
    fun a_failed_on_carries_what_opened() {
        Started().on().use { started ->
            started.sordino.eventTracking.turnOff()
            val both = Purpose(started.running) { listOf("nonesuch", "event_tracking") }
            val thrown = assertThrows(SordinoException::class.java) { both.turnOn() }
            assertEquals(listOf("event_tracking"), thrown.turned!!.statuses.map { it.purpose })
            assertFalse(thrown.turned!!.isOpen)
            assertTrue(started.sordino.eventTracking.isOpen)
        }
    }

    @Test
    fun who_keeps_a_purpose_closed_is_told() {
        Started().opened().use { started ->
            val turned = started.sordino.eventTracking.turnOn()
            assertFalse(turned.isOpen)
            assertEquals(ClosedBy.WITHHELD, turned.statuses.single().closedBy)
            assertEquals(Limiter.AGE, turned.statuses.single().limiter)
            started.sordino.limit(Limiter.AGE, true)
            assertTrue(started.sordino.eventTracking.isOpen)
            assertEquals(ChoiceState.GIVEN, started.sordino.eventTracking.state)
            val closed = started.sordino.limit(Limiter.AGE, false)
            assertTrue("event_tracking" in closed.parts.map { it.purpose })
            assertFalse(started.sordino.eventTracking.isOpen)
        }
    }

    @Test
    fun choices_and_records_outlive_the_process() {
        val platform = HostPlatform()
        Started(platform).on().use { it.track() }
        Started(platform).opened().use { started ->
            assertTrue(started.sordino.eventTracking.isOpen)
            assertEquals(1L, started.sordino.queued.sumOf { it.records.count })
        }
    }

    @Test
    fun an_off_in_another_engine_is_kept_at_once_and_an_on_is_seen_within_a_second() {
        val platform = HostPlatform()
        Started(platform).on().use { here ->
            Started(platform).opened().use { there ->
                assertSame(Outcome.Accepted, here.track())
                there.sordino.eventTracking.turnOff()
                assertEquals(Refusal.CLOSED, (here.track() as Outcome.Refused).refusal)
                there.sordino.eventTracking.turnOn()
                val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10)
                while (here.track() !== Outcome.Accepted) {
                    assertTrue("the on was never seen", System.nanoTime() < deadline)
                    Thread.sleep(1)
                }
            }
        }
    }

    @Test
    fun whoever_asks_for_the_state_sees_an_on_and_an_off_of_another_engine_within_a_second() {
        val platform = HostPlatform()
        Started(platform).on().use { there ->
            Started(platform).opened().use { here ->
                for (open in listOf(false, true)) {
                    there.sordino.eventTracking.run { if (open) turnOn() else turnOff() }
                    val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10)
                    while (here.sordino.eventTracking.isOpen != open) {
                        assertTrue("it was never seen", System.nanoTime() < deadline)
                        Thread.sleep(1)
                    }
                }
            }
        }
    }

    @Test
    fun an_on_here_is_in_force_when_its_call_returns_whoever_asked_before() {
        val board = Board()

        fun status(isOpen: Boolean) =
            listOf(
                PurposeStatus(
                    purpose = "usage",
                    open = isOpen,
                    state = if (isOpen) CoreState.GIVEN else CoreState.REFUSED,
                    closedBy = if (isOpen) null else CoreClosedBy.NoChoice,
                    reasons = if (isOpen) emptyList() else listOf(CoreClosedBy.NoChoice),
                    surelyOff = !isOpen,
                ),
            )
        val slow = board.begin()
        board.post(status(true), board.begin())
        board.post(status(false), slow)
        assertTrue(board.isOpen("usage"))
        board.post(status(false), board.begin())
        assertTrue(board.isSurelyOff("usage"))
    }

    @Test
    fun erasing_closes_everything_and_calls_after_it_answer() {
        Started().on().use { started ->
            started.track()
            val receipt = started.sordino.erase()
            assertEquals(1L, receipt.records.count)
            assertTrue(started.track() is Outcome.Refused)
            assertEquals(ChoiceState.UNKNOWN, started.sordino.eventTracking.state)
            assertTrue(started.sordino.exportChoices().startsWith("{"))
            assertTrue("dpv:ConsentRecord" in started.sordino.consentRecord())
        }
    }

    @Test
    fun a_vendors_sdk_is_told_and_asked_back() {
        val told = CopyOnWriteArrayList<String>()
        val kept = FakeVendor.OFF.copy(unsent = 2)
        for ((says, wanted) in listOf<Pair<() -> VendorReadBack, VendorAnswer>>(
            { FakeVendor.OFF } to VendorAnswer.OFF,
            { kept } to VendorAnswer.STILL_ON,
            { VendorReadBack(Collecting.UNTIL_RESTART) } to VendorAnswer.RECORDS_UNTIL_RESTART,
            { VendorReadBack(Collecting.NO) } to VendorAnswer.CANNOT_TELL,
            { error("a vendor's fault") } to VendorAnswer.CANNOT_TELL,
        )) {
            val isOn = CountDownLatch(1)
            val switch =
                FakeVendor(off = says) { open ->
                    told.add(open.joinToString())
                    if (open.isNotEmpty()) isOn.countDown()
                }
            Started(HostPlatform(), Started.local().apply { vendors = listOf(switch) }).on().use { started ->
                // A word that is still to be said is replaced by a newer one.
                assertTrue(isOn.await(60, TimeUnit.SECONDS))
                val receipt = started.sordino.crashReports.turnOff()
                assertEquals(listOf("firebase_crashlytics"), receipt.parts.single().vendorsPending)
                val completed = receipt.completed.get(60, TimeUnit.SECONDS).single()
                val outcome = completed.vendors.single()
                assertEquals(wanted, outcome.answer)
                assertEquals(listOf(0L, 0L), listOf(outcome.inFlight, outcome.purged))
                assertEquals(wanted == VendorAnswer.OFF, completed.isComplete)
                assertEquals(completed.vendors, started.sordino.vendors)
                assertTrue("$told", "crash_reports" in told)
                assertEquals("off is the last word", "", told.last())
            }
        }
    }

    @Test
    fun a_vendors_sdk_is_created_only_while_open() {
        val calls = CopyOnWriteArrayList<String>()
        val inner = FakeVendor { calls.add(if (it.isEmpty()) "off" else "on") }
        val switch =
            object : VendorSwitch by inner {
                override fun create() {
                    calls.add("create")
                }

                override fun offWithoutInstance() = VendorReport().also { calls.add("off without it") }
            }
        Started(HostPlatform(), Started.local().apply { vendors = listOf(switch) }).opened().use { started ->
            val off = {
                started.sordino.crashReports
                    .turnOff()
                    .completed
                    .get(60, TimeUnit.SECONDS)
                    .single()
            }
            off()
            assertEquals(setOf("off without it"), calls.toSet())
            started.on()
            while ("on" !in calls) Thread.sleep(1)
            assertTrue(off().isComplete)
            assertEquals(listOf("create", "on", "off"), calls.filter { it != "off without it" })
        }
    }

    @Test
    fun a_vendor_that_stayed_on_is_told_at_the_next_start() {
        val says = AtomicReference(FakeVendor.ON)
        val switch = FakeVendor(off = says::get)
        val platform = HostPlatform()
        Started(platform, Started.local().apply { vendors = listOf(switch) }).on().use { started ->
            assertEquals(
                emptyList<String>(),
                started.sordino.unfinished.parts
                    .map { it.purpose },
            )
            started.sordino.crashReports
                .turnOff()
                .completed
                .get(60, TimeUnit.SECONDS)
        }
        says.set(FakeVendor.OFF)
        val again = Started.local().apply { vendors = listOf(switch) }
        Started(HostPlatform(platform.home), again).opened().use { started ->
            started.running.idle()
            val unfinished = started.sordino.unfinished
            assertEquals(listOf("crash_reports"), unfinished.parts.map { it.purpose })
            val completed = unfinished.completed.get(60, TimeUnit.SECONDS).single()
            assertEquals(listOf(VendorAnswer.OFF), completed.vendors.map { it.answer })
        }
    }

    @Test
    fun who_signs_in_before_the_opening_is_known_to_what_was_tracked_then() {
        var open: () -> Unit = {}
        val platform = HostPlatform()
        Started(platform).on().close()
        Started(HostPlatform(platform.home, unlocked = { open = it })).use { started ->
            started.sordino.signIn("usr_NV5ynNmX2jZwXLtz")
            assertSame(Outcome.HeldInMemory, started.track())
            started.running.idle()
            open()
            started.opened()
            // The sign-in is a message of its own, before the event.
            val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
            while (started.sordino.queued.sumOf { it.records.count } < 2) {
                assertTrue("it was never stored", System.nanoTime() < deadline)
                Thread.sleep(1)
            }
        }
    }
}
