//! The rules of this family, as data.

use crate::check::finding::Severity::Error;
use crate::check::rule::Rule;

const SOURCE: &str = "Google Play, Data safety form, import from CSV";

macro_rules! rules {
    ($($id:ident $title:literal, $why:literal;)+) => {
        $(pub(super) const $id: Rule = Rule {
            id: stringify!($id),
            severity: Error,
            title: $title,
            why: $why,
            source: SOURCE,
        };)+
        /// All of them, in order.
        pub(super) const RULES: &[Rule] = &[$($id),+];
    };
}

rules! {
    DS001 "a header that is not the form's", "The import refuses the file";
    DS002 "a row without five columns", "The import reads columns by their place";
    DS003 "an id that the form does not know", "Wrong ids circulate, and their answers count for nothing";
    DS004 "an answer that stands twice", "Which one counts is left to chance";
    DS005 "a required question without an answer", "The form cannot be submitted";
    DS006 "a kind of data without purpose, choice or whether it is kept", "Each needs all three answers";
    DS007 "a choice that the form and the policy see differently", "People are told that they can choose where they cannot, or the reverse";
    DS008 "contacts declared although none leave the device, or the reverse", "The form must say what the app does";
    DS009 "data that the policy sends and the form leaves out", "An incomplete form is a reason to remove the app";
    DS010 "accounts without a way to delete them", "Apps with accounts must offer deletion in the app and on the web";
    DS011 "data that is not encrypted on its way", "It may be read and changed on the way, and the form says so to everybody";
}
