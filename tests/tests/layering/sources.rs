//! Rules that one file can break by itself.

use crate::source::Source;

const LIMIT: usize = 400;
/// Export functions to other languages, which needs an attribute that counts as unsafe; their manifests say so.
const OWN_LINTS: [&str; 2] = ["bindings/Cargo.toml", "bindings/testing/Cargo.toml"];
const PHONES: [&str; 5] = [
    "\"android\"",
    "\"ios\"",
    "\"tvos\"",
    "\"watchos\"",
    "\"visionos\"",
];
/// Crates as a `use` would name them.
const PLATFORM_CRATES: [&str; 6] = ["jni", "jni_sys", "ndk", "ndk_sys", "objc", "objc2"];

/// A file over 400 lines of code.
pub(crate) fn is_too_long(file: &Source) -> Option<String> {
    let lines = file.code().len();
    (lines > LIMIT).then(|| format!("{}: {lines} lines of code, {LIMIT} at most", file.path))
}

/// The word `unsafe` in the code.
pub(crate) fn has_unsafe(file: &Source) -> Option<String> {
    let found = file.tokens().iter().any(|token| token == "unsafe");
    found.then(|| format!("{}: unsafe", file.path))
}

/// The word `uniffi` in the code.
pub(crate) fn names_uniffi(file: &Source) -> Option<String> {
    let found = file.tokens().iter().any(|token| token == "uniffi");
    found.then(|| format!("{}: uniffi", file.path))
}

/// A `cfg` for a phone, or a crate that speaks to one. A phone's name as data is fine.
pub(crate) fn asks_for_a_phone(file: &Source) -> Vec<String> {
    let tokens = file.tokens();
    let mut broken = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let value = tokens.get(at + 2).map_or("", String::as_str);
        let asks = match token.as_str() {
            "target_os" => PHONES.contains(&value),
            "target_vendor" => value == "\"apple\"",
            name => {
                let path = tokens.get(at + 1).is_some_and(|next| next == ":");
                let import = at > 0 && ["use", "crate"].contains(&tokens[at - 1].as_str());
                PLATFORM_CRATES.contains(&name) && (path || import)
            }
        };
        if asks {
            broken.push(format!("{}: {token} {value}", file.path));
        }
    }
    broken
}

/// A manifest of a crate without `[lints] workspace = true`. A fuzz target is a workspace of its own
/// and has none to inherit.
pub(crate) fn goes_without_the_lints(manifest: &Source) -> Option<String> {
    let is_crate =
        manifest.text.contains("[package]") && !OWN_LINTS.contains(&manifest.path.as_str());
    let is_crate = is_crate && !manifest.text.contains("cargo-fuzz = true");
    let inherits = manifest.text.contains("[lints]\nworkspace = true\n");
    (is_crate && !inherits)
        .then(|| format!("{}: add `[lints]` with `workspace = true`", manifest.path))
}

/// A place that only some machine has, or the host of a package registry.
pub(crate) fn names_a_place(file: &Source, places: &[String]) -> Vec<String> {
    // In pieces, so that this file does not hold what it looks for.
    let hosts = [
        ["index.crates", ".io"],
        ["static.crates", ".io"],
        ["static.rust-lang", ".org"],
        ["pypi", ".org"],
        ["pythonhosted", ".org"],
        ["registry.npmjs", ".org"],
        ["repo1.maven", ".org"],
        ["repo.maven.apache", ".org"],
        ["proxy.golang", ".org"],
        ["deb.debian", ".org"],
    ]
    .map(|pieces| pieces.concat());
    let mut broken = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        for word in hosts.iter().chain(places) {
            if line.contains(word.as_str()) {
                broken.push(format!("{}:{number}: {word}", file.path));
            }
        }
    }
    broken
}

/// Links of a Markdown page that lead to no file.
pub(crate) fn leads_nowhere(page: &Source, exists: &dyn Fn(&str) -> bool) -> Vec<String> {
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut broken = Vec::new();
    for link in page
        .text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
    {
        let target = link.split('#').next().unwrap_or_default();
        if !target.is_empty() && !target.contains(':') && !exists(&format!("{folder}/{target}")) {
            broken.push(format!("{}: {link}", page.path));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(text: &str) -> Source {
        Source::new("core/engine/src/a.rs", text)
    }

    #[test]
    fn a_long_file_is_found() {
        assert_eq!(is_too_long(&rust(&"f();\n".repeat(LIMIT))), None);
        assert!(is_too_long(&rust(&"f();\n".repeat(LIMIT + 1))).is_some());
    }

    #[test]
    fn unsafe_code_is_found_only_in_code() {
        assert!(has_unsafe(&rust("fn f() { unsafe { g() } }")).is_some());
        assert_eq!(
            has_unsafe(&rust("/// unsafe\nfn f() -> &'static str { \"unsafe\" }")),
            None
        );
    }

    #[test]
    fn uniffi_is_found() {
        assert!(names_uniffi(&rust("#[derive(uniffi::Record)] struct A;")).is_some());
        assert!(names_uniffi(&rust("use uniffi as u;")).is_some());
        assert_eq!(names_uniffi(&rust("// uniffi")), None);
    }

    #[test]
    fn a_question_for_a_phone_is_found() {
        for text in [
            "#[cfg(target_os = \"android\")] fn f() {}",
            "fn f() -> bool { cfg!(any(unix, target_os = \"ios\")) }",
            "#[cfg(target_vendor = \"apple\")] fn f() {}",
            "use jni::JNIEnv;",
            "fn f() { ndk::looper() }",
        ] {
            assert!(!asks_for_a_phone(&rust(text)).is_empty(), "{text}");
        }
        let data =
            "const OS: [&str; 2] = [\"android\", \"ios\"]; #[cfg(target_os = \"linux\")] fn f() {}";
        assert_eq!(asks_for_a_phone(&rust(data)), [""; 0]);
    }

    #[test]
    fn a_crate_without_the_lints_is_found() {
        let manifest = |text: &str| Source::new("core/a/Cargo.toml", text);
        assert!(goes_without_the_lints(&manifest("[package]\nname = \"a\"\n")).is_some());
        assert_eq!(
            goes_without_the_lints(&manifest(
                "[package]\nname = \"a\"\n\n[lints]\nworkspace = true\n"
            )),
            None
        );
    }

    #[test]
    fn a_link_to_no_file_is_found() {
        let page = Source::new(
            "docs/a.md",
            "[b](b.md#part) [up](../c.md) [web](https://example.org) [here](#d)",
        );
        assert_eq!(
            leads_nowhere(&page, &|path| path == "docs/b.md"),
            ["docs/a.md: ../c.md"]
        );
    }

    #[test]
    fn machine_paths_and_registry_hosts_are_found() {
        let places = ["/build/here".to_owned()];
        let file = Source::new("a.md", &format!("see /build/here/a\nfrom pypi{}\n", ".org"));
        assert_eq!(names_a_place(&file, &places).len(), 2);
        assert_eq!(
            names_a_place(&Source::new("a.md", "see ./a"), &places),
            [""; 0]
        );
    }
}
