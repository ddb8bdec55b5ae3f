//! The rules of form: a policy with exactly one fault yields exactly that rule, at that place.

use crate::small::{SMALL, findings, yields};

#[test]
fn pc100_broken_toml_is_told_where() {
    yields(&["PC100"], "kind = \"events\"", "kind = «events");
}

#[test]
fn pc101_an_unknown_key_is_not_passed_over() {
    yields(
        &["PC101"],
        "minimum_age = 16",
        "minimum_age = 16\n«maximum_age = 99",
    );
    yields(
        &["PC101"],
        "[limits]",
        "[[«purposes]]\nid = \"a\"\n\n[limits]",
    );
}

#[test]
fn pc102_a_missing_key_is_told() {
    yields(
        &["PC102"],
        "[[field]]\nname = \"address\"\n",
        "«[[field]]\n",
    );
    yields(&["PC102"], "version = \"1\"", "version = «\" \"");
}

#[test]
fn pc103_a_wrong_type_is_told() {
    yields(&["PC103"], "minimum_age = 16", "minimum_age = «\"16\"");
    yields(&["PC103"], "minimum_age = 16", "minimum_age = «-16");
    yields(&["PC103"], "version = \"1\"", "version = «1");
    yields(&["PC103"], "version = \"1\"", "version = «\"1\\u0008\"");
    yields(
        &["PC103"],
        "date = 2026-03-01",
        "date = «2026-03-01T12:00:00Z",
    );
    yields(
        &["PC103"],
        "data = [\"push token\"]",
        "data = «\"push token\"",
    );
    yields(&["PC103"], "key = \"write-key\"", "key = «\"write key\"");
}

#[test]
fn pc104_a_word_nobody_knows_is_told() {
    yields(&["PC104"], "kind = \"events\"", "kind = «\"tracking\"");
    yields(&["PC104"], "kind = \"segment\"", "kind = «\"otel\"");
    yields(
        &["PC104"],
        "{ enumerate = [\"home\", \"search\"] }",
        "{ enumerate = [\"home\", «7] }",
    );
    yields(&["PC104"], "{ days = 30 }", "{ «weeks = 4 }");
    yields(
        &["PC104"],
        "hold_sealed = { max_records = 10, max_hours = 24 }",
        "hold_sealed = «{ max_records = 10 }",
    );
}

#[test]
fn pc105_names_are_safe_where_they_stand() {
    yields(
        &["PC105"],
        "categories = [{ id = \"service_alerts\" }]",
        "categories = [{ id = «\"Service Alerts\" }]",
    );
    yields(
        &["PC105"],
        "name = \"page_opened\"",
        "name = «\"seite_geöffnet\"",
    );
    yields(
        &["PC105"],
        "card_numbers = [\"+494012345678\"]",
        "card_numbers = [«\"040 12345678\"]",
    );
}

#[test]
fn pc106_nothing_is_declared_twice() {
    yields(
        &["PC106"],
        "[limits]",
        "[[permission]]\nid = «\"push\"\npurpose = \"alerts\"\nfeature = { en = \"a\", de = \"b\" }\n\
         purpose_string = { en = \"a\", de = \"b\" }\n\n[limits]",
    );
    yields(
        &["PC106"],
        "off = [\"usage\"]",
        "off = [\"usage\", «\"usage\"]",
    );
    yields(
        &["PC106"],
        "rule = { enumerate = [\"home\", \"search\"] }",
        "rule = «{ enumerate = [\"home\", \"home\"] }",
    );
    yields(
        &["PC106"],
        "[limits]",
        "[[event]]\nname = «\"page_opened\"\npurpose = \"usage\"\n\n[limits]",
    );
}

