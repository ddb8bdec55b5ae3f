package dev.sordino

import dev.sordino.support.HostPlatform
import dev.sordino.support.Started
import dev.sordino.support.Vendors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test

/** What an app can show of the last decisions. */
class DecisionsTest {
    @Test
    fun what_left_is_told_with_its_rules() {
        Vendors().use { vendors ->
            val options = Started.local(vendors.segment, vendors.sentry).apply { keepDecisions = true }
            Started(HostPlatform(), options).on().use { started ->
                started.sordino.track("alert_acknowledged", "minutes" to 3, "note" to "call Mara")
                val waiting = started.sordino.recentDecisions.single()
                assertEquals("alert_acknowledged" to Decided.STORED, waiting.name to waiting.decided)
                assertEquals("segment" to null, waiting.recipient to waiting.delivered)
                assertTrue(FieldDecision("note", AppliedRule.NOT_OF_EVENT, null, 1) in waiting.fields)
                assertTrue(waiting.about.any { it.rule == AppliedRule.PSEUDONYMISE && it.value != null })
                started.running.deliver()
                val sent = started.sordino.recentDecisions.single()
                assertNotNull(sent.delivered)
            }
        }
    }

    @Test
    fun a_refused_event_is_told_by_name_alone() {
        val options = Started.local().apply { keepDecisions = true }
        Started(HostPlatform(), options).on().use { started ->
            started.track()
            started.sordino.eventTracking.turnOff()
            repeat(2) { started.track() }
            val left = started.sordino.recentDecisions
            assertEquals(listOf(Refusal.CLOSED, Refusal.CLOSED), left.map { it.refusal })
            assertTrue(left.all { it.name == "alert_acknowledged" && it.fields.isEmpty() && it.about.isEmpty() })
        }
    }

    @Test
    fun a_reported_error_is_marked_and_takes_breadcrumbs_along() {
        val options = Started.local().apply { keepDecisions = true }
        Started(HostPlatform(), options).on().use { started ->
            started.sordino.breadcrumb("opened the rota")
            started.sordino.breadcrumb("called Mara")
            assertEquals(Outcome.Accepted, started.sordino.report(IllegalStateException("no rota")))
            val fields =
                started.sordino.recentDecisions
                    .single { it.record == RecordKind.CRASH }
                    .fields
            assertTrue("$fields", FieldDecision("exception_handled", AppliedRule.KEEP, "true", 1) in fields)
            assertTrue("$fields", FieldDecision("breadcrumbs", AppliedRule.NOT_FOR_RECIPIENT, null, 2) in fields)
            started.sordino.crashReports.turnOff()
            val refused = started.sordino.report(IllegalStateException("no rota"))
            assertEquals(Refusal.CLOSED, (refused as Outcome.Refused).refusal)
        }
    }

    @Test
    fun nothing_is_kept_unasked() {
        Started().on().use { started ->
            started.track()
            assertEquals(emptyList<Decision>(), started.sordino.recentDecisions)
        }
    }
}
