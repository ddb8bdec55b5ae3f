//! The matchers, one file per family. Each looks at most a small, fixed number of bytes around its place.

pub(crate) mod api_key;
pub(crate) mod email;
pub(crate) mod hardware;
pub(crate) mod ip;
pub(crate) mod keyed;
pub(crate) mod numbers;
pub(crate) mod path;
pub(crate) mod pem;
pub(crate) mod person;
pub(crate) mod phone;
pub(crate) mod url;
pub(crate) mod uuid;
