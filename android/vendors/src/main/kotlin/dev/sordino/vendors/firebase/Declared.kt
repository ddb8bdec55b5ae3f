package dev.sordino.vendors.firebase

/** A method that a switch calls on Google's classes. */
internal class Declared(
    private val owner: String,
    private val method: String,
    private vararg val parameters: String,
) {
    /** Returns what is wrong with the class that the app brings, or `null` if it has the method. */
    private fun fault(loader: ClassLoader): String? {
        val type = named(owner, loader) ?: return "the app has no class `$owner`"
        val taken = parameters.map { named(it, loader) ?: return "the app has no class `$it`" }
        return try {
            type.getMethod(method, *taken.toTypedArray())
            null
        } catch (_: NoSuchMethodException) {
            "`$owner` of this app has no method `$method(${parameters.joinToString()})`"
        }
    }

    companion object {
        /** Throws if the app's own classes lack one of [methods]: then nothing of the switch could be relied on. */
        fun check(
            switch: String,
            methods: List<Declared>,
            loader: ClassLoader,
        ) {
            val faults = methods.mapNotNull { it.fault(loader) }.distinct()
            check(faults.isEmpty()) {
                "$switch does not fit the Firebase SDK of this app, so it switches nothing: ${faults.joinToString("; ")}. " +
                    "Use the SDK's release that docs/vendors.md names, or write a VendorSwitch of your own"
            }
        }

        private fun named(
            name: String,
            loader: ClassLoader,
        ): Class<*>? =
            when (name) {
                "boolean" -> {
                    Boolean::class.javaPrimitiveType
                }

                "long" -> {
                    Long::class.javaPrimitiveType
                }

                else -> {
                    try {
                        Class.forName(name, false, loader)
                    } catch (_: ClassNotFoundException) {
                        null
                    }
                }
            }
    }
}

private const val FIREBASE = "com.google.firebase"
private const val TEXT = "java.lang.String"

internal val WAITING =
    listOf(
        Declared(
            "com.google.android.gms.tasks.Tasks",
            "await",
            "com.google.android.gms.tasks.Task",
            "long",
            "java.util.concurrent.TimeUnit",
        ),
    )

internal val CRASHLYTICS =
    listOf(
        Declared("$FIREBASE.crashlytics.FirebaseCrashlytics", "getInstance"),
        Declared("$FIREBASE.crashlytics.FirebaseCrashlytics", "setCrashlyticsCollectionEnabled", "boolean"),
        Declared("$FIREBASE.crashlytics.FirebaseCrashlytics", "isCrashlyticsCollectionEnabled"),
        Declared("$FIREBASE.crashlytics.FirebaseCrashlytics", "deleteUnsentReports"),
        Declared("$FIREBASE.crashlytics.FirebaseCrashlytics", "setUserId", TEXT),
    )

internal val ANALYTICS =
    WAITING +
        listOf(
            Declared("$FIREBASE.analytics.FirebaseAnalytics", "getInstance", "android.content.Context"),
            Declared("$FIREBASE.analytics.FirebaseAnalytics", "setAnalyticsCollectionEnabled", "boolean"),
            Declared("$FIREBASE.analytics.FirebaseAnalytics", "setConsent", "java.util.Map"),
            Declared("$FIREBASE.analytics.FirebaseAnalytics", "resetAnalyticsData"),
            Declared("$FIREBASE.analytics.FirebaseAnalytics", "setUserId", TEXT),
            Declared("$FIREBASE.analytics.FirebaseAnalytics", "getAppInstanceId"),
            Declared("$FIREBASE.analytics.FirebaseAnalytics", "logEvent", TEXT, "android.os.Bundle"),
        )

internal val PERFORMANCE =
    listOf(
        Declared("$FIREBASE.perf.FirebasePerformance", "getInstance"),
        Declared("$FIREBASE.perf.FirebasePerformance", "setPerformanceCollectionEnabled", "boolean"),
        Declared("$FIREBASE.perf.FirebasePerformance", "isPerformanceCollectionEnabled"),
    )

internal val MESSAGING =
    WAITING +
        listOf(
            Declared("$FIREBASE.messaging.FirebaseMessaging", "getInstance"),
            Declared("$FIREBASE.messaging.FirebaseMessaging", "setAutoInitEnabled", "boolean"),
            Declared("$FIREBASE.messaging.FirebaseMessaging", "getToken"),
            Declared("$FIREBASE.messaging.FirebaseMessaging", "deleteToken"),
            Declared("$FIREBASE.installations.FirebaseInstallations", "getInstance"),
            Declared("$FIREBASE.installations.FirebaseInstallations", "delete"),
        )
