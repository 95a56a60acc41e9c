//! `comity origins`: whose words a text is made of, and what became of each input.

mod page;

use std::path::{Path, PathBuf};

use comity_app::findings::origins::{Question, Traced, json, listed};
use comity_app::findings::{self as app, Source, Stream};
use comity_exchange::document::{Format, read_base};
use comity_exchange::lists::Input;
use comity_exchange::{Notice, ReadError};
use comity_text::Instrument;

use crate::arguments::OriginsArguments;
use crate::files;
use crate::findings::{self, Written};
use crate::inputs::{file_name, with_path};
use crate::report::{Failure, counted, progress};

pub(crate) fn run(arguments: &OriginsArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let mut sources = vec![arguments.text.as_path()];
    sources.extend(
        arguments
            .base
            .iter()
            .chain(&arguments.inputs)
            .map(PathBuf::as_path),
    );
    let format = findings::format(arguments.to, destination, &sources, false)?;
    let mut read = Read::default();
    let text = read.text(&arguments.text)?;
    let bases = arguments.base.iter().map(|path| read.text(path));
    let bases: Vec<Instrument> = bases.collect::<Result<_, _>>()?;
    let bar = progress(arguments.inputs.len(), destination.quiet);
    let mut paths: Vec<&PathBuf> = arguments.inputs.iter().collect();
    // The names of files say in which order they come, not how a shell happens to list them.
    paths.sort_by_key(|it| (it.file_name(), it.as_path()));
    for path in paths {
        bar.set_message(file_name(path));
        read.inputs(path, &arguments.column)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    read.tell_of_undated();
    let found = app::origins(Question {
        text: &text,
        bases: &bases,
        inputs: read.inputs,
        sources: read.sources,
        notices: read.notices,
    });
    let written = Written {
        summary: summary(&found),
        notices: &found.notices,
        json: &|| json(&found),
        report: &|| page::report(&found, findings::title(&arguments.text)),
        table: None,
    };
    findings::write(&written, format, destination)
}

/// What was read so far.
#[derive(Default)]
struct Read {
    sources: Vec<Source>,
    inputs: Vec<Input>,
    /// Whether what says when inputs came are dates rather than numbers; none while nothing does.
    dated: Option<bool>,
    /// The files that do not say when anything in them came.
    undated: Vec<String>,
    notices: Vec<Notice>,
}

impl Read {
    fn text(&mut self, path: &Path) -> Result<Instrument, Failure> {
        let bytes = files::read(path)?;
        let name = file_name(path);
        let (text, notices) = read_base(&name, &bytes).map_err(|error| with_path(error, path))?;
        self.notices.extend(notices);
        self.sources.push(Source::of(&name, &bytes));
        Ok(text)
    }

    /// A list of inputs, or one input that is a document.
    fn inputs(&mut self, path: &Path, column: &str) -> Result<(), Failure> {
        let name = file_name(path);
        if path.is_dir() {
            return Err(files::folder(path));
        }
        let is_json = path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("json"));
        if !is_json
            && !Format::of(&name)
                .map_err(|error| with_path(error, path))?
                .is_list()
        {
            let text = self.text(path)?;
            let words = text.provisions().iter().map(|it| it.text.as_str());
            self.undated.push(name.clone());
            self.inputs.push(Input {
                id: name,
                organisation: findings::title(path),
                came: None,
                text: words.collect::<Vec<_>>().join("\n"),
            });
            return Ok(());
        }
        let mut bytes = findings::stream(path, true)?;
        let stream = Stream {
            name: &name,
            bytes: &mut bytes,
        };
        let read = listed(stream, column);
        let (inputs, source, notices) = read.map_err(|error| findings::failure(error, &[path]))?;
        let dated = inputs
            .iter()
            .find_map(|it| Some(it.came.as_ref()?.is_date()));
        match dated {
            None => self.undated.push(name),
            Some(dated) if *self.dated.get_or_insert(dated) == dated => {}
            Some(_) => {
                let words = "One list says when its inputs came by dates, another by numbers, and \
                         nothing tells which was first. Write either of them in every list.";
                return Err(ReadError::new(path.display().to_string(), "file", words).into());
            }
        }
        self.inputs.extend(inputs);
        self.sources.push(source);
        self.notices.extend(notices);
        Ok(())
    }

    /// Names the files that do not say when their inputs came, where another one does: these count
    /// as the last.
    fn tell_of_undated(&mut self) {
        if self.dated.is_none() {
            return;
        }
        let words = "It does not say when its inputs came, and other lists do: so they count as \
                     the last.";
        let notices = self.undated.drain(..);
        self.notices
            .extend(notices.map(|name| Notice::new(name, "file", words)));
    }
}

fn summary(found: &Traced) -> String {
    let of = &found.origins;
    format!(
        "{}: {} from a base, {} from {}; {}",
        counted(of.words, "word", "words"),
        of.from_base,
        of.from_inputs,
        counted(found.inputs.len(), "input", "inputs"),
        counted(found.notices.len(), "notice", "notices"),
    )
}
