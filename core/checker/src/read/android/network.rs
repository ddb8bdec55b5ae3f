//! `network_security_config.xml`: where clear text may travel, and which keys are pinned until when.

use super::document::{Element, XmlError, parse};

/// One `domain-config` that sets whether clear text may travel.
#[derive(Debug, Clone)]
pub(crate) struct DomainConfig {
    pub(crate) line: usize,
    pub(crate) cleartext: bool,
    pub(crate) hosts: Vec<String>,
}

/// A `pin-set` with an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PinSet {
    pub(crate) line: usize,
    /// As it stands: `2026-01-31`.
    pub(crate) expiration: String,
}

/// One configuration.
#[derive(Debug, Clone, Default)]
pub(crate) struct NetworkConfig {
    /// `cleartextTrafficPermitted` of `base-config`, with its line.
    pub(crate) base: Option<(bool, usize)>,
    pub(crate) domains: Vec<DomainConfig>,
    pub(crate) pins: Vec<PinSet>,
}

impl NetworkConfig {
    /// Reads a configuration.
    ///
    /// # Errors
    ///
    /// What is not well-formed XML.
    pub(crate) fn read(text: &str) -> Result<Self, XmlError> {
        let root = parse(text)?;
        let mut config = Self::default();
        for child in &root.children {
            match child.name.as_str() {
                "base-config" => {
                    config.base = cleartext(child);
                    config.pins_of(child);
                }
                "domain-config" => config.domain(child),
                _ => {}
            }
        }
        Ok(config)
    }

    fn domain(&mut self, element: &Element) {
        if let Some((cleartext, line)) = cleartext(element) {
            let hosts = element
                .named("domain")
                .map(|host| host.text.trim().to_owned());
            self.domains.push(DomainConfig {
                line,
                cleartext,
                hosts: hosts.collect(),
            });
        }
        self.pins_of(element);
        for inner in element.named("domain-config") {
            self.domain(inner);
        }
    }

    fn pins_of(&mut self, element: &Element) {
        let sets = element
            .named("pin-set")
            .filter_map(|set| set.plain("expiration"));
        self.pins.extend(sets.map(|expiration| PinSet {
            line: expiration.line,
            expiration: expiration.value.trim().to_owned(),
        }));
    }
}

fn cleartext(element: &Element) -> Option<(bool, usize)> {
    let found = element.plain("cleartextTrafficPermitted")?;
    Some((found.value == "true", found.line))
}

/// Whether `host` is the device itself, an emulator's way to its own computer, or a local network.
pub(crate) fn is_local(host: &str) -> bool {
    let host = host.to_lowercase();
    let local_end = [
        ".local",
        ".localhost",
        ".lan",
        ".internal",
        ".test",
        ".home.arpa",
    ];
    if matches!(
        host.as_str(),
        "localhost" | "::1" | "10.0.2.2" | "10.0.3.2" | "local" | "lan"
    ) || local_end.iter().any(|end| host.ends_with(end))
    {
        return true;
    }
    let parts: Vec<u8> = host
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect();
    match parts.as_slice() {
        [127 | 10, ..] if host.split('.').count() == parts.len() => true,
        [192, 168, ..] | [169, 254, ..] => true,
        [172, second, ..] => (16..32).contains(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_says_where_clear_text_travels() {
        let config = NetworkConfig::read(
            "<network-security-config>\n<base-config cleartextTrafficPermitted='false'/>\n<domain-config cleartextTrafficPermitted='true'>\n<domain includeSubdomains='true'> feeds.example </domain><pin-set expiration='2020-01-01'/></domain-config></network-security-config>",
        );
        let config = config.expect("well-formed");
        assert_eq!(config.base, Some((false, 2)));
        assert_eq!(config.domains[0].hosts, ["feeds.example"]);
        assert_eq!(config.pins[0].line, 4);
    }

    #[test]
    fn local_hosts_are_told_from_others() {
        for host in [
            "localhost",
            "10.0.2.2",
            "127.0.0.1",
            "192.168.1.4",
            "172.16.0.1",
            "printer.local",
        ] {
            assert!(is_local(host), "{host}");
        }
        for host in ["feeds.example", "172.15.0.1", "8.8.8.8", "10.example.org"] {
            assert!(!is_local(host), "{host}");
        }
    }
}
