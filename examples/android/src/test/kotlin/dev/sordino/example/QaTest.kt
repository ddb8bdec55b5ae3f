package dev.sordino.example

import dev.sordino.platform.AndroidTest
import dev.sordino.support.Repository
import dev.sordino.support.Vendors
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Plays the QA page of the README from top to bottom: the app on Android's framework, the servers of `sordino servers`. */
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [35])
class QaTest : AndroidTest() {
    private val servers = Vendors()
    private var hasNetwork = true
    private val before = mutableMapOf("segment" to 0, "sentry" to 0)

    @After
    fun stop() = servers.close()

    @Test
    fun every_step_shows_what_the_page_says() {
        RuntimeEnvironment.setQualifiers("en-w360dp-h4000dp")
        val steps = Step.of(Repository.file("examples/android/README.md").readText())
        assertTrue("the page has steps", steps.size > 10)
        OnCall.start(context, OnCall.toServers(servers.segment, servers.sentry))
        // A machine that builds beside the test opens slower than the question waits.
        while (OnCall.sordino.statuses.isEmpty()) Thread.sleep(POLL_MILLIS)
        val phone = Phone(context)
        phone.launch()
        steps.forEach { play(phone, it) }
        phone.switchOff()
    }

    private fun play(
        phone: Phone,
        step: Step,
    ) {
        for (label in step.press) {
            when (label) {
                "Network off" -> hasNetwork = false
                "Network on" -> hasNetwork = true
                "Save" -> phone.save()
                "Allow" -> phone.answer(allows = true)
                "Don’t allow" -> phone.answer(allows = false)
                else -> phone.press(label)
            }
        }
        var bodies = ""
        phone.until({ "$step; seen ${phone.texts}; arrived $bodies" }) {
            if (hasNetwork) phone.runJob()
            val texts = phone.texts
            bodies = bodies()
            step.seen.all { said -> texts.any { said in it } } && step.arrived.all { it in bodies }
        }
        val texts = phone.texts
        step.unseen.forEach { said -> assertTrue("$step: $said in $texts", texts.none { said in it }) }
        if (step.arrived.isEmpty()) assertEquals("$step", "", bodies())
        for (raw in listOf("usr_", "cus_", "Ada", "ada.kestner", "alr-20", "901820")) {
            assertTrue("$step: $raw arrived", raw !in bodies())
        }
        before.keys.forEach { before[it] = servers.bodies(it).size }
    }

    private companion object {
        const val POLL_MILLIS = 20L
    }

    /** The bodies that arrived since the step before. */
    private fun bodies() = before.flatMap { (recipient, count) -> servers.bodies(recipient).drop(count) }.joinToString("\n")
}

/** A row of the page: what to press, and what must be seen then, on the phone and at the servers. */
private data class Step(
    val number: String,
    val press: List<String>,
    val seen: List<String>,
    val unseen: List<String>,
    val arrived: List<String>,
) {
    companion object {
        private val QUOTED = Regex("(not )?`([^`]+)`")

        fun of(page: String): List<Step> =
            page
                .substringAfter("## What QA presses")
                .substringBefore("\n## ")
                .lines()
                .filter { it.startsWith("| ") && it[2].isDigit() }
                .map { line ->
                    val cells = line.split('|').drop(1)
                    val (unseen, seen) = QUOTED.findAll(cells[2]).partition { it.groupValues[1].isNotEmpty() }
                    Step(cells[0].trim(), quoted(cells[1]), seen.map { it.groupValues[2] }, unseen.map { it.groupValues[2] }, quoted(cells[3]))
                }

        private fun quoted(cell: String) = QUOTED.findAll(cell).map { it.groupValues[2] }.toList()
    }
}
