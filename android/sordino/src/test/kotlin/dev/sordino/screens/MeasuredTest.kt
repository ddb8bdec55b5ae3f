package dev.sordino.screens

import android.app.Activity
import android.graphics.Color
import android.graphics.Rect
import android.view.View
import android.view.ViewGroup
import android.widget.AdapterView
import android.widget.Button
import android.widget.ScrollView
import android.widget.Switch
import android.widget.TextView
import dev.sordino.Problem
import dev.sordino.PromptKind
import dev.sordino.SordinoSettingsActivity
import dev.sordino.core.FlowScreen
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** What anybody needs to read, hit and hear, measured from the screens as they are drawn. */
class MeasuredTest : ScreenTest() {
    @Test
    fun every_text_has_contrast_enough() =
        onEachScreen { name, activity ->
            val picture = picture(activity)
            val all = Pictures.pixels(picture)
            val window = Rect(0, 0, picture.width, picture.height)
            val texts =
                activity.window.decorView
                    .seen()
                    .filterIsInstance<TextView>()
                    .filter { it.text.isNotEmpty() && it !is Switch && window.contains(it.place()) }
            assertTrue(name, texts.size > 3)
            for (text in texts) {
                val contrast = contrast(pixels(all, picture.width, text.place()))
                assertTrue("$name: '${text.text}' has $contrast", contrast >= LEAST_CONTRAST)
            }
        }

    @Test
    fun whatever_is_touched_is_large_enough() =
        onEachScreen { name, activity ->
            for (view in activity.window.decorView
                .seen()
                .filter { it.isClickable }) {
                assertTrue("$name: $view is ${view.width} by ${view.height}", view.width >= TARGET_DP && view.height >= TARGET_DP)
            }
        }

    @Test
    fun no_text_is_cut() =
        onEachScreen { name, activity ->
            for (text in activity.window.decorView
                .seen()
                .filterIsInstance<TextView>()
                .filter { it !is Switch }) {
                val layout = text.layout ?: continue
                assertTrue("$name: '${text.text}'", layout.height <= text.height - text.totalPaddingTop - text.totalPaddingBottom)
                val room = text.width - text.totalPaddingLeft - text.totalPaddingRight
                assertTrue(
                    "$name: '${text.text}'",
                    (0 until layout.lineCount).all {
                        layout.getLineMax(it) <= room + 1 &&
                            layout.getEllipsisCount(it) == 0
                    },
                )
            }
        }

    @Test
    fun whatever_is_touched_has_a_name() =
        onEachScreen { name, activity ->
            for (view in activity.window.decorView
                .seen()
                .filter { it.isClickable && it !is AdapterView<*> }) {
                val said = view.contentDescription ?: (view as? TextView)?.text
                assertTrue("$name: $view says nothing", !said.isNullOrBlank())
            }
        }

    @Test
    fun a_switch_is_heard_as_one_thing() {
        device()
        val screen = open(Fed().apply { set(listOf("crash_reports"), true) }).get()
        val row = screen.window.decorView.row("Crash reports")
        val info = row.createAccessibilityNodeInfo()
        assertEquals(Switch::class.java.name, info.className)
        assertTrue(info.isCheckable && info.isChecked && info.isClickable && info.isEnabled)
        assertTrue(info.contentDescription.startsWith("Crash reports After a crash"))
        assertEquals(
            View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS,
            row
                .all()
                .filterIsInstance<Switch>()
                .single()
                .importantForAccessibility,
        )
        val live = row.all().filter { it.accessibilityLiveRegion == View.ACCESSIBILITY_LIVE_REGION_POLITE }
        assertEquals(listOf(listOf("On since 3 March")), live.map { it.texts() })
    }

    @Test
    fun focus_goes_from_the_top_down() =
        onEachScreen { name, activity ->
            val order = ArrayList<View>()
            activity.window.decorView.addFocusables(order, View.FOCUS_FORWARD, View.FOCUSABLES_ALL)
            val tops = order.filter { it.isShown && it.isClickable && it !is AdapterView<*> }.map { it.place().top }
            assertTrue(name, tops.size > 1)
            assertEquals(name, tops.sorted(), tops)
        }

