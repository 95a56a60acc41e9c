//! What the program says on standard error: failures, notices, progress.

use std::fmt;
use std::io::{IsTerminal, Write};

use comity_app::ports::Letter;
use comity_exchange::{Notice, ReadError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

/// Notices that are printed one by one; more are only counted.
const MAX_NOTICES_SHOWN: usize = 12;

/// Characters that are printed of a notice.
const MAX_NOTICE_CHARS: usize = 200;

/// Why the program stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments make no sense together.
    Usage(String),
    /// A document could not be read.
    Read(ReadError),
    /// Something else could not be used: what it is, and what is wrong.
    Unusable(String, String),
    /// A verification that found something wrong; its answers, written already, say what.
    Answered,
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Failure {
        Failure::Read(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(message) => f.write_str(message),
            Failure::Read(error) => write!(f, "{error}"),
            Failure::Unusable(what, wrong) => write!(f, "{what}: {wrong}"),
            Failure::Answered => f.write_str("something is wrong"),
        }
    }
}

/// Says why nothing was written.
pub(crate) fn failure(failure: &Failure) {
    line(&format!("comity: {failure}"));
}

/// Says what was done, and what the documents held that needs a look.
pub(crate) fn done(summary: &str, notices: &[Notice]) {
    line(&format!("comity: {summary}"));
    for notice in notices.iter().take(MAX_NOTICES_SHOWN) {
        line(&format!(
            "  {}: {}: {}",
            notice.source,
            notice.place,
            shortened(&notice.message, MAX_NOTICE_CHARS)
        ));
    }
    if notices.len() > MAX_NOTICES_SHOWN {
        let more = notices.len() - MAX_NOTICES_SHOWN;
        line(&format!(
            "  … and {more} more notices, all of them in the result"
        ));
    }
}

/// A letter, for whoever sits at the console.
pub(crate) fn letter(letter: &Letter) {
    line(&format!(
        "comity: a letter to {}: {}\n",
        letter.to.as_str(),
        letter.subject
    ));
    for written in letter.text.lines() {
        line(&format!("  {written}"));
    }
    line("");
}

/// The first characters of what is said, so many at most.
pub(crate) fn shortened(said: &str, most: usize) -> String {
    match said.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &said[..at]),
        None => said.to_owned(),
    }
}

/// What came with a file cannot steer the terminal, or hide what stands before it: control
/// characters are shown as such, but for those that are kept.
pub(crate) fn seen(said: &str, kept: &[char]) -> String {
    let shown = |it: char| match it.is_control() && !kept.contains(&it) {
        true => '\u{fffd}',
        false => it,
    };
    said.chars().map(shown).collect()
}

/// `3 proposals`, `1 proposal`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn line(text: &str) {
    let text = seen(text, &['\n', '\t']);
    // A closed standard error must not turn a result into a failure.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Progress over files, shown only to a person at a terminal.
pub(crate) fn progress(files: usize, quiet: bool) -> ProgressBar {
    bar("reading {bar:24} {pos}/{len} {wide_msg}", files, quiet)
}

/// Progress over the lines of a script.
pub(crate) fn playing(lines: usize, quiet: bool) -> ProgressBar {
    bar("playing {bar:24} {pos}/{len} {wide_msg}", lines, quiet)
}

fn bar(template: &str, steps: usize, quiet: bool) -> ProgressBar {
    let shown = !quiet && steps > 1 && std::io::stderr().is_terminal();
    let target = match shown {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(steps as u64), target);
    let style = ProgressStyle::with_template(template).expect("the template is a fixed one");
    bar.with_style(style)
}

/// Progress over the bytes of a file, shown only to a person at a terminal, and only when there is
/// something to wait for; it goes when the file has been read.
pub(crate) fn reading(bytes: u64, quiet: bool) -> ProgressBar {
    const WORTH_SHOWING_BYTES: u64 = 16 * 1024 * 1024;
    let shown = !quiet && bytes >= WORTH_SHOWING_BYTES && std::io::stderr().is_terminal();
    let target = match shown {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let style = ProgressStyle::with_template("reading {bar:24} {bytes}/{total_bytes}")
        .expect("the template is a fixed one");
    ProgressBar::with_draw_target(Some(bytes), target)
        .with_style(style)
        .with_finish(ProgressFinish::AndClear)
}

/// Progress over the entries of a record, shown only to a person at a terminal, and only when
/// there is something to wait for.
pub(crate) fn entries(count: u64, quiet: bool) -> ProgressBar {
    const WORTH_SHOWING: u64 = 10_000;
    let shown = !quiet && count >= WORTH_SHOWING && std::io::stderr().is_terminal();
    let target = match shown {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(count), target);
    let style = ProgressStyle::with_template("entries {bar:24} {human_pos}/{human_len}")
        .expect("the template is a fixed one");
    bar.with_style(style)
}
