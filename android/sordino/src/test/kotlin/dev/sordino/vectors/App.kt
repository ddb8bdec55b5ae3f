package dev.sordino.vectors

import dev.sordino.Collecting
import dev.sordino.CompletedReceipt
import dev.sordino.Options
import dev.sordino.Outcome
import dev.sordino.PurposeReceipt
import dev.sordino.Receipt
import dev.sordino.Sordino
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch
import dev.sordino.core.Answer
import dev.sordino.core.Facts
import dev.sordino.core.Reply
import dev.sordino.inner.Running
import dev.sordino.support.Digits
import dev.sordino.support.HostPlatform
import dev.sordino.support.Json
import dev.sordino.support.Started
import dev.sordino.support.idle
import dev.sordino.testing.fixClockAndRandomness
import dev.sordino.testing.setNow
import java.io.Closeable
import java.io.File
import java.nio.file.Files
import java.util.concurrent.TimeUnit

/** An app on a device of its own, whose clock stands where the case says. Plays the steps of `gate`, `receipts`
 * and `settings`. */
internal class App(
    private val input: Map<String, Any?>,
    private val scrubKnownValues: Boolean = false,
) : Closeable {
    val recipient = Recipient()
    val receipts = mutableListOf<PurposeReceipt>()
    var completed: List<CompletedReceipt> = emptyList()
        private set

    private val facts = (input["facts"] as Map<*, *>?).orEmpty()
    private var now = (input["now"] as Digits?)?.text?.toLong() ?: START
    private var seed = 0uL
    private var policy = policy(input["begins"]?.let { policies()[it] } ?: input["policy"])
    private val left = mutableListOf<Started>()
    private var started = open(Files.createTempDirectory("sordino").toFile())

    val sordino: Sordino
        get() = started.sordino

    val running: Running
        get() = started.running

    fun play(steps: List<Any?>) =
        apply {
            for (step in steps.map(Json::items)) step(step.first() as String, step.drop(1))
        }

    fun offer(
        event: Any?,
        properties: Any?,
    ): Outcome = sordino.track(event as String, *Notation.pairs(properties))

    /** Sends all that waits; everybody takes it. */
    fun sendAll() {
        started.running.deliver()
    }

    override fun close() {
        recipient.end()
        (left + started).forEach(Started::close)
    }

    private fun step(
        verb: String,
        words: List<Any?>,
    ) {
        when (verb) {
            "turn_on" -> purpose(words[0]).turnOn()
            "turn_off" -> took(purpose(words[0]).turnOff())
            "choose" -> took(purpose(words[0]).choose(named(words[1])))
            "import_refusal" -> took(sordino.importRefusal(words[0] as String, words[1] as String))
            "limit" -> took(sordino.limit(named(words[0]), words[2] as Boolean, words[1] as String?))
            "age" -> took(sordino.tellAge(words[0]?.let { number(it).toInt() }, words[1]?.let { number(it).toInt() }))
            "signals" -> took(sordino.tellSignals(words[0] as Boolean?, Json.members(words[1]).mapValues { (_, it) -> said(it) }))
            "organisation" -> organisation(Json.members(words[0]))
            "request_deletion" -> sordino.requestDeletion()
            "erase" -> took(sordino.erase())
            "expire" -> expire()
            "advance_days" -> advance(number(words[0]) * DAY)
            "advance_ms" -> advance(number(words[0]))
            "record" -> repeat(number(words[2]).toInt()) { offer(words[0], words[1]) }
            "begin" -> recipient.begin(started.running)
            "answer" -> recipient.answer(Reply.Answered(Answer(number(words[0]).toUShort())))
            "reopen" -> reopen()
            "kill" -> kill()
            "update" -> reopen(policies()[words[0]])
            else -> error("no app can $verb")
        }
    }

    private fun organisation(settings: Map<String, Any?>) {
        (started.platform as HostPlatform).organisation = settings.mapValues { (_, it) -> said(it).toString() }
        took(started.running.choices.tellOrganisation()!!)
    }

    /** A consent tool keeps numbers as numbers. */
    private fun said(json: Any?): Any? = if (json is Digits) number(json).toInt() else json

    private fun purpose(id: Any?) = sordino.purpose(id as String)

    private fun took(receipt: Receipt) {
        receipts += receipt.parts
        completed = receipt.completed.get(SECONDS, TimeUnit.SECONDS)
    }

    /** What ran out is closed when the app comes to the front. */
    private fun expire() {
        started.running.toFront()
        started.running.idle()
    }

    private fun advance(millis: Long) {
        now += millis
        setNow(now)
    }

    private fun reopen(other: Any? = null) {
        other?.let { policy = policy(it) }
        started.close()
        started = open(home())
    }

    /** A process that dies closes nothing: the next one finds what was on the disk. */
    private fun kill() {
        val found = Files.createTempDirectory("sordino").toFile()
        home().copyRecursively(found, overwrite = true)
        left += started
        started = open(found)
    }

    private fun home() = (started.platform as HostPlatform).home

    private fun open(home: File): Started {
        // Bytes that were random once may not come again on one disk.
        fixClockAndRandomness(now, ++seed)
        val options =
            Options().also {
                it.cancelLimitMillis = 0
                it.deviceId = facts["device_id"] as String?
                it.scrubKnownValues = scrubKnownValues
                it.vendors = Json.members(input["vendors"] ?: emptyMap<String, Any?>()).map { (id, case) -> vendor(id, Json.members(case)) }
            }
        val platform = HostPlatform(home, policy, facts = facts(), transport = recipient)
        return Started(platform, options).opened().also { it.running.idle() }
    }

    /** A vendor's SDK that collects while a purpose is open, and says what the case wants while none is. */
    private fun vendor(
        id: String,
        case: Map<String, Any?>,
    ) = object : VendorSwitch {
        @Volatile
        private var isOn = case["on_before"] == true

        override val recipient = id
        override val name = "an SDK"
        override val version = "1.0"

        override fun apply(openPurposes: List<String>): VendorReport {
            isOn = openPurposes.isNotEmpty()
            check(case["throws"] != "tell")
            return VendorReport(case["in_flight"]?.let(::number), case["purged"]?.let(::number))
        }

        override fun readBack(): VendorReadBack {
            if (isOn) return VendorReadBack(Collecting.YES)
            check(case["throws"] != "read_back")
            return VendorReadBack(named(case["collecting"]), case["unsent"]?.let(::number), case["has_id"] as Boolean?)
        }
    }

    private fun facts() =
        Facts(
            appVersion = facts["app_version"] as String?,
            appBuild = facts["app_build"] as String?,
            osName = facts["os_name"] as String?,
            osVersion = facts["os_version"] as String?,
            deviceModel = facts["device_model"] as String?,
            locale = facts["locale"] as String?,
            utcOffsetMinutes = (facts["utc_offset_minutes"] as Digits?)?.text?.toInt(),
        )

    private fun policies() = Json.members(input["policies"])

    private fun policy(json: Any?) = Json.write(json).toByteArray()

    private fun number(json: Any?) = (json as Digits).text.toLong()

    private companion object {
        const val DAY = 86_400_000L
        const val SECONDS = 60L
    }
}
