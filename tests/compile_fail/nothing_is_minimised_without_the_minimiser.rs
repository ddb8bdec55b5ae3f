use sordino_engine::gate::Permitted;
use sordino_engine::minimise::Minimised;

fn skip(permitted: Permitted<'_>) -> Minimised {
    Minimised { recipient: any(), permit: permitted.permit, durable: false, text: Vec::new(), dropped: Vec::new() }
}

fn main() {}

fn any<T>() -> T {
    loop {}
}
