//! What a property may hold.

use std::borrow::Cow;

/// A property's value, borrowed from the caller where it can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A finite number; NaN and infinities are refused.
    Float(f64),
    /// Text.
    Text(Cow<'a, str>),
    /// Values in order.
    List(Vec<Value<'a>>),
    /// Values by key, in the order given.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<&Value<'_>> for serde_json::Value {
    fn from(value: &Value<'_>) -> Self {
        match value {
            Value::Bool(truth) => (*truth).into(),
            Value::Int(number) => (*number).into(),
            Value::Float(number) => (*number).into(),
            Value::Text(text) => text.as_ref().into(),
            Value::List(items) => items.iter().map(Self::from).collect(),
            Value::Map(entries) => {
                let member =
                    |(key, value): &(Cow<'_, str>, Value<'_>)| (key.to_string(), Self::from(value));
                Self::Object(entries.iter().map(member).collect())
            }
        }
    }
}
