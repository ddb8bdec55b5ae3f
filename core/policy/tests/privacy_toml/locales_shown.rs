//! Which of the policy's texts a person sees.

use jiff::civil::date;
use sordino_policy::compile;

use crate::small::SMALL;

#[test]
fn the_text_shown_is_found_by_lookup() {
    let mut policy = compile("privacy.toml", SMALL, date(2026, 3, 11)).expect("it is sound");
    for (locales, wanted, shown) in [
        (["en", "de-AT"], "de-AT", "de-AT"),
        (["en", "de-AT"], "de", "de-AT"),
        (["en", "de-AT"], "de_AT", "de-AT"),
        (["en", "de-AT"], "DE-at-x-sulz", "de-AT"),
        (["en", "de-AT"], "de-CH", "de-AT"),
        (["en", "de"], "de-CH-1996", "de"),
        (["en", "de"], "fr-CH", "en"),
        (["en", "de"], "", "en"),
        (["en", "zh-Hant"], "zh-Hant-TW", "zh-Hant"),
        (["de-DE", "de-AT"], "de-AT", "de-AT"),
        (["de-DE", "de-AT"], "de", "de-DE"),
    ] {
        policy.locales = locales.map(str::to_owned).to_vec();
        assert_eq!(policy.locale_for(wanted), shown, "{wanted} of {locales:?}");
    }
}
