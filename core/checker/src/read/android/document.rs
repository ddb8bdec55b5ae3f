//! An XML file of an Android project, with the line of every element and attribute.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

/// Deeper than any file of an Android project; what nests further is refused.
const MAX_DEPTH: usize = 100;

const ANDROID: &str = "http://schemas.android.com/apk/res/android";
const TOOLS: &str = "http://schemas.android.com/tools";

/// Which vocabulary an attribute belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// None: `path="."`.
    Plain,
    /// `android:…`.
    Android,
    /// `tools:…`, read by the build only.
    Tools,
    /// Any other.
    Other,
}

/// One attribute.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) namespace: Namespace,
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) line: usize,
}

/// One element with all that stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Element>,
    /// All text below it, in order.
    pub(crate) text: String,
    /// Comments directly in it.
    pub(crate) comments: Vec<String>,
}

/// Why a file is no XML that Android's tools would take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct XmlError {
    pub(crate) line: usize,
    pub(crate) what: String,
}

impl Element {
    fn attribute(&self, namespace: Namespace, name: &str) -> Option<&Attribute> {
        let mut all = self.attributes.iter();
        all.find(|found| found.namespace == namespace && found.name == name)
    }

    /// The attribute `android:name`.
    pub(crate) fn android(&self, name: &str) -> Option<&Attribute> {
        self.attribute(Namespace::Android, name)
    }

    /// The attribute `name`, without a namespace.
    pub(crate) fn plain(&self, name: &str) -> Option<&Attribute> {
        self.attribute(Namespace::Plain, name)
    }

    /// The value of `tools:name`.
    pub(crate) fn tools(&self, name: &str) -> Option<&str> {
        let found = self.attribute(Namespace::Tools, name)?;
        Some(found.value.as_str())
    }

    /// The children called `name`.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Calls `see` for the element and everything below it.
    pub(crate) fn each<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        self.children.iter().for_each(|child| child.each(see));
    }
}

struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at);
        Self(ends.collect())
    }

    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|end| *end < byte) + 1
    }
}

/// Reads one XML file.
///
/// # Errors
///
/// What is not well-formed, nests too deep, or declares entities (Android's tools take none).
pub(crate) fn parse(text: &str) -> Result<Element, XmlError> {
    let text = text.trim_start_matches('\u{feff}');
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: 2_000_000,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| XmlError {
        line: usize::try_from(error.pos().row).unwrap_or(1).max(1),
        what: plain(&error),
    })?;
    element(document.root_element(), &Lines::of(text), 0)
}

/// The parser's words hold names from the file; what is wrong is enough.
fn plain(error: &roxmltree::Error) -> String {
    use roxmltree::Error as E;
    match error {
        E::UnexpectedCloseTag(..) | E::UnclosedRootNode => "an element is not closed",
        E::UnknownNamespace(..) => "a prefix such as tools: is used but not declared",
        E::DuplicatedAttribute(..) => "an attribute stands twice",
        E::NoRootNode => "it holds no element",
        E::DtdDetected => "it declares a document type",
        _ => "it is not well-formed",
    }
    .to_owned()
}

fn element(node: Node<'_, '_>, lines: &Lines, depth: usize) -> Result<Element, XmlError> {
    let line = lines.at(node.range().start);
    if depth > MAX_DEPTH {
        return Err(XmlError {
            line,
            what: "it nests too deep".to_owned(),
        });
    }
    let attributes = node.attributes().map(|found| Attribute {
        namespace: match found.namespace() {
            None => Namespace::Plain,
            Some(ANDROID) => Namespace::Android,
            Some(TOOLS) => Namespace::Tools,
            Some(_) => Namespace::Other,
        },
        name: found.name().to_owned(),
        value: found.value().to_owned(),
        line: lines.at(found.range().start),
    });
    let mut read = Element {
        name: node.tag_name().name().to_owned(),
        line,
        attributes: attributes.collect(),
        children: Vec::new(),
        text: String::new(),
        comments: Vec::new(),
    };
    for child in node.children() {
        match child.node_type() {
            NodeType::Element => {
                let child = element(child, lines, depth + 1)?;
                read.text.push_str(&child.text);
                read.children.push(child);
            }
            NodeType::Text => read.text.push_str(child.text().unwrap_or_default()),
            NodeType::Comment => {
                let comment = child.text().unwrap_or_default();
                read.comments.push(comment.to_owned());
            }
            NodeType::Root | NodeType::PI => {}
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_knows_its_own_line() {
        let text = "<?xml version=\"1.0\"?>\n<a\n xmlns:android=\"http://schemas.android.com/apk/res/android\"\n  android:b='c'>\n\n<d/></a>";
        let root = parse(text).expect("it is well-formed");
        assert_eq!(root.line, 2);
        assert_eq!(root.android("b").map(|found| found.line), Some(4));
        assert_eq!(root.children[0].line, 6);
    }

    #[test]
    fn what_is_broken_is_refused_with_its_line() {
        for (text, line) in [
            ("", 1),
            ("<a>\n<b></a>", 2),
            ("<a>\n<b tools:x='1'/></a>", 2),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", 1),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!(error.line, line, "{text}: {}", error.what);
        }
        let deep = "<a>".repeat(5000);
        assert!(parse(&deep).is_err());
        let closed = format!("{deep}{}", "</a>".repeat(5000));
        assert_eq!(parse(&closed).expect_err("deep").what, "it nests too deep");
    }
}
