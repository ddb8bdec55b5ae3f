package dev.sordino.screens

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Color
import dev.sordino.support.Repository
import java.io.File
import kotlin.math.abs

/**
 * Pictures of the screens, held against those in [folder] of the checkout.
 *
 * Two pictures are the same if no more than one pixel in a thousand differs, and a pixel differs if one of its colours does
 * by more than 16 of 255. With `SORDINO_PICTURES=write` in the environment they are written anew. One that differs is
 * written into the build folder, beside a picture of where it does.
 */
class Pictures(
    folder: String,
) {
    private val kept = Repository.file(folder)
    private val made = File(File(System.getProperty("sordino.assets")).parentFile, "pictures")
    private val isWriting = System.getenv("SORDINO_PICTURES") == "write"

    /** What is wrong with [picture], or `null`. */
    fun differs(
        name: String,
        picture: Bitmap,
    ): String? {
        val file = File(kept, "$name.png")
        if (isWriting) return null.also { write(picture, file) }
        val wanted =
            if (file.exists()) BitmapFactory.decodeFile(file.path) else return wrong(name, picture, "$file is missing")
        if (wanted.width != picture.width || wanted.height != picture.height) {
            return wrong(name, picture, "it is ${picture.width} by ${picture.height}, not ${wanted.width} by ${wanted.height}")
        }
        val pixels = pixels(picture)
        val others = pixels(wanted)
        val differing = pixels.indices.filter { differ(pixels[it], others[it]) }
        if (differing.size * ONE_IN <= pixels.size) return null
        val where = IntArray(pixels.size) { Color.WHITE }
        differing.forEach { where[it] = Color.RED }
        write(Bitmap.createBitmap(where, picture.width, picture.height, Bitmap.Config.ARGB_8888), File(made, "$name.difference.png"))
        return wrong(name, picture, "${differing.size} of ${pixels.size} pixels differ")
    }

    private fun wrong(
        name: String,
        picture: Bitmap,
        what: String,
    ): String {
        write(picture, File(made, "$name.png"))
        return "$name: $what; look at $made, and write with SORDINO_PICTURES=write what is right"
    }

    private fun differ(
        one: Int,
        other: Int,
    ) = listOf(Color::red, Color::green, Color::blue).any { abs(it(one) - it(other)) > SHADE }

    private fun write(
        picture: Bitmap,
        file: File,
    ) {
        file.parentFile!!.mkdirs()
        file.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
    }

    companion object {
        private const val ONE_IN = 1_000
        private const val SHADE = 16

        fun pixels(picture: Bitmap) =
            IntArray(picture.width * picture.height).also { picture.getPixels(it, 0, picture.width, 0, 0, picture.width, picture.height) }
    }
}
