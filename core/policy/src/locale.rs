//! Which of a policy's texts a person sees: the one matcher for what is shown and what is written down.

use crate::model::Policy;

impl Policy {
    /// Returns the locale of the texts for somebody whose device is set to `wanted`, such as `de-AT`.
    ///
    /// By lookup (RFC 4647, section 3.4): `wanted` is shortened from its end until the policy has it. Where
    /// that finds nothing, the first locale of the same language: `de` sees `de-AT` rather than `en`. Else
    /// the policy's first locale.
    pub fn locale_for(&self, wanted: &str) -> &str {
        let wanted = wanted.replace('_', "-");
        let lookup = shortened(&wanted).find_map(|range| self.locale(|tag| same(tag, range)));
        let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
        let of_language = || self.locale(|tag| same(&language(tag), &language(&wanted)));
        let fallback = || self.locales.first().map_or("", String::as_str);
        lookup.or_else(of_language).unwrap_or_else(fallback)
    }

    fn locale(&self, fits: impl Fn(&str) -> bool) -> Option<&str> {
        let tags = self.locales.iter().map(String::as_str);
        tags.into_iter().find(|tag| fits(tag))
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The range, and what is left of it each time its last part goes, and a single letter before that with it.
fn shortened(range: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(range), |longer| {
        let shorter = longer.rsplit_once('-')?.0;
        match shorter.rsplit_once('-') {
            Some((rest, single)) if single.len() == 1 => Some(rest),
            _ => Some(shorter),
        }
    })
}
