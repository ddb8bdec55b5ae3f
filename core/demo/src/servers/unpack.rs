//! Bodies unpacked, as far as they say how they are packed.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::refused::Refused;

/// Most bytes of an unpacked body.
const MOST: u64 = 20 * 1024 * 1024;

/// Unpacks a body that says it is gzip.
pub(crate) fn unpack(encoding: Option<&str>, raw: &[u8]) -> Result<Vec<u8>, Refused> {
    match encoding {
        None => Ok(raw.to_vec()),
        Some("gzip") => {
            let mut body = Vec::new();
            MultiGzDecoder::new(raw)
                .take(MOST + 1)
                .read_to_end(&mut body)
                .map_err(|_| Refused::bad("the body is not the gzip that it says it is"))?;
            if body.len() as u64 > MOST {
                return Err(Refused {
                    status: 413,
                    why: "the body is over 20 MB when unpacked",
                });
            }
            Ok(body)
        }
        Some(_) => Err(Refused {
            status: 415,
            why: "only gzip is unpacked here",
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::{MOST, unpack};

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes).expect("memory takes it");
        packer.finish().expect("memory takes it")
    }

    #[test]
    fn only_what_is_gzip_is_unpacked_as_gzip() {
        let status = |encoding, raw: &[u8]| unpack(encoding, raw).map_err(|refused| refused.status);
        let whole = packed(b"text");
        assert_eq!(status(Some("gzip"), &whole), Ok(b"text".to_vec()));
        assert_eq!(status(None, b"text"), Ok(b"text".to_vec()));
        assert_eq!(status(Some("gzip"), b"text"), Err(400));
        assert_eq!(status(Some("gzip"), &whole[..whole.len() - 1]), Err(400));
        assert_eq!(status(Some("br"), b"text"), Err(415));
    }

    #[test]
    fn a_body_that_unpacks_huge_is_refused() {
        let huge = packed(&vec![0; MOST as usize + 1]);
        assert_eq!(
            unpack(Some("gzip"), &huge).map_err(|refused| refused.status),
            Err(413)
        );
    }
}
