//! Writes `docs/flows.md` to standard output.

#[path = "../tests/promises/page.rs"]
mod page;

fn main() {
    print!("{}", page::page());
}
