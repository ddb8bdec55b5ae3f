//! The matchers, one file per family. Each looks at most a small, fixed number of bytes around its place.

pub(crate) mod api_key;
pub(crate) mod authorization;
pub(crate) mod birth;
pub(crate) mod device;
pub(crate) mod email;
pub(crate) mod gps;
pub(crate) mod hardware;
pub(crate) mod hex_id;
pub(crate) mod iban;
pub(crate) mod ip;
pub(crate) mod keyed;
pub(crate) mod national;
pub(crate) mod numbers;
pub(crate) mod password;
pub(crate) mod path;
pub(crate) mod pem;
pub(crate) mod person;
pub(crate) mod phone;
pub(crate) mod postal;
mod providers;
pub(crate) mod url;
pub(crate) mod username;
pub(crate) mod uuid;
pub(crate) mod wifi;
