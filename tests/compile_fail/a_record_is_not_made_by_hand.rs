use sordino_engine::record::Record;

fn main() {
    let _ = Record { purpose: 0 };
}
