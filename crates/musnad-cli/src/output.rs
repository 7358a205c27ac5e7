//! Where the answer goes, and how complaints are made.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Why the program ends without success.
#[derive(Debug)]
pub enum Failure {
    /// The command line is wrong.
    Usage(String),
    /// The output cannot be written.
    Output(String),
    /// All has been said on standard error already.
    Shown,
    /// Who read our output went away, as `head` does: no failure of ours.
    ReaderGone,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ReaderGone,
            _ => Failure::Output(format!("the output cannot be written: {error}; is the disk full?")),
        }
    }
}

/// Says one line on standard error. Nobody may be listening, and that is no reason to stop.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "musnad: {message}");
}

/// Standard output, locked and buffered, or a file.
pub struct Output(Box<dyn Write>);

impl Output {
    /// Standard output.
    pub fn stdout() -> Output {
        Output(Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())))
    }

    /// A file, which is created or emptied; `-` is standard output.
    pub fn create(path: &Path) -> Result<Output, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Output::stdout());
        }
        match File::create(path) {
            Ok(file) => Ok(Output(Box::new(BufWriter::with_capacity(1 << 16, file)))),
            Err(error) => Err(Failure::Output(format!(
                "{}: the file cannot be written: {error}; choose another name for --output",
                path.display()
            ))),
        }
    }

    /// Writes out what is still held back.
    pub fn finish(mut self) -> Result<(), Failure> {
        Ok(self.0.flush()?)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
