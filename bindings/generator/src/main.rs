//! Writes the Kotlin, Swift and Python that call the library.
//!
//! `sordino-generator LIBRARY FOLDER`: the library must have its symbols. A crate of its own, so that
//! what it needs never reaches a phone.

use std::fs;
use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenLoader, BindgenPaths, BindgenPathsLayer, GlobalConfig};

/// What is generated, the folder that its settings lie in, and where it is written.
const COMPONENTS: [(&str, &str, &str); 2] = [
    ("sordino", "", ""),
    ("sordino_testing", "testing", "-testing"),
];

const LANGUAGES: [(TargetLanguage, &str); 3] = [
    (TargetLanguage::Kotlin, "kotlin"),
    (TargetLanguage::Swift, "swift"),
    // For the tests that load the shipped libraries: one file that runs on every processor.
    (TargetLanguage::Python, "python"),
];

/// Added to the Swift of the library: what UniFFI writes ends the app where library and code do not fit.
const SWIFT_FITS: &str = "
/// Whether the library and this code are of one version. Ask before any other call: where they are not, that one ends the
/// app.
public func libraryFits() -> Bool {
    if case .ok = initializationResult { true } else { false }
}
";

/// What UniFFI's Kotlin declares for calls that a coroutine waits for, of which there are none. JNA looks for each name that is
/// declared, so a phone's library, which leaves them out, needs code that does not name them.
const FUTURES: &str = "external fun ffi_sordino_rust_future_";

/// Where the settings of each component are.
struct Settings;

impl BindgenPathsLayer for Settings {
    fn get_crate_root(&self, crate_name: &str) -> Option<Utf8PathBuf> {
        let own = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
        let (_, folder, _) = COMPONENTS.iter().find(|(name, ..)| *name == crate_name)?;
        own.parent().map(|bindings| bindings.join(folder))
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [library, folder] = words.as_slice() else {
        eprintln!("usage: sordino-generator LIBRARY FOLDER");
        return ExitCode::from(2);
    };
    match generate(library.as_str().into(), folder.as_str().into()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn generate(library: &Utf8Path, folder: &Utf8Path) -> Result<(), String> {
    let loader = BindgenLoader::new(paths(), GlobalConfig::default());
    let unreadable =
        |error| format!("{library} is no library with UniFFI's symbols in it: {error}");
    let held = loader.load_metadata(library).map_err(unreadable)?;
    // A phone's library knows nothing of the tests.
    for (name, _, ending) in COMPONENTS
        .iter()
        .filter(|(name, ..)| held.contains_key(*name))
    {
        for (language, word) in LANGUAGES {
            let options = GenerateOptions {
                languages: vec![language],
                source: library.to_owned(),
                out_dir: folder.join(format!("{word}{ending}")),
                config_override: None,
                format: false,
                crate_filter: Some((*name).to_owned()),
                metadata_no_deps: true,
            };
            generate_with_bindgen_paths(options, paths())
                .map_err(|error| format!("{word} for {name} cannot be generated: {error}"))?;
        }
    }
    changed(&folder.join("swift/SordinoCore.swift"), |text| {
        text + SWIFT_FITS
    })?;
    changed(&folder.join("kotlin/dev/sordino/core/sordino.kt"), |text| {
        without_futures(&text)
    })
}

fn changed(file: &Utf8Path, change: impl Fn(String) -> String) -> Result<(), String> {
    let written = fs::read_to_string(file).and_then(|text| fs::write(file, change(text)));
    written.map_err(|error| format!("{file} cannot be changed: {error}"))
}

/// Returns the Kotlin without the declarations of [`FUTURES`]: each is two lines.
fn without_futures(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with(FUTURES) {
            lines.next();
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn paths() -> BindgenPaths {
    let mut paths = BindgenPaths::default();
    paths.add_layer(Settings);
    paths
}
