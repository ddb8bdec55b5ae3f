//! What is written about `privacy.toml` elsewhere says what the compiler does.

use jiff::civil::date;
use serde_json::{Map, Value};
use sordino_policy::{OWN_FIELDS, RULES, compile, schema};
use toml::Table;

use crate::on_call::ON_CALL;
use crate::small::SMALL;

const SCHEMA: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/privacy.schema.json"
));

#[test]
fn the_published_schema_is_that_of_the_compiler() {
    let published: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    assert!(
        published == schema(),
        "run `cargo run -p sordino-policy --features compile --example schema > docs/privacy.schema.json`"
    );
}

const REFERENCE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/policy.md"));

#[test]
fn the_example_in_the_reference_compiles() {
    let example = REFERENCE
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let example = example.expect("the reference has an example");
    assert_eq!(compile("policy.md", example, date(2026, 3, 11)).err(), None);
}

#[test]
fn the_reference_names_every_key_and_rule() {
    let schema = schema();
    let mut words = Vec::new();
    keys_and_words(&schema, &mut words);
    assert!(words.len() > 80, "the schema was walked");
    words.extend(OWN_FIELDS.iter().map(|name| (*name).to_owned()));
    for word in words {
        let named = [
            format!("`{word}`"),
            format!("\"{word}\""),
            format!("{word} ="),
        ];
        assert!(named.iter().any(|form| REFERENCE.contains(form)), "{word}");
    }
    for rule in RULES {
        assert!(
            REFERENCE.contains(&format!("| {} | ", rule.id)),
            "{}",
            rule.id
        );
    }
}

/// Every key of every table, and every word that a key can have.
fn keys_and_words(schema: &Value, out: &mut Vec<String>) {
    out.extend(
        schema
            .get("const")
            .and_then(Value::as_str)
            .map(str::to_owned),
    );
    for (keyword, inner) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), inner) {
            ("properties", Value::Object(members)) => {
                out.extend(members.keys().cloned());
                members
                    .values()
                    .for_each(|member| keys_and_words(member, out));
            }
            ("$defs", Value::Object(members)) => members
                .values()
                .for_each(|member| keys_and_words(member, out)),
            ("oneOf", Value::Array(choices)) => choices
                .iter()
                .for_each(|choice| keys_and_words(choice, out)),
            ("items", items) => keys_and_words(items, out),
            _ => {}
        }
    }
}

#[test]
fn policies_that_compile_fit_the_schema() {
    for toml in [ON_CALL, SMALL] {
        assert_eq!(misfit(toml), None);
    }
}

#[test]
fn malformed_policies_do_not_fit_the_schema() {
    for (sound, fault) in [
        ("minimum_age = 16", "minimal_age = 16"),
        ("minimum_age = 16", "minimum_age = \"16\""),
        ("kind = \"events\"", "kind = \"tracking\""),
        ("locales = [\"en\", \"de\"]\n", ""),
        (
            "{ hold_in_memory = { max_records = 100 } }",
            "{ hold_in_memory = 100 }",
        ),
    ] {
        assert!(
            misfit(&SMALL.replacen(sound, fault, 1)).is_some(),
            "{fault}"
        );
    }
}

fn misfit(toml: &str) -> Option<String> {
    let table: Table = toml.parse().expect("this is TOML");
    let schema = schema();
    Fit { root: &schema }.misfit(&schema, &to_json(toml::Value::Table(table)), "privacy.toml")
}

/// As an editor sees it: a date is text.
fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(answer) => answer.into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(to_json).collect(),
        toml::Value::Table(table) => Value::Object(
            table
                .into_iter()
                .map(|(key, value)| (key, to_json(value)))
                .collect::<Map<_, _>>(),
        ),
    }
}

/// The keywords that our schema uses; any other is a panic, so that none is passed over.
struct Fit<'s> {
    root: &'s Value,
}

impl Fit<'_> {
    fn misfit(&self, schema: &Value, value: &Value, place: &str) -> Option<String> {
        let keywords = schema.as_object().expect("a schema is an object");
        keywords
            .iter()
            .find_map(|(keyword, bound)| match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" | "format" | "default" | "x-rule" => {
                    None
                }
                "$ref" => {
                    let pointer = bound
                        .as_str()
                        .and_then(|link| link.strip_prefix('#'))
                        .expect("links stay in the file");
                    self.misfit(
                        self.root.pointer(pointer).expect("links lead somewhere"),
                        value,
                        place,
                    )
                }
                "type" => (!is_of(bound.as_str().expect("one type"), value))
                    .then(|| format!("{place}: not {bound}")),
                "const" => (value != bound).then(|| format!("{place}: not {bound}")),
                "minimum" => {
                    (value.as_i64() < bound.as_i64()).then(|| format!("{place}: under {bound}"))
                }
                "maximum" => {
                    (value.as_i64() > bound.as_i64()).then(|| format!("{place}: over {bound}"))
                }
                "oneOf" => {
                    let fits = |choice: &&Value| self.misfit(choice, value, place).is_none();
                    (list(bound).iter().filter(fits).count() != 1)
                        .then(|| format!("{place}: fits none or two"))
                }
                "required" => list(bound)
                    .iter()
                    .find(|key| value.get(key.as_str().expect("keys are text")).is_none())
                    .map(|key| format!("{place}: no {key}")),
                "items" => value
                    .as_array()?
                    .iter()
                    .enumerate()
                    .find_map(|(index, item)| {
                        self.misfit(bound, item, &format!("{place}[{index}]"))
                    }),
                "properties" => value.as_object()?.iter().find_map(|(key, member)| {
                    bound
                        .get(key)
                        .and_then(|schema| self.misfit(schema, member, &format!("{place}.{key}")))
                }),
                "additionalProperties" => value
                    .as_object()?
                    .iter()
                    .filter(|(key, _)| {
                        schema
                            .pointer("/properties")
                            .and_then(|listed| listed.get(key))
                            .is_none()
                    })
                    .find_map(|(key, member)| match bound {
                        Value::Bool(false) => Some(format!("{place}: no key {key}")),
                        schema => self.misfit(schema, member, &format!("{place}.{key}")),
                    }),
                other => panic!("this test does not know the keyword {other}"),
            })
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("this keyword has a list")
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        other => panic!("this test does not know the type {other}"),
    }
}
