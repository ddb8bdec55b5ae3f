//! What a page says is shown by a test, held against the tests that there are.

use crate::source::Source;

/// What `page` names in the last column of a table and what none of `files` has. A test of Rust or Kotlin stands there as code,
/// the title of a test of Swift in quotes, a step or a command of the task runner as code too.
pub(crate) fn by_nothing(page: &Source, files: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    let lines: Vec<&str> = page.text.lines().collect();
    for (at, row) in lines.iter().enumerate() {
        let is_head = lines
            .get(at + 1)
            .is_some_and(|next| next.starts_with("|--"));
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        let ([_, shown], true, false) = (&cells[..], row.starts_with("| "), is_head) else {
            continue;
        };
        if between(shown, '`')
            .chain(between(shown, '"'))
            .next()
            .is_none()
        {
            broken.push(format!("{}: a row that names nothing: {row}", page.path));
        }
        let code = between(shown, '`').filter(|name| !is_shown_by_code(name, files));
        let titles = between(shown, '"').filter(|title| !is_titled(title, files));
        broken.extend(
            code.chain(titles)
                .map(|name| format!("{}: {name}", page.path)),
        );
    }
    broken
}

fn is_shown_by_code(name: &str, files: &[Source]) -> bool {
    match name.strip_prefix("cargo xtask ") {
        // One of the words that the task runner is asked by.
        Some(command) => {
            let mut runner = files
                .iter()
                .filter(|file| file.path.ends_with("xtask/src/main.rs"));
            let word = format!("\"{}\"", command.split(' ').next().unwrap_or_default());
            runner.any(|file| file.text.contains(&word))
        }
        None => {
            has(files, &format!(".step(\"{name}\"")) || files.iter().any(|file| is_test(file, name))
        }
    }
}

/// Returns `true` if `file` has a function of that name with the mark of a test above it, and none by which it does not run.
fn is_test(file: &Source, name: &str) -> bool {
    let forms = [format!("fn {name}("), format!("fun {name}(")];
    let lines: Vec<&str> = file.text.lines().map(str::trim_start).collect();
    let is_marked = |at: usize| {
        let above = lines[..at].iter().rev();
        let marks: Vec<_> = above
            .take_while(|line| line.starts_with(['#', '@']))
            .collect();
        let bears = |of: &[&str]| {
            marks
                .iter()
                .any(|line| of.iter().any(|one| line.starts_with(one)))
        };
        bears(&["#[test]", "@Test"]) && !bears(&["#[ignore", "@Ignore", "@Disabled"])
    };
    let of_that_name = |line: &str| forms.iter().any(|form| line.contains(form.as_str()));
    lines
        .iter()
        .enumerate()
        .any(|(at, line)| of_that_name(line) && is_marked(at))
}

/// Returns `true` if a test of Swift has that title, on the line of its mark or the next one.
fn is_titled(title: &str, files: &[Source]) -> bool {
    let quoted = format!("\"{title}\"");
    let mut of_tests = files.iter().filter_map(|file| {
        let (before, behind) = file.text.split_once(&quoted)?;
        let runs = !behind.trim_start().starts_with(", .disabled");
        Some(before.trim_end().ends_with("@Test(") && runs)
    });
    of_tests.any(|is_test| is_test)
}

fn has(files: &[Source], text: &str) -> bool {
    files.iter().any(|file| file.text.contains(text))
}

/// What stands between two marks of a kind.
fn between(text: &str, mark: char) -> impl Iterator<Item = &str> {
    text.split(mark).skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_found() {
        let page = Source::new(
            "docs/a.md",
            "| What | Shown by |\n|---|---|\n| A | `a_is_so`, step `all of it`, of more by `cargo xtask dist` |\n\
             | B | \"b is so\", `c_is_so`, `no_test`, \"no title\", step `none of it`, `cargo xtask gone` |\n\
             | C | `never_runs`, \"nor this\" |\n| D | as one can see |\n",
        );
        let files = [
            Source::new(
                "a.rs",
                "#[test]\nfn a_is_so() {}\n\nfn no_test() {}\n#[test]\n#[ignore]\nfn never_runs() {}",
            ),
            Source::new(
                "b.swift",
                "@Test(\n  \"b is so\")\nlet text = \"no title\"\n@Test(\"nor this\", .disabled())",
            ),
            Source::new(
                "tests/xtask/src/main.rs",
                "\"dist\" => report.step(\"all of it\", all)",
            ),
        ];
        let gone = [
            "c_is_so",
            "no_test",
            "none of it",
            "cargo xtask gone",
            "no title",
            "never_runs",
            "nor this",
            "a row that names nothing: | D | as one can see |",
        ];
        assert_eq!(
            by_nothing(&page, &files),
            gone.map(|name| format!("docs/a.md: {name}"))
        );
    }
}
