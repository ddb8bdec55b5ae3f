package dev.sordino.example

import android.os.Build
import dev.sordino.AppliedRule
import dev.sordino.Decided
import dev.sordino.Decision
import dev.sordino.FieldDecision
import dev.sordino.RecordKind
import dev.sordino.Refusal
import dev.sordino.platform.AndroidTest
import dev.sordino.screens.Pictures
import dev.sordino.screens.ScreenTest
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Test
import org.robolectric.Robolectric
import java.text.SimpleDateFormat
import java.util.Locale

/** Every screen of the app as it is drawn, held against the pictures in `examples/android/screens`. */
class LooksTest : ScreenTest() {
    private val pictures = Pictures("examples/android/screens")

    /** What the app needs of a phone. */
    private val phone = object : AndroidTest() {}

    @Before
    fun start() {
        phone.begin()
        OnCall.start(context, OnCall.toServers("http://127.0.0.1:9", "http://127.0.0.1:9/1"))
        // A machine that builds beside the test opens slower than a screen waits.
        while (OnCall.sordino.statuses.isEmpty()) Thread.sleep(POLL_MILLIS)
    }

    @After
    fun stop() = phone.end()

    @Test
    fun every_screen_looks_as_pictured() {
        WhatLeftScreen.source = ::someDecisions
        val differing =
            listOfNotNull(
                differs("alerts", AlertsScreen::class.java, height = 680),
                differs("contact", ContactScreen::class.java),
                differs("push", PushScreen::class.java),
                differs("crash", CrashScreen::class.java),
                differs("what-left", WhatLeftScreen::class.java, height = 800),
                // Before API 29 Android has no theme that follows the night.
                if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) differs("what-left-dark", WhatLeftScreen::class.java, 800, true) else null,
                differs("push-large", PushScreen::class.java, height = 1_000, scale = 2f),
                differs("alerts-large", AlertsScreen::class.java, height = 1_000, scale = 2f),
            )
        assertEquals(emptyList<String>(), differing)
    }

    private fun differs(
        name: String,
        screen: Class<out Screen>,
        height: Int = 560,
        dark: Boolean = false,
        scale: Float = 1f,
    ): String? {
        device(360, height, dark = dark, scale = scale)
        val controller = Robolectric.buildActivity(screen).setup()
        settle(controller.get())
        return pictures.differs("$name-${Build.VERSION.SDK_INT}", picture(controller.get())).also { controller.close() }
    }

    private fun someDecisions(): List<Decision> {
        val fields =
            listOf(
                FieldDecision("minutes", AppliedRule.KEEP, "3", 1),
                FieldDecision("alert_id", AppliedRule.PSEUDONYMISE, "5b0c7c8e-02d5-8d4e-9d41-6f0e5b8a4f10", 1),
                FieldDecision("caller", AppliedRule.NOT_OF_EVENT, null, 1),
            )
        val about = listOf(FieldDecision("locale", AppliedRule.COARSEN, "en", 1))
        return listOf(
            decision("14:30:58", RecordKind.CRASH, Decided.REFUSED, Refusal.CLOSED),
            decision("14:31:40", RecordKind.EVENT, Decided.STORED, null, fields, about, delivered = 1),
            decision("14:32:05", RecordKind.EVENT, Decided.STORED, null, fields, about),
        )
    }

    private fun decision(
        time: String,
        record: RecordKind,
        decided: Decided,
        refusal: Refusal?,
        fields: List<FieldDecision> = emptyList(),
        about: List<FieldDecision> = emptyList(),
        delivered: Long? = null,
    ) = Decision(
        time = SimpleDateFormat("HH:mm:ss", Locale.ROOT).parse(time)!!.time,
        record = record,
        name = if (record == RecordKind.EVENT) "alert_acknowledged" else "",
        purpose = null,
        decided = decided,
        refusal = refusal,
        recipient = "segment".takeIf { decided == Decided.STORED },
        fields = fields,
        about = about,
        delivered = delivered,
    )

    private companion object {
        const val POLL_MILLIS = 20L
    }
}
