//! What the ring of last decisions tells, to whom, and when it forgets.

use sordino_engine::{
    AppliedRule, Decided, Decision, Engine, FieldDecision, Options, RecordKind, Refusal, Value,
};
use sordino_tests::{Rig, event, on, policy};

const NAME: &str = "Ada Kestner";

fn open(rig: &Rig) -> Engine {
    let options = Options {
        keep_decisions: true,
        ..Options::default()
    };
    rig.open_with(policy(), options)
}

fn offered(engine: &Engine) {
    let properties = [
        ("minutes", Value::from(3)),
        ("alert_id", NAME.into()),
        ("channel", "pigeon".into()),
        ("size", 5000.into()),
        ("secret", NAME.into()),
        ("only_segment", "x".into()),
        ("unheard_of", NAME.into()),
    ];
    let outcome = engine.record(&event("alert_opened", &properties));
    assert!(Rig::is_accepted(&outcome), "{outcome:?}");
}

fn stored<'a>(decisions: &'a [Decision], to: &str) -> (&'a [FieldDecision], Option<i64>) {
    let found = decisions.iter().find_map(|one| match &one.decided {
        Decided::Stored {
            recipient,
            fields,
            delivered,
            ..
        } if recipient == to => Some((&fields[..], *delivered)),
        _ => None,
    });
    found.expect("it was stored for that recipient")
}

fn field<'a>(fields: &'a [FieldDecision], name: &str) -> (AppliedRule, Option<&'a str>) {
    let mut named = fields.iter().filter(|field| field.name == name);
    let field = named.next().expect("the field is told");
    assert!(named.next().is_none(), "once");
    (field.rule, field.value.as_deref())
}

#[test]
fn every_field_names_the_rule_that_decided() {
    let rig = Rig::default();
    let engine = open(&rig);
    on(&engine, "usage");
    offered(&engine);
    let decisions = engine.recent_decisions();
    let (fields, _) = stored(&decisions, "segment");
    assert_eq!(field(fields, "minutes"), (AppliedRule::Keep, Some("3")));
    assert_eq!(
        field(fields, "channel"),
        (AppliedRule::Enumerate, Some("other"))
    );
    assert_eq!(field(fields, "size"), (AppliedRule::Coarsen, Some("4096")));
    assert_eq!(field(fields, "secret"), (AppliedRule::Drop, None));
    assert_eq!(field(fields, "unheard_of"), (AppliedRule::NotOfEvent, None));
    assert_eq!(
        field(fields, "only_segment"),
        (AppliedRule::Keep, Some("x"))
    );
    let (rule, pseudonym) = field(fields, "alert_id");
    assert_eq!(
        (rule, pseudonym.map(str::len)),
        (AppliedRule::Pseudonymise, Some(36))
    );
    let (fields, _) = stored(&decisions, "mirror");
    assert_eq!(
        field(fields, "only_segment"),
        (AppliedRule::NotForRecipient, None)
    );
    let Decided::Stored { about, .. } = &decisions[0].decided else {
        panic!("it was stored")
    };
    assert_eq!(field(about, "locale"), (AppliedRule::Coarsen, Some("de")));
    assert!(!format!("{decisions:?}").contains(NAME), "no raw value");
}

#[test]
fn a_refused_record_leaves_name_and_reason() {
    let rig = Rig::default();
    let engine = open(&rig);
    let properties = [("minutes", Value::from(NAME))];
    engine.record(&event("alert_opened", &properties));
    engine.record(&event("unheard_of", &properties));
    let told: Vec<_> = engine
        .recent_decisions()
        .into_iter()
        .map(|one| (one.record, one.name, one.purpose, one.decided))
        .collect();
    let refused = |name: &str, purpose: Option<&str>, why| {
        (
            RecordKind::Event,
            name.to_owned(),
            purpose.map(str::to_owned),
            Decided::Refused(why),
        )
    };
    assert_eq!(
        told,
        [
            refused("alert_opened", Some("usage"), Refusal::Closed),
            refused("unheard_of", None, Refusal::UnknownEvent),
        ]
    );
}

#[test]
fn a_purposes_decisions_die_with_its_off() {
    let rig = Rig::default();
    let engine = open(&rig);
    on(&engine, "usage");
    on(&engine, "stability");
    offered(&engine);
    engine.record(&event("connection_lost", &[]));
    let of = |engine: &Engine, purpose: &str| {
        let decisions = engine.recent_decisions();
        let of = decisions
            .iter()
            .filter(|one| one.purpose.as_deref() == Some(purpose));
        of.count()
    };
    assert_eq!((of(&engine, "usage"), of(&engine, "stability")), (2, 1));
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!((of(&engine, "usage"), of(&engine, "stability")), (0, 1));
    on(&engine, "usage");
    assert_eq!(of(&engine, "usage"), 0, "nor after the next yes");
}

#[test]
fn a_forgotten_decision_leaves_a_gap() {
    let rig = Rig::default();
    let engine = open(&rig);
    let numbers = || -> Vec<u64> {
        let decisions = engine.recent_decisions().into_iter();
        decisions.map(|one| one.number).collect()
    };
    on(&engine, "usage");
    offered(&engine);
    let first = numbers();
    assert!(first.iter().copied().eq(0..first.len() as u64), "{first:?}");
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    engine.record(&event("alert_opened", &[]));
    assert_eq!(numbers(), [first.len() as u64]);
}

