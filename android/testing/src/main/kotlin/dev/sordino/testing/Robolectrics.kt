package dev.sordino.testing

import android.content.Context
import dev.sordino.Options
import dev.sordino.Sordino
import dev.sordino.platform.AndroidPlatform
import dev.sordino.platform.StandIn

/** The Sordino of each app that Robolectric plays: one for each `Application`, as each test has its own. */
internal object Robolectrics : StandIn {
    private var app: Context? = null
    private var test: SordinoTest? = null

    @Synchronized
    override fun started(
        context: Context,
        options: Options,
    ): Sordino {
        OwnHost.check()
        val own = context.applicationContext ?: context
        test?.let { if (app === own) return it.sordino }
        test?.close()
        val android = AndroidPlatform(own, options)
        return SordinoTest(TestPhone(android.policy(), android.facts(), android.locale()), options)
            .also {
                app = own
                test = it
            }.sordino
    }

    @Synchronized
    fun of(context: Context): SordinoTest {
        check(StandIn.isDebuggable(context)) { "this app is not debuggable, so sordino-testing does not start in it" }
        val own = context.applicationContext ?: context
        val started = checkNotNull(test?.takeIf { app === own }) { "this app has not started Sordino: Sordino.start(context)" }
        started.running.failure?.let { throw it }
        return started
    }
}
