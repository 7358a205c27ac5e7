//! `musnad read`.

use std::io::{self, Write};
use std::ops::ControlFlow;

use musnad::{Annotations, Document, Engine, Error, Hints, Input, Options, contract, inputs, pipeline};

use crate::args::Read;
use crate::output::{Failure, Output, complain};

/// Reads the documents and writes one of the three forms.
pub fn run(args: Read) -> Result<(), Failure> {
    let mut out = match &args.output {
        Some(path) => Output::create(path)?,
        None => Output::stdout(),
    };
    let engine = Engine::new();
    let options = Options { lean: args.prefer.into() };
    let form = contract::Options { explain: args.explain };
    let files = if args.files.is_empty() { vec!["-".into()] } else { args.files };
    let hints = Hints { published: args.published, outlet: args.outlet };
    let documents = inputs::documents(files.into_iter().map(Input::from), hints);
    let jobs = args.jobs.map_or_else(pipeline::default_jobs, usize::from);

    let render = |document: &Document, annotations: &Annotations| -> io::Result<Vec<u8>> {
        let mut line = Vec::with_capacity(document.text.len() * 4);
        contract::write(&mut line, document, annotations, form)?;
        line.push(b'\n');
        Ok(line)
    };
    let work = |item: Result<Document, Error>| -> Result<Vec<u8>, String> {
        let document = item.map_err(|error| error.to_string())?;
        let rendered = pipeline::survive(|| render(&document, &engine.read(&document, &options)));
        match rendered {
            Some(Ok(rendered)) => Ok(rendered),
            Some(Err(error)) => Err(format!("{}: it cannot be written: {error}", place(&document))),
            None => {
                Err(format!("{}: the reader broke on it: please report it with its text", place(&document)))
            }
        }
    };

    let mut complaints = 0;
    let mut failure = None;
    pipeline::in_order(documents, jobs, work, |result| {
        let written = match result {
            // Handed on at once, for those who feed us line by line.
            Ok(rendered) => out.write_all(&rendered).and_then(|()| out.flush()),
            Err(message) => {
                complaints += 1;
                complain(&message);
                Ok(())
            }
        };
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(Failure::from(error));
                ControlFlow::Break(())
            }
        }
    });
    match failure {
        Some(failure) => Err(failure),
        None if complaints > 0 => out.finish().and(Err(Failure::Shown)),
        None => out.finish(),
    }
}

fn place(document: &Document) -> String {
    match document.origin.line {
        Some(line) => format!("{}:{line}", document.origin.file),
        None => document.origin.file.clone(),
    }
}
