//! What a page says is shown by a test, held against the tests that there are.

use crate::source::Source;

/// Tests that `page` names in the last column of a table and that none of `files` has. A function of Rust or Kotlin stands
/// there as code, a title of Swift in quotes; what has a space as code is a step of the task runner or a command.
pub(crate) fn by_nothing(page: &Source, files: &[Source]) -> Vec<String> {
    let named = |name: &str| {
        let forms = [
            format!("fn {name}("),
            format!("fun {name}("),
            format!("\"{name}\""),
        ];
        files
            .iter()
            .any(|file| forms.iter().any(|form| file.text.contains(form.as_str())))
    };
    let mut broken = Vec::new();
    for row in page.text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        let [_, shown] = cells[..] else { continue };
        let functions = between(shown, '`').filter(|name| !name.contains(' '));
        for name in functions.chain(between(shown, '"')) {
            if !named(name) {
                broken.push(format!("{}: {name}", page.path));
            }
        }
    }
    broken
}

/// What stands between two marks of a kind.
fn between(text: &str, mark: char) -> impl Iterator<Item = &str> {
    text.split(mark).skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_is_gone_is_found() {
        let page = Source::new(
            "docs/a.md",
            "| What | Shown by |\n|---|---|\n| A | `a_is_so`, step `all of it` |\n| B | \"b is so\", `c_is_so` |\n",
        );
        let files = [
            Source::new("a.rs", "fn a_is_so() {}"),
            Source::new("b.swift", "@Test(\"b is so\")"),
        ];
        assert_eq!(by_nothing(&page, &files), ["docs/a.md: c_is_so"]);
    }
}
