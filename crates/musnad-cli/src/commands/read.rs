//! `musnad read`.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;

use musnad::present::{html, terminal};
use musnad::{Annotations, Document, Engine, Error, Hints, Input, Options, contract, inputs, pipeline};

use crate::args::Read;
use crate::output::{Failure, Output, complain};
use crate::report;

/// Reads the documents and writes one of the three forms.
pub fn run(args: Read) -> Result<(), Failure> {
    if args.files.is_empty() && io::stdin().is_terminal() {
        return Err(Failure::Usage(
            "there is nothing to read: name a FILE, or `-` to type the text here".into(),
        ));
    }
    let form = Form::new(&args);
    let engine = Engine::new();
    let options = Options { lean: args.prefer.into() };
    let files = if args.files.is_empty() { vec!["-".into()] } else { args.files };
    // The page is named before its documents are read.
    let name = match &files[..] {
        [file] => file.file_name().map(|name| name.to_string_lossy().into_owned()),
        _ => None,
    };
    let hints = Hints { published: args.published, outlet: args.outlet };
    let jobs = args.jobs.map_or_else(pipeline::default_jobs, usize::from);
    let mut out = match &args.output {
        Some(path) => {
            // What was read would be gone.
            if files.iter().any(|file| same_file(file, path)) {
                let path = path.display();
                return Err(Failure::Usage(format!("--output: {path} is read too: choose another name")));
            }
            Output::create(path)?
        }
        None => Output::stdout(),
    };

    let documents = inputs::documents(files.into_iter().map(Input::from), hints);
    let work = |(number, item): (usize, Result<Document, Error>)| -> Result<Shown, String> {
        let document = item.map_err(|error| error.to_string())?;
        let read = || form.show(number, &document, &engine.read(&document, &options));
        match pipeline::survive(read) {
            Some(Ok(shown)) => Ok(shown),
            Some(Err(error)) => Err(format!("{}: it cannot be shown: {error}", place(&document))),
            None => {
                Err(format!("{}: the reader broke on it: please report it with its text", place(&document)))
            }
        }
    };

    out.write_all(form.head(name.as_deref()).as_bytes())?;
    let (mut shown, mut complaints) = (0, 0);
    let mut names = Vec::new();
    let mut failure = None;
    pipeline::in_order((1..).zip(documents), jobs, work, |result| {
        let written = match result {
            Ok((text, name)) => {
                names.extend(name);
                let between = if shown > 0 { form.between() } else { String::new() };
                shown += 1;
                // Handed on at once, for those who feed us line by line.
                out.write_all(between.as_bytes())
                    .and_then(|()| out.write_all(&text))
                    .and_then(|()| out.flush())
            }
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
    if let Some(failure) = failure {
        return Err(failure);
    }
    out.write_all(form.foot(&names).as_bytes())?;
    // Nothing could be read: what an earlier run has written is worth more than an empty file.
    if shown == 0 && complaints > 0 {
        out.discard()?
    } else {
        out.finish()?
    }
    if complaints > 0 { Err(Failure::Shown) } else { Ok(()) }
}

/// A document in its form, and the number and name that a list of the documents has for it.
type Shown = (Vec<u8>, Option<(usize, String)>);

/// What the answer looks like.
enum Form {
    Json(contract::Options),
    Html(html::Options),
    Report(terminal::Options),
}

impl Form {
    fn new(args: &Read) -> Form {
        let lang = args.screen.lang.into();
        let explain = args.explain;
        if args.json {
            return Form::Json(contract::Options { explain });
        }
        if args.html {
            return Form::Html(html::Options { lang, explain });
        }
        let on_screen = args.output.as_ref().is_none_or(|path| path.as_os_str() == "-");
        let (width, color) = report::look(&args.screen, on_screen);
        Form::Report(terminal::Options { lang, width, color, explain })
    }

    fn show(&self, number: usize, document: &Document, annotations: &Annotations) -> io::Result<Shown> {
        Ok(match self {
            Form::Json(options) => {
                let mut line = Vec::with_capacity(document.text.len() * 4);
                contract::write(&mut line, document, annotations, *options)?;
                line.push(b'\n');
                (line, None)
            }
            Form::Html(options) => {
                let article = html::article(number, document, annotations, options).into_bytes();
                (article, Some((number, html::name(document, annotations))))
            }
            Form::Report(options) => (terminal::report(document, annotations, options).into_bytes(), None),
        })
    }

    fn head(&self, name: Option<&str>) -> String {
        match self {
            Form::Html(options) => html::head(name, options),
            Form::Json(_) | Form::Report(_) => String::new(),
        }
    }

    fn between(&self) -> String {
        match self {
            Form::Report(options) => terminal::separator(options),
            Form::Json(_) | Form::Html(_) => String::new(),
        }
    }

    fn foot(&self, names: &[(usize, String)]) -> String {
        match self {
            Form::Html(options) => html::foot(names, options),
            Form::Json(_) | Form::Report(_) => String::new(),
        }
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other && one.is_file(),
        _ => false,
    }
}

fn place(document: &Document) -> String {
    match document.origin.line {
        Some(line) => format!("{}:{line}", document.origin.file),
        None => document.origin.file.clone(),
    }
}
