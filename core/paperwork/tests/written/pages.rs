//! The pages for people.

use crate::sample::{ON_CALL, SMALL, compiled, text, with};

#[test]
fn a_notice_is_complete_in_each_locale() {
    let policy = compiled(ON_CALL).policy;
    let translations = compiled(ON_CALL).translations;
    for locale in ["en", "de"] {
        let notice = text(ON_CALL, &format!("docs/privacy-notice.{locale}.md"));
        let page = text(ON_CALL, &format!("docs/privacy-notice.{locale}.html"));
        let reads = |text: &str| {
            let other = translations.get(locale).and_then(|texts| texts.get(text));
            other.map_or(text, String::as_str).to_owned()
        };
        let says = |what: &str| {
            assert!(notice.contains(what), "{locale}: {what}");
            assert!(
                page.contains(&what.replace('\'', "&apos;")),
                "{locale}: {what}"
            );
        };
        says(&policy.controller.name);
        says(&policy.controller.email);
        says(&policy.controller.data_protection_officer.name);
        says(&policy.controller.supervisory_authority.name);
        for purpose in &policy.purposes {
            says(&purpose.title[locale]);
            says(&purpose.text[locale]);
            says(&format!(
                ": {} {}",
                purpose.retention_days,
                if locale == "de" { "Tage" } else { "days" }
            ));
            purpose.data.iter().for_each(|data| says(&reads(data)));
        }
        for recipient in &policy.recipients {
            says(&reads(&recipient.name));
        }
        let law: &[&str] = if locale == "de" {
            &[
                "lit. a DSGVO",
                "lit. b DSGVO",
                "lit. c DSGVO",
                "lit. f DSGVO",
                "TDDDG",
                "USA",
            ]
        } else {
            &[
                "6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(f)", "ePrivacy", "USA",
            ]
        };
        law.iter().for_each(|word| says(word));
        let choices: &[&str] = if locale == "de" {
            &[
                "bleibt ausgeschaltet",
                "können Sie widersprechen",
                "kann der Dienst nicht erbracht",
            ]
        } else {
            &[
                "stays off unless",
                "you can object to it for",
                "the service cannot be provided",
            ]
        };
        choices.iter().for_each(|word| says(word));
        for article in [15, 16, 17, 18, 20, 21, 77] {
            says(&format!("Art. {article} "));
        }
        let day = if locale == "de" {
            "gültig ab 1. März 2026 (Fassung"
        } else {
            "effective from 1 March 2026 (version"
        };
        assert_eq!(page.matches(day).count(), 1, "one day, once");
    }
}

#[test]
fn a_german_notice_is_german() {
    let notice = text(ON_CALL, "docs/privacy-notice.de.md");
    for english in ["time zone", "The chat", "device ID", "Processor", " the "] {
        assert!(!notice.contains(english), "{english}");
    }
}

#[test]
fn a_locale_without_a_frame_gets_english() {
    let toml = SMALL
        .replace("\"de\"", "\"fr\"")
        .replace(".de = ", ".fr = ");
    let notice = text(&toml, "docs/privacy-notice.fr.md");
    assert!(notice.contains("# Privacy notice") && notice.contains("### Nutzung"));
    let notes = crate::sample::paper(&toml).notes.join("\n");
    assert!(
        notes.contains("English frame around the policy's own texts: fr."),
        "{notes}"
    );
    assert!(
        notes.contains("Shown in English on the screens of `fr`") && notes.contains("title, "),
        "{notes}"
    );
}

#[test]
fn a_text_of_the_policy_becomes_no_markup() {
    let toml = with(
        "We note which pages are opened.",
        "We note 1 < 3 *which* [pages](x) are | opened & read.",
    );
    let page = text(&toml, "docs/privacy-notice.en.html");
    assert!(page.contains("We note 1 &lt; 3 *which* [pages](x) are | opened &amp; read."));
    let notice = text(&toml, "docs/privacy-notice.en.md");
    assert!(notice.contains("We note 1 \\< 3 \\*which\\* \\[pages\\](x) are \\| opened \\& read."));
}

#[test]
fn a_page_fetches_nothing() {
    let page = text(ON_CALL, "docs/privacy-notice.en.html");
    for word in ["<script", "<img", "<link", "@import", "url(", " src="] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn the_record_lists_each_purpose_and_transfer() {
    let record = text(ON_CALL, "docs/processing-record.md");
    let policy = compiled(ON_CALL).policy;
    let rows = record.lines().filter(|line| line.starts_with("| ")).count();
    let transfers = policy
        .recipients
        .iter()
        .filter(|recipient| recipient.transfer_tool.is_some());
    // Three tables with a row of headings, the last with one exception.
    assert_eq!(rows, policy.purposes.len() + transfers.count() + 1 + 3);
    assert!(record.contains("| IP address: not declared at Google Play | Play asks"));
    for purpose in &policy.purposes {
        assert!(
            record.contains(&purpose.id.replace('_', "\\_")),
            "{}",
            purpose.id
        );
    }
}

#[test]
fn reasons_are_told() {
    let duty = "The tax code demands bookings for eight years.";
    let parent = "A parent signs in and confirms by e-mail.";
    let toml = SMALL
        .replace(
            "backup_retention_days = 30",
            &format!("backup_retention_days = 2922\nbackup_retention_reason = \"{duty}\""),
        )
        .replace(
            "minimum_age = 16",
            &format!("minimum_age = 4\naudience = \"children\"\nparental_consent = \"{parent}\""),
        );
    assert!(toml.contains(duty) && toml.contains(parent));
    let notice = text(&toml, "docs/privacy-notice.en.md");
    for told in [duty, parent, "2922 days", "age of 4"] {
        assert!(notice.contains(told), "{told}");
    }
    assert!(text(&toml, "docs/processing-record.md").contains(duty));
}

#[test]
fn a_required_age_stands_in_the_notice() {
    let required = SMALL.replace("minimum_age = 16", "minimum_age = 16\nrequired = [\"age\"]");
    assert!(required != SMALL);
    for (page, told) in [
        (
            "docs/privacy-notice.en.md",
            "does not know whether you are old enough",
        ),
        (
            "docs/privacy-notice.de.md",
            "nicht weiß, ob Sie alt genug sind",
        ),
    ] {
        assert!(text(&required, page).contains(told), "{page}");
        assert!(!text(SMALL, page).contains(told), "{page}");
    }
}

#[test]
fn explicit_consent_stands_in_notice_and_record() {
    let diary = "[[purpose]]\nid = \"diary\"\nkind = \"own_servers\"\nlegal_basis = \"consent\"\n\
        special_categories = \"explicit_consent\"\ndevice_access = \"consent\"\ndata = [\"mood and symptoms\"]\n\
        retention_days = 365\ntitle.en = \"Diary\"\ntitle.de = \"Tagebuch\"\ntext.en = \"We store what you write.\"\n\
        text.de = \"Wir speichern, was Sie schreiben.\"\n\n[[recipient]]";
    let toml = SMALL.replacen("[[recipient]]", diary, 1);
    assert!(text(&toml, "docs/privacy-notice.en.md").contains("explicit consent, Art. 9(2)(a)"));
    assert!(text(&toml, "docs/privacy-notice.de.md").contains("Art. 9 Abs. 2 lit. a DSGVO"));
    assert!(text(&toml, "docs/processing-record.md").contains("Art. 9"));
}
