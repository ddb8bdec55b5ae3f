package dev.sordino.platform

import android.content.Context
import android.content.pm.ApplicationInfo
import dev.sordino.Options
import dev.sordino.Sordino

/**
 * What stands in for a phone in an app's own tests: `sordino-testing`, where it is on the class path of a JVM that plays
 * Android.
 *
 * No phone looks for it, and neither does an app that is not debuggable.
 */
internal interface StandIn {
    /** The Sordino of the app that [context] belongs to; the first call starts it. */
    fun started(
        context: Context,
        options: Options,
    ): Sordino

    companion object {
        /** The stand-in of this process; `null` where there is none, or a test wants the phone that Robolectric plays. */
        fun beside(context: Context): StandIn? {
            if (isPhone() || !isDebuggable(context) || System.getProperty(SWITCH) == "off") return null
            return try {
                Class.forName(NAME, true, StandIn::class.java.classLoader).getField("INSTANCE")[null] as StandIn
            } catch (_: ReflectiveOperationException) {
                null
            }
        }

        fun isDebuggable(context: Context): Boolean = context.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0

        /** Android's own virtual machine bears this name on every version. */
        private fun isPhone() = System.getProperty("java.vm.name") == "Dalvik"

        /** The system property by which a test says so. */
        const val SWITCH = "sordino.testing"

        private const val NAME = "dev.sordino.testing.Robolectrics"
    }
}
