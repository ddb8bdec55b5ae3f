//! AM006: a permission that is asked for as soon as a screen opens.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::AM006;
use crate::finding::{Findings, Place};

/// Where a screen or the app begins.
const BEGINNINGS: [&str; 5] = [
    "onCreate",
    "onStart",
    "onResume",
    "onViewCreated",
    "LaunchedEffect",
];
/// Anything that speaks to the person, or asks whether it should.
const SPEAKS: [&str; 6] = [
    "rationale",
    "dialog",
    "disclosure",
    "primer",
    "snackbar",
    "explain",
];
/// Parts of what stands before the brace of a block that runs when the person does something, or later.
const LATER: [&str; 12] = [
    "listener",
    "click",
    "button",
    "callback",
    "observe",
    "collect",
    "registerfor",
    "oncheckedchange",
    "onaction",
    "onpreference",
    "postdelayed",
    "menu",
];

/// A call inside a function, outside blocks that run later.
#[derive(Debug)]
struct Call {
    name: String,
    line: usize,
    asks: bool,
}

/// Notes a request that runs when a screen opens, in a file that never speaks before it. Functions of the
/// file are followed; what waits for a click is not.
pub(super) fn check(path: &str, text: &str, findings: &mut Findings) {
    if !text.contains("requestPermissions(") && !text.contains(".launch(") {
        return;
    }
    let lower = text.to_lowercase();
    if SPEAKS.iter().any(|word| lower.contains(word)) {
        return;
    }
    let functions = functions(text);
    let mut open: Vec<&str> = BEGINNINGS
        .into_iter()
        .filter(|name| functions.contains_key(*name))
        .collect();
    let mut seen: BTreeSet<&str> = open.iter().copied().collect();
    while let Some(name) = open.pop() {
        for call in functions.get(name).into_iter().flatten() {
            if let Some((own, _)) = functions.get_key_value(&call.name) {
                if seen.insert(own) {
                    open.push(own);
                }
            } else if call.asks {
                findings.add(
                    &AM006,
                    Place::new(path, call.line),
                    "The system asks as soon as the screen opens, and nothing in this file says why before.",
                    "Show what is collected and why, with agree and decline of equal weight, and ask after a yes.",
                );
            }
        }
    }
}

/// A block that is open: the function it is, if it is one, and whether it runs later.
struct Open {
    function: Option<String>,
    later: bool,
}

/// The calls of each function of a file, Kotlin or Java.
fn functions(text: &str) -> BTreeMap<String, Vec<Call>> {
    let mut functions: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut head = String::new();
    for (line, raw) in (1..).zip(text.lines()) {
        let code = raw.split("//").next().unwrap_or_default();
        if code.trim_start().starts_with('*') {
            continue;
        }
        for sign in code.chars() {
            match sign {
                '{' => {
                    let function = declared(&head);
                    let later = function.is_none() && is_later(&head);
                    if let Some(name) = &function {
                        functions.entry(name.clone()).or_default();
                    } else {
                        note(&head, line, &stack, &mut functions);
                    }
                    stack.push(Open { function, later });
                    head.clear();
                }
                '}' | ';' => {
                    note(&head, line, &stack, &mut functions);
                    head.clear();
                    if sign == '}' {
                        stack.pop();
                    }
                }
                sign => head.push(sign),
            }
        }
        let so_far = head.trim_end();
        let goes_on =
            so_far.ends_with(['(', ',', '=', '.', '&', '|', '+']) || so_far.ends_with("->");
        if !goes_on && declared(&head).is_none() {
            note(&head, line, &stack, &mut functions);
            head.clear();
        } else {
            head.push(' ');
        }
    }
    functions
}

/// Whether what follows `head` runs when the person does something, or later.
fn is_later(head: &str) -> bool {
    let lower = head.to_lowercase();
    LATER.iter().any(|word| lower.contains(word))
}

