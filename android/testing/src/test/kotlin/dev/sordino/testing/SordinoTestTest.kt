package dev.sordino.testing

import dev.sordino.Problem
import dev.sordino.SordinoException
import dev.sordino.sample.acknowledge
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.io.IOException
import java.net.Proxy
import java.net.ProxySelector
import java.net.SocketAddress
import java.net.URI

/** What the tests of an app rely on. */
class SordinoTestTest {
    private val policy = File(System.getProperty("sordino.assets"), "sordino/policy.json")

    @Test
    fun no_request_reaches_the_network() {
        val asked = ArrayList<URI>()
        val before = ProxySelector.getDefault()
        ProxySelector.setDefault(
            object : ProxySelector() {
                override fun select(uri: URI): List<Proxy> {
                    asked += uri
                    return listOf(Proxy.NO_PROXY)
                }

                override fun connectFailed(
                    uri: URI,
                    address: SocketAddress,
                    error: IOException,
                ) = Unit
            },
        )
        try {
            started {
                allow()
                Tracking(sordino).acknowledge(1)
                assertLeft("segment", "alert_acknowledged")
            }
        } finally {
            ProxySelector.setDefault(before)
        }
        assertEquals(emptyList<URI>(), asked)
    }

    @Test
    fun what_left_before_an_off_is_remembered() =
        started {
            allow()
            Tracking(sordino).acknowledge(1)
            sordino.flush().get()
            sordino.eventTracking.turnOff()
            assertLeft("segment", "alert_acknowledged")
            assertEquals(
                "event_tracking",
                receipts
                    .single()
                    .parts
                    .single()
                    .purpose,
            )
        }

    @Test
    fun each_record_is_told_once() =
        started {
            allow()
            repeat(3) {
                Tracking(sordino).acknowledge(it)
                assertLeft("segment", "alert_acknowledged")
            }
            assertEquals(listOf("0", "1", "2"), left.map { it.fields["minutes"] })
            forget()
            assertNothingLeft()
        }

    @Test
    fun what_did_not_leave_is_told_with_the_reason() =
        started {
            Tracking(sordino).acknowledge(1)
            val closed = missed("alert_acknowledged")
            assertTrue(closed, "it was refused, CLOSED: `event_tracking` is off, and allow(\"event_tracking\")" in closed)
            allow()
            sordino.track("alert_acknowleged")
            val mistyped = missed("alert_acknowleged")
            assertTrue(mistyped, "the policy lists no event of this name" in mistyped)
            val never = missed("on_call_started")
            assertTrue(never, "it was not offered" in never)
        }

    @Test
    fun what_left_against_expectation_is_told() =
        started {
            allow()
            Tracking(sordino).acknowledge(7)
            val told = assertThrows(AssertionError::class.java) { assertNothingLeft() }.message.orEmpty()
            assertTrue(told, "\n  segment: alert_acknowledged {" in told && "minutes=7" in told)
            assertThrows(AssertionError::class.java) { assertNotLeft("segment", "alert_acknowledged") }
            assertNotLeft("sentry", "alert_acknowledged")
        }

    @Test
    fun the_sample_ends_in_an_off_with_its_receipt() =
        started {
            allow()
            acknowledge(sordino)
            assertNothingLeft()
            // The event and the sign-in.
            assertEquals(2, receipt("event_tracking").receipt.records.count)
        }

    @Test
    fun its_folder_goes_with_it() {
        val before = folders()
        val test = SordinoTest.start(policy)
        assertEquals(1, (folders() - before).size)
        test.close()
        assertEquals(before, folders())
    }

    @Test
    fun a_broken_policy_is_told_at_once() {
        val error = assertThrows(SordinoException::class.java) { SordinoTest.start("{}".toByteArray()) }
        assertEquals(Problem.BAD_POLICY, error.why)
    }

    @Test
    fun two_tests_know_nothing_of_each_other() =
        started {
            allow()
            Tracking(sordino).acknowledge(1)
            SordinoTest.start(policy).use { other ->
                assertFalse(other.sordino.eventTracking.isOpen)
                other.assertNothingLeft()
            }
            assertLeft("segment", "alert_acknowledged")
        }

    private fun SordinoTest.missed(name: String) =
        assertThrows(AssertionError::class.java) { assertLeft("segment", name) }.message.orEmpty()

    private fun started(work: SordinoTest.() -> Unit) = SordinoTest.start(policy).use(work)

    private fun folders() =
        File(System.getProperty("java.io.tmpdir"))
            .list { _, name -> name.startsWith("sordino-test") }
            .orEmpty()
            .toSet()
}
