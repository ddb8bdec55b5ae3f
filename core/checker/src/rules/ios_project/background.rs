//! Background tasks: IP010.

use plist::Value;

use super::rules::IP010;
use crate::context::Context;
use crate::finding::{Findings, Place};

const IDENTIFIERS: &str = "BGTaskSchedulerPermittedIdentifiers";

/// Notes the background mode `processing` without the identifiers of its tasks.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for target in context.ios().apps().filter(|target| target.phone) {
        let Some(info) = &target.info else {
            continue;
        };
        let texts = |key: &str| -> Vec<String> {
            let list = info.get(key).and_then(Value::as_array);
            let texts = list.into_iter().flatten().filter_map(Value::as_string);
            texts.map(str::to_owned).collect()
        };
        let processing = texts("UIBackgroundModes")
            .iter()
            .any(|mode| mode == "processing");
        if processing && texts(IDENTIFIERS).is_empty() {
            let line = info.line_of("UIBackgroundModes");
            findings.add(
                &IP010,
                Place::new(info.path.clone(), info.line_of_text("processing", line)),
                format!("The background mode “processing” is there, and {IDENTIFIERS} is not."),
                "List the identifiers of the app's tasks, or remove the mode.",
            );
        }
    }
}
