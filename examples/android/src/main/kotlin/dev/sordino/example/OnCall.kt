package dev.sordino.example

import android.app.Activity
import android.app.Application
import android.content.Context
import android.content.pm.ApplicationInfo
import dev.sordino.CardNews
import dev.sordino.Limiter
import dev.sordino.Options
import dev.sordino.Override
import dev.sordino.Sordino
import dev.sordino.SordinoSettingsActivity
import kotlin.concurrent.thread

/** The app: it starts Sordino, and nothing else that sends. */
class OnCallApp : Application() {
    override fun onCreate() {
        super.onCreate()
        OnCall.start(this, OnCall.options(this))
    }
}

/** What every screen of the app needs: Sordino, and who is signed in. */
object OnCall {
    lateinit var sordino: Sordino
        private set

    /** The person on duty, or `null`. */
    @Volatile
    var person: Person? = null
        private set

    /** That the contact has new numbers; `null` where it has none. */
    @Volatile
    var cardNews: String? = null

    /** Starts Sordino. It returns at once; what is offered before the key store answered waits in memory. */
    fun start(
        context: Context,
        options: Options,
    ) {
        sordino = Sordino.start(context, options)
    }

    /** Asks the first question. It closes by itself where nothing must be asked. */
    fun ask(activity: Activity) {
        thread {
            // The policy wants to know that nobody is under age, and asks nothing before. A company gives this app to its
            // staff, who are adults. What cannot be told now, as with a locked key store, is told at the next start.
            runCatching { sordino.limit(Limiter.AGE, allows = true) }
            activity.runOnUiThread { activity.startActivity(SordinoSettingsActivity.question(activity)) }
        }
    }

    /** A build for developers sends to `sordino servers` and remembers what it decided; a release does neither. */
    fun options(context: Context): Options {
        val isDebuggable = context.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0
        return if (isDebuggable) toServers("http://127.0.0.1:8000/v1", "http://127.0.0.1:8001/1") else release()
    }

    /** Options that send to `sordino servers` over plain HTTP, which a library built with `loopback` takes. */
    fun toServers(
        segment: String,
        sentry: String,
    ): Options =
        release().apply {
            keepDecisions = true
            allowLoopbackHttp = true
            overrides = listOf(Override("segment", segment, "write-key"), Override("sentry", sentry, "public-key"))
        }

    private fun release() =
        Options().apply {
            vendors = listOf(Crashlytics, Push.gate)
            cardHasNews = CardNews { _, text -> cardNews = text }
        }

    /** Tells Sordino whose records follow: pseudonyms of the ids leave, and the name is searched for in free text. */
    fun signIn(
        who: Person?,
        then: () -> Unit,
    ) {
        thread {
            // The app's server forgets the push token while the session still stands.
            Push.gate.signingOut()
            sordino.signOut()
            who?.let { sordino.signIn(it.userId, it.customerId, listOf("$it", it.email)) }
            person = who
            if (who != null) Push.gate.signedIn()
            then()
        }
    }
}

/** Somebody who can sign in. */
enum class Person(
    val userId: String,
    val customerId: String,
    val email: String,
) {
    ADA("usr_Q7rT2mVx9KpLw4Zs", "cus_H3nB8yGd5FcJ6aRe", "ada.kestner@example.org"),
    BEN("usr_W1uE6oXz3NbMk8Yt", "cus_H3nB8yGd5FcJ6aRe", "ben.osei@example.org"),
    ;

    /** As colleagues say it. */
    override fun toString() = name.first() + name.drop(1).lowercase()
}
