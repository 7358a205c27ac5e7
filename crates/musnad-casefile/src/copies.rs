//! Copies of one wire: groups of documents that are one text, each credited to the agency that most of them name.

use std::collections::HashMap;
use std::sync::Arc;

use musnad::pipeline;
use musnad_copies::{Doc, Index, Signature, near};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::derived::{NewCopies, Stamp, write_whole};
use crate::documents::DocumentId;
use crate::{Casefile, Error, Progress};

/// Documents that are one text, told by several outlets or several times by one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The numbers of the documents, ascending; the first stands for all.
    pub documents: Vec<DocumentId>,
    /// The agency that most of those name that name any.
    pub agency: Option<String>,
}

impl Casefile {
    /// The document that stands for a document's copies: itself where there are none. Two documents are independent where these
    /// differ. The copies must be fresh: see [`Casefile::refresh`].
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn stands_for(&self, id: DocumentId) -> Result<DocumentId, Error> {
        self.attach()?;
        let read = || {
            let mut row = self.db.prepare_cached("SELECT first FROM beside.copy WHERE document = ?1")?;
            row.query_row([id], |row| row.get(0)).optional()
        };
        Ok(read().map_err(|e| self.error(e))?.unwrap_or(id))
    }

    /// The group of copies that a document belongs to, if there is one.
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn group_of(&self, id: DocumentId) -> Result<Option<Group>, Error> {
        let first = self.stands_for(id)?;
        let read = || -> rusqlite::Result<Vec<(DocumentId, Option<String>)>> {
            let sql = "SELECT document, agency FROM beside.copy WHERE first = ?1 ORDER BY document";
            let mut rows = self.db.prepare_cached(sql)?;
            rows.query_map([first], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        let rows = read().map_err(|e| self.error(e))?;
        let agency = rows.first().and_then(|(_, agency)| agency.clone());
        let documents: Vec<DocumentId> = rows.into_iter().map(|(id, _)| id).collect();
        Ok((!documents.is_empty()).then_some(Group { documents, agency }))
    }

    /// Every group of copies, in the order of their first documents.
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn groups(&self) -> Result<Vec<Group>, Error> {
        self.refresh_to_read()?;
        self.stored_groups().map_err(|e| self.error(e))
    }

    fn stored_groups(&self) -> rusqlite::Result<Vec<Group>> {
        let sql = "SELECT first, document, agency FROM beside.copy ORDER BY first, document";
        let mut rows = self.db.prepare(sql)?;
        let mut rows = rows.query([])?;
        let mut groups: Vec<Group> = Vec::new();
        while let Some(row) = rows.next()? {
            let (first, document): (DocumentId, DocumentId) = (row.get(0)?, row.get(1)?);
            match groups.last_mut().filter(|group| group.documents.first() == Some(&first)) {
                Some(group) => group.documents.push(document),
                None => groups.push(Group { documents: vec![document], agency: row.get(2)? }),
            }
        }
        Ok(groups)
    }

    /// The index of runs of three words, in which quotations are looked up, brought up to date. It is kept for the next time.
    ///
    /// # Errors
    /// As [`Casefile::refresh`].
    pub fn runs(&self) -> Result<Arc<Index>, Error> {
        self.attach()?;
        let now = self.stamp().map_err(|e| self.error(e))?;
        if let Some((stamp, runs)) = &*self.runs.borrow()
            && *stamp == now
        {
            return Ok(runs.clone());
        }
        if self.copies_stamp()?.as_ref() != Some(&now) {
            self.refresh_to_read()?;
        }
        let stamp = self.copies_stamp()?;
        if let Some((kept, runs)) = &*self.runs.borrow()
            && Some(kept) == stamp.as_ref()
        {
            return Ok(runs.clone());
        }
        let runs = match self.kept_runs(stamp.as_ref()) {
            Some(runs) => runs,
            None => {
                let signatures = self.stored_signatures().map_err(|e| self.error(e))?;
                let runs = index(&signatures);
                // Where it cannot be kept, it is made again the next time.
                let _ = stamp.as_ref().map(|stamp| self.keep_runs(stamp, &runs));
                runs
            }
        };
        let runs = Arc::new(runs);
        *self.runs.borrow_mut() = stamp.map(|stamp| (stamp, runs.clone()));
        Ok(runs)
    }

    fn kept_runs(&self, stamp: Option<&Stamp>) -> Option<Index> {
        let bytes = std::fs::read(self.folder().join("runs")).ok()?;
        let (last, bytes) = bytes.split_first_chunk::<8>()?;
        (i64::from_le_bytes(*last) == stamp?.last).then(|| Index::from_bytes(bytes).ok()).flatten()
    }

    fn keep_runs(&self, stamp: &Stamp, runs: &Index) -> std::io::Result<()> {
        let mut bytes = stamp.last.to_le_bytes().to_vec();
        bytes.extend(runs.to_bytes());
        write_whole(&self.folder().join("runs"), &bytes)
    }

    fn stored_signatures(&self) -> rusqlite::Result<FxHashMap<Doc, Signature>> {
        let mut rows = self.db.prepare("SELECT document, bytes FROM beside.signature")?;
        let mut rows = rows.query([])?;
        let mut signatures = FxHashMap::default();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(1)?.as_blob()?;
            if let Ok(signature) = Signature::from_bytes(bytes) {
                signatures.insert(row.get(0)?, signature);
            }
        }
        Ok(signatures)
    }

    /// Brings signatures, pairs and groups up to date with the signatures of documents that are new.
    pub(crate) fn bring_copies(
        &self,
        NewCopies { then, .. }: NewCopies,
        new: &[(DocumentId, Signature)],
        now: &Stamp,
        jobs: usize,
        told: &mut dyn FnMut(Progress),
    ) -> Result<(), Error> {
        let fail = |e| self.error(e);
        let clear = match &then {
            None => "DELETE FROM beside.signature; DELETE FROM beside.pair; DELETE FROM beside.copy;",
            // Older versions of what has changed.
            Some(_) => {
                "DELETE FROM beside.signature WHERE document IN (SELECT id FROM document WHERE current = 0);
                 DELETE FROM beside.pair WHERE a IN (SELECT id FROM document WHERE current = 0)
                     OR b IN (SELECT id FROM document WHERE current = 0);"
            }
        };
        self.db.execute_batch(clear).map_err(fail)?;
        if !new.is_empty() {
            let runs = self.kept_runs(then.as_ref());
            self.pairs_of(new, runs, now, jobs, told)?;
        }
        self.set_groups().map_err(fail)?;
        self.set_copies_stamp(now).map_err(fail)
    }

    /// Puts signatures in, and the pairs that they make with what is there and with one another.
    fn pairs_of(
        &self,
        new: &[(DocumentId, Signature)],
        runs: Option<Index>,
        now: &Stamp,
        jobs: usize,
        told: &mut dyn FnMut(Progress),
    ) -> Result<(), Error> {
        let fail = |e| self.error(e);
        let mut signatures = self.stored_signatures().map_err(fail)?;
        let mut runs = runs.unwrap_or_else(|| index(&signatures));
        // A casefile of four thousand million documents would need wider numbers here.
        let new = || new.iter().filter_map(|(id, s)| Some((Doc::try_from(*id).ok()?, s)));
        runs.extend(new());
        let store = || -> rusqlite::Result<()> {
            let mut insert = self.db.prepare("INSERT OR REPLACE INTO beside.signature VALUES (?1, ?2)")?;
            for (doc, signature) in new() {
                insert.execute(params![doc, signature.to_bytes()])?;
            }
            Ok(())
        };
        store().map_err(fail)?;
        signatures.extend(new().map(|(doc, signature)| (doc, signature.clone())));
        self.keep_runs(now, &runs).map_err(|e| self.beside(&e))?;

        let fresh: Vec<Doc> = new().map(|(doc, _)| doc).collect();
        let mut pairs: Vec<near::Pair> = Vec::new();
        let find = |doc: Doc| match signatures.get(&doc) {
            Some(signature) => near::pairs_before(doc, signature, &runs, |doc| signatures.get(&doc)),
            None => Vec::new(),
        };
        let (mut done, of) = (0, fresh.len());
        pipeline::in_order(fresh, jobs, find, |found| {
            pairs.extend(found);
            done += 1;
            told(Progress::Compared { done, of });
            std::ops::ControlFlow::Continue(())
        });
        let mut all: Vec<(Doc, &Signature)> = signatures.iter().map(|(&doc, s)| (doc, s)).collect();
        all.sort_unstable_by_key(|(doc, _)| *doc);
        pairs.extend(near::exact_pairs(all));
        let store = || -> rusqlite::Result<()> {
            let mut insert =
                self.db.prepare("INSERT OR REPLACE INTO beside.pair VALUES (?1, ?2, ?3, ?4, ?5)")?;
            for near::Pair { docs: [a, b], kind, shared } in pairs {
                insert.execute(params![a, b, word(kind), shared[0], shared[1]])?;
            }
            Ok(())
        };
        store().map_err(fail)
    }

    fn set_groups(&self) -> rusqlite::Result<()> {
        let before: HashMap<Vec<DocumentId>, Option<String>> =
            self.stored_groups()?.into_iter().map(|group| (group.documents, group.agency)).collect();
        let mut rows = self.db.prepare("SELECT a, b, kind, shared_a, shared_b FROM beside.pair")?;
        let pairs: rusqlite::Result<Vec<near::Pair>> = rows
            .query_map([], |row| {
                let kind = kind(&row.get::<_, String>(2)?);
                Ok(near::Pair { docs: [row.get(0)?, row.get(1)?], kind, shared: [row.get(3)?, row.get(4)?] })
            })?
            .collect();
        let groups = near::groups(&pairs?);
        self.db.execute_batch("DELETE FROM beside.copy")?;
        let mut insert = self.db.prepare("INSERT INTO beside.copy VALUES (?1, ?2, ?3)")?;
        for group in groups {
            let documents: Vec<DocumentId> = group.iter().map(|&doc| DocumentId::from(doc)).collect();
            let agency = match before.get(&documents) {
                Some(agency) => agency.clone(),
                None => self.agency_of(&documents)?,
            };
            for &document in &documents {
                insert.execute(params![document, documents.first(), agency])?;
            }
        }
        Ok(())
    }

    /// The agency that most of the documents credit, the first of equals.
    fn agency_of(&self, documents: &[DocumentId]) -> rusqlite::Result<Option<String>> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for &document in documents {
            let sql = "SELECT agency FROM credit WHERE document = ?1";
            let mut rows = self.db.prepare_cached(sql)?;
            for agency in rows.query_map([document], |row| row.get::<_, String>(0))? {
                let agency = agency?;
                match counts.iter_mut().find(|(name, _)| *name == agency) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((agency, 1)),
                }
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max();
        Ok(counts.into_iter().find(|(_, count)| Some(*count) == most).map(|(name, _)| name))
    }
}

fn index(signatures: &FxHashMap<Doc, Signature>) -> Index {
    let mut index = Index::new();
    index.extend(signatures.iter().map(|(&doc, signature)| (doc, signature)));
    index
}

fn word(kind: near::Kind) -> &'static str {
    match kind {
        near::Kind::Exact => "exact",
        near::Kind::Near => "near",
        near::Kind::Contains => "contains",
    }
}

fn kind(word: &str) -> near::Kind {
    match word {
        "exact" => near::Kind::Exact,
        "near" => near::Kind::Near,
        _ => near::Kind::Contains,
    }
}
