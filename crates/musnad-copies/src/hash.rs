//! Hashes that are stored, so they must never change: the same words give the same numbers in every version.

const MULTIPLY: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a folded word; even, as those of numbers are odd.
pub(crate) fn of_word(word: &str) -> u64 {
    of_text(word) & !1
}

/// The hash of a number.
pub(crate) fn of_number(digits: &str) -> u64 {
    of_text(digits) | 1
}

/// Whether a hash is that of a number.
pub(crate) fn is_number(hash: u64) -> bool {
    hash & 1 == 1
}

fn of_text(word: &str) -> u64 {
    let mut hash = word.len() as u64;
    for chunk in word.as_bytes().chunks(8) {
        let mut eight = [0; 8];
        for (to, from) in eight.iter_mut().zip(chunk) {
            *to = *from;
        }
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(eight)).wrapping_mul(MULTIPLY);
    }
    mix(hash)
}

/// The hash of a row of hashes; their order counts.
pub(crate) fn of_row(hashes: &[u64]) -> u64 {
    mix(hashes
        .iter()
        .fold(hashes.len() as u64, |row, hash| (row.rotate_left(23) ^ hash).wrapping_mul(MULTIPLY)))
}

/// Spreads every bit over all (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_hashes_never_change() {
        assert_eq!(of_word(""), 0);
        assert_eq!(of_row(&[of_word("مسند"), of_word("خبر")]), of_row(&[of_word("مسند"), of_word("خبر")]));
        assert_ne!(of_row(&[1, 2]), of_row(&[2, 1]));
        assert_ne!(of_row(&[0]), of_row(&[0, 0]));
    }
}
