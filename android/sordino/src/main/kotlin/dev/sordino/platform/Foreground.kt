package dev.sordino.platform

import android.app.Activity
import android.app.Application
import android.os.Bundle
import dev.sordino.inner.Running
import java.lang.ref.WeakReference

/** Whether the app is in front, by counting its started activities. Called on the main thread. */
internal class Foreground(
    private val running: Running,
) : Application.ActivityLifecycleCallbacks {
    private var started = 0

    @Volatile
    var isInFront = false
        private set

    /** The activity that came to the front last, while the app is there. */
    val front: Activity?
        get() = if (isInFront) last.get() else null

    @Volatile
    private var last = WeakReference<Activity>(null)

    override fun onActivityStarted(activity: Activity) {
        last = WeakReference(activity)
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
