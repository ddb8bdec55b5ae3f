//! The policy against the tree, and notices.

mod claims;
mod contacts;
mod dates;
mod keeping;
mod links;
mod notice;
mod parity;
mod policy_files;
mod rules;
mod shipped;
pub(crate) mod successor;
mod tree;
mod vendors;
mod words;

use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::kind::Kind;
use notice::{Language, Notice};
use rules::PC028;

/// The rules of this family.
pub(crate) use rules::RULES;

/// Shorter is a stub, a heading or a link, and no notice.
const SHORTEST: usize = 200;

/// Holds the tree against them.
pub(crate) fn run(context: &Context<'_>, findings: &mut Findings) {
    policy_files::check(context, findings);
    shipped::check(context, findings);
    let notices: Vec<Notice> = context
        .tree
        .of(Kind::Notice)
        .filter_map(|file| {
            let text = context.tree.text(&file.path)?;
            Some(Notice::read(&file.path, &text))
                .filter(|notice| notice.lower().len() >= SHORTEST && notice.is_about_privacy())
        })
        .collect();
    for notice in &notices {
        links::check(notice, findings);
        if notice.language != Language::Other {
            dates::check(notice, context.today, findings);
            claims::check(notice, findings);
            keeping::check(notice, findings);
        }
    }
    unjudged(&notices, findings);
    contacts::check(&notices, findings);
    parity::check(&notices, findings);
    tree::check(context, &notices, findings);
}

/// Notices whose wording no rule judges are named, so that their silence is no praise.
fn unjudged(notices: &[Notice], findings: &mut Findings) {
    let mut others = notices
        .iter()
        .filter(|notice| notice.language == Language::Other)
        .map(|notice| Place::new(&notice.path, 1));
    let Some(first) = others.next() else { return };
    let message = "The rules on wording read English and German, and this notice is in neither.";
    let settles =
        "Somebody who reads the language settles it, with docs/check-rules.md beside the notice.";
    let finding = findings.cannot_tell(&PC028, first, message, settles);
    for place in others {
        finding.at(place);
    }
}
