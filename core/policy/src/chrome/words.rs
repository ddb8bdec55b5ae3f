//! The one table of texts: name, key, English, German.
//!
//! `{name}` stands for a value. Forms of a number are separated by `|`, in the order of [`plural`](super::plural).

macro_rules! words {
    ($($word:ident $key:literal $english:literal $german:literal;)+) => {
        /// A text of the screens that every app shares.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Word {
            $(#[doc = $english] $word,)+
        }

        impl Word {
            /// All of them, in the table's order.
            pub const ALL: &[Self] = &[$(Self::$word),+];
        }

        // One string each instead of a list of them: no pointer of it is moved when the library is loaded.
        const KEYS: &str = concat!($($key, "\n"),+);
        const ENGLISH: &str = concat!($($english, "\n"),+);
        const GERMAN: &str = concat!($($german, "\n"),+);
    };
}

words! {
    Title "title" "Privacy" "Datenschutz";
    Always "always" "Always needed" "Immer nötig";
    YourData "your_data" "Your data" "Ihre Daten";
    More "more" "More" "Mehr";
    Details "details" "Details" "Details";
    Back "back" "Back" "Zurück";
    TheirPolicy "their_policy" "Their privacy policy" "Deren Datenschutzerklärung";

    On "on" "On" "An";
    OnSince "on_since" "On since {date}" "An seit {date}";
    OnAgainSince "on_again_since" "On. You took your objection back on {date}." "An. Sie haben Ihren Widerspruch am {date} zurückgenommen.";
    Off "off" "Off" "Aus";
    OffUntilDecided "off_until_decided" "Off until you decide" "Aus, bis Sie entscheiden";
    OffUntilRestart "off_until_restart" "Off until the app restarts; could not be saved. Try again." "Aus bis zum Neustart der App; konnte nicht gespeichert werden. Bitte erneut versuchen.";
    TurningOn "turning_on" "Turning on …" "Wird eingeschaltet …";
    TurningOff "turning_off" "Turning off …" "Wird ausgeschaltet …";
    NotSaved "not_saved" "Not saved. Try again." "Nicht gespeichert. Bitte erneut versuchen.";
    TryAgain "try_again" "Try again" "Erneut versuchen";
    Needed "needed" "Needed for the service" "Für den Dienst nötig";
    Demanded "demanded" "Required by law" "Gesetzlich vorgeschrieben";
    OnRequest "on_request" "Only when you ask for it" "Nur auf Ihren Wunsch";

    ByOrganisation "by_organisation" "Your organisation turned this off." "Ihre Organisation hat das ausgeschaltet.";
    ByAge "by_age" "Not available under {age}." "Unter {age} nicht verfügbar.";
    ByNotifications "by_notifications" "Notifications are off in system settings." "Mitteilungen sind in den Systemeinstellungen aus.";
    ByContacts "by_contacts" "Access to contacts is off in system settings." "Der Zugriff auf Kontakte ist in den Systemeinstellungen aus.";
    BySystem "by_system" "This is off in system settings." "Das ist in den Systemeinstellungen aus.";
    BySignal "by_signal" "A privacy signal of this device turned this off." "Ein Datenschutzsignal dieses Geräts hat das ausgeschaltet.";
    UnknownOrganisation "unknown_organisation" "The rules of your organisation are not known yet." "Die Vorgaben Ihrer Organisation sind noch nicht bekannt.";
    UnknownAge "unknown_age" "Your age is not known yet." "Ihr Alter ist noch nicht bekannt.";
    UnknownSignal "unknown_signal" "The privacy signal of this device is not known yet." "Das Datenschutzsignal dieses Geräts ist noch nicht bekannt.";
    Ended "ended" "Your permission ended on {date}." "Ihre Erlaubnis endete am {date}.";
    NoLonger "no_longer" "Your permission is no longer valid." "Ihre Erlaubnis gilt nicht mehr.";
    PolicyChanged "policy_changed" "Our policy changed." "Unsere Datenschutzerklärung hat sich geändert.";
    Locked "locked" "Your choices can be read once this device was unlocked. Nothing is sent." "Ihre Entscheidungen sind lesbar, sobald dieses Gerät entsperrt wurde. Es wird nichts gesendet.";
    Unreadable "unreadable" "Your choices cannot be read right now. Nothing is sent." "Ihre Entscheidungen sind gerade nicht lesbar. Es wird nichts gesendet.";
    Failed "failed" "Something went wrong. Nothing is sent until the app restarts." "Etwas ist schiefgegangen. Bis zum Neustart der App wird nichts gesendet.";

    LosesReports "loses_reports" "Turning this off deletes reports that were not sent yet." "Beim Ausschalten werden noch nicht gesendete Berichte gelöscht.";
    LosesPush "loses_push" "These notifications then stop." "Diese Mitteilungen kommen dann nicht mehr.";
    LosesContact "loses_contact" "The contact is then no longer updated. You can delete it in your contacts." "Der Kontakt wird dann nicht mehr aktualisiert. Sie können ihn in Ihren Kontakten löschen.";
    WithdrawHere "withdraw_here" "You can turn this off here at any time." "Sie können das hier jederzeit ausschalten.";
    WithdrawHereOrSystem "withdraw_here_or_system" "You can turn this off here or in system settings at any time." "Sie können das jederzeit hier oder in den Systemeinstellungen ausschalten.";
    ObjectHere "object_here" "You can object at any time: turn this off." "Sie können jederzeit widersprechen: Schalten Sie das aus.";
    ObjectByMail "object_by_mail" "You can object: write to {email}." "Sie können widersprechen: Schreiben Sie an {email}.";
    ConfirmTitle "confirm_title" "Turn off {title}?" "{title} ausschalten?";
    ConfirmText "confirm_text" "You may then miss alerts." "Sie verpassen dann vielleicht Alarme.";
    KeepOn "keep_on" "Keep on" "Anlassen";
    TurnOff "turn_off" "Turn off" "Ausschalten";

    Days "days" "{count} day|{count} days" "{count} Tag|{count} Tage";
    Kept "kept" "Kept {count} day|Kept {count} days" "{count} Tag gespeichert|{count} Tage gespeichert";
    Months "months" "January|February|March|April|May|June|July|August|September|October|November|December" "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember";
    ShortMonths "short_months" "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec" "Jan.|Feb.|März|Apr.|Mai|Juni|Juli|Aug.|Sep.|Okt.|Nov.|Dez.";
    Day "day" "{day} {month}" "{day}. {month}";
    DayOfYear "day_of_year" "{day} {month} {year}" "{day}. {month} {year}";

    PastChoices "past_choices" "Past choices" "Frühere Entscheidungen";
    NoChoices "no_choices" "No choices yet." "Noch keine Entscheidungen.";
    Export "export" "Export" "Exportieren";
    CannotShare "cannot_share" "No app on this device can take the file." "Keine App auf diesem Gerät kann die Datei entgegennehmen.";
    ExportText "export_text" "Your choices, codes and waiting reports as a file."
        "Ihre Entscheidungen, Codes und wartenden Berichte als Datei.";
    Erase "erase" "Erase" "Löschen";
    EraseText "erase_text" "Deletes waiting reports and past choices from this device." "Löscht wartende Berichte und frühere Entscheidungen von diesem Gerät.";
    EraseTitle "erase_title" "Erase waiting reports and past choices?" "Wartende Berichte und frühere Entscheidungen löschen?";
    EraseConfirm "erase_confirm" "Everything optional is turned off. Reports that were sent already are not affected." "Alles Freiwillige wird ausgeschaltet. Schon gesendete Berichte sind nicht betroffen.";
    Erased "erased" "Erased. Everything optional is off." "Gelöscht. Alles Freiwillige ist aus.";
    Cancel "cancel" "Cancel" "Abbrechen";
    Policy "policy" "Privacy policy" "Datenschutzerklärung";
    Contact "contact" "Contact" "Kontakt";
    Officer "officer" "Data protection officer" "Datenschutzbeauftragte Stelle";
    Authority "authority" "Supervisory authority" "Aufsichtsbehörde";
    SystemSettings "system_settings" "System settings" "Systemeinstellungen";
    OpensBrowser "opens_browser" "Opens in the browser." "Öffnet sich im Browser.";
    OpensMail "opens_mail" "Opens your mail app." "Öffnet Ihre Mail-App.";
    OpensSystem "opens_system" "Opens system settings." "Öffnet die Systemeinstellungen.";
    OpensList "opens_list" "Opens the list." "Öffnet die Liste.";
    OpensShare "opens_share" "Lets you save or send the file." "Zum Speichern oder Senden der Datei.";
    AsksFirst "asks_first" "Asks you first." "Fragt Sie vorher.";

    MayItSend "may_it_send" "May this app send reports?" "Darf diese App Berichte senden?";
    DecideAgain "decide_again" "Please decide again" "Bitte entscheiden Sie erneut";
    OneIsOff "one_is_off" "It is off. The app works without it." "Es ist aus. Die App funktioniert auch so.";
    BothAreOff "both_are_off" "Both are off. The app works without them." "Beides ist aus. Die App funktioniert auch so.";
    AllAreOff "all_are_off" "All are off. The app works without them." "Alles ist aus. Die App funktioniert auch so.";
    ChangeAnyTime "change_any_time" "You can change this in the settings at any time." "Sie können das jederzeit in den Einstellungen ändern.";
    AllowNone "allow_none" "Allow none" "Nichts erlauben";
    AllowAll "allow_all" "Allow all" "Alles erlauben";
    Choose "choose" "Choose" "Einzeln wählen";
    DontAllow "dont_allow" "Don’t allow" "Nicht erlauben";
    Allow "allow" "Allow" "Erlauben";
    ToWhom "to_whom" "To {names}" "An {names}";
    NewSince "new_since" "New since {date}: {text}" "Neu seit {date}: {text}";
    ChangedOn "changed_on" "Our privacy policy changed on {date}." "Unsere Datenschutzerklärung hat sich am {date} geändert.";
    EndedOn "ended_on" "{title}: your permission ended on {date}." "{title}: Ihre Erlaubnis endete am {date}.";

    Deleted "deleted" "Off. {count} waiting report deleted.|Off. {count} waiting reports deleted." "Aus. {count} wartender Bericht gelöscht.|Aus. {count} wartende Berichte gelöscht.";
    DeletedAtLeast "deleted_at_least" "Off. At least {count} waiting report deleted.|Off. At least {count} waiting reports deleted." "Aus. Mindestens {count} wartender Bericht gelöscht.|Aus. Mindestens {count} wartende Berichte gelöscht.";
    NothingWaited "nothing_waited" "Off. No report was waiting." "Aus. Kein Bericht hat gewartet.";
    OffNow "off_now" "Off." "Aus.";
    NotYetDeleted "not_yet_deleted" "Off. Waiting reports are not all deleted yet; that goes on by itself." "Aus. Wartende Berichte sind noch nicht alle gelöscht; das geht von selbst weiter.";
    OnTheirWay "on_their_way" "{count} report may still have reached {name}.|{count} reports may still have reached {name}." "{count} Bericht kann {name} noch erreicht haben.|{count} Berichte können {name} noch erreicht haben.";
    SomeRecipient "some_recipient" "a recipient" "einen Empfänger";
    WaitingFor "waiting_for" "Waiting for {name} …" "Warte auf {name} …";
    SaysOff "says_off" "{name} says off." "{name} meldet: aus.";
    SaysOn "says_on" "{name} says it is still on." "{name} meldet: noch an.";
    OnForOthers "on_for_others" "{name} stays on for something else that you allowed." "{name} bleibt an für etwas anderes, das Sie erlaubt haben.";
    RecordsUntilRestart "records_until_restart" "{name} records until the app restarts. It sends nothing." "{name} zeichnet bis zum Neustart der App auf. Gesendet wird nichts.";
    CannotTell "cannot_tell" "{name} cannot say whether it is off." "{name} kann nicht sagen, ob es aus ist.";
    NoAnswer "no_answer" "{name} did not answer." "{name} hat nicht geantwortet.";
    NoSwitch "no_switch" "This app cannot turn off {name}." "Diese App kann {name} nicht ausschalten.";

    ChoiceOn "choice_on" "{title}: on" "{title}: an";
    ChoiceOff "choice_off" "{title}: off" "{title}: aus";
    ChoiceObjected "choice_objected" "{title}: objected" "{title}: widersprochen";
    ChoiceObjectionBack "choice_objection_back" "{title}: objection taken back" "{title}: Widerspruch zurückgenommen";
    ChoiceAsked "choice_asked" "{title}: you were asked" "{title}: Sie wurden gefragt";
    ChoicePutOff "choice_put_off" "{title}: not now" "{title}: nicht jetzt";
    ChoiceTold "choice_told" "{title}: you were told" "{title}: Sie wurden informiert";
    ChoiceEnded "choice_ended" "{title}: permission ended" "{title}: Erlaubnis beendet";
    Blocked "blocked" "{title}: blocked" "{title}: gesperrt";
    Unblocked "unblocked" "{title}: no longer blocked" "{title}: nicht mehr gesperrt";
    Former "former" "Former switch" "Früherer Schalter";
    Everything "everything" "Everything optional" "Alles Freiwillige";
    ListErased "list_erased" "Past choices erased" "Frühere Entscheidungen gelöscht";
    BackupsUntil "backups_until" "backups are gone by {date}" "Sicherungskopien sind bis {date} weg";
    InSettings "in_settings" "Settings" "Einstellungen";
    AtFirstStart "at_first_start" "First start" "Erster Start";
    AfterChange "after_change" "After a change" "Nach einer Änderung";
    InApp "in_app" "In the app" "In der App";
    Imported "imported" "From an earlier version" "Aus einer früheren Version";
    ByTime "by_time" "Ran out" "Abgelaufen";
    AtStart "at_start" "Finished at the next start" "Beim nächsten Start abgeschlossen";
    ByWhomOrganisation "by_whom_organisation" "Organisation" "Organisation";
    ByWhomAge "by_whom_age" "Age" "Alter";
    ByWhomSystem "by_whom_system" "System" "System";
    ByWhomSignal "by_whom_signal" "Privacy signal" "Datenschutzsignal";

    Agree "agree" "Agree" "Zustimmen";
    Decline "decline" "Decline" "Ablehnen";
    Continue "continue" "Continue" "Weiter";
    NotNow "not_now" "Not now" "Nicht jetzt";
    ReadsNoOther "reads_no_other" "It reads no other contact." "Andere Kontakte liest sie nicht.";
    ContactsOpens "contacts_opens" "Your contacts app opens; save there." "Ihre Kontakte-App öffnet sich; dort speichern.";
    CardOpens "card_opens" "The contact opens; save it there." "Der Kontakt öffnet sich; dort speichern.";
    OpenContacts "open_contacts" "Open contacts" "Kontakte öffnen";
    OldNumbers "old_numbers" "Remove these old numbers there: {numbers}." "Diese alten Nummern dort entfernen: {numbers}.";
    CardGone "card_gone" "Create the contact again?" "Kontakt erneut anlegen?";
    CardGoneText "card_gone_text" "The contact “{name}” is no longer there." "Den Kontakt „{name}“ gibt es nicht mehr.";
    MakeAgain "make_again" "Create again" "Erneut anlegen";
    CardUnseen "card_unseen" "The app cannot see the contact “{name}”. You can select it in system settings." "Die App sieht den Kontakt „{name}“ nicht. Sie können ihn in den Systemeinstellungen auswählen.";
    CardNews "card_news" "The contact “{name}” has new numbers." "Der Kontakt „{name}“ hat neue Nummern.";
    CardSaved "card_saved" "The contact “{name}” is saved." "Der Kontakt „{name}“ ist gespeichert.";
    LostContact "lost_contact" "Without the contact, calls from “{name}” show a number alone." "Ohne den Kontakt zeigen Anrufe von „{name}“ nur eine Nummer.";
    BreaksSilence "breaks_silence" "They may sound although this device is silent." "Sie dürfen ertönen, auch wenn dieses Gerät stumm ist.";
    TokenGoes "token_goes" "Your push token goes to {names}." "Ihr Push-Token geht an {names}.";
    OtherwiseNoAlerts "otherwise_no_alerts" "Otherwise alerts do not reach this device." "Sonst kommen Alarme auf diesem Gerät nicht an.";
    OpenSettings "open_settings" "Open settings" "Einstellungen öffnen";
    TransferFrom "transfer_from" "{country}, gets nothing before {date}" "{country}, erhält vor dem {date} nichts";
    TransferUntil "transfer_until" "{country}, until {date}" "{country}, bis {date}";
    TransferOver "transfer_over" "{country}, has got nothing since {date}" "{country}, erhält seit dem {date} nichts";
    ConfirmSubject "confirm_subject" "Request for confirmation" "Bitte um Bestätigung";
    RectifySubject "rectify_subject" "Request for correction" "Bitte um Berichtigung";
    RestrictSubject "restrict_subject" "Request for restriction" "Bitte um Einschränkung";
    ComplainSubject "complain_subject" "Complaint" "Beschwerde";
    AskConfirm "ask_confirm" "Please confirm whether you process data about me, and which (GDPR Art. 15)." "Bitte bestätigen Sie, ob und welche Daten über mich Sie verarbeiten (Art. 15 DSGVO).";
    AskRectify "ask_rectify" "Please correct these data about me (GDPR Art. 16):" "Bitte berichtigen Sie diese Daten über mich (Art. 16 DSGVO):";
    AskRestrict "ask_restrict" "Please keep these data about me without using them (GDPR Art. 18):" "Bitte schränken Sie die Verarbeitung dieser Daten über mich ein (Art. 18 DSGVO):";
    AskComplain "ask_complain" "I complain about how {name} processes data about me (GDPR Art. 77):" "Ich beschwere mich darüber, wie {name} Daten über mich verarbeitet (Art. 77 DSGVO):";
    KnownAs "known_as" "This installation is known by these codes:" "Diese Installation ist unter diesen Codes bekannt:";
    AnswerBy "answer_by" "Please answer by {date} (GDPR Art. 12(3))." "Bitte antworten Sie bis zum {date} (Art. 12 Abs. 3 DSGVO).";
    Managed "managed" "Set by your organisation" "Von Ihrer Organisation festgelegt";
}

