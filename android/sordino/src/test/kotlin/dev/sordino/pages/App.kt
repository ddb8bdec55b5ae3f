package dev.sordino.pages

import android.app.Activity
import android.app.Application
import android.os.Bundle
import android.view.View
import android.widget.ScrollView
import dev.sordino.Options
import dev.sordino.Override
import dev.sordino.Sordino
import dev.sordino.SordinoSettingsActivity
import dev.sordino.SordinoSettingsView

// What the pages show of an app, as it stands there.

class App : Application() {
    override fun onCreate() {
        super.onCreate()
        Sordino.start(this)
    }
}

class Profile(
    private val privacyRow: View,
) : Activity() {
    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        if (state == null) startActivity(SordinoSettingsActivity.question(this))
    }

    fun settings() {
        privacyRow.setOnClickListener { startActivity(SordinoSettingsActivity.settings(this)) }
    }

    fun within(scrollView: ScrollView) {
        val context = this
        scrollView.addView(SordinoSettingsView(context))
    }

    fun contacts(sordino: Sordino) {
        sordino.purpose("contacts_card").turnOn()
        startActivity(SordinoSettingsActivity.contacts(this))
    }
}

fun emulator() =
    Options().apply {
        allowLoopbackHttp = true
        overrides = listOf(Override("segment", "http://127.0.0.1:8000/v1", "write-key"))
    }
