//! Backup rules: the library's files never leave the device, whichever way data is copied.

use super::xml::{Element, document};
use crate::tables::backup::{EXCLUDED, SECTIONS, TRANSFER_PLATFORM};

/// The resource for Android 12 and later. Android Studio's template has a `data_extraction_rules` of its own.
pub(super) const RULES: &str = "sordino_data_extraction_rules";
/// The resource for Android 11 and earlier, which the template calls `backup_rules`.
pub(super) const LEGACY: &str = "sordino_backup_rules";

/// [`RULES`], for Android 12 and later. All three sections stand in it: one that is missing leaves
/// its way of copying wide open.
pub(super) fn rules(head: &str) -> Vec<u8> {
    let [cloud, device, platform] = SECTIONS;
    let sections = vec![
        Element::new(cloud).holding(excluded()),
        Element::new(device).holding(excluded()),
        Element::new(platform)
            .with("platform", TRANSFER_PLATFORM)
            .holding(excluded()),
    ];
    document(
        &Element::new("data-extraction-rules").holding(sections),
        head,
    )
}

/// [`LEGACY`], for Android 11 and earlier.
pub(super) fn legacy(head: &str) -> Vec<u8> {
    document(
        &Element::new("full-backup-content").holding(excluded()),
        head,
    )
}

fn excluded() -> Vec<Element> {
    EXCLUDED
        .iter()
        .map(|(domain, path)| {
            Element::new("exclude")
                .with("domain", *domain)
                .with("path", *path)
        })
        .collect()
}
