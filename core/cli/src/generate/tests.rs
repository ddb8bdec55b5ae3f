//! What `sordino generate` promises.

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
    let of = |name: &str| fs::read_to_string(made.join("docs").join(name)).expect("it is there");
    assert!(of("privacy-notice.en.md").contains("## Decisions\n\nNo machine decides."));
    assert!(of("privacy-notice.en.html").contains("<h2>Decisions</h2>"));
    assert!(!of("privacy-notice.de.md").contains("Decisions"));
    assert!(
        notes.concat().contains("no part of its author's in de"),
        "{notes:?}"
    );
}
