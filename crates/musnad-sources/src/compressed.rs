//! Files that are compressed as a whole: gzip, xz and zstd, unpacked as they are read.

use std::io::{self, BufRead, BufReader};

/// How much is unpacked at a time.
const BLOCK: usize = 1 << 16;

/// The extensions of compressed files; what stands before them tells the format inside.
const EXTENSIONS: [&str; 3] = [".gz", ".xz", ".zst"];

/// The bytes inside, where the input is compressed; else the input. Known by how it begins, whatever it is called.
pub(crate) fn unpacked(mut input: Box<dyn BufRead + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let head = input.fill_buf()?;
    Ok(match head {
        [0x1F, 0x8B, ..] => buffered(flate2::bufread::MultiGzDecoder::new(input)),
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => {
            // The archive may be several, one after another.
            let stream =
                liblzma::stream::Stream::new_auto_decoder(MOST_MEMORY, liblzma::stream::CONCATENATED)
                    .map_err(io::Error::other)?;
            buffered(liblzma::bufread::XzDecoder::new_stream(input, stream))
        }
        [0x28, 0xB5, 0x2F, 0xFD, ..] => buffered(zstd::stream::read::Decoder::with_buffer(input)?),
        _ => input,
    })
}

/// What an xz archive may ask of memory: hostile ones ask for all of it.
const MOST_MEMORY: u64 = 1 << 28;

fn buffered(inside: impl io::Read + Send + 'static) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(BLOCK, inside))
}

/// The name of the file inside: `news.jsonl` for `news.jsonl.xz`.
pub(crate) fn name_inside(name: &str) -> &str {
    EXTENSIONS.iter().find_map(|extension| name.strip_suffix(extension)).unwrap_or(name)
}
