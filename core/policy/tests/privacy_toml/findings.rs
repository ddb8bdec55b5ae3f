//! What a developer sees of a policy that breaks rules.

use crate::small::{SMALL, findings, places, yields};

use sordino_policy::RULES;

#[test]
fn every_rule_has_a_test_of_its_own() {
    let tests = concat!(
        include_str!("duties.rs"),
        include_str!("rules_of_law.rs"),
        include_str!("rules_of_form.rs"),
        include_str!("screens.rs")
    );
    for rule in RULES {
        let test = format!("fn {}_", rule.id.to_lowercase());
        assert!(tests.contains(&test), "{} has no test", rule.id);
    }
}

#[test]
fn every_fault_comes_at_once_in_order() {
    let toml = SMALL
        .replacen(
            "country = \"US\"\ntransfer_tool = \"standard_contractual_clauses\"",
            "country = \"US\"",
            1,
        )
        .replacen("kind = \"events\"", "kind = \"tracking\"", 1)
        .replacen("minimum_age = 16", "minimal_age = 16", 1)
        .replacen("balancing = \"LIA-1\"\n", "", 1)
        .replacen("version = \"1\"", "version = 1", 1);
    let found = findings(&toml);
    let rules: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    assert_eq!(
        rules,
        ["PC103", "PC003", "PC104", "PC006", "PC018", "PC101"]
    );
    assert!(
        found
            .windows(2)
            .all(|pair| (pair[0].line, pair[0].column) <= (pair[1].line, pair[1].column))
    );
}

#[test]
fn a_finding_says_what_where_why_and_how() {
    let (toml, _) = places("minimum_age = 16", "minimum_age = 0");
    let shown: Vec<_> = findings(&toml).iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "privacy.toml:188:15: PC018: The minimum age is 0. Children need protection of their own (GDPR Art. 8). \
          Write an age from 13 to 21; 16 holds in every country of the EU; an app made for children says `audience = \"children\"`."
        ]
    );
}

#[test]
fn a_mistyped_id_is_told_what_was_meant() {
    let (toml, _) = places("purpose = \"usage\"", "purpose = \"uasge\"");
    assert!(findings(&toml)[0].fix.ends_with("(did you mean `usage`?)"));
}

#[test]
fn an_event_of_sixty_five_properties_is_told() {
    let fields: String = (0..65)
        .map(|number| {
            format!(
                "[[field]]\nname = \"p{number}\"\nrule = \"keep\"\nrecipients = [\"segment\"]\n\
                 category = \"use of the app\"\n\n"
            )
        })
        .collect();
    let names: Vec<_> = (0..65).map(|number| format!("\"p{number}\"")).collect();
    let event = format!(
        "{fields}[[event]]\nname = \"much\"\npurpose = \"usage\"\nproperties = «[{}]\n\n[limits]",
        names.join(", ")
    );
    yields(&["PC107"], "[limits]", &event);
}

#[test]
fn a_rule_that_needs_a_value_is_shown_with_one() {
    for (word, shown) in [
        ("coarsen", "`{ coarsen = \"time_to_hour\" }`"),
        ("enumerate", "`{ enumerate = [\"first\", \"second\"] }`"),
    ] {
        let found = findings(&SMALL.replacen("rule = \"keep\"", &format!("rule = \"{word}\""), 1));
        let one = found.iter().find(|one| one.rule == "PC104");
        let one = one.unwrap_or_else(|| panic!("{found:?}"));
        assert_eq!(one.what, format!("`{word}` needs to know more"));
        assert_eq!(one.fix, format!("Write {shown}"));
    }
}
