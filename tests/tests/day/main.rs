//! The example's day keeps its own rules, so that whoever plays it can rely on them.

mod crashes;
mod line;
mod planted;
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use line::{crashes, day, events, example};
use serde_json::Value;
use sordino_policy::{FieldRule, Policy};

#[test]
fn every_line_follows_the_published_schema() {
    let schema = schema::Schema::parse(&example("day.schema.json"));
    for line in day() {
        assert_eq!(
            schema.faults(&line.json),
            Vec::<String>::new(),
            "line {}",
            line.number
        );
    }
}

#[test]
fn the_schema_refuses_what_is_not_a_line() {
    let schema = schema::Schema::parse(&example("day.schema.json"));
    for line in day() {
        for member in line.json.as_object().expect("a line is an object").keys() {
            if member == "planted" {
                continue;
            }
            let mut less = line.json.clone();
            less.as_object_mut()
                .expect("a line is an object")
                .remove(member);
            assert!(
                !schema.faults(&less).is_empty(),
                "line {} without {member}",
                line.number
            );
        }
        let mut more = line.json.clone();
        more["extra"] = Value::Bool(true);
        assert!(
            !schema.faults(&more).is_empty(),
            "line {} with more",
            line.number
        );
    }
}

#[test]
fn the_day_is_in_order_and_full() {
    let day = day();
    let mut before = None;
    for line in &day {
        let at: jiff::Timestamp = line.text("at").parse().expect("`at` is a time of RFC 3339");
        assert!(
            before <= Some(at),
            "line {} is earlier than the one before",
            line.number
        );
        before = Some(at);
        assert_eq!(
            &line.text("at")[..10],
            &day[0].text("at")[..10],
            "line {}",
            line.number
        );
    }
    let count = |kind: &str| day.iter().filter(|line| line.kind() == kind).count();
    assert!(count("event") >= 300 && count("crash") >= 5 && count("restart") >= 3);
    let sources: BTreeSet<_> = crashes(&day).map(|line| line.text("source")).collect();
    assert_eq!(sources.len(), 6, "{sources:?}");
    assert!(
        crashes(&day).any(|line| line.json.get("base64").is_some()),
        "no binary tombstone"
    );
    let networks: BTreeSet<_> = day
        .iter()
        .filter(|line| line.kind() == "network")
        .map(|line| line.text("state"))
        .collect();
    assert_eq!(networks.len(), 5, "{networks:?}");
    let last = day
        .iter()
        .rfind(|line| line.kind() == "network")
        .map(|line| line.text("state"));
    assert_eq!(
        last,
        Some("up"),
        "what waits at the end of the day must be able to leave"
    );
}

/// What plays the day turns purposes off by itself.
#[test]
fn the_day_begins_with_both_purposes_on() {
    let day = day();
    let choices: Vec<_> = day
        .iter()
        .filter(|line| line.kind() == "choice")
        .map(|line| (line.text("purpose"), line.text("choice")))
        .collect();
    assert_eq!(
        choices,
        [("crash_reports", "turn_on"), ("event_tracking", "turn_on")]
    );
    let offered = day
        .iter()
        .position(|line| matches!(line.kind(), "event" | "crash"));
    let chosen = day.iter().rposition(|line| line.kind() == "choice");
    assert!(chosen < offered, "something is offered before the choice");
    let closing = day
        .iter()
        .find(|line| line.json.get("allows") == Some(&Value::Bool(false)));
    assert!(closing.is_none(), "a signal closes something");
    let age = day
        .iter()
        .any(|line| line.json.get("signal") == Some(&"age".into()));
    assert!(
        age,
        "the policy requires a signal that the day does not give"
    );
}

#[test]
fn each_event_has_a_number_of_its_own() {
    let day = day();
    let numbers: BTreeSet<_> = events(&day)
        .map(|line| line.json["properties"]["sequence"].as_u64())
        .collect();
    assert_eq!(numbers.len(), events(&day).count());
    assert!(!numbers.contains(&None));
}

#[test]
fn the_policy_takes_all_but_bad_events() {
    let policy = policy();
    let mut bad = BTreeMap::new();
    for line in events(&day()) {
        let properties = line.json["properties"]
            .as_object()
            .expect("the schema holds");
        let fault = match policy
            .events
            .iter()
            .find(|rule| rule.name == line.text("event"))
        {
            None => "unknown event".to_owned(),
            Some(_) if depth(&line.json["properties"]) > 5 => "too deep".to_owned(),
            Some(rule) => match properties.keys().find(|key| !rule.properties.contains(key)) {
                None => continue,
                Some(key) => format!("{key} is not listed"),
            },
        };
        *bad.entry(fault).or_insert(0) += 1;
    }
    let expected = [
        ("battery_percent is not listed", 1),
        ("office_floor is not listed", 1),
        ("too deep", 1),
        ("unknown event", 2),
    ];
    assert_eq!(
        bad,
        expected
            .map(|(fault, count)| (fault.to_owned(), count))
            .into()
    );
}

/// Containers below the properties themselves.
fn depth(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

#[test]
fn enumerated_values_are_in_the_policys_list() {
    let policy = policy();
    for line in events(&day()) {
        line::each_leaf(&line.json["properties"], "", &mut |key, value| {
            let field = policy.fields.iter().find(|field| field.name == key);
            if let (Some(FieldRule::Enumerate(known)), Some(value)) =
                (field.map(|f| &f.rule), value.as_str())
            {
                assert!(
                    known.iter().any(|word| word == value),
                    "line {}: {key} = {value}",
                    line.number
                );
            }
        });
    }
}

fn policy() -> Policy {
    let today = jiff::civil::date(2100, 1, 1);
    sordino_policy::compile("privacy.toml", &example("privacy.toml"), today)
        .expect("the example's policy is sound")
}
