package dev.sordino.example

import dev.sordino.example.before.Sent
import dev.sordino.platform.AndroidTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import dev.sordino.example.before.AlertsScreen as AlertsBefore
import dev.sordino.example.before.CrashScreen as CrashBefore
import dev.sordino.example.before.OnCall as OnCallBefore

/** The app as it is today: what would leave of the same presses, with nobody asked. */
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [35])
class BeforeTest : AndroidTest() {
    @Test
    fun unasked_everything_leaves_as_it_was_said() {
        Sent.bodies.clear()
        OnCallBefore.start()
        OnCallBefore.signIn(Person.ADA.userId, Person.ADA.email)
        Phone(context, AlertsBefore::class.java).apply { launch() }.apply { press("Database answers slowly") }.switchOff()
        Phone(context, CrashBefore::class.java).apply { launch() }.apply { press("Caught exception") }.switchOff()
        assertEquals("identify, event and crash", 3, Sent.bodies.size)
        for (raw in listOf(Person.ADA.userId, Person.ADA.email, "alr-2041", "901820")) {
            assertTrue("$raw leaves", Sent.bodies.any { raw in it })
        }
    }
}
