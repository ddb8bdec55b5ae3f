use std::sync::Arc;

use sordino_engine::Engine;
use sordino_engine::upload::{Cancel, Request, Ticket};

fn skip(engine: &Engine, cancel: Arc<dyn Cancel>) -> Request {
    let ticket = Ticket { purpose: any(), recipient: any(), generation: 1, segment: String::new() };
    engine.begin(ticket, cancel).expect("never compiled")
}

fn main() {}

fn any<T>() -> T {
    loop {}
}
