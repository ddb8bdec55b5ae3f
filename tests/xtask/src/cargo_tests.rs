//! `cargo test`, and what its lines add up to.

use crate::log::{Log, Trouble};
use crate::project::cargo;
use crate::report::Count;

/// Unit, integration and documentation tests of the workspace.
pub(crate) fn workspace(log: &mut Log) -> Result<Count, Trouble> {
    run(log, &["--workspace"])
}

/// Record, upload and turn-off in many orders of their steps: the engine with the locks of a model checker.
pub(crate) fn model(log: &mut Log) -> Result<Count, Trouble> {
    let words = [
        "--workspace",
        "--features",
        "sordino-tests/model",
        "--test",
        "model",
        "--",
        "--nocapture",
    ];
    let count = run(log, &words)?;
    Ok(match count.failed {
        0 => Count {
            note: format!("{} orders tried", orders(&log.text())),
            ..count
        },
        _ => count,
    })
}

/// What the tests say of how many orders each tried, together.
fn orders(text: &str) -> u64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let told = words.windows(2).filter(|pair| pair[1] == "orders");
    told.filter_map(|pair| pair[0].parse::<u64>().ok()).sum()
}

fn run(log: &mut Log, words: &[&str]) -> Result<Count, Trouble> {
    let mut command = cargo(&["test", "--locked", "--no-fail-fast"]);
    let held = log.run(command.args(words))?;
    let mut count = sum(&log.text());
    if !held && count.failed == 0 {
        count.failed = 1;
        count.note = "did not build, or a test ended its process".into();
    } else if count.passed + count.failed == 0 {
        count.failed = 1;
        count.note = "ran no test".into();
    }
    Ok(count)
}

fn sum(text: &str) -> Count {
    let mut count = Count::default();
    let mut ignored = 0;
    for line in text.lines() {
        let Some((_, counts)) = line.split_once("test result: ") else {
            continue;
        };
        for part in counts.split([';', '.']) {
            match part.trim().split_once(' ') {
                Some((number, "passed")) => count.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => count.failed += number.parse().unwrap_or(0),
                Some((number, "ignored")) => ignored += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
    if ignored > 0 {
        count.note = format!("{ignored} ignored");
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{Count, orders, sum};

    #[test]
    fn orders_are_added_up() {
        let text = "running 2 tests\n4000 orders\ntest one ... 2000 orders\nok\n";
        assert_eq!(orders(text), 6_000);
    }

    #[test]
    fn every_result_line_is_added_up() {
        let text = "\
            running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            noise\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        let expected = Count {
            passed: 4,
            failed: 2,
            note: String::new(),
        };
        assert_eq!(sum(text), expected);
    }

    #[test]
    fn an_ignored_test_is_named() {
        let text = "test result: ok. 3 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out";
        assert_eq!(sum(text).note, "2 ignored");
    }
}
