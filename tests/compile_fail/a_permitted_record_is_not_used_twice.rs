use sordino_engine::gate::Permitted;

fn keep<'a>(permitted: Permitted<'a>, kept: &mut Vec<Permitted<'a>>) -> Permitted<'a> {
    kept.push(permitted);
    permitted
}

fn main() {}
