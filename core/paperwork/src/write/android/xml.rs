//! Elements, attributes and text, indented by four; what has to be escaped is escaped by `quick-xml`.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element with what is in it.
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Inside,
}

enum Inside {
    Elements(Vec<Element>),
    Text(String),
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            inside: Inside::Elements(Vec::new()),
        }
    }

    pub(super) fn with(mut self, attribute: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((attribute, value.into()));
        self
    }

    pub(super) fn holding(mut self, elements: Vec<Element>) -> Self {
        self.inside = Inside::Elements(elements);
        self
    }

    pub(super) fn saying(mut self, text: impl Into<String>) -> Self {
        self.inside = Inside::Text(text.into());
        self
    }
}

/// A document with a comment at its head.
pub(super) fn document(root: &Element, head: &str) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 4);
    let written = begin(&mut writer, head).and_then(|()| element(&mut writer, root));
    written.expect("elements can be written to memory");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

fn begin(writer: &mut Writer<Vec<u8>>, head: &str) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer.write_event(Event::Comment(BytesText::from_escaped(format!(" {head} "))))
}

fn element(writer: &mut Writer<Vec<u8>>, element_: &Element) -> io::Result<()> {
    let mut start = BytesStart::new(element_.name);
    for (attribute, value) in &element_.attributes {
        start.push_attribute((*attribute, value.as_str()));
    }
    match &element_.inside {
        Inside::Elements(inside) if inside.is_empty() => writer.write_event(Event::Empty(start)),
        Inside::Elements(inside) => {
            writer.write_event(Event::Start(start))?;
            inside.iter().try_for_each(|inner| element(writer, inner))?;
            writer.write_event(Event::End(BytesEnd::new(element_.name)))
        }
        Inside::Text(text) => {
            writer.write_event(Event::Start(start))?;
            writer.write_event(Event::Text(BytesText::new(text)))?;
            writer.write_event(Event::End(BytesEnd::new(element_.name)))
        }
    }
}
