package dev.sordino.example

import dev.sordino.VendorAnswer
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

    override fun apply(openPurposes: List<String>): VendorAnswer {
        isCollecting = "crash_reports" in openPurposes
        return if (isCollecting) VendorAnswer.STILL_ON else VendorAnswer.OFF
    }
}
