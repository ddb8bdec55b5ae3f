//! One variant of one app, as every rule of this family is given it.

use crate::context::Context;
use crate::finding::{Edit, Finding, Findings, Place, Severity};
use crate::read::android::{App, Linked, Merged, Project, UsesPermission};
use crate::rule::Rule;

/// What a rule looks at, and where it notes what it finds.
pub(super) struct Look<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) project: &'a Project,
    pub(super) app: &'a App<'a>,
    pub(super) variant: Merged<'a>,
    /// Where notification channels are made, in the whole tree.
    pub(super) channels: &'a [Place],
    found: Findings,
}

impl<'a> Look<'a> {
    pub(super) fn new(
        context: &'a Context<'a>,
        project: &'a Project,
        app: &'a App<'a>,
        variant: Merged<'a>,
        channels: &'a [Place],
    ) -> Self {
        Self {
            context,
            project,
            app,
            variant,
            channels,
            found: Findings::default(),
        }
    }

    pub(super) fn add(&mut self, rule: &Rule, place: Place, message: impl Into<String>, fix: &str) {
        self.found.add(rule, place, message, fix);
    }

    /// Like [`Self::add`], for flags that are missing: the mending writes them as false.
    pub(super) fn add_missing(
        &mut self,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
        fix: &str,
        flags: &[&str],
    ) {
        let edit = self.flags_off(flags);
        self.found.add(rule, place, message, fix).edit = edit;
    }

    /// Flags at the end of the application of the app's own manifest. None where the file is no
    /// UTF-8, has no end tag, or calls the vocabulary otherwise.
    fn flags_off(&self, flags: &[&str]) -> Option<Edit> {
        let file = self.application().file;
        let text = String::from_utf8(self.context.tree.bytes(&file)?).ok()?;
        let at = text.rfind("</application>")?;
        if !text.contains("xmlns:android=") || text[at..].contains("-->") {
            return None;
        }
        let line = text[..at].rfind('\n').map_or(at, |newline| newline + 1);
        let indent = text[line..at]
            .chars()
            .take_while(|sign| sign.is_whitespace());
        let indent: String = indent.collect();
        let flag = |name: &&str| {
            format!("{indent}    <meta-data android:name=\"{name}\" android:value=\"false\" />\n")
        };
        let with: String = flags.iter().map(flag).collect();
        let whole = text[line..at].trim().is_empty();
        let (start, with) = if whole {
            (line, with)
        } else {
            (at, format!("\n{with}"))
        };
        Some(Edit {
            file,
            start,
            end: start,
            with,
            off: flags.iter().map(|name| (*name).to_owned()).collect(),
        })
    }

    pub(super) fn add_as(
        &mut self,
        severity: Severity,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
        fix: &str,
    ) {
        self.found.add_as(severity, rule, place, message, fix);
    }

    pub(super) fn cannot_tell(
        &mut self,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
        settles: &str,
    ) {
        self.found.cannot_tell(rule, place, message, settles);
    }

    /// Like [`Self::cannot_tell`], where the same answer settles other rules too.
    pub(super) fn cannot_tell_also(
        &mut self,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
        settles: &str,
        also: Vec<&'static str>,
    ) {
        let mut message = message.into();
        if !also.is_empty() {
            let is = if also.len() == 1 { "waits" } else { "wait" };
            message.push_str(&format!(" {} {is} for the same answer.", also.join(", ")));
        }
        self.found.cannot_tell(rule, place, message, settles).also = also;
    }

    /// The permission and where it is asked for, unless the policy keeps it with a reason.
    pub(super) fn asked(&self, name: &str) -> Option<(Place, &'a UsesPermission)> {
        let kept = self
            .context
            .stores
            .map_or(&[][..], |stores| &stores.keep_permissions);
        if kept.iter().any(|kept| kept.name.word == name) {
            return None;
        }
        self.in_manifest(name)
    }

    /// The permission and where it is asked for.
    pub(super) fn in_manifest(&self, name: &str) -> Option<(Place, &'a UsesPermission)> {
        let (manifest, permission) = self.variant.permission(name)?;
        Some((Place::new(&manifest.path, permission.line), permission))
    }

    /// The app as a whole: its `application` element.
    pub(super) fn application(&self) -> Place {
        let (file, line) = self.variant.application();
        Place::new(file, line)
    }

    /// Whether one of these is linked.
    pub(super) fn linked(&self, artifacts: &[&str]) -> Linked {
        self.project
            .linked(self.app, &self.variant.variant, artifacts)
    }

    pub(super) fn found(self) -> Vec<Finding> {
        self.found.sorted()
    }
}

/// Whether Sordino is in the app: the policy that `sordino generate` wrote is among its assets.
pub(super) fn has_sordino(context: &Context<'_>) -> bool {
    let mut files = context.tree.files().iter();
    files.any(|file| file.path.ends_with("assets/sordino/policy.json"))
}

/// Notes what the variants of an app show; with a variant's name where it is not in all.
pub(super) fn note(variants: Vec<(String, Vec<Finding>)>, findings: &mut Findings) {
    let all = variants.len();
    let mut merged: Vec<(Finding, Vec<String>)> = Vec::new();
    for (name, list) in variants {
        for finding in list {
            match merged.iter_mut().find(|(known, _)| *known == finding) {
                Some((_, names)) => names.push(name.clone()),
                None => merged.push((finding, vec![name.clone()])),
            }
        }
    }
    for (finding, names) in merged {
        let mut message = finding.message.clone();
        if names.len() < all {
            let listed = names.join("`, `");
            message.push_str(&format!(" So in the variant `{listed}`."));
        }
        findings.take(Finding { message, ..finding });
    }
}
