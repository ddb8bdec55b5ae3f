//! Loaded images, for builds whose frames are named elsewhere.

use std::ops::Range;

use sentry::protocol::DebugImage;
use sordino_engine::crash::{Frame, Image, Trace};

/// Keeps the addresses that lie in an image, and the images that frames lie in. A build that names
/// its lines by itself needs neither, and none is kept.
pub(super) fn keep_what_names_frames(trace: &mut Trace, images: &[DebugImage]) {
    let mut frames: Vec<&mut Frame> = trace
        .exceptions
        .iter_mut()
        .flat_map(|exception| &mut exception.frames)
        .collect();
    let names_itself = frames.iter().any(|frame| frame.line.is_some());
    let images = images.iter().filter(|_| !names_itself);
    let images: Vec<_> = images.filter_map(image).collect();
    let mut used = vec![false; images.len()];
    for frame in &mut frames {
        let lies_in =
            |(lies, _): &(Range<u64>, Image)| frame.address.is_some_and(|at| lies.contains(&at));
        match images.iter().position(lies_in) {
            Some(image) => used[image] = true,
            None => frame.address = None,
        }
    }
    let images = images.into_iter().zip(used);
    let images = images.filter_map(|((_, image), used)| used.then_some(image));
    trace.images = images.collect();
}

/// Where an image lies, and its file without the folder, which an installation draws at random.
fn image(image: &DebugImage) -> Option<(Range<u64>, Image)> {
    let DebugImage::Symbolic(image) = image else {
        return None;
    };
    let start = image.image_addr.0;
    let file = image.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let id = image.code_id.as_ref().map(ToString::to_string);
    let known = Image {
        file: file.to_owned(),
        debug_id: Some(id.unwrap_or_else(|| image.id.to_string())),
        address: Some(start),
    };
    Some((start..start.saturating_add(image.image_size), known))
}

#[cfg(test)]
mod tests {
    use sentry::protocol::{DebugImage, SymbolicDebugImage};
    use sentry::types::DebugId;
    use sordino_engine::crash::{Exception, Frame, Trace};

    use super::keep_what_names_frames;

    fn image(name: &str, start: u64) -> DebugImage {
        DebugImage::Symbolic(SymbolicDebugImage {
            name: name.to_owned(),
            arch: None,
            image_addr: start.into(),
            image_size: 0x1000,
            image_vmaddr: 0.into(),
            id: DebugId::default(),
            code_id: Some("a1b2c3d4".parse().expect("it is hexadecimal")),
            debug_file: None,
        })
    }

    fn trace(line: Option<u64>) -> Trace {
        let at = |address| Frame {
            line,
            address: Some(address),
            ..Frame::default()
        };
        let exception = Exception {
            frames: vec![at(0x7010), at(0x9_0000)],
            ..Exception::default()
        };
        Trace {
            exceptions: vec![exception],
            ..Trace::default()
        }
    }

    #[test]
    fn a_stripped_build_keeps_addresses_and_images() {
        let mut trace = trace(None);
        let images = [
            image("/data/app/~~Zx9w==/lib/libapp.so", 0x7000),
            image("/system/lib64/libc.so", 0x1_0000),
        ];
        keep_what_names_frames(&mut trace, &images);
        let addresses = trace.exceptions[0].frames.iter().map(|frame| frame.address);
        assert_eq!(addresses.collect::<Vec<_>>(), [Some(0x7010), None]);
        assert_eq!(trace.images.len(), 1);
        assert_eq!(trace.images[0].file, "libapp.so", "without its folder");
        assert_eq!(trace.images[0].debug_id.as_deref(), Some("a1b2c3d4"));
    }

    #[test]
    fn a_build_with_lines_gives_no_address() {
        let mut trace = trace(Some(12));
        keep_what_names_frames(&mut trace, &[image("/app/libapp.so", 0x7000)]);
        assert!(trace.images.is_empty());
        assert!(
            trace.exceptions[0]
                .frames
                .iter()
                .all(|one| one.address.is_none())
        );
    }
}
