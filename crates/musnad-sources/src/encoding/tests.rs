use super::*;

const ARABIC: &str = "أعلن المتحدث باسم الوزارة، أمس، أن الوفد وصل إلى العاصمة؛ وقال: «لا تعليق».\r\n";

/// Few of its letters are common ones.
const SCARCE: &str = "فرقة جديدة ومدهشة تعزف في شرفة القصر";

fn page(page: &'static Charset, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = page.encode(text);
    assert!(!lossy, "{text}");
    bytes.into_owned()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

/// ISO-8859-6 has no encoder of its own in `encoding_rs` for the quotation marks, so they are left out.
fn iso_text() -> String {
    ARABIC.replace(['«', '»'], "\"")
}

#[test]
fn encodings() {
    let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let cases = [
        (Encoding::Utf8, ARABIC.to_owned(), ARABIC.as_bytes().to_vec()),
        (Encoding::Utf8, ARABIC.to_owned(), with_mark(b"\xEF\xBB\xBF", ARABIC.into())),
        (Encoding::Utf16Le, ARABIC.to_owned(), with_mark(b"\xFF\xFE", utf16(ARABIC, u16::to_le_bytes))),
        (Encoding::Utf16Be, ARABIC.to_owned(), with_mark(b"\xFE\xFF", utf16(ARABIC, u16::to_be_bytes))),
        (Encoding::Utf16Le, ARABIC.to_owned(), utf16(ARABIC, u16::to_le_bytes)),
        (Encoding::Utf16Be, ARABIC.to_owned(), utf16(ARABIC, u16::to_be_bytes)),
        (Encoding::Utf16Le, "ok".to_owned(), b"o\0k\0".to_vec()),
        (Encoding::Utf16Be, "ﻣﺮﺣﺒﺎ".to_owned(), utf16("ﻣﺮﺣﺒﺎ", u16::to_be_bytes)),
        (Encoding::Utf16Le, "قال الوزير 😀".to_owned(), utf16("قال الوزير 😀", u16::to_le_bytes)),
        (Encoding::Windows1256, ARABIC.to_owned(), page(WINDOWS_1256, ARABIC)),
        (Encoding::Windows1256, "شكر".to_owned(), page(WINDOWS_1256, "شكر")),
        (Encoding::Windows1256, "Vol. 12: العدد الأول".to_owned(), page(WINDOWS_1256, "Vol. 12: العدد الأول")),
        (Encoding::Windows1256, SCARCE.to_owned(), page(WINDOWS_1256, SCARCE)),
        (Encoding::Windows1256, format!("\x1A{ARABIC}"), page(WINDOWS_1256, &format!("\x1A{ARABIC}"))),
        (Encoding::Iso8859_6, iso_text(), page(ISO_8859_6, &iso_text())),
    ];
    for (encoding, text, bytes) in cases {
        let decoded = decode(&bytes).unwrap_or_else(|fault| panic!("{encoding:?} {text}: {fault:?}"));
        assert_eq!((decoded.encoding, &decoded.text, decoded.replaced), (encoding, &text, 0));
        assert_eq!(decoded.notes(0).is_empty(), encoding == Encoding::Utf8);
        assert_eq!(decode(bytes), Ok(decoded), "a vector is decoded otherwise than a slice");
    }
}

#[test]
fn other_encodings_are_not_taken_for_arabic() {
    use encoding_rs::{GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1255};
    let cases: [(&'static Charset, &str); 11] = [
        (WINDOWS_1252, "Où était l'élève français à Noël ? Déjà rentré, paraît-il."),
        (WINDOWS_1252, "Über die Straße läuft ein Bär; größere Bären träumen länger."),
        (WINDOWS_1252, "éèç"),
        (WINDOWS_1252, "AÇÃO"),
        (WINDOWS_1252, "ÑANDÚ"),
        (WINDOWS_1251, "Министр иностранных дел заявил о готовности к переговорам."),
        (KOI8_R, "министр иностранных дел заявил о готовности к переговорам."),
        (WINDOWS_1253, "Ο υπουργός δήλωσε ότι οι συνομιλίες συνεχίζονται."),
        (WINDOWS_1255, "שר החוץ הודיע על נכונות לשיחות בשבוע הבא."),
        (GBK, "外交部长表示愿意进行谈判，双方将于下周会晤。"),
        (SHIFT_JIS, "外務大臣は来週の会談に応じる用意があると述べた。"),
    ];
    for (charset, text) in cases {
        let bytes = page(charset, text);
        let first = std::str::from_utf8(&bytes).map_err(|error| error.valid_up_to());
        let byte = first.expect_err("valid UTF-8");
        assert_eq!(decode(&bytes), Err(Undecodable::NoEncoding { byte }), "{}", charset.name());
    }
}

#[test]
fn damage_is_replaced_and_counted() {
    let cases: &[(&str, usize, usize, &[u8])] = &[
        ("مرحبا\u{FFFD}", 1, 10, b"\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7\xFF"),
        ("مرحب\u{FFFD}", 1, 8, b"\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8"),
        ("مرحب\u{FFFD}", 1, 11, b"\xEF\xBB\xBF\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8"),
        ("ما\u{FFFD}", 1, 6, b"\xFF\xFE\x45\x06\x27\x06\x41"),
        ("ما\u{FFFD}", 1, 6, b"\xFE\xFF\x06\x45\x06\x27\xD8\x00"),
    ];
    for &(text, replaced, first, bytes) in cases {
        let decoded = decode(bytes).expect(text);
        assert_eq!(
            (decoded.text.as_str(), decoded.replaced, decoded.first_replaced),
            (text, replaced, Some(first))
        );
        let notes = decoded.notes(100).join(" ");
        assert!(notes.contains(&format!("at byte {}.", first + 100)), "{notes}");
    }
    // A single byte of Latin-1 in a long English text.
    let mut english = b"A long line of plain letters. ".repeat(10);
    english.push(0xE9);
    assert_eq!(decode(english).map(|decoded| decoded.first_replaced), Ok(Some(300)));
}

#[test]
fn zeros() {
    assert_eq!(decode(b"abc\0def"), Err(Undecodable::Binary));
    assert_eq!(decode(vec![0; 1000]), Err(Undecodable::Binary));
    assert_eq!(decode(b"\xFF\xFE\0\0\0\0\0\0"), Err(Undecodable::Binary));
    assert_eq!(decode([vec![0xC7; 999], vec![0]].concat()), Err(Undecodable::Binary));
    let text = format!("{}\0", ARABIC.repeat(4));
    let decoded = decode(text.as_bytes()).expect("text");
    assert_eq!((decoded.text, decoded.nuls), (text, 1));
}

#[test]
fn nothing_is_trimmed_or_converted() {
    for text in ["", " \n", "\r\n\r a \r\n", "a\u{FEFF}b", "a\u{2028}\u{200F}b\t"] {
        assert_eq!(decode(text.as_bytes()).map(|decoded| decoded.text).as_deref(), Ok(text));
    }
}
