package org.example.rota

import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.viewinterop.AndroidView
import dev.sordino.SordinoSettingsView

/** The settings inside of a screen in Compose, as docs/screens-android.md shows it. */
@Composable
fun Privacy() {
    AndroidView(factory = { SordinoSettingsView(it) }, modifier = Modifier.verticalScroll(rememberScrollState()))
}
