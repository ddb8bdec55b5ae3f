package dev.sordino.vendors

import android.content.Context
import dev.sordino.Options
import dev.sordino.PushServer
import dev.sordino.PushTokenGate
import dev.sordino.Sordino
import dev.sordino.vendors.firebase.FirebaseAnalyticsSwitch
import dev.sordino.vendors.firebase.FirebaseCrashlyticsSwitch
import dev.sordino.vendors.firebase.FirebasePerformanceSwitch
import dev.sordino.vendors.firebase.FirebasePush
import okhttp3.OkHttpClient
import java.net.ProxySelector

// The code of docs/vendors.md and docs/guard.md, as it stands there. Compiled, and run by nothing.

internal fun guard(sordino: Sordino): OkHttpClient {
    val guard = TelemetryGuard(sordino, mapOf("segment.io" to listOf("event_tracking"), "sentry.io" to listOf("crash_reports")))
    val client = OkHttpClient.Builder().addInterceptor(guard).build() // one client
    ProxySelector.setDefault(guard.proxies()) // HttpURLConnection, and clients without proxies of their own
    println(guard.caught) // host to number
    return client
}

internal fun firebase(context: Context) {
    val crashlytics = FirebaseCrashlyticsSwitch("firebase_crashlytics", context)
    val analytics = FirebaseAnalyticsSwitch("firebase_analytics", context)
    val performance = FirebasePerformanceSwitch("firebase_performance", context)

    Sordino.start(context, Options().apply { vendors = listOf(crashlytics, analytics, performance) })
    analytics.log("alert_opened", mapOf("minutes" to 3)) // what the policy lists of it; `false` if it was dropped
}

internal fun push(
    context: Context,
    server: PushServer,
) {
    lateinit var gate: PushTokenGate
    gate = PushTokenGate("firebase_messaging", FirebasePush(context) { gate.issued(it) }, server)
    Sordino.start(context, Options().apply { vendors = listOf(gate) })
}
