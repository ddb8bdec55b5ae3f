//! `sordino generate`: from `privacy.toml` to the `policy.json` that the app ships.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::ZonedDateTime;
use jiff::civil::Date;
use sordino_policy::{Finding, compile};

/// The file's name in the folder that `generate` is given.
pub(crate) const FILE_NAME: &str = "policy.json";

/// Why nothing was generated. An earlier `policy.json` still stands, unchanged.
#[derive(Debug)]
pub(crate) enum GenerateError {
    /// The policy could not be read.
    Read(PathBuf, io::Error),
    /// The policy is not UTF-8 after this byte.
    NotUtf8(PathBuf, usize),
    /// The policy breaks rules; each finding names place, rule and fix.
    Refused(PathBuf, Vec<Finding>),
    /// The result could not be written.
    Write(PathBuf, io::Error),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => {
                write!(
                    f,
                    "{}: cannot be read ({error}). Pass the policy with --policy FILE.",
                    path.display()
                )
            }
            Self::NotUtf8(path, valid) => {
                write!(
                    f,
                    "{}: not UTF-8 after byte {valid}. Save the file as UTF-8.",
                    path.display()
                )
            }
            Self::Refused(path, findings) => {
                for finding in findings {
                    writeln!(f, "{finding}")?;
                }
                let (count, plural) = (findings.len(), if findings.len() == 1 { "" } else { "s" });
                write!(
                    f,
                    "{}: {count} finding{plural}, nothing written.",
                    path.display()
                )
            }
            Self::Write(path, error) => {
                write!(
                    f,
                    "{}: cannot be written ({error}). Check that the folder exists and has room.",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for GenerateError {}

/// Compiles the policy at `policy` and writes `policy.json` into the folder `out`, which is made if
/// it is not there. Findings go to standard error, one a line, and are in the error as well.
///
/// The file appears whole or not at all: it is written aside, synced, and renamed.
///
/// # Errors
///
/// Says what could not be read, what the policy breaks, or what could not be written.
pub(crate) fn run(policy: &Path, out: &Path) -> Result<(), GenerateError> {
    let result = generate(policy, out, ZonedDateTime::now().date());
    if let Err(error) = &result {
        eprintln!("{error}");
    }
    result
}

fn generate(policy: &Path, out: &Path, today: Date) -> Result<(), GenerateError> {
    let bytes = fs::read(policy).map_err(|error| GenerateError::Read(policy.to_owned(), error))?;
    let toml = String::from_utf8(bytes).map_err(|error| {
        GenerateError::NotUtf8(policy.to_owned(), error.utf8_error().valid_up_to())
    })?;
    let compiled = compile(&policy.display().to_string(), &toml, today)
        .map_err(|findings| GenerateError::Refused(policy.to_owned(), findings))?;
    let target = out.join(FILE_NAME);
    replace(out, &target, &compiled.to_json()).map_err(|error| GenerateError::Write(target, error))
}

fn replace(folder: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let aside = folder.join(format!(".{FILE_NAME}.{}", std::process::id()));
    let written = write_synced(&aside, bytes).and_then(|()| fs::rename(&aside, target));
    if written.is_err() {
        // Whatever went wrong is told; what is left of the attempt only must not stay.
        let _ = fs::remove_file(&aside);
    }
    written
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use sordino_policy::Policy;

    use super::*;

    const ON_CALL: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/on-call/privacy.toml"
    );

    /// A folder of this test's own, gone at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn folder() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "sordino-generate-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).expect("a temporary folder can be made");
        Folder(path)
    }

    #[test]
    fn what_is_generated_is_what_the_app_reads() {
        let out = folder();
        let nested = out.path().join("assets/privacy");
        run(Path::new(ON_CALL), &nested).expect("the example passes every rule");
        let bytes = fs::read(nested.join(FILE_NAME)).expect("the file is there");
        let policy = Policy::from_json(&bytes).expect("the app can read it");
        assert_eq!(policy.to_json(), bytes);
        let files: Vec<_> = fs::read_dir(&nested)
            .expect("the folder is there")
            .collect();
        assert_eq!(files.len(), 1, "nothing is left aside");
    }

    #[test]
    fn a_refused_policy_leaves_the_earlier_one_as_it_was() {
        let out = folder();
        let (policy, target) = (out.path().join("privacy.toml"), out.path().join(FILE_NAME));
        fs::write(&target, "earlier").expect("the folder is writable");
        let broken = fs::read_to_string(ON_CALL)
            .expect("the example is there")
            .replace("minimum_age", "minimal_age");
        fs::write(&policy, broken).expect("the folder is writable");
        let error = run(&policy, out.path()).expect_err("an unknown key is refused");
        let told = error.to_string();
        assert!(told.contains("PC018") && told.contains("PC101"), "{told}");
        assert!(told.ends_with("2 findings, nothing written."), "{told}");
        assert_eq!(
            fs::read_to_string(&target).expect("it still stands"),
            "earlier"
        );
    }

    #[test]
    fn a_policy_that_is_missing_or_not_text_is_told_so() {
        let out = folder();
        let policy = out.path().join("privacy.toml");
        assert!(matches!(
            run(&policy, out.path()),
            Err(GenerateError::Read(..))
        ));
        fs::write(&policy, b"version = \"\xff\"").expect("the folder is writable");
        assert!(matches!(
            run(&policy, out.path()),
            Err(GenerateError::NotUtf8(_, 11))
        ));
    }
}
