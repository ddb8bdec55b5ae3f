package dev.sordino.example.before

import android.app.Application

/** The app as people have it today: vendors start with it, and nobody was asked. */
class OnCallApp : Application() {
    override fun onCreate() {
        super.onCreate()
        OnCall.start()
    }
}

/** What every screen of the app needs. */
object OnCall {
    lateinit var analytics: Analytics
        private set

    fun start() {
        Crashlytics.setCrashlyticsCollectionEnabled(true)
        analytics = Analytics("write-key")
    }

    fun signIn(
        userId: String,
        email: String,
    ) {
        Crashlytics.setUserId(userId)
        analytics.identify(userId, mapOf("email" to email))
    }
}