impl Word {
    /// Returns the key by which a policy words the text anew.
    pub fn key(self) -> &'static str {
        line(KEYS, self)
    }

    /// Returns the text that has this key.
    pub fn by_key(key: &str) -> Option<Self> {
        let place = KEYS.lines().position(|known| known == key)?;
        Self::ALL.get(place).copied()
    }

    /// Returns the library's text in `language`, or `None` for a language that it does not speak.
    pub fn ours(self, language: &str) -> Option<&'static str> {
        match language {
            "en" => Some(line(ENGLISH, self)),
            "de" => Some(line(GERMAN, self)),
            _ => None,
        }
    }
}

fn line(table: &'static str, word: Word) -> &'static str {
    table.lines().nth(word as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Word;

    fn values(text: &str) -> BTreeSet<&str> {
        let parts = text.split('{').skip(1);
        parts.filter_map(|part| part.split('}').next()).collect()
    }

    #[test]
    fn both_languages_fill_in_the_same_values() {
        for word in Word::ALL {
            let (english, german) = (word.ours("en"), word.ours("de"));
            let (english, german) = (english.expect("it is known"), german.expect("it is known"));
            assert!(!english.is_empty() && !german.is_empty(), "{word:?}");
            assert_eq!(values(english), values(german), "{word:?}");
            let forms = |text: &str| text.split('|').count();
            assert_eq!(forms(english), forms(german), "{word:?}");
        }
    }

    #[test]
    fn every_key_is_there_once() {
        let keys: BTreeSet<_> = Word::ALL.iter().map(|word| word.key()).collect();
        assert_eq!(keys.len(), Word::ALL.len());
        let is_bare = |key: &&str| {
            key.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        assert!(keys.iter().all(is_bare));
    }
}
