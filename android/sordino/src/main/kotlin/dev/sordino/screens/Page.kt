package dev.sordino.screens

import android.app.Activity
import android.content.res.Configuration
import android.graphics.Color
import android.graphics.Rect
import android.os.Build
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.WindowInsets
import android.view.WindowInsetsController
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.ImageButton
import android.widget.LinearLayout
import android.widget.TextView

/** The heading of a screen of ours, with the arrow that leads back: the framework's own ignores the size of texts. */
internal class Heading(
    private val look: Look,
    back: (() -> Unit)?,
) : LinearLayout(look.context) {
    val title: TextView = look.heading()
    private val arrow = ImageButton(look.context)
    private var isSeen = false

    init {
        // A large heading has the width to itself, below the arrow.
        orientation = if (look.isLarge) VERTICAL else HORIZONTAL
        gravity = if (look.isLarge) Gravity.NO_GRAVITY else Gravity.CENTER_VERTICAL
        minimumHeight = look.dp(HEIGHT_DP)
        setPaddingRelative(0, look.dp(ABOVE_DP), look.dp(MARGIN_DP), look.dp(ABOVE_DP))
        if (back != null) {
            arrow.setImageDrawable(look.drawable(android.R.attr.homeAsUpIndicator))
            arrow.imageTintList = look.primary
            arrow.background = look.touch()
            arrow.setOnClickListener { back() }
            addView(arrow, LayoutParams(look.dp(ARROW_DP), look.dp(ARROW_DP)))
        }
        val place = if (look.isLarge) wide() else LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 1f)
        if (look.isLarge || back == null) place.marginStart = look.dp(MARGIN_DP)
        addView(title, place)
    }

    fun bind(
        text: String,
        back: String = "",
    ) {
        title.say(text)
        arrow.contentDescription = back
        if (isSeen || text.isEmpty()) return
        isSeen = true
        // Whoever listens begins with what this screen is, not with the way out.
        title.post { title.performAccessibilityAction(AccessibilityNodeInfo.ACTION_ACCESSIBILITY_FOCUS, null) }
    }

    private companion object {
        const val HEIGHT_DP = 64
        const val ABOVE_DP = 8
        const val ARROW_DP = 56
    }
}

/** Keeps everything clear of the bars, the cutout and the keyboard's place, and the bars readable. */
internal object Bars {
    /** Hands each new set of insets to [padded]. */
    fun watch(
        root: View,
        padded: (Rect) -> Unit,
    ) {
        root.setOnApplyWindowInsetsListener { _, insets ->
            padded(taken(insets))
            insets
        }
    }

    private fun taken(insets: WindowInsets): Rect =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            val all = insets.getInsets(WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout())
            Rect(all.left, all.top, all.right, all.bottom)
        } else {
            @Suppress("DEPRECATION")
            Rect(insets.systemWindowInsetLeft, insets.systemWindowInsetTop, insets.systemWindowInsetRight, insets.systemWindowInsetBottom)
        }

    /** Bars of the colour that is behind everything, with signs that can be seen on it. */
    @Suppress("DEPRECATION")
    fun colour(
        activity: Activity,
        background: Int,
    ) {
        val window = activity.window
        val isLight = Color.luminance(background) > MIDDLE
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.VANILLA_ICE_CREAM) {
            window.statusBarColor = background
            window.navigationBarColor = background
        }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            val light = WindowInsetsController.APPEARANCE_LIGHT_STATUS_BARS or WindowInsetsController.APPEARANCE_LIGHT_NAVIGATION_BARS
            // The decor's, not the window's: that one asks the decor before it is there.
            window.decorView.windowInsetsController?.setSystemBarsAppearance(if (isLight) light else 0, light)
        } else {
            val light = View.SYSTEM_UI_FLAG_LIGHT_STATUS_BAR or View.SYSTEM_UI_FLAG_LIGHT_NAVIGATION_BAR
            val flags = window.decorView.systemUiVisibility
            window.decorView.systemUiVisibility = if (isLight) flags or light else flags and light.inv()
        }
    }

    private const val MIDDLE = 0.5f
}

/** The theme where the app has none: the device's own, as dark as the device. */
internal fun Activity.deviceTheme(): Int {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) return android.R.style.Theme_DeviceDefault_DayNight
    val isNight = resources.configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK == Configuration.UI_MODE_NIGHT_YES
    return if (isNight) android.R.style.Theme_DeviceDefault else android.R.style.Theme_DeviceDefault_Light
}
