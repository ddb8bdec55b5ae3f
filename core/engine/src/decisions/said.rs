//! A decision as a line of a developer's log: in the policy's words, and never with an offered value.

use std::fmt::{self, Formatter, Write};

use super::{AppliedRule, Decided, Decision, FieldDecision, RecordKind};
use crate::crash::CrashRefusal;
use crate::record::Refusal;

/// What was offered, what was decided, and of what was stored each value as it is sent, and each name that was dropped with
/// the rule that dropped it. One line, whatever stands in a name or a value.
impl fmt::Display for Decision {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.record {
            RecordKind::Event => write!(f, "event {}", self.name.escape_debug())?,
            RecordKind::Crash => f.write_str("crash report")?,
            RecordKind::SignIn => f.write_str("sign-in")?,
        }
        if let Some(purpose) = &self.purpose {
            write!(f, " ({purpose})")?;
        }
        match &self.decided {
            Decided::Stored {
                recipient,
                fields,
                about,
                ..
            } => {
                write!(f, " for {recipient}:")?;
                let all = || fields.iter().chain(about);
                let sent = all().filter(|field| field.value.is_some());
                list(f, sent, "")?;
                let dropped = all().filter(|field| field.value.is_none());
                list(f, dropped, "; dropped")
            }
            Decided::Held => f.write_str(": waits for a choice or a lock"),
            Decided::Refused(refusal) => write!(f, ": refused, {refusal}"),
            Decided::KeysNotReady => f.write_str(": refused, the key store is not ready"),
        }
    }
}

/// The fields behind their title; nothing where there are none.
fn list<'a>(
    f: &mut Formatter<'_>,
    fields: impl Iterator<Item = &'a FieldDecision>,
    title: &str,
) -> fmt::Result {
    for (place, field) in fields.enumerate() {
        f.write_str(if place == 0 { title } else { "," })?;
        write!(f, " {field}")?;
    }
    Ok(())
}

/// The name, the value as it is sent, and the rule.
impl fmt::Display for FieldDecision {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name.escape_debug())?;
        if let Some(value) = &self.value {
            write!(f, "={}", value.escape_debug())?;
        }
        write!(f, " ({}", self.rule)?;
        if self.times > 1 {
            write!(f, ", {} times", self.times)?;
        }
        f.write_char(')')
    }
}

/// The rule in the policy's word.
impl fmt::Display for AppliedRule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keep => "keep",
            Self::Drop => "drop",
            Self::Coarsen => "coarsen",
            Self::Pseudonymise => "pseudonymise",
            Self::Scrub => "scrub",
            Self::Enumerate => "enumerate",
            Self::NotOfEvent => "not listed for the event",
            Self::NotForRecipient => "not listed for the recipient",
        })
    }
}

/// The reason as the end of a sentence.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Closed => "the purpose is off",
            Self::UnknownEvent => "the policy lists no such event",
            Self::NoRecipient => "the policy has no recipient for it",
            Self::TooManyProperties => "it has more than 64 properties",
            Self::TooLarge => "it is over 32 KiB",
            Self::TooDeep => "it is nested deeper than five",
            Self::NotFinite => "a number is NaN or infinite",
            Self::BadName => "a name is empty or longer than 100 bytes",
            Self::BadCrash(CrashRefusal::TooLarge) => "the report is over 1 MiB",
            Self::BadCrash(CrashRefusal::Malformed) => "the report cannot be read",
            Self::BadCrash(CrashRefusal::Empty) => "the report names no frame and no exception",
            Self::BadCrash(CrashRefusal::NotCarried) => "this library reads no such report",
            Self::ClosedThen => "the purpose was off when it happened",
            Self::NoRoom => "the disk or the queue has no room",
            Self::StorageFailed => "files, keys or randomness failed",
            Self::Busy => "a lock was held too long",
            Self::Broken => "the engine failed inside",
        })
    }
}
