//! `sordino generate`: from `privacy.toml` to the files of the app and its stores.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::ZonedDateTime;
use jiff::civil::Date;
use sordino_checker::config::Config;
use sordino_checker::rule::Severity;
use sordino_checker::rules::by_id;
use sordino_checker::{check_strings, check_successor};
use sordino_paperwork::place::{PlaceError, Placed, compare, place};
use sordino_paperwork::write::paper_with;
use sordino_policy::{Finding, Policy, compile_all, read_check_table};

/// What to generate from, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct GenerateArgs {
    /// The policy.
    #[arg(long)]
    policy: PathBuf,
    /// Folder to write to; made if it is not there.
    #[arg(long)]
    out: PathBuf,
    /// Writes also over files that were not generated, or were edited since.
    #[arg(long)]
    force: bool,
    /// Writes nothing, and fails if a run would change a file.
    #[arg(long, conflicts_with = "force")]
    check: bool,
}

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

/// Compiles the policy and writes every file that is made of it, or none. What happened goes to standard output; what
/// went wrong, and what the policy leaves open, goes to standard error.
///
/// # Errors
///
/// Says what could not be read, what the policy breaks, or what stands in the way.
pub(crate) fn run(args: &GenerateArgs) -> Result<(), GenerateError> {
    match generate(args, ZonedDateTime::now().date()) {
        Ok((placed, notes)) => {
            told(&placed, &args.out);
            for note in notes {
                eprintln!("{}: {note}", args.policy.display());
            }
            Ok(())
        }
        Err(error) => {
            eprintln!("{error}");
            Err(error)
        }
    }
}

fn told(placed: &Placed, out: &Path) {
    let Placed {
        written,
        unchanged,
        skipped,
        removed,
        left,
    } = placed;
    let skips = match skipped.len() {
        0 => String::new(),
        some => format!(", {some} skipped"),
    };
    println!(
        "{}: {} written, {} unchanged, {} removed{skips}.",
        out.display(),
        written.len(),
        unchanged.len(),
        removed.len()
    );
    for path in skipped {
        eprintln!(
            "{}: was not generated here, or was edited since: skipped. Pass --force to lose what is in it.",
            out.join(path).display()
        );
    }
    for path in left {
        eprintln!(
            "{}: is generated no more, but was edited, so it stays. Delete it if nobody needs it.",
            out.join(path).display()
        );
    }
}

fn generate(args: &GenerateArgs, today: Date) -> Result<(Placed, Vec<String>), GenerateError> {
    let policy = &args.policy;
    let bytes = fs::read(policy).map_err(|error| GenerateError::Read(policy.clone(), error))?;
    let toml = String::from_utf8(bytes).map_err(|error| {
        GenerateError::NotUtf8(policy.clone(), error.utf8_error().valid_up_to())
    })?;
    let name = policy.display().to_string();
    let refused = |findings| GenerateError::Refused(policy.clone(), findings);
    let compiled = compile_all(&name, &toml, today).map_err(refused)?;
    let advice = strings(&name, &toml, &compiled.policy).map_err(refused)?;
    let grown = match before(&args.out) {
        Some(before) => carried_on(&compiled.policy, &before, &name, &toml).map_err(refused)?,
        None => Vec::new(),
    };
    let parts = notice_parts(policy, &compiled.policy.locales)?;
    let paper = paper_with(&compiled, &name, &parts).map_err(refused)?;
    let placed = if args.check {
        compare(&compiled.policy, &paper.files, &args.out)
    } else {
        place(&compiled.policy, &paper.files, &args.out, args.force)
    };
    let placed = placed.map_err(GenerateError::Place)?;
    let out = args.out.clone();
    if args.check && !placed.is_up_to_date() {
        let paths = [placed.written, placed.removed].concat();
        return Err(GenerateError::Stale(out, paths));
    }
    let old: Vec<String> = placed
        .skipped
        .iter()
        .filter(|path| path.ends_with("policy.json"))
        .cloned()
        .collect();
    if !old.is_empty() {
        told(&placed, &out);
        return Err(GenerateError::OldPolicy(out, old));
    }
    let day = compiled.notes.iter().map(|note| {
        let Finding {
            rule,
            what,
            why,
            fix,
            ..
        } = note;
        format!("{rule}: {what}. {why}. {fix}.")
    });
    Ok((placed, [day.collect(), paper.notes, grown, advice].concat()))
}

