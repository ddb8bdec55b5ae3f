//! What searches the local network: it needs a purpose string and the list of what it searches for.

/// Calls that search for services of a type.
pub(crate) const SEARCHES: [&str; 6] = [
    "NWBrowser(for: .bonjour",
    "NetServiceBrowser(",
    "NSNetServiceBrowser",
    "MCNearbyServiceBrowser(",
    "MCNearbyServiceAdvertiser(",
    "MCBrowserViewController(",
];
