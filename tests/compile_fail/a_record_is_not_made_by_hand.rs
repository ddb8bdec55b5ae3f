use sordino_engine::record::Record;

fn main() {
    let _ = Record { purpose: any() };
}

fn any<T>() -> T {
    loop {}
}
