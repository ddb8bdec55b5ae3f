//! What an app decides when it opens the engine.

use std::time::Duration;

use sordino_policy::{Platform, Policy, RecipientKind};

use crate::facts::Facts;

/// Replaces what the policy says about one recipient, for tests and staging.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Override {
    /// Id of the recipient.
    pub recipient: String,
    /// Base URL in place of the policy's.
    pub endpoint: Option<String>,
    /// Public client key in place of the policy's.
    pub key: Option<String>,
}

/// How to open the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What is known about app and device.
    pub facts: Facts,
    /// The platform that the app runs on: a recipient that is only on another gets nothing and is asked nothing.
    /// Without one, every recipient is here.
    pub platform: Option<Platform>,
    /// Replacements for recipients.
    pub overrides: Vec<Override>,
    /// Lets a recipient's address be plain HTTP on this machine. For tests and demos.
    pub allow_loopback_http: bool,
    /// How long a turn-off waits for uploads that it cancelled.
    pub cancel_limit: Duration,
    /// How long a vendor's SDK may take to answer.
    pub vendor_limit: Duration,
    /// Whether values handed over at sign-in are searched for in free text, besides the ids of user, customer
    /// and device, which always are.
    pub scrub_known_values: bool,
    /// Whether the last decisions about records are kept in memory, for [`Engine::recent_decisions`]: for a screen that
    /// shows what left and why; and told, for a developer's log, by [`Engine::debug_lines`] and with the feature `tracing`.
    /// Off by default.
    ///
    /// [`Engine::recent_decisions`]: crate::Engine::recent_decisions
    /// [`Engine::debug_lines`]: crate::Engine::debug_lines
    pub keep_decisions: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            facts: Facts::default(),
            platform: None,
            overrides: Vec::new(),
            allow_loopback_http: false,
            cancel_limit: Duration::from_millis(500),
            vendor_limit: Duration::from_secs(2),
            scrub_known_values: true,
            keep_decisions: false,
        }
    }
}

/// Why the engine was not opened: a fault of the program, not of the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// An override names a recipient that the policy does not declare.
    UnknownRecipient(String),
    /// A recipient has no usable address: HTTPS, without user, query or fragment.
    BadEndpoint(String),
    /// A recipient has no usable key: visible ASCII.
    BadKey(String),
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownRecipient(id) => write!(
                out,
                "an override names the recipient `{id}`, which the policy does not declare: add it to privacy.toml or remove the override"
            ),
            Self::BadEndpoint(id) => write!(
                out,
                "the recipient `{id}` has no usable endpoint: records leave by https only (plain http only to this machine, with allow_loopback_http); set `endpoint` in privacy.toml or an override"
            ),
            Self::BadKey(id) => write!(
                out,
                "the recipient `{id}` has no usable key: set its public client key as `key` in privacy.toml or in an override"
            ),
        }
    }
}

impl std::error::Error for OpenError {}

/// Where and as whom to send.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    pub(crate) url: String,
    pub(crate) key: String,
}

impl Options {
    /// One for each recipient of the policy that Sordino itself serves.
    pub(crate) fn endpoints(&self, policy: &Policy) -> Result<Vec<Option<Endpoint>>, OpenError> {
        for replaced in &self.overrides {
            if !policy
                .recipients
                .iter()
                .any(|recipient| recipient.id == replaced.recipient)
            {
                return Err(OpenError::UnknownRecipient(replaced.recipient.clone()));
            }
        }
        policy
            .recipients
            .iter()
            .map(|recipient| {
                if !matches!(
                    recipient.kind,
                    RecipientKind::Segment
                        | RecipientKind::Sentry
                        | RecipientKind::Otlp
                        | RecipientKind::Rights
                ) {
                    return Ok(None);
                }
                let replaced = self
                    .overrides
                    .iter()
                    .find(|one| one.recipient == recipient.id);
                let pick = |from: fn(&Override) -> &Option<String>, own: &Option<String>| {
                    replaced
                        .and_then(|one| from(one).clone())
                        .or_else(|| own.clone())
                };
                let url = pick(|one| &one.endpoint, &recipient.endpoint)
                    .filter(|url| self.allows(url))
                    .ok_or_else(|| OpenError::BadEndpoint(recipient.id.clone()))?;
                // A server of OTLP may want none, and so may the controller's own.
                let wants_none = [RecipientKind::Otlp, RecipientKind::Rights];
                let none = wants_none.contains(&recipient.kind).then(String::new);
                let key = pick(|one| &one.key, &recipient.key).map_or(none, |key| {
                    let usable = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic());
                    usable.then_some(key)
                });
                let key = key.ok_or_else(|| OpenError::BadKey(recipient.id.clone()))?;
                Ok(Some(Endpoint { url, key }))
            })
            .collect()
    }

    fn allows(&self, url: &str) -> bool {
        let plain =
            !url.contains(['@', '?', '#', ' ', '\\']) && url.bytes().all(|b| b.is_ascii_graphic());
        let https = url
            .strip_prefix("https://")
            .is_some_and(|rest| !rest.is_empty());
        plain && (https || (self.allow_loopback_http && is_loopback(url)))
    }
}

fn is_loopback(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else {
        return false;
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() => host,
        _ => authority,
    };
    ["127.0.0.1", "localhost", "[::1]"].contains(&host)
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn plain_http_reaches_only_this_machine() {
        let open = Options {
            allow_loopback_http: true,
            ..Options::default()
        };
        let shut = Options::default();
        for (url, when_open, when_shut) in [
            ("https://example.org/v1", true, true),
            ("http://127.0.0.1:80/v1", true, false),
            ("http://localhost:8000", true, false),
            ("http://[::1]:8000/1", true, false),
            ("http://127.0.0.1.example.org/", false, false),
            ("http://localhost@example.org/", false, false),
            ("http://example.org/", false, false),
            ("https://user@example.org/", false, false),
            ("https://example.org/?q", false, false),
            ("https://", false, false),
            ("ftp://localhost/", false, false),
            ("", false, false),
        ] {
            assert_eq!(
                (open.allows(url), shut.allows(url)),
                (when_open, when_shut),
                "{url}"
            );
        }
    }
}
