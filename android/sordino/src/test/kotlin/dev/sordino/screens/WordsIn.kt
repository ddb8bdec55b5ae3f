package dev.sordino.screens

import dev.sordino.Confirmation
import dev.sordino.HistoryRow
import dev.sordino.RecipientLine
import dev.sordino.SettingsTexts

internal fun english() =
    Words(
        language = "en",
        off = "Off",
        onSince = "On since 3 March",
        waiting = "Waiting for Firebase …",
        saysOff = "Firebase says off.",
        receipt = "Off. # waiting reports deleted.",
        needed = "Needed for the service",
        groups = "Your data" to "More",
        named =
            listOf(
                "Crash reports" to
                    "After a crash, sends where in the app it happened. Names we recognise are removed. Kept 90 days.",
                "Usage statistics" to
                    "Sends which functions you use and whether they work. Only a code that changes every 30 days.",
                "ilert contact" to "One entry in your contacts, so you recognise our calls.",
                "Alert pushes" to "Alerts while you are on duty.",
            ),
        losing = Confirmation("Turn off alert pushes?", "Alerts then come only by text message or call.", "Keep on", "Turn off"),
        rows =
            listOf(
                "Connection to the service",
                "Your address and session, so that alerts reach you.",
                "Your choices, codes and waiting reports as a file.",
                "Privacy policy",
                "Contact",
                "System settings",
                "Deletes waiting reports and past choices from this device.",
            ),
        recipients =
            listOf(
                RecipientLine("Our crash server", "Germany", null, "Kept 90 days"),
                RecipientLine("Google Firebase", "USA", "https://example.org/firebase", "Kept 90 days"),
            ),
        effect = "Turning off deletes the reports that wait on this phone." to "You can turn it off here at any time.",
        question =
            listOf(
                "May this app send reports?",
                "Both are off. The app works without them.",
                "Allow none",
                "Allow all",
                "Choose",
                "Don’t allow",
                "Allow",
                "It is off. The app works without it.",
            ),
        news = "New since 1 March: crash reports also go to our server in Germany.",
        toWhom = "To our crash server (Germany), Google (USA)",
        organisation = "Your organisation turned this off.",
        age = "Not available under 16.",
        chosen =
            listOf(
                HistoryRow("Crash reports: off", "28 Nov 2026, 14:32 · Settings"),
                HistoryRow("Usage statistics: on", "3 Mar 2026, 09:10 · First question"),
                HistoryRow("Crash reports: on", "3 Mar 2026, 09:10 · First question"),
            ),
        texts =
            SettingsTexts(
                title = "Privacy",
                always = "Always needed",
                unavailable = "Your choices cannot be read right now. Nothing is sent.",
                turningOn = "Turning on …",
                turningOff = "Turning off …",
                offUntilRestart = "Off until the app restarts; could not be saved. Try again.",
                notSaved = "Not saved. Try again.",
                tryAgain = "Try again",
                details = "Details",
                theirPolicy = "Their privacy policy",
                back = "Back",
                pastChoices = "Past choices",
                emptyHistory = "No choices yet.",
                export = "Export",
                cannotShare = "No app on this device can take the file.",
                erase = "Erase",
                eraseTitle = "Erase waiting reports and past choices?",
                eraseText = "Everything optional is turned off. Reports that were sent already are not affected.",
                eraseKeep = "Cancel",
                eraseDo = "Erase",
                erased = "Erased. Everything optional is off.",
            ),
    )

