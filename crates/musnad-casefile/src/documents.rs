//! Documents as they were read, and what was read in them.

use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use crate::reading::Reading;
use crate::{Casefile, Error};

/// The number of a version of a document in its casefile.
pub type DocumentId = i64;

/// A document as it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stored {
    /// Its number in the casefile; each version has its own.
    #[serde(skip)]
    pub id: DocumentId,
    /// The id of its record, or the path of its file.
    pub key: String,
    /// Its version, from 1.
    pub version: i64,
    /// Its title.
    pub title: Option<String>,
    /// The medium that published it.
    pub outlet: Option<String>,
    /// The day of publication.
    pub published: Option<String>,
    /// The text, as read.
    #[serde(skip)]
    pub text: String,
}

impl Stored {
    pub(crate) const COLUMNS: &str = "id, key, version, title, outlet, published, text";

    pub(crate) fn from_row(row: &Row) -> rusqlite::Result<Stored> {
        Ok(Stored {
            id: row.get(0)?,
            key: row.get(1)?,
            version: row.get(2)?,
            title: row.get(3)?,
            outlet: row.get(4)?,
            published: row.get(5)?,
            text: row.get(6)?,
        })
    }

    /// What to call it: its title, or else its key.
    pub fn name(&self) -> &str {
        self.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&self.key)
    }
}

impl Casefile {
    /// A document by its number.
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn document(&self, id: DocumentId) -> Result<Option<Stored>, Error> {
        let sql = format!("SELECT {} FROM document WHERE id = ?1", Stored::COLUMNS);
        self.row(&sql, &[&id])
    }

    /// The current version of a document by its key.
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn document_of(&self, key: &str) -> Result<Option<Stored>, Error> {
        let sql = format!("SELECT {} FROM document WHERE key = ?1 AND current = 1", Stored::COLUMNS);
        self.row(&sql, &[&key])
    }

    fn row(&self, sql: &str, what: &[&dyn rusqlite::ToSql]) -> Result<Option<Stored>, Error> {
        let read = || self.db.prepare_cached(sql)?.query_row(what, Stored::from_row).optional();
        read().map_err(|e| self.error(e))
    }

    pub(crate) fn outlet_of(&self, id: DocumentId) -> Result<Option<String>, Error> {
        let read = || {
            let mut rows = self.db.prepare_cached("SELECT outlet FROM document WHERE id = ?1")?;
            rows.query_row([id], |row| row.get(0)).optional()
        };
        Ok(read().map_err(|e| self.error(e))?.flatten())
    }

    /// What was read in a document; nothing where a mistake of ours kept it from being read.
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn reading(&self, id: DocumentId) -> Result<Reading, Error> {
        let read = || -> rusqlite::Result<Option<Vec<u8>>> {
            let mut rows = self.db.prepare_cached("SELECT json FROM reading WHERE document = ?1")?;
            rows.query_row([id], |row| row.get(0)).optional()
        };
        match read().map_err(|e| self.error(e))? {
            None => Ok(Reading::default()),
            Some(json) => Reading::unpack(&json).ok_or_else(|| Error::Damaged {
                file: self.path.clone(),
                reason: format!("what was read in document {id} cannot be unpacked"),
            }),
        }
    }

    /// The numbers of all current documents after a number, ascending.
    pub(crate) fn current_after(&self, id: DocumentId) -> rusqlite::Result<Vec<DocumentId>> {
        let mut rows =
            self.db.prepare("SELECT id FROM document WHERE current = 1 AND id > ?1 ORDER BY id")?;
        rows.query_map([id], |row| row.get(0))?.collect()
    }
}

impl Reading {
    /// As the casefile keeps it.
    pub(crate) fn unpack(json: &[u8]) -> Option<Reading> {
        let json = zstd::decode_all(json).ok()?;
        serde_json::from_slice(&json).ok()
    }
}
