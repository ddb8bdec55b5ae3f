//! PC014, PC015, PC021 and PC022: claims that cannot be true together, or that the law does not know.

use std::sync::LazyLock;

use regex::Regex;

use super::notice::{Notice, Section, Sentence};
use super::rules::{PC014, PC015, PC021, PC022};
use super::vendors;
use super::words::PUSH;
use crate::finding::{Findings, Place};

macro_rules! pattern {
    ($name:ident $pattern:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($pattern).expect("the pattern is sound"));
    };
}

pattern!(DENIES r"\b(no|not|never|nobody|none|kein(e|en|er)?|nicht|niemals|nie)\b");
pattern!(PASSES_NOTHING_ON r"\b(not|never)\b.{0,50}\b(pass(ed)?|shar(e|ed|ing)|disclos\w+|transfer\w*|give|given|provided?|forward\w*)\b.{0,60}(third[- ]part|external recipient|anyone else|other compan)|\b(no|nothing)\b.{0,60}\b(passed|shared|disclosed|transferred|given|forwarded|goes?)\b.{0,40}(third[- ]part|external recipient|anyone else|other compan)|\bno third part\w+.{0,30}\b(gets?|receives?|has|have|sees?)\b|\bkein\w*\b.{0,60}\b(an|gegenüber) (externe |sonstige |irgendwelche )?(dritte\w*|andere unternehmen|empfänger).{0,40}(weitergegeben|weitergeleitet|übermittelt|offengelegt|gegeben|übertragen|weiter\b)|\b(nicht|niemals|nie)\b.{0,40}\b(an|gegenüber) (externe |sonstige )?(dritte\w*|andere unternehmen|empfänger).{0,40}(weiter|übermittel|offen|übertragen)|\bdritte\w*\b.{0,20}\b(erhalten|bekommen|sehen)\b.{0,40}\bkein|\bkein dritter\b.{0,20}\b(erhält|bekommt|sieht)");
pattern!(BUT r"unless|except|other than|without (your|the|prior)|only (if|where|when|with)|only to|es sei denn|außer\b|ohne (ihre|ihr|vorherige)|\bnur\b|sofern|soweit|mit ausnahme|ausgenommen|\bif you\b|\bif we\b|third[- ]party (sites|websites)|for (their|advertising|marketing|commercial)|werbezwecke|zu werbe");
pattern!(USE r"continu(ed|ing) (use|access)|continu(e|es|ing) to use|by (using|accessing|visiting|downloading|installing)|weitere nutzung|weiteren nutzung|weiterhin nutz|fortgesetzte nutzung|fortgesetzten nutzung|mit der nutzung|durch die nutzung|indem sie .{0,40}(nutzen|verwenden)|nutzen sie .{0,60} weiter|wer .{0,40} weiter nutzt");
pattern!(AGREE r"you (agree|consent|accept|acknowledge)|your (consent|acceptance|agreement|acknowledg\w+)|deemed|counts? as (consent|agreement)|einverstanden|stimmen sie|erklären sie sich|willigen sie|akzeptieren sie|gilt (dies )?als|als (zustimmung|einwilligung|annahme)|stimmt .{0,20}zu");
pattern!(NO_CONSENT r"(is|are|does|do|will) not\b|never|nicht als|keine (einwilligung|zustimmung)|gilt nicht|is no consent");
pattern!(CLAIMS_ACCESS r"\b(we|app|it)\b.{0,40}\b(obtain|receive|gain|get|have|has|gets|gains|receives|obtains)\b.{0,25}\baccess to|\bgives? us access to|\b(erhalten|erhält|bekommen|bekommt|haben|hat)\b.{0,30}\bzugriff auf|\bverschaff\w+.{0,30}zugriff auf");
pattern!(DENIES_ACCESS r"\b(no|never|not)\b.{0,30}\baccess(es|ed)?\b|\bno one accesses|kein(en|erlei)?\s+zugriff|(greifen|greift)\b.{0,60}\b(nicht|nie)\b|zugriff.{0,40}\b(findet|erfolgt)\b.{0,20}nicht");
pattern!(OTHER_ONES r"\bother (contact|entr|photo|file|data)|\bremaining|\belse\b|andere[nrs]?\b|sonstige[nrs]? (kontakt|eintr|daten|foto)|weitere[nrs]? (kontakt|eintr|foto)|übrige[nrs]?\b|\bbeyond\b|darüber hinaus");
pattern!(SALE r"\b(never|not|nor|no)\b.{0,30}\bs(ell|ells|old|elling|ale)\b|(verkauf|veräußer)\w*.{0,60}\b(nicht|nie|niemals|kein\w*)\b|\b(nicht|nie|niemals|kein\w*)\b.{0,60}(verkauf|veräußer)");
pattern!(ADVERTISERS r"advertis|\bads?\b|werbepartner|werbenetzwerk|werbetreibend|werbe(plattform|unternehmen|kund)|werbung");
pattern!(LISTS r"(customer|contact|e-?mail|hashed|mailing) lists?|lists? of (customers|contacts)|hashed .{0,30}(address|identifier|data)|kundenliste|kontaktliste|adresslisten?|gehashte|verhashte|custom audience");
pattern!(HANDS r"shar(e|ed|es|ing)|hand (over|them)|give|pass|upload|transfer|provide|send|weitergeb|weitergegeben|übermittel|geben|teilen|hochladen|senden|überlassen");