internal fun german() =
    Words(
        language = "de",
        off = "Aus",
        onSince = "An seit 3. März",
        waiting = "Warte auf Firebase …",
        saysOff = "Firebase meldet: aus.",
        receipt = "Aus. # wartende Berichte gelöscht.",
        needed = "Für den Dienst nötig",
        groups = "Ihre Daten" to "Mehr",
        named =
            listOf(
                "Absturz\u00ADberichte" to
                    "Schickt nach einem Absturz, wo in der App er passierte. Erkannte Namen werden entfernt. 90 Tage gespeichert.",
                "Nutzungs\u00ADstatistik" to
                    "Schickt, welche Funktionen Sie nutzen und ob sie klappen. Nur ein Code, der alle 30 Tage wechselt.",
                "ilert-Kontakt" to "Ein Eintrag in Ihren Kontakten, damit Sie unsere Anrufe erkennen.",
                "Alarme als Push" to "Alarme während Ihrer Bereitschaft.",
            ),
        losing = Confirmation("Push-Alarme ausschalten?", "Alarme kommen dann nur per SMS oder Anruf.", "Anlassen", "Ausschalten"),
        rows =
            listOf(
                "Verbindung zum Dienst",
                "Ihre Adresse und Sitzung, damit Alarme Sie erreichen.",
                "Ihre Entscheidungen, Codes und wartenden Berichte als Datei.",
                "Datenschutz\u00ADerklärung",
                "Kontakt",
                "System\u00ADeinstellungen",
                "Löscht wartende Berichte und frühere Entscheidungen von diesem Gerät.",
            ),
        recipients =
            listOf(
                RecipientLine("Unser Absturzserver", "Deutschland", null, "90 Tage gespeichert"),
                RecipientLine("Google Firebase", "USA", "https://example.org/firebase", "90 Tage gespeichert"),
            ),
        effect = "Ausschalten löscht die Berichte, die auf diesem Telefon warten." to "Sie können es hier jederzeit ausschalten.",
        question =
            listOf(
                "Darf diese App Berichte senden?",
                "Beides ist aus. Die App funktioniert auch so.",
                "Nichts erlauben",
                "Alles erlauben",
                "Einzeln wählen",
                "Nicht erlauben",
                "Erlauben",
                "Es ist aus. Die App funktioniert auch so.",
            ),
        news = "Neu seit 1. März: Absturzberichte gehen auch an unseren Server in Deutschland.",
        toWhom = "An unseren Absturzserver (Deutschland), Google (USA)",
        organisation = "Ihre Organisation hat das ausgeschaltet.",
        age = "Unter 16 nicht verfügbar.",
        chosen =
            listOf(
                HistoryRow("Absturzberichte: aus", "28. Nov. 2026, 14:32 · Einstellungen"),
                HistoryRow("Nutzungsstatistik: an", "3. März 2026, 09:10 · Erste Frage"),
                HistoryRow("Absturzberichte: an", "3. März 2026, 09:10 · Erste Frage"),
            ),
        texts =
            SettingsTexts(
                title = "Datenschutz",
                always = "Immer nötig",
                unavailable = "Ihre Entscheidungen sind gerade nicht lesbar. Es wird nichts gesendet.",
                turningOn = "Wird eingeschaltet …",
                turningOff = "Wird ausgeschaltet …",
                offUntilRestart = "Aus bis zum Neustart der App; konnte nicht gespeichert werden. Bitte erneut versuchen.",
                notSaved = "Nicht gespeichert. Bitte erneut versuchen.",
                tryAgain = "Erneut versuchen",
                details = "Details",
                theirPolicy = "Deren Datenschutzerklärung",
                back = "Zurück",
                pastChoices = "Frühere Entscheidungen",
                emptyHistory = "Noch keine Entscheidungen.",
                export = "Exportieren",
                cannotShare = "Keine App auf diesem Gerät kann die Datei entgegennehmen.",
                erase = "Löschen",
                eraseTitle = "Wartende Berichte und frühere Entscheidungen löschen?",
                eraseText = "Alles Freiwillige wird ausgeschaltet. Schon gesendete Berichte sind nicht betroffen.",
                eraseKeep = "Abbrechen",
                eraseDo = "Löschen",
                erased = "Gelöscht. Alles Freiwillige ist aus.",
            ),
    )
