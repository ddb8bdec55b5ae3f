package dev.sordino.vendors.firebase

import android.content.Context
import android.os.Bundle
import com.google.android.gms.tasks.Task
import com.google.android.gms.tasks.Tasks
import com.google.firebase.analytics.FirebaseAnalytics
import com.google.firebase.analytics.FirebaseAnalytics.ConsentStatus
import com.google.firebase.analytics.FirebaseAnalytics.ConsentType
import com.google.firebase.crashlytics.FirebaseCrashlytics
import com.google.firebase.installations.FirebaseInstallations
import com.google.firebase.messaging.FirebaseMessaging
import com.google.firebase.perf.FirebasePerformance
import java.util.concurrent.TimeUnit

// What the switches ask of Google's SDKs, and the real SDKs behind it: one call each, so that no rule stands here.

internal interface Crashlytics {
    var isEnabled: Boolean

    fun deleteUnsent()

    fun forgetUser()
}

internal interface Analytics {
    fun enable(isEnabled: Boolean)

    /** Answers Consent Mode; advertising is always denied. */
    fun consent(isGranted: Boolean)

    /** Forgets what is stored on the device, the app instance's id with it. */
    fun reset()

    fun instanceId(): String?

    fun log(
        name: String,
        values: Map<String, Any>,
    )
}

internal interface Performance {
    var isEnabled: Boolean
}

internal interface Messaging {
    fun stopAutoInit()

    fun token(): String

    fun deleteToken()

    fun deleteInstallation()
}

internal class RealCrashlytics : Crashlytics {
    private val own: FirebaseCrashlytics
        get() = FirebaseCrashlytics.getInstance()

    override var isEnabled: Boolean
        get() = own.isCrashlyticsCollectionEnabled
        set(value) = own.setCrashlyticsCollectionEnabled(value)

    override fun deleteUnsent() = own.deleteUnsentReports()

    override fun forgetUser() = own.setUserId("")
}

internal class RealAnalytics(
    private val context: Context,
) : Analytics {
    private val own: FirebaseAnalytics
        get() = FirebaseAnalytics.getInstance(context)

    override fun enable(isEnabled: Boolean) = own.setAnalyticsCollectionEnabled(isEnabled)

    override fun consent(isGranted: Boolean) {
        val answers = ConsentType.values().associateWith { ConsentStatus.DENIED }
        own.setConsent(if (isGranted) answers + (ConsentType.ANALYTICS_STORAGE to ConsentStatus.GRANTED) else answers)
    }

    override fun reset() {
        own.setUserId(null)
        own.resetAnalyticsData()
    }

    override fun instanceId(): String? = result(own.appInstanceId)

    override fun log(
        name: String,
        values: Map<String, Any>,
    ) {
        val bundle = Bundle()
        for ((key, value) in values) {
            when (value) {
                is Long -> bundle.putLong(key, value)

                is Number -> bundle.putDouble(key, value.toDouble())

                is Boolean -> bundle.putLong(key, if (value) 1 else 0)

                // Firebase takes neither lists nor maps.
                is String -> bundle.putString(key, value)
            }
        }
        own.logEvent(name, bundle)
    }
}

internal class RealPerformance : Performance {
    private val own: FirebasePerformance
        get() = FirebasePerformance.getInstance()

    override var isEnabled: Boolean
        get() = own.isPerformanceCollectionEnabled
        set(value) = own.setPerformanceCollectionEnabled(value)
}

internal class RealMessaging : Messaging {
    private val own: FirebaseMessaging
        get() = FirebaseMessaging.getInstance()

    override fun stopAutoInit() = own.setAutoInitEnabled(false)

    override fun token(): String = checkNotNull(result(own.token)) { "Firebase gave no token" }

    override fun deleteToken() {
        result(own.deleteToken())
    }

    override fun deleteInstallation() {
        result(FirebaseInstallations.getInstance().delete())
    }
}

/** Waits for one of Google's tasks, never for ever: without a network some of them never end. */
private fun <T> result(task: Task<T>): T? = Tasks.await(task, TASK_SECONDS, TimeUnit.SECONDS)

private const val TASK_SECONDS = 10L
