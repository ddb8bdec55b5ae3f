//! Writes `docs/check-rules.md` to standard output.

fn main() {
    print!("{}", sordino_checker::render::rules_table());
}
