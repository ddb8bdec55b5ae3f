//! Every state with every input.

mod contacts;
mod page;
mod push;
mod token;

#[test]
fn the_page_says_what_the_code_does() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/flows.md"));
    assert!(
        page.unwrap_or_default() == page::page(),
        "run `cargo run -p sordino-flows --example flows > docs/flows.md`"
    );
}
