//! AM027: permissions that Google Play restricts.

use super::look::Look;
use super::rules::AM027;
use crate::finding::Severity;

/// A group of permissions, what Play wants of them, and what most apps can do instead.
struct Group {
    names: &'static [&'static str],
    /// Without `android.permission.`, where nothing else stands before.
    what: &'static str,
    instead: &'static str,
    /// The first level on which the system knows it: an app that stops before never has it.
    since: u32,
}

/// Source: Google Play, Permissions and APIs that access sensitive information, and its pages on photos and
/// videos, SMS and call logs, all files, package visibility, exact alarms and location in the background.
const GROUPS: [Group; 8] = [
    Group {
        names: &["QUERY_ALL_PACKAGES"],
        what: "sees every app on the device",
        instead: "Name the apps it asks for in <queries>",
        since: 30,
    },
    Group {
        names: &["MANAGE_EXTERNAL_STORAGE"],
        what: "reads and writes all files",
        instead: "Use the storage access framework or MediaStore",
        since: 30,
    },
    Group {
        names: &["READ_MEDIA_IMAGES", "READ_MEDIA_VIDEO"],
        what: "reads all photos or videos",
        instead: "Use the photo picker, which needs no permission",
        since: 33,
    },
    Group {
        names: &["USE_EXACT_ALARM"],
        what: "sets exact alarms without asking, which only alarm clocks, timers and calendars may",
        instead: "Use SCHEDULE_EXACT_ALARM, which the person grants, or inexact alarms",
        since: 33,
    },
    Group {
        names: &[
            "READ_SMS",
            "SEND_SMS",
            "RECEIVE_SMS",
            "RECEIVE_MMS",
            "RECEIVE_WAP_PUSH",
            "WRITE_SMS",
        ],
        what: "reads or sends text messages, which only the default handler and few others may",
        instead: "Use the SMS retriever or the share sheet",
        since: 1,
    },
    Group {
        names: &["READ_CALL_LOG", "WRITE_CALL_LOG", "PROCESS_OUTGOING_CALLS"],
        what: "reads the call log, which only the default handler and few others may",
        instead: "Use ACTION_DIAL, or the call screening role",
        since: 1,
    },
    Group {
        names: &["ACCESS_BACKGROUND_LOCATION"],
        what: "reads the location while nobody looks",
        instead: "Use the location in front, or in a foreground service of type location",
        since: 29,
    },
    Group {
        names: &["REQUEST_INSTALL_PACKAGES"],
        what: "installs other apps",
        instead: "Let the store update the app",
        since: 26,
    },
];

pub(super) fn check(look: &mut Look<'_>) {
    for group in &GROUPS {
        for name in group.names {
            let name = format!("android.permission.{name}");
            let Some((place, permission)) = look.asked(&name) else {
                continue;
            };
            if permission.max_sdk.is_some_and(|last| last < group.since) {
                continue;
            }
            let short = name.rsplit('.').next().unwrap_or(&name);
            let message = format!("With `{short}` the app {}.", group.what);
            let fix = format!(
                "{}; or declare in the Play Console why not, and accept the finding in [check] with that reason.",
                group.instead
            );
            look.add_as(Severity::Warning, &AM027, place, message, &fix);
        }
    }
}
