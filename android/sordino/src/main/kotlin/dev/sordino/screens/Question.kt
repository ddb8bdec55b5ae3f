package dev.sordino.screens

import android.app.AlertDialog
import android.content.Context
import android.widget.LinearLayout
import dev.sordino.Confirmation

/** A question with two answers that weigh the same. To close it in any other way is to leave everything as it is. */
internal class Question(
    private val context: Context,
) {
    private var open: AlertDialog? = null
    private var about: String? = null

    /** Shows the question about [id], or none. One that is shown already stays. */
    fun ask(
        question: Confirmation?,
        id: String?,
        answered: (Boolean) -> Unit,
    ) {
        if (open?.isShowing == true && about == id) return
        close()
        if (question == null) return
        about = id
        val look = Look(context)
        val buttons =
            LinearLayout(context).apply {
                orientation = LinearLayout.VERTICAL
                setPaddingRelative(look.dp(MARGIN_DP), look.dp(GAP_DP), look.dp(MARGIN_DP), look.dp(MARGIN_DP))
            }
        val dialog =
            AlertDialog
                .Builder(context)
                .setTitle(question.title)
                .setMessage(question.text)
                .setView(buttons)
                .setOnCancelListener { answered(false) }
                .create()
        for ((text, turnsOff) in listOf(question.keep to false, question.turnOff to true)) {
            val button = look.button()
            button.text = text
            button.setOnClickListener {
                dialog.dismiss()
                answered(turnsOff)
            }
            buttons.addView(button, wide())
        }
        dialog.show()
        open = dialog
    }

    /** Takes the question away without an answer: the next screen asks it again. */
    fun close() {
        open?.setOnCancelListener(null)
        open?.dismiss()
        open = null
        about = null
    }

    private companion object {
        const val GAP_DP = 8
    }
}
