//! Stacks: the innermost call first, bounded, without the frames of those who took them.

use sentry::protocol::{self, Stacktrace};
use sordino_engine::crash::Frame;

/// Most frames kept at each end of a stack.
const FRAMES_AT_EACH_END: usize = 256;

/// A line of the app's source.
pub(super) struct Place {
    pub(super) module: Option<String>,
    pub(super) file: String,
    pub(super) line: u64,
}

impl Place {
    pub(super) fn as_frame(&self) -> Frame {
        Frame {
            module: self.module.clone(),
            file: Some(self.file.clone()),
            line: Some(self.line),
            ..Frame::default()
        }
    }

    fn is_of(&self, frame: &protocol::Frame) -> bool {
        let file = frame.abs_path.as_ref().or(frame.filename.as_ref());
        frame.lineno == Some(self.line) && file.is_some_and(|file| file.ends_with(&self.file))
    }
}

/// The frames of a stack that was taken at `place`, if that is known.
pub(super) fn frames(stack: &Stacktrace, place: &Option<Place>) -> Vec<Frame> {
    let all = &stack.frames[..app_part(&stack.frames, place)];
    let mut kept: Vec<Frame> = all.iter().rev().map(frame).collect();
    if let Some(left_out) = kept.len().checked_sub(2 * FRAMES_AT_EACH_END) {
        kept.drain(FRAMES_AT_EACH_END..FRAMES_AT_EACH_END + left_out);
    }
    kept
}

/// How many of the frames, the outermost first, lead up to the panic or to the call that reported.
fn app_part(frames: &[protocol::Frame], place: &Option<Place>) -> usize {
    const CAPTURES: [&str; 2] = ["sentry_core::api::capture_", "sentry_core::error::capture_"];
    let name = |frame: &protocol::Frame| frame.function.clone().unwrap_or_default();
    if let Some(place) = place
        && let Some(at) = frames.iter().rposition(|frame| place.is_of(frame))
    {
        return at + 1;
    }
    let unwinding = |frame| name(frame).ends_with("rust_begin_unwind");
    if let Some(at) = frames.iter().rposition(unwinding) {
        let machinery = frames[..at].iter().rev();
        let machinery = machinery.take_while(|frame| name(frame).starts_with("core::panicking"));
        return at - machinery.count();
    }
    let captures = |frame| CAPTURES.iter().any(|call| name(frame).starts_with(call));
    frames.iter().position(captures).unwrap_or(frames.len())
}

fn frame(frame: &protocol::Frame) -> Frame {
    let known = |name: &String| !name.is_empty() && name != "<unknown>";
    Frame {
        function: frame.function.clone().filter(known),
        module: frame.module.clone(),
        package: frame.package.clone(),
        file: frame.abs_path.clone().or_else(|| frame.filename.clone()),
        line: frame.lineno,
        address: frame.instruction_addr.map(|address| address.0),
        ..Frame::default()
    }
}

#[cfg(test)]
mod tests {
    use sentry::protocol::{self, Stacktrace};

    use super::{Place, frames};

    fn stack(innermost_last: &[(&str, u64)]) -> Stacktrace {
        let frames = innermost_last
            .iter()
            .map(|(function, line)| protocol::Frame {
                function: Some((*function).to_owned()),
                abs_path: Some("/build/app/src/rota.rs".to_owned()),
                lineno: Some(*line),
                ..protocol::Frame::default()
            });
        Stacktrace {
            frames: frames.collect(),
            ..Stacktrace::default()
        }
    }

    fn names(stack: &Stacktrace, place: &Option<Place>) -> Vec<String> {
        let frames = frames(stack, place).into_iter();
        frames.filter_map(|frame| frame.function).collect()
    }

    #[test]
    fn a_stack_ends_at_the_apps_own_call() {
        let panicked = stack(&[
            ("app::main", 1),
            ("app::rota", 2),
            ("core::panicking::panic_fmt", 3),
            ("__rustc::rust_begin_unwind", 4),
            ("sentry_panic::panic_handler", 5),
        ]);
        assert_eq!(names(&panicked, &None), ["app::rota", "app::main"]);
        let captured = stack(&[
            ("app::main", 1),
            ("sentry_core::error::capture_error", 2),
            ("sentry_core::api::capture_event", 3),
        ]);
        assert_eq!(names(&captured, &None), ["app::main"]);
        let logged = stack(&[("app::main", 1), ("{closure#0}", 2), ("event", 3)]);
        let place = Place {
            module: None,
            file: "src/rota.rs".to_owned(),
            line: 2,
        };
        assert_eq!(names(&logged, &Some(place)), ["{closure#0}", "app::main"]);
    }

    #[test]
    fn an_endless_recursion_keeps_both_of_its_ends() {
        let mut all = vec![("app::main", 1)];
        all.extend([("app::again", 2); 5000]);
        all.push(("app::last", 3));
        let names = names(&stack(&all), &None);
        assert_eq!(names.len(), 512);
        assert_eq!((&*names[0], &*names[511]), ("app::last", "app::main"));
    }
}
