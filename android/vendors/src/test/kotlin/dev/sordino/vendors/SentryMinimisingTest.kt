package dev.sordino.vendors

import dev.sordino.support.OnHost
import io.sentry.Breadcrumb
import io.sentry.Hint
import io.sentry.Sentry
import io.sentry.SentryEnvelope
import io.sentry.SentryEvent
import io.sentry.SentryOptions
import io.sentry.protocol.Mechanism
import io.sentry.protocol.Message
import io.sentry.protocol.SentryException
import io.sentry.protocol.User
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.nio.file.Files

/** What Sentry's real SDK sends of what it collected, by the rules that a real core applies. */
class SentryMinimisingTest {
    private val servers = Servers()
    private val sordino = OnHost.minimising()
    private val cache = Files.createTempDirectory("sentry").toFile()

    private fun on(
        allowed: Set<String> = setOf("event"),
        more: (SentryOptions) -> Unit = {},
    ) = SentrySwitch("sdk", listOf(cache), allowed) {
        it.dsn = "http://key@${servers.host("sentry")}/1"
        it.cacheDirPath = cache.path
        it.serverName = "annas-phone"
        it.setTag("who", "anna")
        more(it)
    }.also {
        it.bind(sordino.minimiser("sdk"))
        it.create()
        it.apply(listOf("crashes"))
    }

    private fun arrived(): JSONObject {
        eventually("an event arrives") { "event_id" in servers.text() }
        return JSONObject(
            servers
                .text()
                .lines()
                .first { "\"contexts\"" in it },
        )
    }

    @After
    fun close() {
        Sentry.close()
        servers.close()
        sordino.close()
        cache.deleteRecursively()
    }

    @Test
    fun an_event_leaves_with_what_the_policy_lists() {
        sordino.sordino.signIn("usr-4711")
        on()
        Sentry.setUser(User().apply { email = "anna@example.org" })
        Sentry.setExtra("mail", "anna@example.org")
        Sentry.captureException(IllegalStateException("no rota for anna@example.org"))

        val event = arrived()
        val exception = event.getJSONObject("exception").getJSONArray("values").getJSONObject(0)
        assertEquals("IllegalStateException", exception.getString("type"))
        assertEquals("java.lang", exception.getString("module"))
        assertEquals("no rota for [email]", exception.getString("value"))
        val frames = exception.getJSONObject("stacktrace").getJSONArray("frames")
        assertEquals(
            setOf("function", "lineno"),
            frames
                .getJSONObject(0)
                .keys()
                .asSequence()
                .toSet(),
        )
        assertEquals('8', event.getJSONObject("user").getString("id")[14])
        assertFalse(servers.text(), Regex("anna|usr-4711|\"trace\"").containsMatchIn(servers.text()))
    }

    @Test
    fun a_breadcrumb_leaves_with_what_the_policy_lists() {
        on()
        Sentry.addBreadcrumb(
            Breadcrumb("call anna@example.org").apply {
                setData("kept", "yes")
                setData("elsewhere", "anna")
                category = "anna"
            },
        )
        Sentry.addBreadcrumb("anna")
        Sentry.captureMessage("it works")

        val breadcrumbs = arrived().getJSONArray("breadcrumbs")
        assertEquals(1, breadcrumbs.length())
        assertEquals("""{"kept":"yes"}""", breadcrumbs.getJSONObject(0).getJSONObject("data").toString())
        assertFalse(servers.text(), "anna" in servers.text())
    }

    @Test
    fun what_the_apps_own_hooks_add_is_minimised_too() {
        on {
            it.setBeforeSend { event, _ -> event.apply { setExtra("mail", "anna@example.org") } }
            it.setBeforeBreadcrumb { breadcrumb, _ -> breadcrumb.apply { setData("mail", "anna@example.org") } }
        }
        Sentry.addBreadcrumb(Breadcrumb("seen").apply { setData("kept", "yes") })
        Sentry.captureMessage("it works")

        arrived()
        assertFalse(servers.text(), "anna" in servers.text())
    }

    @Test
    fun a_mechanism_leaves_by_the_sdks_own_word() {
        on()
        Sentry.captureEvent(
            SentryEvent().apply {
                platform = "anna"
                exceptions =
                    listOf(
                        SentryException().apply {
                            type = "IllegalStateException"
                            mechanism =
                                Mechanism().apply {
                                    type = "anna"
                                    isHandled = false
                                }
                        },
                    )
            },
        )

        val exception = arrived().getJSONObject("exception").getJSONArray("values").getJSONObject(0)
        assertEquals("generic", exception.getJSONObject("mechanism").getString("type"))
        assertFalse(exception.getJSONObject("mechanism").getBoolean("handled"))
        assertFalse(servers.text(), "anna" in servers.text())
    }

    @Test
    fun an_event_that_the_apps_hook_drops_stays_dropped() {
        on { it.setBeforeSend { event, _ -> event.takeIf { one -> one.message?.formatted != "mine" } } }
        Sentry.captureMessage("mine")
        Sentry.captureMessage("it works")

        arrived()
        assertFalse(servers.text(), "mine" in servers.text())
    }

    @Test
    fun an_event_that_passed_no_hook_is_dropped_and_counted() {
        val switch = on()
        val raw = SentryEvent().apply { message = Message().apply { formatted = "anna" } }
        val scopes = Sentry.getCurrentScopes()
        scopes.captureEnvelope(SentryEnvelope.from(scopes.options.serializer, raw, null), Hint())

        eventually("it is dropped") { switch.dropped == 1L }
        assertEquals(0, servers.begun())
    }

    @Test
    fun a_transaction_never_leaves() {
        val switch = on(setOf("event", "transaction")) { it.tracesSampleRate = 1.0 }
        Sentry.startTransaction("anna", "op").finish()
        Sentry.captureMessage("it works")

        arrived()
        assertTrue("dropped: ${switch.dropped}", switch.dropped >= 1)
        assertFalse(servers.text(), "anna" in servers.text())
    }
}
