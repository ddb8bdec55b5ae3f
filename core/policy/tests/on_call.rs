//! The example policy of the on-call app.
#![cfg(feature = "compile")]

use jiff::civil::date;
use sordino_policy::{Policy, compile};

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../examples/on-call/privacy.toml"
);

fn on_call() -> Policy {
    let toml = std::fs::read_to_string(FILE).expect("the example is there");
    compile("privacy.toml", &toml, date(2026, 3, 11)).unwrap_or_else(|findings| {
        let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
        panic!("the example breaks rules:\n{}", lines.join("\n"))
    })
}

#[test]
fn the_example_passes_every_rule_and_comes_back_from_json_as_it_was() {
    let policy = on_call();
    let json = policy.to_json();
    assert_eq!(Policy::from_json(&json), Ok(policy));
}
