//! Which capitalised words may be surnames, and which are called something else.

use crate::lexicon::WordSet;
use crate::page::Page;
use crate::words;

/// Capitalised words that are not names.
static STOP: WordSet = WordSet::new(
    "mode modus interface space guide agreement defaults agent flow pool directory policy role roles session pin \
     key support service services center centre team form list liste details detail id name number nummer us page \
     screen view model controller world welt all alle there everyone zusammen kitty customer kunde kundin user \
     account konto error exception fehler not nicht info data daten app api sdk manager activity fragment settings \
     einstellungen login logout profile profil photo foto image request response feedback email e-mail mail \
     telefon phone address adresse status type typ is has was the this vip premium new neuer neue neuen update \
     created deleted saved picker sync card karte group gruppe http json url null nil true false ios android \
     google apple samsung firebase sentry facebook und and or oder success failed failure permission permissions \
     access denied granted import export button dialog menu tab store shop portal care relations experience hilfe \
     help english german deutsch your ihr ihre dein deine wir sie ich you we er es der die das ein eine bitte \
     please for from in on at completed started order checkout product tapped clicked viewed opened closed home \
     main thread queue worker event signed welcome back again no yes default guest gast admin administrator test \
     debug anna's tel mobil mobile handy fax rufnummer telefonnummer durchwahl cell iban bic firma company anschrift \
     kundennummer vertragsnummer geb geboren born extension befund lebenslauf rechnung vertrag zeugnis bescheid arztbrief \
     rezept attest bewerbung cv resume invoice contract report letter scan passfoto kündigung kuendigung vollmacht \
     gutachten antrag quittung certificate passport statement final kopie copy signed unterschrieben \
     vuitton benz nevis night hurricane doktor professor pfarrer dispatch bay",
);

/// Whether a capitalised word is none of a name.
pub(crate) fn is_stop(text: &[u8]) -> bool {
    STOP.has(text)
}

/// A capitalised word of small letters that nothing else is called.
pub(crate) fn is_surname(page: &Page<'_>, start: usize, end: usize) -> bool {
    let text = page.slice(start, end);
    let bare = text.rsplit(|b| *b == b'-').next().unwrap_or(text);
    text.len() >= 3
        && page.is_upper(start)
        && text.iter().any(u8::is_ascii_lowercase)
        && !is_stop(text)
        && words::words().get(bare).is_none()
}
