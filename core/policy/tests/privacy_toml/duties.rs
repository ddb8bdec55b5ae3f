//! Backups that a law keeps, apps for children, and advertising, which has duties of its own.

use crate::small::{SMALL, findings, yields};

#[test]
fn pc018_children_need_a_parents_consent() {
    let asks = "minimum_age = 4\naudience = \"children\"\nparental_consent = \"A parent signs in and confirms by e-mail.\"";
    assert_eq!(findings(&SMALL.replace("minimum_age = 16", asks)), []);
    yields(
        &["PC018"],
        "minimum_age = 16",
        "minimum_age = «4\naudience = \"children\"",
    );
    yields(
        &["PC018"],
        "minimum_age = 16",
        "minimum_age = 4\naudience = \"children\"\nparental_consent = «\"TODO\"",
    );
    yields(
        &["PC110"],
        "minimum_age = 16",
        "minimum_age = 16\naudience = «\"children\"",
    );
    yields(
        &["PC110"],
        "minimum_age = 16",
        "minimum_age = 16\nparental_consent = «\"A parent signs in.\"",
    );
}

#[test]
fn pc008_longer_backups_name_the_duty() {
    let days = "backup_retention_days = 30";
    let reason = "The tax code demands bookings for eight years.";
    let named = format!("backup_retention_days = 2922\nbackup_retention_reason = \"{reason}\"");
    assert_eq!(findings(&SMALL.replace(days, &named)), []);
    yields(
        &["PC008"],
        days,
        "backup_retention_days = 90\nbackup_retention_reason = «\"…\"",
    );
    yields(
        &["PC008"],
        days,
        &format!("backup_retention_days = «4000\nbackup_retention_reason = \"{reason}\""),
    );
    yields(
        &["PC110"],
        days,
        &format!("{days}\nbackup_retention_reason = «\"{reason}\""),
    );
}

#[test]
fn pc024_advertising_is_refused_with_what_to_declare() {
    let sound = "data = [\"push token\"]";
    yields(&["PC024"], sound, "data = [«\"advertising ID\"]");
    let name = "name = \"Twilio Inc. (Segment)\"";
    assert!(SMALL.contains(name), "{name}");
    yields(
        &["PC024"],
        name,
        "name = «\"Twilio Inc. (Segment, Criteo)\"",
    );
    let finding = &findings(&SMALL.replace(sound, "data = [\"advertising ID\"]"))[0];
    for word in [
        "NSPrivacyTracking",
        "App Tracking Transparency",
        "AD_ID",
        "Play",
    ] {
        assert!(finding.fix.contains(word), "{word}");
    }
}
