//! In which documents a run of three words stands: one index for copies and for quotations.

use crate::error::Error;
use crate::signature::{BITS, Signature};

/// A document, by the number that the caller gives it.
pub type Doc = u32;

/// Bits of a run's number that choose its bucket; the other eight are kept beside each document.
const BUCKET_BITS: u32 = BITS - 8;
const BUCKETS: usize = 1 << BUCKET_BITS;
const VERSION: u8 = 1;
const WHAT: &str = "index of runs";
/// So few new postings are kept apart before they are merged: a search among them stays in the processor's cache.
const APART: usize = 1 << 16;

/// Which documents hold a run of three words: five bytes a run and document, about five bytes a word of the texts.
///
/// A document that is gone need not be taken out: those who ask give no text or signature for it.
///
/// Built from signatures, one at a time or all at once, and derived from them alone: whoever keeps the signatures can
/// make it again. [`Index::to_bytes`] is there for who wants it opened without that.
///
/// ```
/// use musnad_copies::{Index, Signature, Words};
/// let mut index = Index::new();
/// index.add(7, &Signature::of(&Words::cut("اجتمع المجلس أمس في أردانة")));
/// assert_eq!(index.len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Index {
    /// Where each bucket begins in the two lists below.
    starts: Vec<u32>,
    lows: Vec<u8>,
    docs: Vec<Doc>,
    /// What came since the last merge, sorted: the run in the upper half, the document in the lower.
    recent: Vec<u64>,
    /// Added since the last sort.
    unsorted: Vec<u64>,
    documents: usize,
}

impl Default for Index {
    fn default() -> Index {
        Index::new()
    }
}

impl Index {
    /// An index of no documents.
    pub fn new() -> Index {
        Index {
            starts: vec![0; BUCKETS + 1],
            lows: Vec::new(),
            docs: Vec::new(),
            recent: Vec::new(),
            unsorted: Vec::new(),
            documents: 0,
        }
    }

