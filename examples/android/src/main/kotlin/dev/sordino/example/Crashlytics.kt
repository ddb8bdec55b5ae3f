package dev.sordino.example

import dev.sordino.Collecting
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorSwitch

/**
 * The switch of a vendor's SDK that the app keeps beside Sordino. Its id is the recipient's in the policy.
 *
 * This app links no Firebase: [isCollecting] stands where `FirebaseCrashlytics.isCrashlyticsCollectionEnabled` would.
 */
object Crashlytics : VendorSwitch {
    @Volatile
    var isCollecting = false
        private set

    override val recipient = "firebase_crashlytics"

    override val name = "Crashlytics, played"

    override fun apply(openPurposes: List<String>): VendorReport {
        isCollecting = "crash_reports" in openPurposes
        return VendorReport(inFlight = 0, purged = 0)
    }

    override fun readBack(): VendorReadBack =
        if (isCollecting) VendorReadBack(Collecting.YES) else VendorReadBack(Collecting.NO, unsent = 0, hasId = false)
}
