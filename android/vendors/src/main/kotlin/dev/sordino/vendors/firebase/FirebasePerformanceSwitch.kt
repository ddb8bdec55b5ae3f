package dev.sordino.vendors.firebase

import android.content.Context
import dev.sordino.Collecting
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch

/**
 * Turns Firebase Performance Monitoring on and off. Its flag is written to the disk and outlives the app's end. What it measures is
 * its own, URLs of the app's requests among them: the policy's field rules do not reach into it.
 *
 * @property recipient id of the recipient in the policy, of kind `vendor_sdk`
 */
public class FirebasePerformanceSwitch internal constructor(
    override val recipient: String,
    private val own: Performance,
) : VendorSwitch {
    /** Throws [IllegalStateException] if the app's Performance Monitoring lacks a method that the switch calls. */
    public constructor(recipient: String, context: Context) : this(recipient, real(context))

    override val name: String = "firebase-perf"

    override fun apply(openPurposes: List<String>): VendorReport {
        own.isEnabled = openPurposes.isNotEmpty()
        return VendorReport()
    }

    override fun readBack(): VendorReadBack = VendorReadBack(if (own.isEnabled) Collecting.YES else Collecting.NO)

    private companion object {
        fun real(context: Context): Performance {
            Declared.check("FirebasePerformanceSwitch", PERFORMANCE, context.classLoader)
            return RealPerformance()
        }
    }
}
