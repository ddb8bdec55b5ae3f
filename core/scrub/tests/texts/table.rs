//! What a text becomes, and what stays as it is.

use std::borrow::Cow;

use sordino_scrub::Scrubber;

/// Each text with what it becomes; what it became is left alone.
pub(crate) fn becomes(cases: &[(&str, &str)]) {
    let scrubber = Scrubber::new();
    for (text, clean) in cases {
        assert_eq!(scrubber.scrub(text), *clean, "{text:?}");
        assert_eq!(scrubber.scrub(clean), *clean, "a second time: {text:?}");
    }
}

/// Texts in which nothing is personal.
pub(crate) fn stays(texts: &[&str]) {
    let scrubber = Scrubber::new();
    for text in texts {
        assert!(
            matches!(scrubber.scrub(text), Cow::Borrowed(_)),
            "{text:?} became {:?}",
            scrubber.scrub(text)
        );
    }
}
