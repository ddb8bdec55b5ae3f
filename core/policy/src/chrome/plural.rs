//! Which form of a text a number asks for, by language (Unicode's plural rules for whole numbers).

/// Returns the place of the form, counted from 0 in the order that Unicode lists the language's forms:
/// `one`, `few`, `many`, `other`, without those that the language does not have.
pub fn plural(language: &str, number: u64) -> usize {
    let (ten, hundred) = (number % 10, number % 100);
    let few = (2..=4).contains(&ten) && !(12..=14).contains(&hundred);
    match language {
        "id" | "ja" | "ko" | "ms" | "th" | "vi" | "zh" => 0,
        "fr" | "hy" | "pt" => usize::from(number > 1),
        "be" | "bs" | "hr" | "ru" | "sr" | "uk" => match number {
            _ if ten == 1 && hundred != 11 => 0,
            _ if few => 1,
            _ => 2,
        },
        "pl" => match number {
            1 => 0,
            _ if few => 1,
            _ => 2,
        },
        "cs" | "sk" => match number {
            1 => 0,
            2..=4 => 1,
            _ => 2,
        },
        "lt" => match number {
            _ if (11..=19).contains(&hundred) => 2,
            _ if ten == 1 => 0,
            _ if ten != 0 => 1,
            _ => 2,
        },
        "sl" => match hundred {
            1 => 0,
            2 => 1,
            3 | 4 => 2,
            _ => 3,
        },
        _ => usize::from(number != 1),
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn a_number_takes_its_languages_form() {
        for (language, number, form) in [
            ("en", 0, 1),
            ("en", 1, 0),
            ("de", 21, 1),
            ("fr", 0, 0),
            ("pl", 22, 1),
            ("pl", 12, 2),
            ("ru", 21, 0),
            ("ru", 11, 2),
            ("cs", 5, 2),
            ("lt", 21, 0),
            ("lt", 11, 2),
            ("lt", 5, 1),
            ("sl", 102, 1),
            ("ja", 1, 0),
        ] {
            assert_eq!(plural(language, number), form, "{language} {number}");
        }
    }
}
