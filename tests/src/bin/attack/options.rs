//! What the caller asked for.

use std::path::PathBuf;
use std::time::Duration;

use crate::sort::Sort;

/// Everything that an attack may do besides the app's own calls.
pub(crate) const ATTACKS: [&str; 9] = [
    "kill", "stop", "full", "clock", "jump", "damage", "bounds", "erase", "limit",
];

/// Attacks that are not made unless they are asked for by name, each with why.
pub(crate) const LEFT_OUT: [(&str, &str); 0] = [];

/// One run.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) length: Duration,
    /// The seed of the first round.
    pub(crate) seed: u64,
    /// Ends after so many rounds.
    pub(crate) rounds: u64,
    pub(crate) attacks: Vec<String>,
    pub(crate) folder: PathBuf,
    /// What every round is about, in place of what its seed says.
    pub(crate) sort: Option<Sort>,
    /// Whether each round's doings are printed.
    pub(crate) loud: bool,
}

impl Options {
    /// Reads the words of the command line; the text says what is wrong with them.
    pub(crate) fn read(words: &[String]) -> Result<Self, String> {
        let left_out = |name: &&str| !LEFT_OUT.iter().any(|(left, _)| left == name);
        let mut options = Self {
            length: Duration::from_secs(120),
            seed: crate::place::now(),
            rounds: u64::MAX,
            attacks: ATTACKS
                .iter()
                .filter(|name| left_out(name))
                .map(|&name| name.to_owned())
                .collect(),
            folder: std::env::temp_dir().join(format!("sordino-attack-{}", std::process::id())),
            sort: None,
            loud: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == "--loud" {
                options.loud = true;
                continue;
            }
            let value = words
                .next()
                .ok_or_else(|| format!("`{word}` has no value"))?;
            let number = || {
                value
                    .parse::<u64>()
                    .map_err(|_| format!("`{word} {value}`: this is no number"))
            };
            match word.as_str() {
                "--minutes" => {
                    let minutes = value
                        .parse::<f64>()
                        .map_err(|_| format!("`{word} {value}`: this is no number"))?;
                    options.length = Duration::from_secs_f64(minutes.max(0.0) * 60.0);
                }
                "--seed" => options.seed = number()?,
                "--rounds" => options.rounds = number()?,
                "--folder" => options.folder = value.into(),
                "--sort" => options.sort = Some(sort(value)?),
                "--only" => options.attacks = named(value)?,
                "--without" => {
                    let without = named(value)?;
                    options.attacks.retain(|name| !without.contains(name));
                }
                "--with" => options.attacks.extend(named(value)?),
                _ => return Err(format!("there is no option `{word}`")),
            }
        }
        Ok(options)
    }

    pub(crate) fn makes(&self, attack: &str) -> bool {
        self.attacks.iter().any(|name| name == attack)
    }
}

fn named(value: &str) -> Result<Vec<String>, String> {
    let names: Vec<String> = value
        .split(',')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    match names.iter().find(|name| !ATTACKS.contains(&name.as_str())) {
        Some(name) => Err(format!(
            "there is no attack `{name}`; there are {}",
            ATTACKS.join(", ")
        )),
        None => Ok(names),
    }
}

fn sort(value: &str) -> Result<Sort, String> {
    let mut sorts = Sort::ALL.into_iter();
    let sort = sorts.find(|sort| format!("{sort:?}").eq_ignore_ascii_case(value));
    sort.ok_or_else(|| format!("there is no sort `{value}`; there are {:?}", Sort::ALL))
}
