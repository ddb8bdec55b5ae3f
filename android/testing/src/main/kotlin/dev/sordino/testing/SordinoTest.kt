package dev.sordino.testing

import android.content.Context
import dev.sordino.ClosedBy
import dev.sordino.CompletedReceipt
import dev.sordino.Options
import dev.sordino.Receipt
import dev.sordino.RecordKind
import dev.sordino.Sordino
import dev.sordino.SordinoException
import dev.sordino.inner.Running
import java.io.Closeable
import java.io.File
import java.util.concurrent.TimeUnit

/**
 * A Sordino for an app's own tests, on the JVM: the app's policy, a folder that goes with the test, keys in memory, and no
 * network. What would be uploaded is taken and read.
 *
 * ```kotlin
 * SordinoTest.start(File("src/main/assets/sordino/policy.json")).use { test ->
 *     test.allow()
 *     acknowledge(test.sordino)
 *     test.assertLeft("segment", "alert_acknowledged")
 * }
 * ```
 *
 * It is the library as the app links it: the same engine decides, and only the phone around it is another. Nothing leaves by
 * itself; the asserts first send what may be sent, so that a test never waits for a schedule.
 */
public class SordinoTest internal constructor(
    private val phone: TestPhone,
    options: Options,
) : Closeable {
    internal val running = Running(phone, options)

    /** The Sordino that the code under test is given. */
    public val sordino: Sordino = Sordino(running)

    init {
        running.start()
        running.settled.await()
    }

    /**
     * Makes the choice of a person who says yes: turns on the purposes with these ids, or all without any. A limiter whose word
     * the policy waits for, such as the person's age, is told that it allows them.
     *
     * @throws AssertionError if a purpose stays closed; its text says why.
     */
    public fun allow(vararg purposes: String) {
        for (id in purposes.ifEmpty { sordino.statuses.map { it.purpose }.toTypedArray() }) {
            val purpose = sordino.purpose(id)
            purpose.turnOn(how = HOW)
            val withheld = purpose.statuses.flatMap { it.reasons }.filter { it.closedBy == ClosedBy.WITHHELD }
            withheld.mapNotNull { it.limiter }.forEach { purpose.limit(it, allows = true) }
            if (!purpose.isOpen) throw AssertionError("`$id` stays closed after a yes: ${purpose.statuses.single().reasons}")
        }
    }

    /**
     * Makes the choice of a person who says no: turns off the purposes with these ids, or all without any.
     *
     * @return the receipt, once everything was completed.
     */
    public fun refuse(vararg purposes: String): Receipt {
        val ids = purposes.toList().ifEmpty { sordino.statuses.map { it.purpose } }
        val receipt = running.choices.turnOff(ids, HOW, null)
        receipt.completed.get(LIMIT_SECONDS, TimeUnit.SECONDS)
        return receipt
    }

    /** The records that left since the start or the last [forget], in order; what may be sent now is among them. */
    public val left: List<Left>
        get() {
            sordino.flush().get(LIMIT_SECONDS, TimeUnit.SECONDS)
            return phone.watch.left()
        }

    /** Forgets what left so far, for the next part of a test. */
    public fun forget() {
        sordino.flush().get(LIMIT_SECONDS, TimeUnit.SECONDS)
        phone.watch.forget()
        phone.requests.clear()
    }

    /** The receipts of every call that closed something since the start, in order, whoever made the call. */
    public val receipts: List<Receipt>
        get() = phone.watch.receipts()

    /** Returns what the last call that closed [purpose] did in the end; waits for its completion. */
    public fun receipt(purpose: String): CompletedReceipt {
        val last = receipts.lastOrNull { receipt -> receipt.parts.any { it.purpose == purpose } }
        val completed = last?.completed?.get(LIMIT_SECONDS, TimeUnit.SECONDS)
        return completed?.lastOrNull { it.receipt.purpose == purpose }
            ?: throw AssertionError(
                "nothing closed `$purpose` since the start; receipts of ${receipts.flatMap { it.parts }.map { it.purpose }}",
            )
    }

    /**
     * Asserts that an event left for a recipient.
     *
     * @param recipient its id in the policy.
     * @param name of the event.
     * @return the last such event as it left.
     */
    public fun assertLeft(
        recipient: String,
        name: String,
    ): Left = last(recipient, RecordKind.EVENT, name)

    /** Asserts that a crash report left for a recipient, and returns the last one as it left. */
    public fun assertCrashLeft(recipient: String): Left = last(recipient, RecordKind.CRASH, "")

    /** Asserts that no event of this name left for a recipient. */
    public fun assertNotLeft(
        recipient: String,
        name: String,
    ) {
        val found = left.lastOrNull { it.recipient == recipient && it.name == name }
        if (found != null) throw AssertionError("`$name` left for `$recipient`: $found")
    }

    /** Asserts that no request was made since the start or the last [forget], and that none is due. */
    public fun assertNothingLeft() {
        val left = left
        if (phone.requests.isEmpty()) return
        val recipients = phone.requests.joinToString { it.recipient }
        throw AssertionError("requests were made to $recipients${left.joinToString("") { "\n  $it" }}")
    }

    /** Stops it, and deletes its folder. */
    override fun close() {
        running.stop(STOP_MILLIS)
        running.openedOrNull?.engine?.close()
        Sordino.forget(sordino)
        phone.close()
    }

    private fun last(
        recipient: String,
        record: RecordKind,
        name: String,
    ): Left {
        val left = left
        return left.lastOrNull { it.recipient == recipient && it.record == record && it.name == name }
            ?: throw AssertionError(Missing(sordino, left).text(recipient, record, name))
    }

    /** Throws what kept it from opening. */
    internal fun opened(): SordinoTest {
        val failure = running.failure ?: return this
        close()
        throw failure
    }

    /** Starts one. */
    public companion object {
        private const val HOW = "test"
        private const val LIMIT_SECONDS = 60L
        private const val STOP_MILLIS = 5_000L

        /**
         * Starts one with the policy in this file. It is open when this returns, with no choice made.
         *
         * @throws SordinoException if it cannot be opened with this policy.
         */
        @JvmStatic
        @JvmOverloads
        @Throws(SordinoException::class)
        public fun start(
            policy: File,
            options: Options = Options(),
        ): SordinoTest = start(policy.readBytes(), options)

        /** Starts one with this `policy.json`. */
        @JvmStatic
        @JvmOverloads
        @Throws(SordinoException::class)
        public fun start(
            policy: ByteArray,
            options: Options = Options(),
        ): SordinoTest {
            OwnHost.check()
            return SordinoTest(TestPhone(policy), options).opened()
        }

        /**
         * Returns the one that the app itself started, where Robolectric plays Android: with this library among the test's
         * dependencies, `Sordino.start(context)` in the app's code starts one of these, with the policy of the app's assets. Each
         * `Application` has its own.
         *
         * @throws SordinoException if it cannot be opened.
         * @throws IllegalStateException if the app has not started Sordino, or is not debuggable.
         */
        @JvmStatic
        @Throws(SordinoException::class)
        public fun of(context: Context): SordinoTest = Robolectrics.of(context)
    }
}
