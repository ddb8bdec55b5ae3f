//! One call of a Java or Kotlin stack, which exceptions and ANR traces share.

use super::trace::Frame;

/// `at [LOADER/][MODULE/]CLASS.METHOD(FILE:LINE)`. Names hold no spaces, so prose that begins with "at" is none.
pub(super) fn frame(line: &str) -> Option<Frame> {
    let line = line.strip_prefix("at ")?;
    // `m.a.b(:com.google.android.gms@244433038@24.44.33 (190400-693941378):12)`: a module that Play services loaded.
    let (call, place) = match line.split_once("(:") {
        Some((call, rest)) => (call, rest.rsplit_once(')')?.0),
        None => {
            let (call, rest) = line.rsplit_once('(')?;
            (call, rest.split_once(')')?.0)
        }
    };
    let call = call.rsplit_once('/').map_or(call, |(_, call)| call);
    let (module, function) = call.rsplit_once('.')?;
    if module.is_empty() || function.is_empty() || call.contains(char::is_whitespace) {
        return None;
    }
    let (file, number) = match place.rsplit_once(':') {
        Some((file, digits)) => match digits.parse() {
            Ok(number) => (file, Some(number)),
            Err(_) => (place, None),
        },
        None => (place, None),
    };
    Some(Frame {
        function: Some(function.to_owned()),
        module: Some(module.to_owned()),
        file: (!file.is_empty()).then(|| file.to_owned()),
        line: number,
        ..Frame::default()
    })
}
