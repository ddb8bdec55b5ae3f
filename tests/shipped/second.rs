//! A second Rust library of an app, with a standard library of its own: what Sordino's must link beside.

/// Calls enough of the standard library to bring its panics and texts along.
#[unsafe(no_mangle)]
pub extern "C" fn second_answers(number: u32) -> usize {
    std::panic::catch_unwind(|| format!("{number}").len()).unwrap_or(0)
}
