package dev.sordino.support

import dev.sordino.Collecting
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch

/** A vendor's SDK that collects while a purpose is open, and says [off] while none is. [told] is called with each word. */
internal class FakeVendor(
    override val recipient: String = "firebase_crashlytics",
    private val off: () -> VendorReadBack = { OFF },
    private val told: (List<String>) -> Unit = {},
) : VendorSwitch {
    @Volatile
    private var isOn = false

    override fun apply(openPurposes: List<String>): VendorReport {
        isOn = openPurposes.isNotEmpty()
        told(openPurposes)
        return VendorReport(inFlight = 0, purged = 0)
    }

    override fun readBack(): VendorReadBack = if (isOn) ON else off()

    companion object {
        val OFF = VendorReadBack(Collecting.NO, unsent = 0, hasId = false)
        val ON = VendorReadBack(Collecting.YES)
    }
}