#[test]
fn pc107_bounds_are_bounds() {
    yields(
        &["PC107"],
        "{ enumerate = [\"home\", \"search\"] }",
        "«{ enumerate = [] }",
    );
    let tables = |count: usize| {
        (0..count)
            .map(|number| format!("{{ id = \"c{number}\" }}, "))
            .collect::<String>()
    };
    yields(
        &["PC107"],
        "categories = [{ id = \"service_alerts\" }]",
        &format!("categories = [{}{{ id = «\"one_too_many\" }}]", tables(64)),
    );
    yields(&["PC107"], "validity_days = 365", "validity_days = «99999");
    yields(
        &["PC107"],
        "{ hold_in_memory = { max_records = 100 } }",
        "«{ hold_in_memory = { max_records = 0 } }",
    );
    yields(
        &["PC107"],
        "{ hold_sealed = { max_records = 10, max_hours = 24 } }",
        "«{ hold_sealed = { max_records = 10, max_hours = 73 } }",
    );
    yields(&["PC107"], "epoch = { days = 30 }", "epoch = «{ days = 0 }");
    yields(
        &["PC107"],
        "queue = { max_bytes = 1000000, max_records = 500 }",
        "queue = «{ max_bytes = 0 }",
    );
}

#[test]
fn pc108_an_endpoint_is_https_and_plain() {
    yields(
        &["PC108"],
        "\"https://events.eu1.segmentapis.com/v1\"",
        "«\"http://events.eu1.segmentapis.com/v1\"",
    );
    yields(
        &["PC108"],
        "\"https://events.eu1.segmentapis.com/v1\"",
        "«\"https://key@events.eu1.segmentapis.com/v1\"",
    );
    yields(
        &["PC108"],
        "\"https://crash.klangwerk.app/1\"",
        "«\"https://crash.klangwerk.app/web\"",
    );
    yields(
        &["PC108"],
        "kind = \"segment\"\nendpoint = \"https://events.eu1.segmentapis.com/v1\"\n",
        "kind = «\"segment\"\n",
    );
    yields(
        &["PC108"],
        "kind = \"vendor_sdk\"",
        "kind = \"vendor_sdk\"\nendpoint = «\"https://api.push.apple.com\"",
    );
}

#[test]
fn pc109_nothing_is_sealed_before_a_needed_choice() {
    yields(
        &["PC109"],
        "{ hold_in_memory = { max_records = 100 } }",
        "«{ hold_sealed = { max_records = 100, max_hours = 24 } }",
    );
}

#[test]
fn pc110_what_has_no_effect_is_told() {
    yields(
        &["PC110"],
        "recipients = [\"segment\"]\ncategory = \"use of the app\"\npart_of",
        "recipients = [\"segment\", «\"hoster\"]\ncategory = \"use of the app\"\npart_of",
    );
    let card = &SMALL[SMALL.find("id = \"contacts\"").expect("it is there")
        ..SMALL.find("card_numbers").expect("it is there")];
    yields(
        &["PC110"],
        &format!("{card}card_numbers = [\"+494012345678\"]"),
        &card.replace("= \"contacts\"", "= «\"contacts\""),
    );
    yields(
        &["PC110"],
        "before_choice = { hold_in_memory",
        "device_access_reason = «\"None.\"\nbefore_choice = { hold_in_memory",
    );
    yields(
        &["PC110"],
        "kind = \"service\"",
        "kind = \"service\"\nqueue = «{ max_records = 5 }",
    );
    yields(
        &["PC110"],
        "kind = \"service\"",
        "kind = \"service\"\nkey = «\"a-key\"",
    );
    yields(
        &["PC110"],
        "legal_basis = \"contract\"",
        "legal_basis = \"contract\"\nbalancing = «\"LIA-9\"",
    );
    yields(
        &["PC110"],
        "name = \"exception_value\"\nrule = \"scrub\"\nrecipients = [\"sentry\"]",
        "name = «\"exception_value\"\nrule = \"scrub\"",
    );
    yields(
        &["PC110"],
        "categories = [{ id = \"service_alerts\" }]",
        "card_numbers = «[\"+494012345678\"]",
    );
    yields(
        &["PC110"],
        "id = \"contacts\"",
        "id = \"contacts\"\ncategories = «[{ id = \"a\" }]",
    );
    yields(
        &["PC110"],
        "name = \"page_opened\"",
        "name = \"page_opened\"\nnot_special = «\"A page.\"",
    );
}

#[test]
fn pc112_segment_is_given_a_device() {
    yields(
        &["PC112"],
        "[[recipient]]\nid = \"segment\"",
        "[[recipient]]\nid = \"second\"\nname = \"Second collector\"\nkind = «\"segment\"\n\
         endpoint = \"https://second.klangwerk.app/v1\"\nrole = \"processor\"\ncountry = \"DE\"\n\
         purposes = [\"usage\"]\nretention_days = 30\n\n[[recipient]]\nid = \"segment\"",
    );
}

