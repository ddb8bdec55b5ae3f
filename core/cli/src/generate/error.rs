//! Why `sordino generate` wrote not everything.

use std::fmt;
use std::io;
use std::path::PathBuf;

use sordino_paperwork::place::PlaceError;
use sordino_policy::Finding;

/// Why not everything was generated. Every file stands as it did before, unless the variant says otherwise.
#[derive(Debug)]
pub(crate) enum GenerateError {
    /// The policy could not be read.
    Read(PathBuf, io::Error),
    /// What the author adds to the notice could not be read.
    Part(PathBuf, io::Error),
    /// The policy is not UTF-8 after this byte.
    NotUtf8(PathBuf, usize),
    /// The policy breaks rules; each finding names place, rule and fix.
    Refused(PathBuf, Vec<Finding>),
    /// The files could not be put into the folder.
    Place(PlaceError),
    /// `--check` found files that a run would change.
    Stale(PathBuf, Vec<String>),
    /// The rest was written, but not these: an app would ship an older policy.
    OldPolicy(PathBuf, Vec<String>),
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
            Self::Part(path, error) => write!(
                f,
                "{}: cannot be read ({error}). Save it as UTF-8, or move it away.",
                path.display()
            ),
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
            Self::Place(error) => error.fmt(f),
            Self::Stale(out, paths) => {
                for path in paths {
                    writeln!(f, "{}: a run would change it.", out.join(path).display())?;
                }
                write!(
                    f,
                    "{}: not up to date. Run `sordino generate` and check the files in.",
                    out.display()
                )
            }
            Self::OldPolicy(out, paths) => {
                for path in paths {
                    writeln!(
                        f,
                        "{}: was edited, and an app would ship it as it is.",
                        out.join(path).display()
                    )?;
                }
                write!(
                    f,
                    "The rest was written. Change privacy.toml instead, and delete these files or pass --force."
                )
            }
        }
    }
}

impl std::error::Error for GenerateError {}
