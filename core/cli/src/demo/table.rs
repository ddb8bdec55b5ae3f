//! The seven promises, each with the figures that show it.

use super::evidence::Evidence;
use super::screen::Screen;

/// Prints the table; whether every promise was held.
pub(crate) fn print(screen: Screen, rows: &[Evidence]) -> bool {
    screen.chapter("The seven promises");
    for row in rows {
        let state = match (row.is_held(), row.so_far) {
            (true, Some(word)) => screen.good(&format!("held ({word})")),
            (true, None) => screen.good("held"),
            (false, _) => screen.bad("BROKEN"),
        };
        screen.line(format!("  {}  {:<24} {state}", row.number, row.promise));
        for breach in row.broken.iter().take(8) {
            screen.line(format!("       {} {breach}", screen.bad("!")));
        }
        if row.broken.len() > 8 {
            screen.line(format!("       ... and {} more", row.broken.len() - 8));
        }
        for figure in &row.figures {
            screen.line(format!("       {}", screen.dim(figure)));
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
