//! What an app decides when it opens the engine, and what it tells about itself.

use std::time::Duration;

use crate::error::SordinoError;

/// Facts about app and device. Each leaves only as the policy's field of that name says. One of over 256 bytes is left out and
/// counted among the dropped values; of the device id only a pseudonym is ever carried.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Facts {
    /// `app_version`.
    #[uniffi(default = None)]
    pub app_version: Option<String>,
    /// `app_build`.
    #[uniffi(default = None)]
    pub app_build: Option<String>,
    /// `os_name`.
    #[uniffi(default = None)]
    pub os_name: Option<String>,
    /// `os_version`.
    #[uniffi(default = None)]
    pub os_version: Option<String>,
    /// `device_model`.
    #[uniffi(default = None)]
    pub device_model: Option<String>,
    /// `locale`, as a tag such as `de-AT`.
    #[uniffi(default = None)]
    pub locale: Option<String>,
    /// `time_zone`: minutes east of UTC.
    #[uniffi(default = None)]
    pub utc_offset_minutes: Option<i32>,
    /// `device_id`; without one, a pseudonym of this installation stands for it.
    #[uniffi(default = None)]
    pub device_id: Option<String>,
}

impl From<Facts> for sordino_engine::Facts {
    fn from(facts: Facts) -> Self {
        let Facts {
            app_version,
            app_build,
            os_name,
            os_version,
            device_model,
            locale,
            utc_offset_minutes,
            device_id,
        } = facts;
        Self {
            app_version,
            app_build,
            os_name,
            os_version,
            device_model,
            locale,
            utc_offset_minutes,
            device_id,
        }
    }
}

/// Replaces what the policy says about one recipient, for tests and staging.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Override {
    /// Id of the recipient.
    pub recipient: String,
    /// Base URL in place of the policy's.
    #[uniffi(default = None)]
    pub endpoint: Option<String>,
    /// Public client key in place of the policy's.
    #[uniffi(default = None)]
    pub key: Option<String>,
}

impl From<Override> for sordino_engine::Override {
    fn from(replaced: Override) -> Self {
        let Override {
            recipient,
            endpoint,
            key,
        } = replaced;
        Self {
            recipient,
            endpoint,
            key,
        }
    }
}

/// A platform that an app is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Platform {
    /// Android.
    Android,
    /// iOS and iPadOS.
    Ios,
}

/// How to open the engine.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Options {
    /// What is known about app and device.
    pub facts: Facts,
    /// The platform that the app runs on: a recipient that is only on another gets nothing and is asked nothing.
    #[uniffi(default = None)]
    pub platform: Option<Platform>,
    /// Replacements for recipients.
    #[uniffi(default = [])]
    pub overrides: Vec<Override>,
    /// Lets a recipient's address be plain HTTP on this machine. A phone's library answers
    /// `BadOption` to it.
    #[uniffi(default = false)]
    pub allow_loopback_http: bool,
    /// Milliseconds that a turn-off waits for uploads that it cancelled; 500 if not given.
    #[uniffi(default = None)]
    pub cancel_limit_ms: Option<u32>,
    /// Milliseconds that a vendor's SDK may take to answer; 2000 if not given.
    #[uniffi(default = None)]
    pub vendor_limit_ms: Option<u32>,
    /// Whether values handed over at sign-in are searched for in free text, besides the ids of user,
    /// customer and device, which always are.
    #[uniffi(default = true)]
    pub scrub_known_values: bool,
    /// Whether the last decisions about records are kept in memory, for `recent_decisions`.
    #[uniffi(default = false)]
    pub keep_decisions: bool,
}

impl TryFrom<Options> for sordino_engine::Options {
    type Error = SordinoError;

    fn try_from(options: Options) -> Result<Self, SordinoError> {
        let Options {
            facts,
            platform,
            overrides,
            allow_loopback_http,
            cancel_limit_ms,
            vendor_limit_ms,
            scrub_known_values,
            keep_decisions,
        } = options;
        if allow_loopback_http && !cfg!(feature = "loopback") {
            return Err(SordinoError::BadOption {
                what: "allow_loopback_http is not in this library: records leave a phone by https only; leave it out, or \
                       test against the host's library"
                    .to_owned(),
            });
        }
        let usual = Self::default();
        let limit = |millis: Option<u32>, usual| {
            millis.map_or(usual, |millis| Duration::from_millis(millis.into()))
        };
        Ok(Self {
            facts: facts.into(),
            platform: platform.map(|platform| match platform {
                Platform::Android => sordino_policy::Platform::Android,
                Platform::Ios => sordino_policy::Platform::Ios,
            }),
            overrides: overrides.into_iter().map(Into::into).collect(),
            allow_loopback_http,
            cancel_limit: limit(cancel_limit_ms, usual.cancel_limit),
            vendor_limit: limit(vendor_limit_ms, usual.vendor_limit),
            scrub_known_values,
            keep_decisions,
        })
    }
}
