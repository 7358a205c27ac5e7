//! Who did what: rows that are only ever added, each with the hash of the one before it.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::now;

/// Adds a row. `what` is JSON.
pub(crate) fn write(db: &Connection, author: &str, act: &str, what: &str) -> rusqlite::Result<()> {
    let last = db
        .query_row("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()?;
    let (n, before) = last.map_or((1, Vec::new()), |(n, hash)| (n + 1, hash));
    let at = now();
    let hash = hash(&before, n, &at, author, act, what);
    db.execute(
        "INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![n, at, author, act, what, hash],
    )?;
    Ok(())
}

/// The number of the first row that does not follow from the one before it, and how many rows there are.
pub(crate) fn first_break(db: &Connection) -> rusqlite::Result<(Option<i64>, u64)> {
    let mut rows = db.prepare("SELECT n, at, author, act, what, hash FROM journal ORDER BY n")?;
    let mut rows = rows.query([])?;
    let (mut before, mut count) = (Vec::new(), 0u64);
    while let Some(row) = rows.next()? {
        let n: i64 = row.get(0)?;
        let [at, author, act, what]: [String; 4] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
        let stored: Vec<u8> = row.get(5)?;
        count += 1;
        if i64::try_from(count) != Ok(n) || stored != hash(&before, n, &at, &author, &act, &what) {
            return Ok((Some(n), count));
        }
        before = stored;
    }
    Ok((None, count))
}

fn hash(before: &[u8], n: i64, at: &str, author: &str, act: &str, what: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(n.to_le_bytes());
    for part in [at, author, act, what] {
        // With its length, so that nothing can move from one part to the next.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_or_missing_row_is_found() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(include_str!("schema.sql")).unwrap();
        for n in 0..5 {
            write(&db, "أمينة", "note", &format!("{{\"n\":{n}}}")).unwrap();
        }
        assert_eq!(first_break(&db).unwrap(), (None, 5));
        for harm in [
            "UPDATE journal SET what = '{}' WHERE n = 3",
            "UPDATE journal SET author = 'أمينةnote', act = '' WHERE n = 3",
            "DELETE FROM journal WHERE n = 3",
        ] {
            db.execute_batch("SAVEPOINT before").unwrap();
            db.execute_batch(harm).unwrap();
            let (broken, _) = first_break(&db).unwrap();
            assert!(broken.is_some_and(|n| n == 3 || n == 4), "{harm}: {broken:?}");
            db.execute_batch("ROLLBACK TO before").unwrap();
        }
    }
}
