//! What binaries import is read from every form in which Apple's toolchain leaves them.

use std::fs;
use std::path::Path;

use sordino_checker::check;
use sordino_checker::config::Config;
use sordino_checker::finding::Finding;

const DECLARED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0">
<dict>
	<key>NSPrivacyTracking</key>
	<false/>
	<key>NSPrivacyAccessedAPITypes</key>
	<array>
		<dict>
			<key>NSPrivacyAccessedAPIType</key>
			<string>NSPrivacyAccessedAPICategoryFileTimestamp</string>
			<key>NSPrivacyAccessedAPITypeReasons</key>
			<array>
				<string>C617.1</string>
			</array>
		</dict>
	</array>
</dict>
</plist>
"#;

/// An object file that imports one symbol: a header, one command for the symbol table, one symbol.
fn object_file(import: &str) -> Vec<u8> {
    let names = format!("\0_{import}\0");
    let length = u32::try_from(names.len()).expect("it is short");
    let (magic, arm64, object, table) = (0xFEED_FACF, 0x0100_000C, 1, 2);
    let header = [magic, arm64, 0, object, 1, 24, 0, 0];
    let command = [table, 24, 56, 1, 72, length];
    // Its name is at 1 of the names; external and undefined; no value.
    let symbol = [1, 0x0000_0001, 0, 0];
    let words = header.into_iter().chain(command).chain(symbol);
    let mut out: Vec<u8> = words.flat_map(u32::to_le_bytes).collect();
    out.extend(names.bytes());
    out
}

fn archive(member: &[u8]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    out.extend(
        format!(
            "{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n",
            "a.o/",
            0,
            0,
            0,
            644,
            member.len()
        )
        .bytes(),
    );
    out.extend(member);
    if out.len() % 2 == 1 {
        out.push(b'\n');
    }
    out
}

/// A universal binary of one slice.
fn universal(slice: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let length = u32::try_from(slice.len()).expect("it is small");
    for word in [0xCAFE_BABE, 1, 0x0100_000C, 0, 32, length, 0, 0] {
        out.extend(u32::to_be_bytes(word));
    }
    out.extend(slice);
    out
}

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it has one")).expect("the folder is writable");
    fs::write(path, bytes).expect("the folder is writable");
}

fn found(root: &Path, rule: &str) -> Vec<Finding> {
    let report = check(root, None, &Config::default(), &mut |_| {}).expect("it is a folder");
    let own = |finding: &Finding| finding.rule == rule;
    report.findings.into_iter().filter(own).collect()
}

#[test]
fn an_import_is_found_in_every_binary_format() {
    let object = object_file("fstat");
    for bytes in [
        object.clone(),
        universal(&object),
        universal(&archive(&object)),
    ] {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        put(root.path(), "Wren.framework/Wren", &bytes);
        let undeclared = found(root.path(), "PM041");
        assert_eq!(undeclared.len(), 1);
        assert!(undeclared[0].message.contains("fstat"), "{undeclared:?}");
        put(
            root.path(),
            "Wren.framework/PrivacyInfo.xcprivacy",
            DECLARED.as_bytes(),
        );
        assert_eq!(found(root.path(), "PM041"), []);
        assert_eq!(found(root.path(), "PM042"), []);
    }
}

#[test]
fn a_reaching_manifest_covers_a_static_library() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    put(
        root.path(),
        "Wren.xcframework/ios-arm64/libwren.a",
        &archive(&object_file("stat")),
    );
    assert_eq!(found(root.path(), "PM041").len(), 1);
    assert_eq!(found(root.path(), "PM047").len(), 1);
    put(
        root.path(),
        "Sources/Wren/PrivacyInfo.xcprivacy",
        DECLARED.as_bytes(),
    );
    assert_eq!(found(root.path(), "PM041"), []);
    assert_eq!(found(root.path(), "PM047"), []);
}

#[test]
fn undeclared_imports_of_binaries_are_told() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    put(root.path(), "Wren.framework/Wren", &object_file("printf"));
    put(
        root.path(),
        "Wren.framework/PrivacyInfo.xcprivacy",
        DECLARED.as_bytes(),
    );
    assert_eq!(found(root.path(), "PM042").len(), 1);
}

#[test]
fn a_cut_binary_is_no_panic() {
    let whole = universal(&archive(&object_file("fstat")));
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    for length in 0..whole.len() {
        put(root.path(), "Wren.framework/Wren", &whole[..length]);
        found(root.path(), "PM041");
    }
}
