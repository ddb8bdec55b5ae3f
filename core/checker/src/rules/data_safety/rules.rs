//! The rules of this family, as data.

use crate::rule::rules;

const SOURCE: &str = "Google Play, Data safety form, import from CSV";

rules! {
    DS001 Error "a header that is not the form's", "The import refuses the file", SOURCE;
    DS002 Error "a row without five columns", "The import reads columns by their place", SOURCE;
    DS003 Error "an id that the form does not know", "Wrong ids circulate, and their answers count for nothing", SOURCE;
    DS004 Error "an answer that stands twice", "Which one counts is left to chance", SOURCE;
    DS005 Error "a required question without an answer", "The form cannot be submitted", SOURCE;
    DS006 Error "a kind of data without purpose, choice or whether it is kept", "Each needs all three answers", SOURCE;
    DS007 Error "a choice that the form and the policy see differently", "People are told that they can choose where they cannot, or the reverse", SOURCE;
    DS008 Error "contacts declared although none leave the device, or the reverse", "The form must say what the app does", SOURCE;
    DS009 Error "data that the policy sends and the form leaves out", "An incomplete form is a reason to remove the app", SOURCE;
    DS010 Error "accounts without a way to delete them", "Apps with accounts must offer deletion in the app and on the web", SOURCE;
    DS011 Error "data that is not encrypted on its way", "It may be read and changed on the way, and the form says so to everybody", SOURCE;
}
