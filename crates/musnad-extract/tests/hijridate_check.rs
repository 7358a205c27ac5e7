//! The Hijri calendar against PyPI `hijridate`: a checked-in sample always, and all 1,740 month starts where Python has it.

#![allow(clippy::disallowed_methods)] // asks another program

use musnad_extract::dates::{gregorian_to_hijri, hijri_to_gregorian, month_start};

#[test]
fn sample_days_agree_with_hijridate() {
    let mut rows = 0;
    for line in include_str!("hijridate.tsv").lines().filter(|l| !l.starts_with('#')) {
        let (hijri, gregorian) = line.split_once('\t').unwrap();
        let parts: Vec<i16> = hijri.split('-').map(|p| p.parse().unwrap()).collect();
        let (year, month, day) = (parts[0], parts[1] as i8, parts[2] as i8);
        let (date, in_table) = hijri_to_gregorian(year, month, day).unwrap();
        assert_eq!(date.to_string(), gregorian, "{hijri}");
        assert!(in_table);
        assert_eq!(gregorian_to_hijri(date), Some((year, month, day, true)));
        rows += 1;
    }
    assert!(rows > 100);
}

#[test]
fn every_month_start_agrees_with_hijridate() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hijridate_check.py");
    let output = match std::process::Command::new("python3").arg(script).output() {
        Ok(output) if output.status.success() => output.stdout,
        _ => {
            println!("skipped: python3 with hijridate is not installed (pip install hijridate)");
            return;
        }
    };
    let printed = String::from_utf8(output).unwrap();
    let mut months = 0;
    for line in printed.lines() {
        let mut columns = line.split(' ');
        let year = columns.next().unwrap().parse().unwrap();
        let month = columns.next().unwrap().parse().unwrap();
        assert_eq!(month_start(year, month).unwrap().to_string(), columns.next().unwrap(), "{year}-{month}");
        months += 1;
    }
    assert_eq!(months, 1740);
}
