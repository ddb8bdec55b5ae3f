//! The few words of JSON Schema that the day's schema uses. A word that is not known here is a fault of the schema.

use serde_json::{Map, Value};

pub(crate) struct Schema(Value);

impl Schema {
    pub(crate) fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("the schema is JSON"))
    }

    /// What is wrong with the value; nothing if it follows the schema.
    pub(crate) fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(&self.0, value, "line", &mut faults);
        faults
    }

    fn check(&self, schema: &Value, value: &Value, place: &str, faults: &mut Vec<String>) {
        let schema = schema.as_object().expect("a schema is an object");
        for (word, told) in schema {
            let holds = match word.as_str() {
                "$schema" | "$defs" | "title" | "description" | "format" => true,
                // Read together with `properties`.
                "additionalProperties" => true,
                "$ref" => {
                    let path = told.as_str().and_then(|told| told.strip_prefix('#'));
                    let found = path.and_then(|path| self.0.pointer(path));
                    self.check(
                        found.expect("the reference leads somewhere"),
                        value,
                        place,
                        faults,
                    );
                    true
                }
                "type" => is_one_of(told, |told| is_of_type(value, told)),
                "const" => value == told,
                "enum" => is_one_of(told, |told| value == told),
                "minLength" => value
                    .as_str()
                    .is_none_or(|text| text.chars().count() as u64 >= number(told)),
                "minItems" => value
                    .as_array()
                    .is_none_or(|items| items.len() as u64 >= number(told)),
                "items" => {
                    for item in value.as_array().into_iter().flatten() {
                        self.check(told, item, place, faults);
                    }
                    true
                }
                "required" => is_all_of(told, |name| {
                    name.as_str().is_some_and(|name| value.get(name).is_some())
                }),
                "properties" => {
                    self.members(schema, value, place, faults);
                    true
                }
                "oneOf" => {
                    let follows = |schema: &&Value| {
                        let mut faults = Vec::new();
                        self.check(schema, value, place, &mut faults);
                        faults.is_empty()
                    };
                    told.as_array()
                        .into_iter()
                        .flatten()
                        .filter(follows)
                        .count()
                        == 1
                }
                unknown => panic!("the schema says {unknown}, which this test cannot read"),
            };
            if !holds {
                faults.push(format!("{place}: {word} {told} does not hold"));
            }
        }
    }

    fn members(
        &self,
        schema: &Map<String, Value>,
        value: &Value,
        place: &str,
        faults: &mut Vec<String>,
    ) {
        for (name, member) in value.as_object().into_iter().flatten() {
            let place = format!("{place}.{name}");
            match (
                schema["properties"].get(name),
                schema.get("additionalProperties"),
            ) {
                (Some(told), _) => self.check(told, member, &place, faults),
                (None, Some(Value::Bool(false))) => faults.push(format!("{place} is not known")),
                (None, Some(told)) => self.check(told, member, &place, faults),
                (None, None) => {}
            }
        }
    }
}

fn number(told: &Value) -> u64 {
    told.as_u64().expect("a bound is a number")
}

fn is_one_of(told: &Value, test: impl Fn(&Value) -> bool) -> bool {
    match told.as_array() {
        Some(all) => all.iter().any(test),
        None => test(told),
    }
}

fn is_all_of(told: &Value, test: impl Fn(&Value) -> bool) -> bool {
    told.as_array().is_some_and(|all| all.iter().all(test))
}

fn is_of_type(value: &Value, told: &Value) -> bool {
    match told.as_str() {
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        _ => panic!("the schema says type {told}, which this test cannot read"),
    }
}
