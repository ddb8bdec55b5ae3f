//! The seven promises, each with the figures that show it.

use super::evidence::Evidence;
use super::screen::Screen;

/// Breaches of one promise that are told one by one.
const TOLD: usize = 8;

/// Prints the table; whether every promise was held.
pub(crate) fn print(screen: Screen, rows: &[Evidence]) -> bool {
    screen.chapter("The seven promises");
    for row in rows {
        let state = match (row.is_held(), row.so_far) {
            (true, Some(word)) => screen.good(&format!("held ({word})")),
            (true, None) => screen.good("held"),
            (false, _) => screen.bad("BROKEN"),
        };
        screen.line("");
        screen.line(format!("  {}  {:<24}  {state}", row.number, row.promise));
        screen.line(format!("     {}", row.says));
        for breach in row.broken.iter().take(TOLD) {
            screen.remark(5, "! ", breach);
        }
        if row.broken.len() > TOLD {
            let more = row.broken.len() - TOLD;
            screen.line(format!("     ! and {more} more"));
        }
        for figure in &row.figures {
            screen.remark(5, "· ", figure);
        }
    }
    let broken = rows.iter().filter(|row| !row.is_held()).count();
    screen.line("");
    screen.line(match broken {
        0 => screen.good("All seven held."),
        1 => screen.bad("One promise was broken."),
        many => screen.bad(&format!("{many} promises were broken.")),
    });
    broken == 0
}
