//! Reads JSON Lines `{"id","text","published","outlet"}` from standard input and prints what the rooms found, one document a
//! line, offsets in code points. `--future` makes bare dates lean ahead.

use std::io::{BufRead, BufWriter, Write};

use musnad_extract::{Engine, Lean, Options};
use musnad_text::annotation::Value;
use musnad_text::document::{Document, Published};
use musnad_text::span::Offsets;
use serde_json::{Value as Json, json};

fn main() -> std::io::Result<()> {
    let engine = Engine::new();
    let lean = if std::env::args().any(|a| a == "--future") { Lean::Future } else { Lean::Past };
    let options = Options { lean };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Ok(row) = serde_json::from_str::<Json>(&line) else { continue };
        let word = |key: &str| row.get(key).and_then(Json::as_str).map(str::to_owned);
        let document = Document {
            id: word("id").unwrap_or_default(),
            outlet: word("outlet"),
            published: word("published").and_then(|p| Published::parse(&p)),
            text: word("text").unwrap_or_default(),
            ..Document::default()
        };
        let read = engine.read(&document, &options);
        let offsets = Offsets::new(&document.text);
        let place = |span: musnad_text::Span| {
            json!({"start": offsets.code_point(span.start), "end": offsets.code_point(span.end),
                   "text": span.of(&document.text)})
        };
        let mut dates = Vec::new();
        for date in &read.dates {
            let mut row = place(date.span);
            row["type"] = json!(date.kind.as_str());
            row["value"] = json!(date.value);
            row["calendar"] = json!(date.calendar.as_str());
            row["anchor"] = json!(date.anchor.as_str());
            row["rule"] = json!(date.rule);
            row["pair"] = json!(date.pair);
            row["note"] = json!(date.note);
            dates.push(row);
        }
        let mut quantities = Vec::new();
        for quantity in &read.quantities {
            let mut row = place(quantity.span);
            row["value"] = match quantity.value {
                Value::One(value) => json!(value),
                Value::Range(low, high) => json!([low, high]),
            };
            row["unit"] = json!(quantity.unit);
            row["approx"] = json!(quantity.approx);
            row["bound"] = json!(quantity.bound.map(|b| b.as_str()));
            row["rule"] = json!(quantity.rule);
            quantities.push(row);
        }
        let row = json!({"id": document.id, "text": document.text, "dates": dates, "quantities": quantities,
                         "statements": []});
        writeln!(out, "{row}")?;
    }
    out.flush()
}