/// What access can be to, in both languages; a general word fits every one.
const THINGS: [(&str, &[&str]); 7] = [
    (
        "contacts",
        &[
            "contact",
            "address book",
            "kontakt",
            "adressbuch",
            "telefonbuch",
        ],
    ),
    ("location", &["location", "standort", "gps"]),
    (
        "photos",
        &["photo", "picture", "gallery", "foto", "bilder", "galerie"],
    ),
    ("camera", &["camera", "kamera"]),
    ("microphone", &["microphone", "mikrofon"]),
    ("calendar", &["calendar", "kalender"]),
    ("files", &["files", "dateien"]),
];
const GENERAL: [&str; 6] = [
    "permission",
    "berechtigung",
    "data on your device",
    "daten auf ihrem",
    "your device",
    "ihrem endgerät",
];

pub(super) fn check(notice: &Notice, findings: &mut Findings) {
    for (index, section) in notice.sections.iter().enumerate() {
        for sentence in &section.sentences {
            third_parties(notice, index, sentence, findings);
            implied(notice, sentence, findings);
        }
        access(notice, index, section, findings);
    }
    no_sale(notice, findings);
}

fn third_parties(notice: &Notice, index: usize, sentence: &Sentence, findings: &mut Findings) {
    let text = sentence.lower.as_str();
    if !PASSES_NOTHING_ON.is_match(text) || BUT.is_match(text) {
        return;
    }
    let around = notice.around(index);
    let found = around.iter().flat_map(|section| {
        let title = (
            section.line,
            section.title.to_lowercase(),
            section.title.clone(),
        );
        let all = section
            .sentences
            .iter()
            .map(|one| (one.line, one.lower.clone(), one.text.clone()));
        std::iter::once(title).chain(all)
    });
    let contradicts = found.into_iter().find_map(|(line, lower, text)| {
        if PUSH.is_in(&lower) {
            return Some((
                line,
                "push notifications, which travel through Apple or Google".to_owned(),
            ));
        }
        let vendor = vendors::named(&text).into_iter().next()?;
        Some((line, vendor.name.to_owned()))
    });
    if let Some((line, what)) = contradicts {
        let message = format!(
            "The text says that no third party gets data, and line {line} speaks of {what}."
        );
        findings.add(
            &PC014,
            Place::new(&notice.path, sentence.line),
            message,
            "Name the recipients, and say what they get.",
        );
    }
}

fn implied(notice: &Notice, sentence: &Sentence, findings: &mut Findings) {
    let text = sentence.lower.as_str();
    if USE.is_match(text) && AGREE.is_match(text) && !NO_CONSENT.is_match(text) {
        findings.add(
            &PC015,
            Place::new(&notice.path, sentence.line),
            "The text takes the use of the service for consent.",
            "Remove the sentence; tell people of a change, and ask again where consent is needed.",
        );
    }
}

fn things(text: &str) -> Vec<&'static str> {
    let found = THINGS
        .iter()
        .filter(|(_, words)| words.iter().any(|word| text.contains(word)));
    found.map(|(name, _)| *name).collect()
}

/// A sentence that claims access and one that denies it, to the same thing, in one section.
fn access(notice: &Notice, index: usize, section: &Section, findings: &mut Findings) {
    let sentences: Vec<&Sentence> = match section.number.len() {
        0..3 => section.sentences.iter().collect(),
        _ => notice
            .around(index)
            .into_iter()
            .filter(|other| other.number == section.number)
            .flat_map(|other| &other.sentences)
            .collect(),
    };
    let denied = sentences.iter().find(|sentence| {
        let text = sentence.lower.as_str();
        DENIES_ACCESS.is_match(text) && !OTHER_ONES.is_match(text) && !things(text).is_empty()
    });
    let Some(denied) = denied else {
        return;
    };
    let denied_things = things(&denied.lower);
    let claimed = sentences.iter().find(|sentence| {
        let text = sentence.lower.as_str();
        let same = things(text)
            .iter()
            .any(|thing| denied_things.contains(thing));
        let general = GENERAL.iter().any(|word| text.contains(word));
        CLAIMS_ACCESS.is_match(text) && !DENIES_ACCESS.is_match(text) && (same || general)
    });
    let Some(claimed) = claimed else {
        return;
    };
    let what = denied_things.join(", ");
    for (here, there) in [(claimed.line, denied.line), (denied.line, claimed.line)] {
        let message =
            format!("One sentence claims access ({what}) and another denies it; see line {there}.");
        findings.add(
            &PC021,
            Place::new(&notice.path, here),
            message,
            "Say exactly what the app reads and writes, once.",
        );
    }
}

fn no_sale(notice: &Notice, findings: &mut Findings) {
    let sale = notice
        .sentences()
        .find(|sentence| SALE.is_match(&sentence.lower));
    let lists = notice.sentences().find(|sentence| {
        let text = sentence.lower.as_str();
        ADVERTISERS.is_match(text)
            && LISTS.is_match(text)
            && HANDS.is_match(text)
            && !DENIES.is_match(text)
    });
    let (Some(sale), Some(lists)) = (sale, lists) else {
        return;
    };
    for (here, there) in [(sale.line, lists.line), (lists.line, sale.line)] {
        let message = format!(
            "The text says that data is never sold, and that lists of people go to advertisers; see line {there}."
        );
        findings.add(
            &PC022,
            Place::new(&notice.path, here),
            message,
            "Stop handing over the lists, or say what is done.",
        );
    }
}