/// What the author adds to the notice: `notice-part.LANG.md` beside the policy, where it is there.
fn notice_parts(
    policy: &Path,
    locales: &[String],
) -> Result<BTreeMap<String, String>, GenerateError> {
    let mut parts = BTreeMap::new();
    for locale in locales {
        let file = policy.with_file_name(format!("notice-part.{locale}.md"));
        match fs::read_to_string(&file) {
            Ok(text) => {
                parts.insert(locale.clone(), text);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(GenerateError::Part(file, error)),
        }
    }
    Ok(parts)
}

/// Holds the purpose strings against the rules of `sordino check`: what is an error or a warning there is written
/// nowhere. What is advice is told.
fn strings(name: &str, toml: &str, policy: &Policy) -> Result<Vec<String>, Vec<Finding>> {
    let table = read_check_table(name, toml)?;
    // A rule that does not exist is told by `check`.
    let config = Config::new(&table).unwrap_or_default();
    let found = check_strings(policy, name, toml, &config);
    let weighs = |severity| matches!(severity, Severity::Error | Severity::Warning);
    sorted_out(found, weighs)
}

/// Holds the policy against the one generated before, as `sordino check --before` does: what it forgets is refused, what
/// grew is told.
fn carried_on(
    policy: &Policy,
    before: &Policy,
    name: &str,
    toml: &str,
) -> Result<Vec<String>, Vec<Finding>> {
    let (drafts, found): (Vec<_>, Vec<_>) = check_successor(policy, before, name, toml)
        .into_iter()
        .partition(|one| one.rule == "PC031");
    let mut notes = sorted_out(found, |severity| severity == Severity::Error)?;
    // What was written before may never have been released: a draft is edited under one version.
    notes.extend(sorted_out(drafts, |_| false)?);
    Ok(notes)
}

/// The findings that refuse the policy, or else all of them as notes.
fn sorted_out(
    found: Vec<sordino_checker::finding::Finding>,
    refuses: impl Fn(Severity) -> bool,
) -> Result<Vec<String>, Vec<Finding>> {
    let (wrong, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| refuses(one.severity));
    let bare = |text: &str| text.trim_end_matches('.').to_owned();
    let wrong: Vec<_> = wrong
        .into_iter()
        .map(|one| Finding {
            file: one.place.file,
            line: one.place.line,
            column: 1,
            rule: one.rule,
            what: bare(&one.message),
            why: by_id(one.rule).map_or("", |rule| rule.why),
            fix: bare(&one.fix),
        })
        .collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let told = rest.into_iter();
    Ok(told
        .map(|one| format!("{}: {} {}", one.rule, one.message, one.fix))
        .collect())
}

/// The policy that was generated into the folder before, if it can be read.
fn before(out: &Path) -> Option<Policy> {
    Policy::from_json(&fs::read(out.join("policy.json")).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const ON_CALL: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/on-call/privacy.toml"
    );

    fn folder() -> TempDir {
        tempfile::tempdir().expect("a temporary folder can be made")
    }

    fn args(policy: &Path, out: &Path) -> GenerateArgs {
        GenerateArgs {
            policy: policy.to_owned(),
            out: out.to_owned(),
            force: false,
            check: false,
        }
    }

    #[test]
    fn what_is_generated_is_what_the_app_reads() {
        let out = folder();
        let nested = out.path().join("assets/privacy");
        run(&args(Path::new(ON_CALL), &nested)).expect("the example passes every rule");
        for path in [
            "policy.json",
            "android/src/main/assets/sordino/policy.json",
            "ios/app/sordino/policy.json",
        ] {
            let bytes = fs::read(nested.join(path)).expect("the file is there");
            let policy = Policy::from_json(&bytes).expect("the app can read it");
            assert_eq!(policy.to_json(), bytes);
        }
    }

    #[test]
    fn a_refused_policy_leaves_the_earlier_one() {
        let out = folder();
        let (policy, target) = (
            out.path().join("privacy.toml"),
            out.path().join("policy.json"),
        );
        fs::write(&target, "earlier").expect("the folder is writable");
        let broken = fs::read_to_string(ON_CALL)
            .expect("the example is there")
            .replace("minimum_age", "minimal_age");
        fs::write(&policy, broken).expect("the folder is writable");
        let error = run(&args(&policy, out.path())).expect_err("an unknown key is refused");
        let told = error.to_string();
        assert!(told.contains("PC018") && told.contains("PC101"), "{told}");
        assert!(told.ends_with("2 findings, nothing written."), "{told}");
        assert_eq!(
            fs::read_to_string(&target).expect("it still stands"),
            "earlier"
        );
    }

    #[test]
    fn a_material_change_is_carried_on() {
        let out = folder();
        let (policy, made) = (out.path().join("privacy.toml"), out.path().join("made"));
        let toml = fs::read_to_string(ON_CALL).expect("the example is there");
        assert!(
            toml.contains("\nmaterial = true\n"),
            "the example is material"
        );
        run(&args(Path::new(ON_CALL), &made)).expect("the example passes every rule");
        let before = Policy::from_json(&fs::read(made.join("policy.json")).expect("it is there"))
            .expect("the app can read it");
        let next = toml
            .replacen(
                &format!("version = \"{}\"", before.version),
                "version = \"next\"",
                1,
            )
            .replacen("\nmaterial = true\n", "\n", 1);
        fs::write(&policy, &next).expect("the folder is writable");
        let told = run(&args(&policy, &made))
            .expect_err("the change is forgotten")
            .to_string();
        let line = format!("material_since = \"{}\"", before.version);
        assert_eq!(told.matches(&line).count(), before.purposes.len(), "{told}");
        let carried = next.replace("\n[[purpose]]\n", &format!("\n[[purpose]]\n{line}\n"));
        fs::write(&policy, carried).expect("the folder is writable");
        run(&args(&policy, &made)).expect("it is carried on");
        let after = Policy::from_json(&fs::read(made.join("policy.json")).expect("it is there"))
            .expect("the app can read it");
        assert_eq!(
            (after.material, after.forgotten_since(&before)),
            (false, vec![])
        );
    }

    #[test]
    fn a_grown_purpose_is_told_with_its_fix() {
        let out = folder();
        let (policy, made) = (out.path().join("privacy.toml"), out.path().join("made"));
        let toml = fs::read_to_string(ON_CALL).expect("the example is there");
        let toml = toml.replacen("\nmaterial = true\n", "\n", 1);
        fs::write(&policy, &toml).expect("the folder is writable");
        let notes = || generate(&args(&policy, &made), ZonedDateTime::now().date());
        let (_, same) = notes().expect("it passes every rule");
        let (_, again) = notes().expect("it passes every rule");
        assert_eq!(same, again, "nothing grew");

        let line = toml
            .lines()
            .find(|line| line.starts_with("retention_days = "));
        let line = line.expect("a purpose keeps data");
        fs::write(&policy, toml.replacen(line, "retention_days = 365", 1))
            .expect("the folder is writable");
        let (_, notes) = notes().expect("it passes every rule");
        let told: Vec<_> = notes.iter().filter(|note| !same.contains(note)).collect();
        assert_eq!(told.len(), 2, "{notes:?}");
        for part in ["keeps data for 365 days", "material_since = "] {
            assert!(told[0].contains(part), "{part}: {told:?}");
        }
        // A draft may be edited under one version; what was released may not.
        assert!(told[1].starts_with("PC031") && told[1].contains("Count `version` up"));
    }

    #[test]
    fn an_unknown_word_is_refused_at_its_place() {
        let out = folder();
        let policy = out.path().join("privacy.toml");
        let toml = fs::read_to_string(ON_CALL).expect("the example is there");
        let wrong = toml.replace("PSL_DEVICE_ID", "PSL_DEVICE_IDS");
        fs::write(&policy, &wrong).expect("the folder is writable");
        let told = run(&args(&policy, &out.path().join("made")))
            .expect_err("the word circulates, but is none")
            .to_string();
        let line = 1 + wrong
            .lines()
            .position(|line| line.contains("PSL_DEVICE_IDS"))
            .expect("it stands there");
        assert!(told.contains(&format!("privacy.toml:{line}:")), "{told}");
        assert!(told.contains("PC104: `PSL_DEVICE_IDS`"), "{told}");
        assert!(!out.path().join("made").exists(), "nothing is written");
    }

    #[test]
    fn a_vague_or_passive_purpose_string_never_ships() {
        let out = folder();
        let policy = out.path().join("privacy.toml");
        let toml = fs::read_to_string(ON_CALL).expect("the example is there");
        let start = toml
            .find("The app saves one ilert contact")
            .expect("it has one");
        let end = start + toml[start..].find("\"\"\"").expect("it ends");
        for (text, rule) in [
            (
                "Your ilert contact data will be used to provide a better experience.",
                "PS006",
            ),
            (
                "One ilert contact is saved, so that calls at night are recognised.",
                "PS010",
            ),
            ("The app needs access to your contacts.", "PS005"),
            (
                "Speichert einen Kontakt, damit Sie den Anruf in der Nacht auf dem Gerät erkennen.",
                "PS015",
            ),
        ] {
            let wrong = format!("{}{text}{}", &toml[..start], &toml[end..]);
            fs::write(&policy, wrong).expect("the folder is writable");
            let told = run(&args(&policy, &out.path().join("made"))).expect_err("it is refused");
            assert!(told.to_string().contains(rule), "{rule}: {told}");
        }
        assert!(!out.path().join("made").exists(), "nothing is written");
    }

    #[test]
    fn a_missing_or_binary_policy_is_told() {
        let out = folder();
        let policy = out.path().join("privacy.toml");
        let args = args(&policy, out.path());
        assert!(matches!(run(&args), Err(GenerateError::Read(..))));
        fs::write(&policy, b"version = \"\xff\"").expect("the folder is writable");
        assert!(matches!(run(&args), Err(GenerateError::NotUtf8(_, 11))));
    }

    #[test]
    fn a_check_fails_until_the_files_are_written() {
        let out = folder();
        let made = out.path().join("made");
        let mut checks = args(Path::new(ON_CALL), &made);
        checks.check = true;
        let stale = run(&checks).expect_err("nothing was written yet");
        assert!(matches!(stale, GenerateError::Stale(..)), "{stale}");
        assert!(!made.exists());
        run(&args(Path::new(ON_CALL), &made)).expect("the example passes every rule");
        run(&checks).expect("it is up to date");
        let notice = made.join("docs/privacy-notice.en.md");
        fs::write(&notice, "edited").expect("the folder is writable");
        run(&checks).expect("an edited draft is its author's");
        fs::remove_file(made.join("ios/Info.fragment.plist")).expect("it was written");
        let stale = run(&checks).expect_err("one file is gone").to_string();
        assert!(stale.contains("ios/Info.fragment.plist"), "{stale}");
    }

    #[test]
    fn an_edited_policy_never_ships_in_silence() {
        let out = folder();
        run(&args(Path::new(ON_CALL), out.path())).expect("the example passes every rule");
        let shipped = out.path().join("ios/app/sordino/policy.json");
        fs::write(&shipped, "{}").expect("the folder is writable");
        let error = run(&args(Path::new(ON_CALL), out.path())).expect_err("it was edited");
        assert!(matches!(error, GenerateError::OldPolicy(..)), "{error}");
    }

    #[test]
    fn what_an_author_adds_stands_in_the_notice() {
        let out = folder();
        let (policy, made) = (out.path().join("privacy.toml"), out.path().join("made"));
        fs::copy(ON_CALL, &policy).expect("the folder is writable");
        let part = out.path().join("notice-part.en.md");
        fs::write(&part, "## Decisions\n\nNo machine decides.\n").expect("the folder is writable");
        let (_, notes) = generate(&args(&policy, &made), ZonedDateTime::now().date())
            .expect("the example passes every rule");
        let of =
            |name: &str| fs::read_to_string(made.join("docs").join(name)).expect("it is there");
        assert!(of("privacy-notice.en.md").contains("## Decisions\n\nNo machine decides."));
        assert!(of("privacy-notice.en.html").contains("<h2>Decisions</h2>"));
        assert!(!of("privacy-notice.de.md").contains("Decisions"));
        assert!(
            notes.concat().contains("no part of its author's in de"),
            "{notes:?}"
        );
    }
}
