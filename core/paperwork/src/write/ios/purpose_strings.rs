//! The purpose strings in every locale, as a string catalog and as one table for each language.

use serde_json::ser::{Formatter, PrettyFormatter};
use serde_json::{Map, Serializer, Value, json};
use sordino_policy::Policy;
use std::io;

use super::info_plist::purpose_keys;
use serde::Serialize;

/// `InfoPlist.xcstrings`, in the way that Xcode itself writes it.
pub(super) fn catalog(policy: &Policy) -> Vec<u8> {
    let mut strings = Map::new();
    for (key, texts) in purpose_keys(policy) {
        let mut localizations = Map::new();
        for (locale, text) in texts {
            let unit = json!({ "stringUnit": { "state": "translated", "value": text } });
            localizations.insert(locale.clone(), unit);
        }
        let entry = json!({ "extractionState": "manual", "localizations": localizations });
        strings.insert(key.to_owned(), entry);
    }
    let catalog = json!({
        "sourceLanguage": policy.locales.first(),
        "strings": strings,
        "version": "1.0",
    });
    in_xcode_style(&catalog)
}

/// `LANG.lproj/InfoPlist.strings`.
pub(super) fn table(policy: &Policy, locale: &str, head: &str) -> Vec<u8> {
    let mut text = format!("/* {head} */\n");
    for (key, texts) in purpose_keys(policy) {
        let value = texts.get(locale).map_or("", String::as_str);
        text.push_str(&format!("\n\"{key}\" = \"{}\";\n", escaped(value)));
    }
    text.into_bytes()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' => escaped.push_str("\\\\"),
            '"' => escaped.push_str("\\\""),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            other => escaped.push(other),
        }
    }
    escaped
}

fn in_xcode_style(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Xcode(PrettyFormatter::new()));
    value
        .serialize(&mut serializer)
        .expect("a JSON value can be written to memory");
    bytes.push(b'\n');
    bytes
}

/// Two spaces, and one on each side of the colon.
struct Xcode(PrettyFormatter<'static>);

impl Formatter for Xcode {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }
    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }
    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }
    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }
    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }
    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" : ")
    }
    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