    /// Adds many documents at once, which is faster than one by one. Each may be added once.
    pub fn extend<'s>(&mut self, documents: impl IntoIterator<Item = (Doc, &'s Signature)>) {
        for (doc, signature) in documents {
            self.documents += 1;
            self.unsorted.extend(signature.runs().iter().map(|&run| u64::from(run) << 32 | u64::from(doc)));
            // Bounds the memory that is waiting to be sorted.
            if self.unsorted.len() > 64 * APART {
                self.settle();
            }
        }
        self.settle();
    }

    /// Adds a document. The number may be added once.
    pub fn add(&mut self, doc: Doc, signature: &Signature) {
        self.extend([(doc, signature)]);
    }

    /// How many documents were added.
    pub fn len(&self) -> usize {
        self.documents
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// Bytes of memory.
    pub fn memory(&self) -> usize {
        self.starts.len() * 4 + self.lows.len() + self.docs.len() * 4 + self.recent.len() * 8
    }

    /// The documents that hold a run, and some that hold another run of the same number.
    pub(crate) fn documents(&self, run: u32) -> impl Iterator<Item = Doc> + '_ {
        let (first, end) = self.merged(run);
        let merged = self.docs.get(first..end).unwrap_or_default().iter().copied();
        merged.chain(self.apart(run).iter().map(|&posting| posting as Doc))
    }

    /// How many documents hold a run.
    pub(crate) fn count(&self, run: u32) -> usize {
        let (first, end) = self.merged(run);
        end - first + self.apart(run).len()
    }

    fn merged(&self, run: u32) -> (usize, usize) {
        let bucket = (run >> 8) as usize;
        let Some(&[start, end]) = self.starts.get(bucket..bucket + 2) else { return (0, 0) };
        let (start, low) = (start as usize, run as u8);
        let lows = self.lows.get(start..end as usize).unwrap_or_default();
        let first = lows.partition_point(|&l| l < low);
        // Most runs stand in few documents.
        let many = lows.iter().skip(first).take_while(|&&l| l == low).count();
        (start + first, start + first + many)
    }

    fn apart(&self, run: u32) -> &[u64] {
        if self.recent.is_empty() {
            return &[];
        }
        let from = |run: u64| self.recent.partition_point(|&posting| posting < run << 32);
        self.recent.get(from(u64::from(run))..from(u64::from(run) + 1)).unwrap_or_default()
    }

    fn settle(&mut self) {
        if self.unsorted.is_empty() {
            return;
        }
        self.recent.append(&mut self.unsorted);
        self.unsorted = Vec::new();
        // Sorted runs of postings are found and merged by the sort, so few new ones cost little.
        self.recent.sort();
        if self.recent.len() > APART.max(self.docs.len() / 64) {
            self.merge();
        }
    }

    /// Puts what is kept apart into the buckets: one pass over all.
    fn merge(&mut self) {
        let total = self.docs.len() + self.recent.len();
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let (mut lows, mut docs) = (Vec::with_capacity(total), Vec::with_capacity(total));
        let mut recent = self.recent.iter().copied().peekable();
        for bucket in 0..BUCKETS as u64 {
            starts.push(docs.len() as u32);
            let (from, to) = match self.starts.get(bucket as usize..bucket as usize + 2) {
                Some(&[from, to]) => (from as usize, to as usize),
                _ => (0, 0),
            };
            let old_lows = self.lows.get(from..to).unwrap_or_default();
            let old_docs = self.docs.get(from..to).unwrap_or_default();
            for (&low, &doc) in old_lows.iter().zip(old_docs) {
                let posting = (bucket << 8 | u64::from(low)) << 32 | u64::from(doc);
                while let Some(new) = recent.next_if(|&new| new < posting) {
                    lows.push((new >> 32) as u8);
                    docs.push(new as Doc);
                }
                lows.push(low);
                docs.push(doc);
            }
            while let Some(new) = recent.next_if(|&new| new >> 40 == bucket) {
                lows.push((new >> 32) as u8);
                docs.push(new as Doc);
            }
        }
        starts.push(docs.len() as u32);
        (self.starts, self.lows, self.docs) = (starts, lows, docs);
        self.recent = Vec::new();
    }

    /// As bytes, for a file beside the casefile.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut whole;
        let index = if self.recent.is_empty() {
            self
        } else {
            whole = self.clone();
            whole.merge();
            &whole
        };
        let mut bytes = Vec::with_capacity(16 + index.starts.len() * 4 + index.docs.len() * 5);
        bytes.push(VERSION);
        bytes.extend((index.documents as u64).to_le_bytes());
        bytes.extend((index.docs.len() as u64).to_le_bytes());
        bytes.extend(index.starts.iter().flat_map(|n| n.to_le_bytes()));
        bytes.extend(&index.lows);
        bytes.extend(index.docs.iter().flat_map(|n| n.to_le_bytes()));
        bytes
    }

    /// Reads what [`Index::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Error::OtherVersion`] and [`Error::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Index, Error> {
        let damaged = Error::Damaged { what: WHAT };
        let (&version, rest) = bytes.split_first().ok_or(damaged)?;
        if version != VERSION {
            return Err(Error::OtherVersion { what: WHAT, found: version });
        }
        let (documents, rest) = rest.split_first_chunk::<8>().ok_or(damaged)?;
        let (postings, rest) = rest.split_first_chunk::<8>().ok_or(damaged)?;
        let postings = usize::try_from(u64::from_le_bytes(*postings)).map_err(|_| damaged)?;
        let (starts, rest) = rest.split_at_checked((BUCKETS + 1) * 4).ok_or(damaged)?;
        if postings.checked_mul(5) != Some(rest.len()) {
            return Err(damaged);
        }
        let (lows, docs) = rest.split_at_checked(postings).ok_or(damaged)?;
        let starts = numbers(starts);
        let whole = starts.first() == Some(&0) && starts.last() == Some(&(postings as u32));
        if !whole || !starts.is_sorted() {
            return Err(damaged);
        }
        Ok(Index {
            starts,
            lows: lows.to_vec(),
            docs: numbers(docs),
            recent: Vec::new(),
            unsorted: Vec::new(),
            documents: usize::try_from(u64::from_le_bytes(*documents)).map_err(|_| damaged)?,
        })
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .filter_map(|four| four.first_chunk())
        .map(|&four| u32::from_le_bytes(four))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn signature(n: u32) -> Signature {
        let text: String = (0..200).map(|i| format!("كلمة{} ", (i * i + n * 7) % 997)).collect();
        Signature::of(&Words::cut(&text))
    }

    #[test]
    fn one_by_one_or_all_at_once() {
        let signatures: Vec<Signature> = (0..60).map(signature).collect();
        let mut one_by_one = Index::new();
        for (doc, signature) in signatures.iter().enumerate() {
            one_by_one.add(doc as Doc, signature);
            if doc % 20 == 0 {
                one_by_one.merge();
            }
        }
        let mut at_once = Index::new();
        at_once.extend(signatures.iter().enumerate().map(|(doc, s)| (doc as Doc, s)));
        assert_eq!(one_by_one.to_bytes(), at_once.to_bytes());
        let again = Index::from_bytes(&at_once.to_bytes()).unwrap();
        for signature in &signatures {
            for &run in signature.runs() {
                let mut a: Vec<Doc> = one_by_one.documents(run).collect();
                a.sort_unstable();
                let b: Vec<Doc> = again.documents(run).collect();
                assert_eq!(a, b);
                assert_eq!(again.count(run), b.len());
                let holds = |&doc: &Doc| signatures[doc as usize].runs().contains(&run);
                assert!(b.iter().all(holds) && !b.is_empty());
            }
        }
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let mut index = Index::new();
        index.add(1, &signature(1));
        let bytes = index.to_bytes();
        for end in [0, 1, 8, 20, 1000, bytes.len() - 1] {
            assert!(Index::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        let mut wrong = bytes.clone();
        wrong[9] ^= 1;
        assert_eq!(Index::from_bytes(&wrong).err(), Some(Error::Damaged { what: WHAT }));
        wrong[0] = 7;
        assert_eq!(Index::from_bytes(&wrong).err(), Some(Error::OtherVersion { what: WHAT, found: 7 }));
    }
}