#[test]
fn pc113_sentry_is_given_a_stack() {
    yields(
        &["PC113"],
        "[[recipient]]\nid = \"segment\"",
        "[[recipient]]\nid = \"second\"\nname = \"Second desk\"\nkind = «\"sentry\"\n\
         endpoint = \"https://second.klangwerk.app/1\"\nrole = \"processor\"\ncountry = \"DE\"\n\
         purposes = [\"crashes\"]\nretention_days = 30\n\n[[recipient]]\nid = \"segment\"",
    );
}

const WAY: &str = "[[purpose]]\nid = \"requests\"\nkind = \"rights\"\nlegal_basis = \"legal_obligation\"\n\
    device_access = \"strictly_necessary\"\ndevice_access_reason = \"The person asks for it.\"\n\
    data = [\"usage data\"]\nretention_days = 30\ntitle.en = \"Requests\"\ntitle.de = \"Anfragen\"\n\
    text.en = \"What you ask for.\"\ntext.de = \"Worum Sie bitten.\"\n\n[[recipient]]\nid = \"desk\"\n\
    name = \"Klangwerk\"\nkind = \"rights\"\nendpoint = \"https://rights.klangwerk.app/v1\"\n\
    role = \"controller\"\ncountry = \"DE\"\npurposes = [\"requests\"]\nretention_days = 30\n\n";

/// A policy with a way for requests, but for `from`, which reads `to` there.
fn way(expected: &[&str], from: &str, to: &str) {
    let way = WAY.replace(from, to);
    assert!(from.is_empty() || way != WAY, "the way has `{from}`");
    let place = "[[recipient]]\nid = \"segment\"";
    yields(expected, place, &format!("{way}{place}"));
}

#[test]
fn pc114_a_request_has_a_way_of_its_own() {
    let place = "[[recipient]]\nid = \"segment\"";
    let good = SMALL.replacen(place, &format!("{WAY}{place}"), 1);
    assert_eq!(findings(&good), []);
    let obligation = "\"legal_obligation\"";
    way(&["PC114"], obligation, "«\"contract\"");
    way(
        &["PC114"],
        "access = \"strictly_necessary\"\ndevice_access_reason = \"The person asks for it.\"",
        "access = «\"consent\"",
    );
    way(&["PC114"], "[\"requests\"]", "[\"requests\", «\"usage\"]");
    let purpose = WAY.find("[[recipient]]").expect("it has a recipient");
    let without = WAY[purpose..]
        .replace("\"rights\"", "«\"rights\"")
        .replace("requests", "usage");
    yields(&["PC114"], place, &format!("{without}{place}"));
    let again = WAY
        .replace("\"requests\"", "\"more\"")
        .replace("\"desk\"", "\"other\"");
    let again = again.replace("\"rights\"", "«\"rights\"");
    yields(&["PC114", "PC114"], place, &format!("{WAY}{again}{place}"));
    let event = "[[event]]\nname = \"asked\"\npurpose = «\"requests\"\nproperties = []\n\n";
    yields(&["PC114"], place, &format!("{WAY}{event}{place}"));
}

#[test]
fn pc110_a_library_value_reaches_who_takes_it() {
    let sound = "name = \"address\"\nrule = \"drop\"";
    yields(
        &["PC110"],
        sound,
        "name = \"image_file\"\nrule = \"scrub\"\nrecipients = [«\"segment\"]\ncategory = \"use of the app\"\n\n\
         [[field]]\nname = \"address\"\nrule = \"drop\"",
    );
    yields(
        &["PC110"],
        sound,
        "name = \"timestamp\"\nrule = \"keep\"\nrecipients = [«\"sentry\"]\ncategory = \"crash information\"\n\n\
         [[field]]\nname = \"address\"\nrule = \"drop\"",
    );
}

#[test]
fn pc111_a_permission_serves_its_own_kind() {
    yields(&["PC111"], "purpose = \"card\"", "purpose = «\"usage\"");
}
