//! `android-names.txt`: what Android's own libraries have, and since when.

use std::fs;

use crate::log::Trouble;
use crate::project::root;

/// One of Android's own libraries.
pub(super) struct Library {
    /// Its name, without `.so`.
    pub(super) name: String,
    /// What it has, each with its API level.
    pub(super) names: Vec<(u32, String)>,
}

/// Reads the list.
pub(super) fn read() -> Result<Vec<Library>, Trouble> {
    let path = root().join("tests/xtask/src/dist/android-names.txt");
    parse(&fs::read_to_string(path)?)
}

/// The level of a name, if any library has it.
pub(super) fn level(libraries: &[Library], name: &str) -> Option<u32> {
    let mut all = libraries.iter().flat_map(|library| &library.names);
    all.find(|(_, known)| known == name)
        .map(|(level, _)| *level)
}

fn parse(text: &str) -> Result<Vec<Library>, Trouble> {
    let wrong = |line: &str| {
        Trouble(format!(
            "android-names.txt: `{line}` begins with neither an API level nor a library in brackets"
        ))
    };
    let mut libraries: Vec<Library> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            let name = name.to_owned();
            let names = Vec::new();
            libraries.push(Library { name, names });
            continue;
        }
        let mut words = line.split_whitespace();
        let level = words.next().and_then(|word| word.parse().ok());
        let (Some(level), Some(library)) = (level, libraries.last_mut()) else {
            return Err(wrong(line));
        };
        library
            .names
            .extend(words.map(|name| (level, name.to_owned())));
    }
    Ok(libraries)
}

#[cfg(test)]
mod tests {
    use super::{level, parse};

    #[test]
    fn each_name_has_its_lines_level() {
        let text = "# a comment\n[libc]\n21 flock open\n28 getrandom\n\n[libdl]\n21 dlsym\n";
        let libraries = parse(text)
            .map_err(|_| "it is well formed")
            .expect("parsed");
        let seen =
            ["flock", "open", "getrandom", "dlsym", "lockf"].map(|name| level(&libraries, name));
        assert_eq!(seen, [Some(21), Some(21), Some(28), Some(21), None]);
    }

    #[test]
    fn a_line_without_level_is_refused() {
        assert!(parse("[libc]\nflock\n").is_err());
        assert!(parse("21 flock\n").is_err());
    }
}