/// The name of the function that a declaration begins.
fn declared(head: &str) -> Option<String> {
    let before = head.split('(').next()?;
    // What Compose runs once, when the screen comes: a key that changes later would run it again.
    let once = head.contains("(Unit)") || head.contains("(true)");
    if before.trim() == "LaunchedEffect" && once {
        return Some("LaunchedEffect".to_owned());
    }
    let mut words = before.split_whitespace().rev();
    let name = words.next()?;
    let kotlin = before.split_whitespace().any(|word| word == "fun");
    let java = words.next() == Some("void");
    (head.contains('(') && (kotlin || java)).then(|| {
        let name = name.rsplit('.').next().unwrap_or(name);
        name.to_owned()
    })
}

/// Notes the calls of a statement for the function in which it stands, unless it runs later.
fn note(statement: &str, line: usize, stack: &[Open], functions: &mut BTreeMap<String, Vec<Call>>) {
    let mut inside = None;
    for open in stack.iter().rev() {
        if open.later {
            return;
        }
        if let Some(name) = &open.function {
            inside = Some(name);
            break;
        }
    }
    let Some(calls) = inside.and_then(|name| functions.get_mut(name)) else {
        return;
    };
    for (at, _) in statement.match_indices('(') {
        let before = &statement[..at];
        let start = before
            .rfind(|sign: char| !sign.is_alphanumeric() && sign != '_')
            .map_or(0, |at| at + 1);
        let name = &before[start..];
        // `button.setOnClickListener(v -> ask())`: a block without braces.
        let waits = before
            .split_once("->")
            .is_some_and(|(head, _)| is_later(head));
        if name.is_empty() || waits {
            continue;
        }
        let receiver = before[..start].trim_end_matches(['.', '?']).to_lowercase();
        let own =
            receiver.is_empty() || receiver.ends_with("this") || !before[..start].ends_with('.');
        let asks = match name {
            "requestPermissions" => true,
            "launch" => {
                statement[at..].contains("permission.")
                    || (receiver.contains("permission") && receiver.contains("launcher"))
            }
            _ => false,
        };
        // A call on something else is none of the file's own function of that name.
        let name = if own {
            name.to_owned()
        } else {
            format!(".{name}")
        };
        calls.push(Call { name, line, asks });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(body: &str) -> Vec<usize> {
        let mut findings = Findings::default();
        check("A.kt", &format!("class A {{\n{body}\n}}\n"), &mut findings);
        findings.sorted().iter().map(|one| one.place.line).collect()
    }

    #[test]
    fn a_request_behind_a_click_can_wait() {
        assert_eq!(
            lines(
                "override fun onCreate(b: Bundle?) {\n  gate.setOnClickListener {\n    ActivityCompat.requestPermissions(this, wanted, 1)\n  }\n}"
            ),
            [0usize; 0]
        );
        assert_eq!(
            lines(
                "protected void onCreate(Bundle b) {\n  gate.setOnClickListener(new OnClickListener() {\n    public void onTap(View v) { requestPermissions(wanted, 1); }\n  });\n}"
            ),
            [0usize; 0]
        );
        for click in [
            "gate.setOnClickListener(v -> ask(wanted));",
            "gate.setOnClickListener(v ->\n   requestPermissions(wanted, 1));",
        ] {
            let file = format!(
                "protected void onCreate(Bundle b) {{\n  {click}\n}}\nvoid ask(String[] wanted) {{ requestPermissions(wanted, 1); }}"
            );
            assert_eq!(lines(&file), [0usize; 0], "{click}");
        }
        let at_once = "protected void onCreate(Bundle b) {\n  wanted.forEach(one -> requestPermissions(one, 1));\n}";
        assert_eq!(lines(at_once), [3]);
    }

    #[test]
    fn a_function_of_the_file_is_followed() {
        let ask = "private fun begin() {\n  ask.launch(Manifest.permission.CAMERA)\n}";
        let at_once = format!("override fun onResume() {{\n  begin()\n}}\n{ask}");
        assert_eq!(lines(&at_once), [6]);
        let own = "override fun onResume() {\n  requestPermissions()\n}\nfun requestPermissions() {\n  other.start()\n  chooser.launch(intent)\n}";
        assert_eq!(lines(own), [0usize; 0]);
    }

    #[test]
    fn a_request_in_the_beginning_itself_is_found() {
        assert_eq!(
            lines("override fun onCreate(b: Bundle?) {\n  if (needed) {\n    requestPermissions(\n      wanted, 1)\n  }\n}").len(),
            1
        );
    }
}
