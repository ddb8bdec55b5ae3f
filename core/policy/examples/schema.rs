//! Writes the JSON Schema of `privacy.toml` to standard output.

fn main() {
    println!("{:#}", sordino_policy::schema());
}
