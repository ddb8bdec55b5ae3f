package dev.sordino.screens

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.content.pm.ApplicationInfo
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Insets
import android.os.Build
import android.os.Bundle
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.view.Window
import android.view.WindowInsets
import android.widget.TextView
import dev.sordino.SordinoSettingsActivity
import dev.sordino.core.FlowScreen
import dev.sordino.inner.Desk
import org.junit.After
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import org.robolectric.shadows.ShadowDialog
import java.time.Duration

/** A test of the screens, drawn by the framework itself. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [26, 35])
abstract class ScreenTest {
    protected val context: Context
        get() = RuntimeEnvironment.getApplication()

    private val opened = ArrayList<ActivityController<*>>()

    @After
    fun end() {
        opened.filter { !it.get().isDestroyed }.forEach { it.close() }
        Desks.fed = null
    }

    /** The device that the next activity is shown on. */
    protected fun device(
        width: Int = 360,
        height: Int = 800,
        language: String = "en",
        dark: Boolean = false,
        scale: Float = 1f,
    ) {
        val direction = if (language in setOf("ar", "he")) "ldrtl" else "ldltr"
        val night = if (dark) "night" else "notnight"
        RuntimeEnvironment.setQualifiers("$language-$direction-w${width}dp-h${height}dp-$night-mdpi")
        RuntimeEnvironment.setFontScale(scale)
        // Robolectric's app says nothing of these in its manifest.
        context.applicationInfo.targetSdkVersion = 35
        context.applicationInfo.flags = context.applicationInfo.flags or ApplicationInfo.FLAG_SUPPORTS_RTL
    }

    internal fun open(
        fed: Fed,
        intent: Intent = SordinoSettingsActivity.settings(context),
        state: Bundle? = null,
    ) = open(fed.desk, intent, state)

    internal fun open(
        desk: Desk,
        intent: Intent = SordinoSettingsActivity.settings(context),
        state: Bundle? = null,
    ): ActivityController<SordinoSettingsActivity> {
        Desks.fed = desk
        val controller = Robolectric.buildActivity(SordinoSettingsActivity::class.java, intent)
        opened += controller
        controller.create(state).start()
        if (state != null) controller.restoreInstanceState(state)
        controller.postCreate(state).resume().visible()
        settle(controller.get())
        return controller
    }

    /** A screen of a permission flow, by itself. */
    internal fun primer(screen: FlowScreen): Activity {
        val controller = Robolectric.buildActivity(Activity::class.java)
        opened += controller
        val activity = controller.get()
        activity.setTheme(activity.deviceTheme())
        activity.requestWindowFeature(Window.FEATURE_NO_TITLE)
        controller.create()
        val pane = FlowPane(Look(activity), {}, {})
        Bars.watch(pane, pane::clear)
        activity.setContentView(pane)
        pane.bind(screen, "Back")
        controller.start().resume().visible()
        settle(activity)
        return activity
    }

    /** Has everything done that was put off, and laid out, below bars as a phone has them. */
    protected fun settle(activity: Activity) {
        shadowOf(Looper.getMainLooper()).idle()
        val decor = activity.window.decorView
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            val bars =
                WindowInsets
                    .Builder()
                    .setInsets(WindowInsets.Type.statusBars(), Insets.of(0, STATUS_BAR, 0, 0))
                    .setInsets(WindowInsets.Type.navigationBars(), Insets.of(0, 0, 0, NAVIGATION_BAR))
                    .build()
            decor.dispatchApplyWindowInsets(bars)
        }
        // A frame or two: what is laid out anew is so with the next one.
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(FRAMES_MILLIS))
    }

    /** A person touches the first thing that says so. */
    protected fun touch(
        activity: Activity,
        label: String,
    ) {
        val text =
            activity.window.decorView
                .seen()
                .filterIsInstance<TextView>()
                .first { it.text.toString() == label }
        generateSequence(text as View?) { it.parent as? View }.first { it.hasOnClickListeners() }.performClick()
        shadowOf(Looper.getMainLooper()).idle()
    }

    /** The question that stands over the activity. */
    protected fun question(): View? =
        ShadowDialog
            .getLatestDialog()
            ?.takeIf { it.isShowing }
            ?.window
            ?.decorView

    /** A person touches one of its answers. */
    protected fun answer(label: String) {
        question()!!
            .seen()
            .filterIsInstance<TextView>()
            .first { it.text.toString() == label }
            .performClick()
        shadowOf(Looper.getMainLooper()).idle()
    }

    /** The activity as it is drawn, with the question that stands over it. */
    protected fun picture(activity: Activity): Bitmap {
        val decor = activity.window.decorView
        val picture = drawn(decor)
        val question = question() ?: return picture
        val canvas = Canvas(picture)
        canvas.drawColor(Color.argb(DIM, 0, 0, 0))
        val over = drawn(question)
        canvas.drawBitmap(over, (picture.width - over.width) / 2f, (picture.height - over.height) / 2f, null)
        return picture
    }

    private fun drawn(view: View): Bitmap {
        val picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        view.draw(Canvas(picture))
        return picture
    }

    protected companion object {
        const val STATUS_BAR = 24
        const val NAVIGATION_BAR = 48
        const val DIM = 150
        const val FRAMES_MILLIS = 50L
    }
}

/** Every view below, this one included. */
internal fun View.all(): List<View> {
    val group = this as? ViewGroup ?: return listOf(this)
    return listOf(this) + (0 until group.childCount).flatMap { group.getChildAt(it).all() }
}

/** What can be seen. */
internal fun View.seen(): List<View> = all().filter { it.isShown && it.width > 0 && it.height > 0 }

/** The text that says so. */
internal fun View.texts(): List<String> = seen().filterIsInstance<TextView>().map { it.text.toString() }.filter { it.isNotEmpty() }

/** The row of a purpose, by its name. */
internal fun View.row(label: String): ToggleRow = seen().filterIsInstance<ToggleRow>().single { label in it.texts() }
