//! What the stores are told.

use std::collections::BTreeMap;

use sordino_paperwork::tables::play;

use crate::sample::{ON_CALL, SMALL, compiled, declaration, text, with};

/// First and second column to the third, of a file with the exact header and five columns a row.
fn answers(toml: &str) -> BTreeMap<(String, String), String> {
    let text = text(toml, "store/play-data-safety.csv");
    let mut rows = text.split_terminator("\r\n").map(fields);
    assert_eq!(rows.next().expect("it has a header"), play::HEADER);
    let rows: Vec<_> = rows.collect();
    assert_eq!(rows.len(), play::rows().len());
    let answers = rows.into_iter().map(|row| {
        let [question, response, value, _, _] = <[String; 5]>::try_from(row).expect("five columns");
        ((question, response), value)
    });
    answers.collect()
}

fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("there is one").push(other),
        }
    }
    fields
}

fn answer<'a>(
    answers: &'a BTreeMap<(String, String), String>,
    question: &str,
    response: &str,
) -> &'a str {
    answers
        .get(&(question.to_owned(), response.to_owned()))
        .map_or("no such row", String::as_str)
}

#[test]
fn what_stays_on_the_phone_is_not_declared() {
    for toml in [ON_CALL, SMALL] {
        let answers = answers(toml);
        assert_eq!(
            answer(&answers, "PSL_DATA_TYPES_CONTACTS", "PSL_CONTACTS"),
            ""
        );
        let declared = declaration(toml);
        let is_contacts = |manifest: &str| manifest.ends_with("TypeContacts");
        assert!(
            !declared
                .app
                .iter()
                .any(|row| is_contacts(row.data.manifest))
        );
    }
}

#[test]
fn an_app_that_sends_nothing_says_so() {
    let from = SMALL.find("[[recipient]]").expect("it has one");
    let to = SMALL.find("[[permission]]").expect("it has one");
    let mut toml = format!("{}{}", &SMALL[..from], &SMALL[to..]);
    let usage = toml.find("[[purpose]]").expect("it has two");
    let card = toml.rfind("[[purpose]]").expect("it has two");
    toml.replace_range(usage..card, "");
    let answers = answers(&toml);
    assert_eq!(answer(&answers, play::COLLECTS, ""), "false");
    assert!(answers.values().filter(|value| !value.is_empty()).count() == 1);
    let details = text(&toml, "ios/app_privacy_details.json");
    let details: serde_json::Value = serde_json::from_str(&details).expect("it is JSON");
    assert_eq!(
        details,
        serde_json::json!([{ "data_protections": ["DATA_NOT_COLLECTED"] }])
    );
}

#[test]
fn a_category_without_word_is_other_data() {
    let declared = declaration(SMALL);
    assert_eq!(declared.unnamed, ["device ID", "use of the app"]);
    let ids: Vec<&str> = declared.play.iter().map(|row| row.data.id).collect();
    let shown = ["PSL_USER_INTERACTION", "PSL_DEVICE_ID"];
    assert_eq!(ids, ["PSL_OTHER_PERSONAL", shown[0], shown[1]]);
}

#[test]
fn a_word_of_the_author_counts_for_an_id() {
    let none = "[stores]\ndata = [{ category = \"device ID\", apple = \"none\", play = \"none\", reason = \"It is drawn anew.\" }]\n[limits]";
    let declared = declaration(&with("[limits]", none));
    let ids: Vec<&str> = declared.play.iter().map(|row| row.data.id).collect();
    assert_eq!(ids, ["PSL_OTHER_PERSONAL", "PSL_USER_INTERACTION"]);
}

#[test]
fn how_accounts_are_made_is_never_guessed() {
    let asked = |toml: &str| {
        let answers = answers(toml);
        answer(&answers, play::ACCOUNT_METHODS, "PSL_ACM_NONE").to_owned()
    };
    assert_eq!(asked(SMALL), "");
    let said = "[stores]\naccount_creation = [\"PSL_ACM_NONE\"]\n[limits]";
    assert_eq!(asked(&with("[limits]", said)), "true");
}

