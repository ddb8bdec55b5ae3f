//! Words and patterns that several rules on notices share.

use std::sync::LazyLock;

use regex::Regex;

/// A pattern on small letters that is looked for in sentences.
pub(super) struct Pattern(LazyLock<Regex>);

impl Pattern {
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    pub(super) fn captures<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = regex::Captures<'a>> {
        self.0.captures_iter(text)
    }
}

macro_rules! patterns {
    ($($(#[$doc:meta])+ $name:ident $pattern:expr;)+) => {
        $($(#[$doc])+ pub(super) static $name: Pattern =
            Pattern(LazyLock::new(|| Regex::new($pattern).expect("the pattern is sound")));)+

        #[test]
        fn every_pattern_is_sound() {
            $($name.is_in("");)+
        }
    };
}

patterns! {
    /// Reports of faults.
    CRASH r"\bcrash|absturz|abstürz|fehlerbericht|error report|fault report";
    /// Notes of what a person does in the app.
    EVENTS r"(event|usage|user|app) (tracking|analytics)|usage events?|nutzungsereignis|nutzungsanalyse|nutzungsstatistik|usage statistics";
    /// Messages to a device that is not in use.
    PUSH r"\bpush[- ]?(notification|message|benachrichtigung|mitteilung|nachricht|token|service)|push-dienst|\bpush alerts?\b";
    /// How a person says no.
    OPT_OUT r"opt[- ]?out|turn (it|this|them|that)? ?off|switch (it|this|them|that)? ?off|turned off|switched off|\bdisable|\bobject to|widersprechen|widerspruch|ausschalten|abschalten|abgeschaltet|ausgeschaltet|abwählen|deaktivier|einwilligung|your consent|with consent";
    /// The app's own settings.
    IN_THE_APP r"settings? of (the|our|your)? ?(mobile )?apps?|in(side)? the (mobile )?app(s|'s settings)?\b|app settings|in-app settings|einstellungen (der|unserer|in der) app|app-einstellungen|in der app";
    /// A length of time in days, months or years.
    DURATION r"(\d{1,4}|one|two|three|six|twelve|ten|ein(?:em|en|er|es)?|zwei|drei|vier|sechs|zwölf|zehn)[ -]?(working |calendar |werk|kalender)?(days?|weeks?|months?|years?|tag(?:e|en|es)?|wochen?|monat(?:e|en|s)?|jahr(?:e|en|s)?)\b";
    /// Copies for the case of loss.
    BACKUP r"back-?up|sicherungskopie|datensicherung|sicherungssystem|sicherungen\b";
    /// Says how long something is kept.
    KEEPS r"delet|eras|retain|retention|\bkept\b|\bkeep\b|stored? (for|until)|lösch|gespeichert|aufbewahr|bewahr.{0,40}\bauf\b|speicherdauer|vernichtet";
    /// Says that something is not done.
    DENIES r"\b(no|not|never|nor|without|kein(e|en|er|em)?|nicht|nie|niemals|ohne)\b|n't\b";
    /// Legitimate interest.
    INTEREST r"legitimate interest|berechtigte[mnrs]? interesse|art(\.|icle)? ?6\b.{0,30}lit\.? ?f\b|\b6 ?\(1\) ?\(?f\)";
    /// A country outside the European Economic Area.
    FAR r"third countr|drittl[aä]nd|drittstaat|outside (of )?(the )?(eu\b|eea|european)|außerhalb (der eu\b|des ewr|der europäischen|des europäischen)|\busa\b|united states|vereinigten staaten";
    /// Moves data.
    MOVES r"transfer|transmit|process(ed)?\b|übermitt|verarbeite|übertrag|\bsitz\b|\bbased in\b|\bseat\b";
    /// What allows it.
    TOOL r"standard contractual|standardvertragsklausel|standarddatenschutzklausel|adequacy|angemessenheit|binding corporate|verbindliche interne|data privacy framework|\bscc\b|art(\.|icle)? ?4[5679]\b";
    /// The right to complain.
    COMPLAINT r"supervisory authorit|aufsichtsbehörde|data protection authority|datenschutzbehörde";
    /// An authority by its name.
    AUTHORITY r"landesbeauftragte|bundesbeauftragte|\bldi\b|\blfd|bfdi|baylda|landesamt für datenschutz|landeszentrum für datenschutz|berliner beauftragte|hessische|sächsische|hamburgische|information commissioner|data protection commission|\bcnil\b|\baepd\b|garante|autoriteit|datatilsynet|österreichische datenschutzbehörde|dsb\.gv|edöb|commissioner for data protection|state commissioner|commission nationale";
    /// Says the date of the text itself, whatever else the sentence is about.
    LAST_UPDATED r"last (updated|modified|revised|changed)|zuletzt (aktualisiert|geändert)|letzte (aktualisierung|änderung)|^\(?stand\b|\bstand:|^(version|fassung|effective|in effect|valid|gültig|as of|date|datum|published|revision)\b";
    /// A letter of Art. 6(1).
    BASIS r"\bart(?:\.|icle|ikel|s\.)? ?6\b(?:[ ,.]|\(1\)|\b1\b|\babs(?:\.|atz)?|\bpara(?:\.|graph)?|\bsec(?:\.|tion)?|\bnr\.?|\bno\.?|\bs\.|\bsatz|\bsentence|\bsub(?:-?paragraph|section)|\bunterabs(?:\.|atz)?|\bu?abs\.?|§){0,14}(?:\(([a-f])\)|\b(?:lit(?:\.|era)?|letter|point|buchst(?:\.|aben?)?|let\.) ?\(?([a-f])\b|\b1 ?([a-f])\b)|\b6 ?\(1\) ?\(?([a-f])\)";
    /// How old somebody is.
    AGE r"\bage\b|aged|years old|ab \d{1,2} jahren|jahre alt|\balter\b|lebensjahr";
    /// Children.
    CHILDREN r"child|minor|under (the age of )?1[3-8]|kinder|minderjährig|jugendlich|unter 1[3-8]|1[3-8] jahre|1[3-8] years|of legal age|volljährig";
}
