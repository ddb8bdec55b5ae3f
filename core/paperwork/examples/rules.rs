//! Writes `docs/check-rules.md` to standard output.

fn main() {
    print!("{}", sordino_paperwork::check::render::rules_table());
}