const NAMED: &str = r#"[stores]
data = [
  { category = "use of the app", apple = "ProductInteraction", play = "PSL_USER_INTERACTION" },
  { category = "device ID", apple = "DeviceID", play = "PSL_DEVICE_ID" },
]
[limits]"#;

#[test]
fn only_data_of_this_library_is_unlinked() {
    let linked = |toml: &str| declaration(toml).app.iter().any(|row| row.linked);
    let named = with("[limits]", NAMED);
    assert!(!linked(&named));
    let vendor = named.replace(
        "[[field]]\nname = \"page\"",
        "[[recipient]]\nid = \"vendor\"\nname = \"Vendor\"\nkind = \"vendor_sdk\"\nrole = \"processor\"\n\
         country = \"DE\"\npurposes = [\"usage\"]\nretention_days = 30\n\n[[field]]\nname = \"page\"",
    );
    assert!(linked(&vendor));
    assert!(!declaration(&vendor).library.iter().any(|row| row.linked));
    let elsewhere = vendor.replace("[stores]\n", "[stores]\nandroid_only = [\"vendor\"]\n");
    assert!(!linked(&elsewhere), "the iOS app does not have it");
}

#[test]
fn data_with_an_owners_field_is_linked() {
    let linked = |toml: &str| {
        let declared = declaration(toml);
        (
            declared.app.iter().any(|row| row.linked),
            declared.library.iter().any(|row| row.linked),
        )
    };
    let named = with("[limits]", NAMED);
    assert_eq!(linked(&named), (false, false));
    let mail = named.replace(
        "{ category = \"use of the app\", apple = \"ProductInteraction\"",
        "{ category = \"use of the app\", apple = \"EmailAddress\"",
    );
    assert_eq!(linked(&mail), (true, true));
    assert_eq!(linked(SMALL), (true, true), "nothing says what it is");
    let hidden = mail.replace("{ enumerate = [\"home\", \"search\"] }", "\"pseudonymise\"");
    assert_eq!(linked(&hidden), (false, false));
}

#[test]
fn data_is_optional_only_with_switches_throughout() {
    let optional = |toml: &str, id: &str| {
        let declared = declaration(toml);
        let row = declared.play.iter().find(|row| row.data.id == id);
        row.map(|row| row.optional)
    };
    assert_eq!(optional(ON_CALL, "PSL_CRASH_LOGS"), Some(true));
    assert_eq!(optional(ON_CALL, "PSL_USER_INTERACTION"), Some(true));
    // The account needs it too.
    assert_eq!(optional(ON_CALL, "PSL_DEVICE_ID"), Some(false));
    let answers = answers(ON_CALL);
    let control = "PSL_DATA_USAGE_RESPONSES:PSL_DEVICE_ID:DATA_USAGE_USER_CONTROL";
    assert_eq!(
        answer(&answers, control, "PSL_DATA_USAGE_USER_CONTROL_REQUIRED"),
        "true"
    );
    assert_eq!(
        answer(&answers, control, "PSL_DATA_USAGE_USER_CONTROL_OPTIONAL"),
        ""
    );
}

#[test]
fn data_of_independent_recipients_is_shared() {
    let shared = |toml: &str, id: &str| {
        let declared = declaration(toml);
        let row = declared.play.iter().find(|row| row.data.id == id);
        row.map(|row| !row.shared_for.is_empty())
    };
    let payment = "PSL_CREDIT_DEBIT_BANK_ACCOUNT_NUMBER";
    assert_eq!(
        shared(ON_CALL, payment),
        Some(true),
        "the payment provider is a controller"
    );
    assert_eq!(shared(ON_CALL, "PSL_CRASH_LOGS"), Some(false));
}

