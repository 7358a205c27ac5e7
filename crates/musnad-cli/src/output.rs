//! Where the answer goes, and how complaints are made.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Why the program ends without success.
#[derive(Debug)]
pub enum Failure {
    /// The command line is wrong.
    Usage(String),
    /// The output cannot be written.
    Output(String),
    /// All has been said on standard error already.
    Shown,
    /// Ctrl-C stopped it, and it has been said.
    Stopped,
    /// Who read our output went away, as `head` does: no failure of ours.
    ReaderGone,
}

impl From<musnad_casefile::Error> for Failure {
    fn from(error: musnad_casefile::Error) -> Failure {
        Failure::Output(error.to_string())
    }
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
///
/// A file is written under another name beside its own, which it gets in [`Output::finish`]: whatever goes wrong before leaves
/// what stood under that name, and files that are linked with it, as they were.
pub struct Output {
    out: Box<dyn Write>,
    beside: Option<Beside>,
}

/// A file that has not got its name yet; it is removed where it gets none.
struct Beside {
    written: PathBuf,
    name: PathBuf,
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.written);
    }
}

impl Output {
    /// Standard output.
    pub fn stdout() -> Output {
        Output { out: Box::new(BufWriter::with_capacity(BUFFER, io::stdout().lock())), beside: None }
    }

    /// A file, new or in place of the one that has the name; `-` is standard output.
    pub fn create(path: &Path) -> Result<Output, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Output::stdout());
        }
        Output::beside(path).map_err(|error| cannot_write(path, &error))
    }

    fn beside(path: &Path) -> io::Result<Output> {
        // A link keeps leading to the file.
        let name = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let old = fs::metadata(&name).ok();
        // A device or a pipe holds nothing that could be lost, and a folder has its own complaint.
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            let file = OpenOptions::new().write(true).open(&name)?;
            return Ok(Output { out: Box::new(BufWriter::with_capacity(BUFFER, file)), beside: None });
        }
        if old.is_some() {
            // Who may not write to the file may not put another in its place.
            OpenOptions::new().append(true).open(&name)?;
        }
        let mut own = name.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
        own.push(format!(".{}.part", std::process::id()));
        let written = name.with_file_name(own);
        let file = File::create_new(&written)?;
        let beside = Beside { written, name };
        if let Some(old) = old {
            file.set_permissions(old.permissions())?;
        }
        Ok(Output { out: Box::new(BufWriter::with_capacity(BUFFER, file)), beside: Some(beside) })
    }

    /// Writes out what is still held back, and gives a file its name.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.out.flush()?;
        drop(self.out);
        match self.beside {
            Some(beside) => {
                fs::rename(&beside.written, &beside.name).map_err(|error| cannot_write(&beside.name, &error))
            }
            None => Ok(()),
        }
    }

    /// Ends without success: a file that stood under the name stays as it was, and a new one is not made.
    pub fn discard(mut self) -> Result<(), Failure> {
        match self.beside {
            Some(_) => Ok(()),
            None => Ok(self.out.flush()?),
        }
    }
}

const BUFFER: usize = 1 << 16;

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::Output(format!(
        "{}: the file cannot be written: {error}; choose another name for --output",
        path.display()
    ))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