#[test]
fn another_processs_off_hides_its_decisions() {
    let rig = Rig::default();
    let engine = open(&rig);
    on(&engine, "usage");
    offered(&engine);
    let other = rig.open();
    other
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!(engine.recent_decisions(), []);
}

#[test]
fn an_erasure_forgets_refusals_too() {
    let rig = Rig::default();
    let engine = open(&rig);
    engine.record(&event("unheard_of", &[]));
    on(&engine, "usage");
    offered(&engine);
    engine.erase().expect("it can be erased");
    assert_eq!(engine.recent_decisions(), []);
}

#[test]
fn a_delivered_record_is_told_as_delivered() {
    let rig = Rig::default();
    let engine = open(&rig);
    on(&engine, "usage");
    offered(&engine);
    assert_eq!(stored(&engine.recent_decisions(), "segment").1, None);
    Rig::drain(&engine);
    let decisions = engine.recent_decisions();
    assert!(stored(&decisions, "segment").1.is_some());
    assert!(stored(&decisions, "mirror").1.is_some());
    offered(&engine);
    let newest = engine.recent_decisions().split_off(2);
    assert_eq!(stored(&newest, "segment").1, None, "not the next one");
}

#[test]
fn the_ring_is_bounded_and_off_unasked() {
    let rig = Rig::default();
    let engine = open(&rig);
    for _ in 0..300 {
        engine.record(&event("unheard_of", &[]));
    }
    assert_eq!(engine.recent_decisions().len(), 100);
    let engine = rig.open();
    engine.record(&event("unheard_of", &[]));
    assert_eq!(engine.recent_decisions(), []);
}

#[test]
fn nothing_of_the_ring_reaches_the_disk() {
    let (rig, plain) = (Rig::default(), Rig::default());
    for (rig, keep_decisions) in [(&rig, true), (&plain, false)] {
        let options = Options {
            keep_decisions,
            ..Options::default()
        };
        let engine = rig.open_with(policy(), options);
        on(&engine, "usage");
        offered(&engine);
        engine.record(&event("unheard_of", &[]));
    }
    assert_eq!(rig.disk.contents(), plain.disk.contents());
}

#[test]
fn a_line_says_what_left_and_what_not() {
    let rig = Rig::default();
    let engine = open(&rig);
    engine.record(&event("alert_opened", &[]));
    on(&engine, "usage");
    offered(&engine);
    Rig::drain(&engine);
    let lines = engine.debug_lines();
    let of = |start: &str| {
        let found = lines.iter().find(|line| line.starts_with(start));
        found.unwrap_or_else(|| panic!("no line {start}: {lines:#?}"))
    };
    let segment = of("event alert_opened (usage) for segment: ");
    let (left, dropped) = segment.split_once("; dropped ").expect("both are told");
    for told in ["minutes=3 (keep)", "channel=other (enumerate)", "size=4096"] {
        assert!(left.contains(told), "{told}: {left}");
    }
    for told in ["secret (drop)", "unheard_of (not listed for the event)"] {
        assert!(dropped.contains(told), "{told}: {dropped}");
    }
    let mirror = of("event alert_opened (usage) for mirror: ");
    assert!(mirror.contains("only_segment (not listed for the recipient)"));
    assert_eq!(
        of("segment answered"),
        "segment answered 200: 1 record(s) delivered"
    );
    assert!(!lines.concat().contains(NAME), "no raw value: {lines:#?}");
    assert_eq!(engine.debug_lines(), [""; 0], "each line once");
}

#[test]
fn lines_tell_why_nothing_leaves() {
    let rig = Rig::default();
    let engine = open(&rig);
    engine.record(&event("alert_opened", &[]));
    let lines = engine.debug_lines();
    assert_eq!(lines[0], "usage is off");
    let refused = "event alert_opened (usage): refused, the purpose is off";
    assert_eq!(lines.last().map(String::as_str), Some(refused));
    on(&engine, "usage");
    assert_eq!(engine.debug_lines(), ["usage is on"]);
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!(engine.debug_lines(), ["usage is off"]);
}

#[test]
fn no_text_breaks_a_line_in_two() {
    let rig = Rig::default();
    let engine = open(&rig);
    engine.debug_lines();
    engine.record(&event("done\nsegment answered 200", &[]));
    let line = "event done\\nsegment answered 200: refused, the policy lists no such event";
    assert_eq!(engine.debug_lines(), [line]);
}

#[test]
fn an_off_is_not_told_of_afterwards() {
    let rig = Rig::default();
    let engine = open(&rig);
    on(&engine, "usage");
    engine.debug_lines();
    offered(&engine);
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!(engine.debug_lines(), ["usage is off"]);
}

#[test]
fn lines_are_kept_for_nobody_unasked() {
    let rig = Rig::default();
    let engine = rig.open();
    engine.record(&event("unheard_of", &[]));
    assert_eq!(engine.debug_lines(), [""; 0]);
}