#[test]
fn every_declared_row_answers_each_of_its_questions() {
    let (answers, declared) = (answers(ON_CALL), declaration(ON_CALL));
    assert_eq!(answer(&answers, play::COLLECTS, ""), "true");
    assert_eq!(
        answer(&answers, play::DELETION, "DATA_DELETION_YES"),
        "true"
    );
    assert!(declared.play.len() > 5);
    for row in &declared.play {
        let about = |question: &str| format!("{}:{}:{question}", play::USAGE, row.data.id);
        assert_eq!(answer(&answers, row.data.group, row.data.id), "true");
        assert_eq!(
            answer(&answers, &about(play::HANDLING), play::HANDLINGS[0]),
            "true"
        );
        assert_eq!(answer(&answers, &about(play::EPHEMERAL), ""), "false");
        let chosen = play::PURPOSES
            .iter()
            .filter(|(id, _)| answer(&answers, &about(play::COLLECTION_PURPOSE), id) == "true");
        assert_eq!(chosen.count(), row.purposes.len());
    }
}

#[test]
fn the_three_answers_to_the_stores_agree() {
    let declared = declaration(ON_CALL);
    let details = text(ON_CALL, "ios/app_privacy_details.json");
    let details: serde_json::Value = serde_json::from_str(&details).expect("it is JSON");
    let categories: Vec<&str> = details
        .as_array()
        .expect("it is a list")
        .iter()
        .filter_map(|row| row["category"].as_str())
        .collect();
    let mut wanted: Vec<&str> = declared
        .app
        .iter()
        .filter_map(|row| row.data.nutrition)
        .collect();
    wanted.sort_unstable();
    assert_eq!(categories, wanted);
    for row in &declared.library {
        assert!(
            declared.app.iter().any(|app| app.data == row.data),
            "the app's manifest holds the library's"
        );
    }
}

#[test]
fn a_word_of_no_store_is_refused() {
    for (sound, wrong, meant) in [
        (
            "\"ProductInteraction\"",
            "\"product_interaction\"",
            "`ProductInteraction`",
        ),
        ("\"PSL_DEVICE_ID\"", "\"device_id\"", "`PSL_DEVICE_ID`"),
        (
            "\"PSL_USER_INTERACTION\"",
            "\"PSL_APP_INTERACTIONS\"",
            "PSL_OTHER_APP_ACTIVITY",
        ),
    ] {
        let toml = with("[limits]", NAMED).replace(sound, wrong);
        let compiled = compiled(&toml);
        let findings = sordino_paperwork::write::paper(&compiled, "privacy.toml").expect_err(wrong);
        assert_eq!(findings.len(), 1);
        let (found, line) = (
            &findings[0],
            toml.lines()
                .collect::<Vec<_>>()
                .iter()
                .rposition(|line| line.contains(wrong)),
        );
        assert_eq!((found.rule, Some(found.line - 1)), ("PC104", line));
        assert!(found.fix.contains(meant), "{found}");
    }
}

#[test]
fn without_words_the_obvious_ones_are_proposed() {
    let toml = SMALL;
    let notes = crate::sample::paper(toml).notes;
    let note = notes
        .iter()
        .find(|note| note.contains("other data"))
        .expect("it has no [stores]");
    let entry = note.split("{ category = ").nth(1).expect("it proposes one");
    assert!(
        entry.contains("apple = \"") && entry.contains("play = \"PSL_"),
        "{note}"
    );
    let lines: Vec<&str> = note
        .split("write: ")
        .nth(1)
        .expect("lines")
        .trim_end_matches('.')
        .lines()
        .collect();
    let with_words = format!("{toml}\n[stores]\n{}\n", lines.join("\n"));
    let left = crate::sample::paper(&with_words).notes;
    let still = left.iter().find(|note| note.contains("{ category"));
    assert_eq!(still, None, "what is proposed is accepted as it stands");
}
