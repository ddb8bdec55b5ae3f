package dev.sordino.platform

import android.app.Activity
import android.app.Application
import android.os.Bundle
import dev.sordino.inner.Running

/** Whether the app is in front, by counting its started activities. Called on the main thread. */
internal class Foreground(
    private val running: Running,
) : Application.ActivityLifecycleCallbacks {
    private var started = 0

    @Volatile
    var isInFront = false
        private set

    override fun onActivityStarted(activity: Activity) {
        started++
        if (started == 1) {
            isInFront = true
            running.toFront()
        }
    }

    override fun onActivityStopped(activity: Activity) {
        // Whoever starts Sordino late has activities that nobody counted.
        started = maxOf(0, started - 1)
        isInFront = started > 0
    }

    override fun onActivityCreated(
        activity: Activity,
        state: Bundle?,
    ) = Unit

    override fun onActivityResumed(activity: Activity) = Unit

    override fun onActivityPaused(activity: Activity) = Unit

    override fun onActivitySaveInstanceState(
        activity: Activity,
        state: Bundle,
    ) = Unit

    override fun onActivityDestroyed(activity: Activity) = Unit
}
