//! The JSON Schema of the contract, for those who check or generate code from it.

/// A JSON Schema, draft 2020-12, of one object of [`crate::contract`]. It allows keys that it does not name, since later
/// versions of the program may add some.
pub const DOCUMENT: &str = include_str!("../schema/musnad.document.1.json");

#[cfg(test)]
mod tests {
    use std::path::Path;

    use boon::{Compiler, Schemas};
    use musnad_text::annotation::*;
    use musnad_text::{Annotations, Document};
    use serde_json::Value;

    use super::*;
    use crate::sample::sample;
    use crate::{Engine, Hints, Input, contract, inputs};

    /// The published schema allows keys that it does not name; ours must all be named.
    fn closed(schema: &mut Value) {
        match schema {
            Value::Object(map) => {
                if map.get("properties").is_some_and(Value::is_object) && map.contains_key("type") {
                    map.insert("additionalProperties".into(), false.into());
                }
                map.values_mut().for_each(closed);
            }
            Value::Array(items) => items.iter_mut().for_each(closed),
            _ => {}
        }
    }

    fn check(objects: &[Value]) {
        let published: Value = serde_json::from_str(DOCUMENT).unwrap();
        let mut ours = published.clone();
        closed(&mut ours);
        for schema in [published, ours] {
            let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
            compiler.enable_format_assertions();
            // Also checks the schema itself against the draft it names.
            compiler.add_resource("urn:musnad:document:1", schema).unwrap();
            let index = compiler.compile("urn:musnad:document:1", &mut schemas).unwrap();
            for object in objects {
                if let Err(error) = schemas.validate(object, index) {
                    panic!("{}: {error:#}", object["id"]);
                }
            }
        }
    }

    fn object(document: &Document, annotations: &Annotations, explain: bool) -> Value {
        let mut json = Vec::new();
        contract::write(&mut json, document, annotations, contract::Options { explain }).unwrap();
        serde_json::from_slice(&json).unwrap()
    }

    #[test]
    fn everything_that_can_be_written_is_described() {
        let (mut document, mut annotations) = sample();
        let full = object(&document, &annotations, true);
        annotations.dates[0].note = Some("read with care");
        annotations.quantities[0].value = musnad_text::annotation::Value::One(f64::NAN);
        document.notes.clear();
        let other = object(&document, &annotations, false);
        check(&[full, other, object(&Document::default(), &Annotations::default(), false)]);
    }

    #[test]
    fn the_examples_are_described() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let files =
            std::fs::read_dir(folder).unwrap().map(|entry| Input::from(entry.unwrap().path().as_path()));
        let hints = Hints { published: crate::Published::parse("2024-01-15"), outlet: None };
        let engine = Engine::new();
        let objects: Vec<Value> = inputs::documents(files, hints)
            .map(|document| document.unwrap())
            .map(|document| object(&document, &engine.read(&document, &Default::default()), true))
            .collect();
        assert!(objects.len() > 10);
        check(&objects);
    }

    #[test]
    fn words_are_those_of_the_code() {
        let schema: Value = serde_json::from_str(DOCUMENT).unwrap();
        let words = |path: &str| -> Vec<String> {
            let list = schema.pointer(&format!("/$defs/{path}/enum")).and_then(Value::as_array).expect(path);
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        macro_rules! check {
            ($path:literal, $name:ident) => {
                let expected: Vec<String> = $name::ALL.iter().map(|word| word.as_str().to_owned()).collect();
                assert_eq!(words($path), expected, $path);
            };
        }
        check!("section/properties/kind", SectionKind);
        check!("date/properties/type", DateType);
        check!("date/properties/calendar", CalendarKind);
        check!("date/properties/anchor", DateAnchor);
        check!("quantity/properties/bound", Bound);
        check!("statement/properties/kind", StatementKind);
        check!("statement/properties/act", Act);
        check!("statement/properties/grade", Grade);
        check!("speaker/properties/type", SpeakerType);
        check!("link/properties/role", ChainRole);
        check!("assertion/properties/label", AssertionLabel);
        check!("name/properties/type", NameType);
        check!("finding/properties/kind", FindingKind);
    }
}
