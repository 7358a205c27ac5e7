//! UTF-16 with and without a byte order mark.

use super::{Decoded, Encoding, Undecodable, count_zeros, too_many_zeros};

/// Which half of a UTF-16 unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    LowFirst,
    HighFirst,
}

/// Says whether the bytes are UTF-16: by the mark at their start, else by the halves of their first units.
pub(crate) fn wide_order(bytes: &[u8]) -> Option<Order> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(Order::LowFirst),
        [0xFE, 0xFF, ..] => return Some(Order::HighFirst),
        _ => {}
    }
    // Enough to be certain; the rest of a large file says the same.
    let sample = bytes.get(..1 << 16).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    let plausible = |order| wide_units(sample, order).take(pairs).filter(|&unit| is_usual_unit(unit)).count();
    let (low_first, high_first) = (plausible(Order::LowFirst), plausible(Order::HighFirst));
    let (order, count) =
        if low_first >= high_first { (Order::LowFirst, low_first) } else { (Order::HighFirst, high_first) };
    (pairs >= 2 && count * 4 >= pairs * 3).then_some(order)
}

/// Whether a UTF-16 unit is one that Arabic or Latin text is made of.
///
/// Each has a byte that text in UTF-8 does not have: 00, 06, or one from FB to FE. General punctuation (U+2026) is left out
/// for that reason: its two bytes are also a blank and an ampersand.
fn is_usual_unit(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0xFF | 0x0600..=0x06FF)
        || matches!(unit, 0xFB50..=0xFDFF | 0xFE70..=0xFEFF)
}

fn wide_units(bytes: &[u8], order: Order) -> impl Iterator<Item = u16> {
    // A half unit at the end becomes a lone surrogate, which decoding then replaces like any other broken sequence.
    bytes.chunks(2).map(move |pair| match (pair, order) {
        (&[low, high], Order::LowFirst) | (&[high, low], Order::HighFirst) => u16::from_le_bytes([low, high]),
        _ => 0xD800,
    })
}

pub(crate) fn decode_wide(bytes: &[u8], order: Order) -> Result<Decoded, Undecodable> {
    let mark = if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) { 2 } else { 0 };
    let bytes = bytes.get(mark..).unwrap_or_default();
    let mut text = String::with_capacity(bytes.len());
    let (mut units, mut replaced, mut first_replaced) = (0, 0, None);
    for decoded in char::decode_utf16(wide_units(bytes, order)) {
        let c = decoded.unwrap_or_else(|_| {
            replaced += 1;
            first_replaced.get_or_insert(mark + units * 2);
            char::REPLACEMENT_CHARACTER
        });
        // U+FFFD takes one unit, as does the lone surrogate that it stands for.
        units += c.len_utf16();
        text.push(c);
    }
    let nuls = count_zeros(text.as_bytes());
    let encoding = match order {
        Order::LowFirst => Encoding::Utf16Le,
        Order::HighFirst => Encoding::Utf16Be,
    };
    match first_replaced {
        _ if too_many_zeros(nuls, units) => Err(Undecodable::Binary),
        // A half unit at the very end is the trace of a cut, however short the text.
        Some(byte) if replaced > 1 && replaced * 20 > units => Err(Undecodable::NoEncoding { byte }),
        _ => Ok(Decoded { text, encoding, replaced, first_replaced, nuls }),
    }
}
