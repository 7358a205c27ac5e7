//! Proof that nothing was changed behind the casefile's back.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::{Casefile, Error, add, journal};

/// What [`Casefile::verify`] looked at, and what is wrong with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Documents whose text was hashed again.
    pub documents: u64,
    /// Quotations that were cut out of their text again.
    pub quotations: u64,
    /// Rows of the journal whose hashes were followed.
    pub journal: u64,
    /// What does not hold.
    pub faults: Vec<Fault>,
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// SQLite finds its own file damaged.
    File(String),
    /// A document is not what was added.
    Document {
        /// Its key.
        key: String,
        /// Its version.
        version: i64,
    },
    /// An annotation does not give the words that stand at its place.
    Quotation {
        /// The document's key.
        key: String,
        /// The place, in code points.
        start: u64,
        /// Its end.
        end: u64,
    },
    /// The journal was changed; everything from this row on is open to doubt.
    Journal {
        /// The first row that does not follow from the one before it.
        row: i64,
    },
}

impl Casefile {
    /// Hashes every document anew, cuts every stored quotation out of its document again, and follows the journal.
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn verify(&self) -> Result<Verified, Error> {
        let mut verified = Verified::default();
        verify(&self.db, &mut verified).map_err(|e| self.error(e))?;
        Ok(verified)
    }
}

fn verify(db: &Connection, verified: &mut Verified) -> rusqlite::Result<()> {
    let said: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        verified.faults.push(Fault::File(said));
    }
    let mut documents = db.prepare(
        "SELECT key, version, title, outlet, published, text, sha256, json
         FROM document LEFT JOIN reading ON reading.document = document.id ORDER BY document.id",
    )?;
    let mut rows = documents.query([])?;
    while let Some(row) = rows.next()? {
        let key: String = row.get(0)?;
        let text: String = row.get(5)?;
        let [title, outlet, published]: [Option<String>; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
        let stored: Vec<u8> = row.get(6)?;
        verified.documents += 1;
        let parts = [title.as_deref(), outlet.as_deref(), published.as_deref(), Some(text.as_str())];
        if add::fingerprint(parts)[..] != stored[..] {
            verified.faults.push(Fault::Document { key: key.clone(), version: row.get(1)? });
        }
        if let Some(json) = row.get::<_, Option<Vec<u8>>>(7)? {
            quotations(&key, &text, &json, verified);
        }
    }
    let (broken, count) = journal::first_break(db)?;
    verified.journal = count;
    verified.faults.extend(broken.map(|row| Fault::Journal { row }));
    Ok(())
}

/// Cuts out of the text what the reading says stands there.
fn quotations(key: &str, text: &str, json: &[u8], verified: &mut Verified) {
    // Places of all characters, and the end.
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let read =
        zstd::decode_all(json).ok().and_then(|json| serde_json::from_slice::<serde_json::Value>(&json).ok());
    let Some(read) = read else {
        verified.faults.push(Fault::Quotation { key: key.to_owned(), start: 0, end: places.len() as u64 });
        return;
    };
    let mut open = vec![&read];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Array(values) => open.extend(values),
            serde_json::Value::Object(object) => {
                open.extend(object.values());
                let place = |name: &str| object.get(name).and_then(serde_json::Value::as_u64);
                if let (Some(start), Some(end), Some(words)) =
                    (place("start"), place("end"), object.get("text").and_then(serde_json::Value::as_str))
                {
                    verified.quotations += 1;
                    let at = |place: u64| usize::try_from(place).ok().and_then(|n| places.get(n)).copied();
                    let cut = at(start).zip(at(end)).and_then(|(start, end)| text.get(start..end));
                    if cut != Some(words) {
                        verified.faults.push(Fault::Quotation { key: key.to_owned(), start, end });
                    }
                }
            }
            _ => {}
        }
    }
}

/// SHA-256 of a file, and its size.
pub(crate) fn hash_file(path: &std::path::Path) -> std::io::Result<([u8; 32], u64)> {
    let mut file = std::fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0u8; 1 << 16];
    let mut size = 0;
    loop {
        let read = std::io::Read::read(&mut file, &mut buffer)?;
        if read == 0 {
            return Ok((hash.finalize().into(), size));
        }
        hash.update(buffer.get(..read).unwrap_or_default());
        size += read as u64;
    }
}
