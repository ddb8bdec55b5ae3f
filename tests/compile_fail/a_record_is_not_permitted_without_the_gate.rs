use sordino_engine::gate::{Permit, Permitted};
use sordino_engine::record::Record;

fn skip(record: Record<'_>) -> Permitted<'_> {
    Permitted { record, permit: Permit { generation: 1 } }
}

fn main() {}