    @Test
    fun yes_and_no_weigh_the_same() {
        for (dark in listOf(false, true)) {
            for (scale in listOf(1f, 2f)) {
                device(height = 1_400, dark = dark, scale = scale)
                val screen =
                    open(Fed().apply { asks = listOf(words.prompt(PromptKind.FIRST_RUN)) }, SordinoSettingsActivity.question(context))
                val buttons =
                    screen
                        .get()
                        .window.decorView
                        .seen()
                        .filterIsInstance<Button>()
                assertEquals(listOf("Allow none", "Allow all", "Choose"), buttons.map { it.text.toString() })
                val picture = picture(screen.get())
                val all = Pictures.pixels(picture)
                // Size, style and colours; the no comes first.
                assertEquals(1, buttons.map { it.width to it.height }.distinct().size)
                assertEquals(1, buttons.map { listOf(it.textSize, it.currentTextColor, it.typeface, it.left) }.distinct().size)
                assertEquals(1, buttons.map { common(pixels(all, picture.width, it.place())) }.distinct().size)
                assertTrue(buttons.map { it.place().top }.zipWithNext().all { (above, below) -> above < below })
                screen.close()
            }
        }
    }

    @Test
    fun the_last_row_stands_clear_of_the_bars() {
        device(height = 640)
        val screen = open(Fed()).get()
        val scroll =
            screen.window.decorView
                .all()
                .filterIsInstance<ScrollView>()
                .single()
        assertEquals(STATUS_BAR.takeIf { android.os.Build.VERSION.SDK_INT >= 30 } ?: 0, scroll.paddingTop)
        scroll.fullScroll(View.FOCUS_DOWN)
        settle(screen)
        val last = (scroll.getChildAt(0) as ViewGroup)
        assertTrue(last.place().bottom <= screen.window.decorView.height - scroll.paddingBottom)
    }

    private fun onEachScreen(look: (String, Activity) -> Unit) {
        for ((words, scale) in listOf(Words.ENGLISH to 1f, Words.GERMAN to 2f)) {
            for (dark in listOf(false, true)) {
                device(width = 320, height = 2_600, language = words.language, dark = dark, scale = scale)
                val fed = { Fed(words).apply { set(listOf("crash_reports"), true) } }
                val name = "${words.language} dark=$dark scale=$scale"
                val failed = open(fed().apply { fails = Problem.STORAGE_FAILED }).get()
                touch(failed, words.label(1))
                touch(failed, words.texts.details)
                touch(failed, words.texts.always)
                settle(failed)
                shown("settings $name", failed, look)
                val asking = fed().apply { asks = listOf(words.prompt(PromptKind.RENEWAL)) }
                shown("question $name", open(asking, SordinoSettingsActivity.question(context)).get(), look)
                val past = fed().apply { past = words.past(3) }
                shown("record $name", open(past, SordinoSettingsActivity.history(context)).get(), look)
                shown("primer $name", primer(FlowScreen(words.label(1), words.texts.eraseText, "Agree", "Decline")), look)
            }
        }
    }

    private fun shown(
        name: String,
        activity: Activity,
        look: (String, Activity) -> Unit,
    ) {
        look(name, activity)
        activity.finish()
    }

    /** The strongest contrast that the most frequent colour has with any other. */
    private fun contrast(pixels: List<Int>): Double {
        val behind = luminance(common(pixels))
        return pixels.distinct().maxOf { one ->
            val light = luminance(one)
            (maxOf(light, behind) + FLARE) / (minOf(light, behind) + FLARE)
        }
    }

    private fun common(pixels: List<Int>): Int =
        pixels
            .groupingBy { it }
            .eachCount()
            .maxBy { it.value }
            .key

    private fun pixels(
        all: IntArray,
        width: Int,
        place: Rect,
    ): List<Int> = (place.top until place.bottom).flatMap { y -> (place.left until place.right).map { x -> all[y * width + x] } }

    private fun luminance(color: Int) = Color.luminance(color).toDouble()

    private companion object {
        /** WCAG 2.2, 1.4.3. */
        const val LEAST_CONTRAST = 4.5
        const val FLARE = 0.05
    }
}

/** Where a view lies on its window. */
internal fun View.place(): Rect {
    val at = IntArray(2)
    getLocationInWindow(at)
    return Rect(at[0], at[1], at[0] + width, at[1] + height)
}
