package dev.sordino.vendors.firebase

import android.content.Context
import dev.sordino.Collecting
import dev.sordino.Minimiser
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch
import java.util.concurrent.atomic.AtomicLong

/**
 * Turns Google Analytics for Firebase on and off, and answers Consent Mode: storage for analytics as the person chose, everything
 * about advertising always with no.
 *
 * Give events to [log]: they leave with what the policy lists for [recipient]. Events that the SDK makes up by itself, such as
 * `session_start`, are its own. A turn-off forgets what is stored on the device, the app instance's id with it.
 *
 * The SDK cannot be asked whether it collects. It is told as off only where it says that it has no id and collects nothing,
 * which it cannot: so its receipt says `CANNOT_TELL`.
 *
 * @property recipient id of the recipient in the policy, of kind `vendor_sdk`
 */
public class FirebaseAnalyticsSwitch internal constructor(
    override val recipient: String,
    private val own: Analytics,
) : VendorSwitch {
    /** Throws [IllegalStateException] if the app's Analytics lacks a method that the switch calls. */
    public constructor(recipient: String, context: Context) : this(recipient, real(context))

    private val drops = AtomicLong()

    @Volatile
    private var minimiser: Minimiser? = null

    @Volatile
    private var isOpen = false

    override val name: String = "firebase-analytics"

    /** Returns how many events [log] dropped: not listed for [recipient], or offered while off. */
    public val dropped: Long
        get() = drops.get()

    /**
     * Logs an event with what the policy lists of it. Lists and maps are left out: Firebase takes none. Returns `false` if it was
     * dropped.
     */
    public fun log(
        name: String,
        properties: Map<String, Any?> = emptyMap(),
    ): Boolean {
        val minimised = if (isOpen) minimiser?.event(name, properties) else null
        if (minimised == null || minimised.refusal != null) {
            drops.incrementAndGet()
            return false
        }
        own.log(name, minimised.values)
        return true
    }

    override fun bind(minimiser: Minimiser) {
        this.minimiser = minimiser
    }

    override fun apply(openPurposes: List<String>): VendorReport {
        if (openPurposes.isEmpty()) return turnOff()
        own.consent(isGranted = true)
        own.enable(true)
        isOpen = true
        return VendorReport()
    }

    override fun offWithoutInstance(): VendorReport = turnOff()

    override fun readBack(): VendorReadBack =
        VendorReadBack(
            collecting = if (isOpen) Collecting.YES else Collecting.CANNOT_TELL,
            hasId = if (isOpen) true else own.instanceId() != null,
        )

    private fun turnOff(): VendorReport {
        isOpen = false
        // The flag is written to the disk, and outlives the app's end.
        own.enable(false)
        own.consent(isGranted = false)
        own.reset()
        return VendorReport()
    }

    private companion object {
        fun real(context: Context): Analytics {
            Declared.check("FirebaseAnalyticsSwitch", ANALYTICS, context.classLoader)
            return RealAnalytics(context)
        }
    }
}
