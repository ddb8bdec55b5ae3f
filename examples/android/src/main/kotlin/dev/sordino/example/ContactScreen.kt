package dev.sordino.example

import dev.sordino.SordinoSettingsActivity

/** The app's one contact: what it is for, and what is lost without it. */
class ContactScreen : Screen("Our contact") {
    override fun rows() {
        row("Save our contact", OnCall.cardNews ?: "One entry with our numbers") {
            OnCall.cardNews = null
            // The tap is the person's yes: the row says what for. Sordino walks them from there, and reads no contact.
            allow(CARD, SordinoSettingsActivity::contacts)
        }
        row("What it is for", "A call at night then shows our name")
        row("Without it", "A call shows a number alone. Everything else works the same")
        row("Allowed in Privacy", if (OnCall.sordino.purpose(CARD).isOpen) "Yes. Touch to change it" else "No") {
            startActivity(SordinoSettingsActivity.settings(this))
        }
    }

    private companion object {
        const val CARD = "contacts_card"
    }
}
