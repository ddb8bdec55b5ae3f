//! What a policy says for screens: links, cards, categories and texts of its own.

use sordino_policy::chrome::Word;
use sordino_policy::{Importance, compile};

use crate::small::{SMALL, findings, yields};

const CATEGORIES: &str = "categories = [{ id = \"service_alerts\" }]";

/// A second push purpose, so that a category can have one of its own.
fn with_offers(category: &str) -> String {
    let purpose = SMALL.find("[[recipient]]").expect("it has recipients");
    let (before, after) = SMALL.split_at(purpose);
    let offers = "[[purpose]]\nid = \"offers\"\nkind = \"push\"\nlegal_basis = \"consent\"\ndevice_access = \"consent\"\n\
        data = [\"push token\"]\nretention_days = 30\ntitle.en = \"Offers\"\ntitle.de = \"Angebote\"\n\
        text.en = \"Now and then a new plan is shown. You can turn this off here.\"\n\
        text.de = \"Ab und zu wird ein neuer Tarif gezeigt. Sie können das hier ausschalten.\"\n\n";
    format!("{before}{offers}{after}").replace(CATEGORIES, category)
}

fn rules(toml: &str) -> Vec<&'static str> {
    findings(toml).iter().map(|finding| finding.rule).collect()
}

#[test]
fn pc025_marketing_has_a_purpose_of_its_own() {
    yields(
        &["PC025"],
        CATEGORIES,
        "categories = [{ id = \"news\", marketing = «true }]",
    );
    let apart = "categories = [{ id = \"news\", marketing = true, purpose = \"offers\", importance = \"low\" }]";
    assert_eq!(rules(&with_offers(apart)), [""; 0]);
    let loud = apart.replace("importance = \"low\"", "critical = true");
    assert_eq!(rules(&with_offers(&loud)), ["PC025"]);
    let policy = compile(
        "privacy.toml",
        &with_offers(apart),
        jiff::civil::date(2026, 3, 11),
    );
    let policy = policy.expect("it breaks no rule");
    let push = policy
        .permissions
        .iter()
        .find_map(|one| one.categories.first());
    let push = push.expect("it has a category");
    assert_eq!((push.marketing, push.importance), (true, Importance::Low));
}

#[test]
fn a_category_fits_its_purpose_and_its_locales() {
    let own = |purpose: &str| format!("categories = [{{ id = \"a\", purpose = «\"{purpose}\" }}]");
    yields(&["PC111"], CATEGORIES, &own("usage"));
    yields(&["PC005"], CATEGORIES, &own("nobody"));
    yields(
        &["PC009"],
        CATEGORIES,
        "categories = [{ id = \"a\", «title.en = \"Alerts\" }]",
    );
    yields(
        &["PC110"],
        CATEGORIES,
        "categories = [{ id = \"a\", critical = «true, importance = \"normal\" }]",
    );
}

#[test]
fn a_card_is_for_contacts_only() {
    yields(&["PC110"], CATEGORIES, "card_name = «\"Klangwerk\"");
    yields(
        &["PC103"],
        "card_numbers = ",
        "card_name = «\" \"\ncard_numbers = ",
    );
}

#[test]
fn a_recipients_own_policy_is_a_page() {
    yields(
        &["PC012"],
        "kind = \"segment\"",
        "kind = \"segment\"\nprivacy_policy = «\"http://klangwerk.app\"",
    );
}

#[test]
fn a_text_of_the_screens_is_known_and_whole() {
    yields(
        &["PC101"],
        "[limits]",
        "[screens]\n«titel.en = \"Data\"\ntitel.de = \"Daten\"\n\n[limits]",
    );
    yields(
        &["PC009"],
        "[limits]",
        "[screens]\n«title.en = \"Data\"\n\n[limits]",
    );
    yields(
        &["PC103"],
        "[limits]",
        "[screens]\non_since.en = «\"Since {day}\"\non_since.de = \"Seit {date}\"\n\n[limits]",
    );
}

#[test]
fn a_policy_words_a_text_anew() {
    let own = "[screens]\nby_age.en = \"For adults from {age}.\"\nby_age.de = \"Ab {age} Jahren.\"\n\n[limits]";
    let toml = SMALL.replace("[limits]", own);
    let policy = compile("privacy.toml", &toml, jiff::civil::date(2026, 3, 11));
    let policy = policy.expect("it breaks no rule");
    let chrome = policy.chrome("de-AT");
    assert_eq!(
        chrome.filled(Word::ByAge, &[("age", "16")]),
        "Ab 16 Jahren."
    );
    assert_eq!(chrome.text(Word::Off), "Aus");
    assert_eq!(chrome.fallen_back(), []);
}

#[test]
fn a_locale_without_words_says_so() {
    let (own, other) = ("de\"]", "fr\"]");
    let toml = SMALL.replace(own, other).replace(".de = ", ".fr = ");
    let policy = compile("privacy.toml", &toml, jiff::civil::date(2026, 3, 11));
    let policy = policy.expect("it breaks no rule");
    let chrome = policy.chrome("fr-CA");
    assert_eq!((chrome.locale(), chrome.text(Word::Off)), ("fr", "Off"));
    assert_eq!(chrome.fallen_back().len(), Word::ALL.len());
}
