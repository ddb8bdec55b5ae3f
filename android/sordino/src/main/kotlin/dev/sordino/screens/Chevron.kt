package dev.sordino.screens

import android.graphics.Canvas
import android.graphics.ColorFilter
import android.graphics.Paint
import android.graphics.Path
import android.graphics.PixelFormat
import android.graphics.drawable.Drawable
import android.view.View

/** The arrow at the end of a row: down for what unfolds, up for what folds, to the end for what leads away. */
internal class Chevron(
    private val look: Look,
    private val points: Points,
) : Drawable() {
    enum class Points { DOWN, UP, TO_THE_END }

    private val paint =
        Paint(Paint.ANTI_ALIAS_FLAG).apply {
            style = Paint.Style.STROKE
            strokeWidth = look.dp(STROKE_DP).toFloat()
            color = look.secondary.defaultColor
        }

    override fun getIntrinsicWidth(): Int = look.dp(SIZE_DP)

    override fun getIntrinsicHeight(): Int = look.dp(SIZE_DP)

    override fun draw(canvas: Canvas) {
        val unit = bounds.width() / GRID
        val path = Path()
        // Drawn pointing down, and turned.
        path.moveTo(unit * 6, unit * 9)
        path.lineTo(unit * 12, unit * 15)
        path.lineTo(unit * 18, unit * 9)
        canvas.save()
        canvas.translate(bounds.left.toFloat(), bounds.top.toFloat())
        val turn =
            when (points) {
                Points.DOWN -> 0f
                Points.UP -> HALF
                Points.TO_THE_END -> if (layoutDirection == View.LAYOUT_DIRECTION_RTL) QUARTER else -QUARTER
            }
        canvas.rotate(turn, bounds.width() / 2f, bounds.height() / 2f)
        canvas.drawPath(path, paint)
        canvas.restore()
    }

    override fun isAutoMirrored(): Boolean = true

    override fun onLayoutDirectionChanged(layoutDirection: Int): Boolean = true

    override fun setAlpha(alpha: Int) {
        paint.alpha = alpha
    }

    override fun setColorFilter(filter: ColorFilter?) {
        paint.colorFilter = filter
    }

    @Deprecated("Android asks no more.")
    override fun getOpacity(): Int = PixelFormat.TRANSLUCENT

    private companion object {
        const val SIZE_DP = 24
        const val STROKE_DP = 2
        const val GRID = 24f
        const val HALF = 180f
        const val QUARTER = 90f
    }
}
