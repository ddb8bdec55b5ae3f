//! One call of a Java or Kotlin stack, which exceptions and ANR traces share.

use super::trace::Frame;

/// `at [LOADER/][MODULE/]CLASS.METHOD(FILE:LINE)`. Names hold no spaces, so prose that begins with "at" is none.
pub(super) fn frame(line: &str) -> Option<Frame> {
    let (call, rest) = line.strip_prefix("at ")?.rsplit_once('(')?;
    let (place, _) = rest.split_once(')')?;
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
