//! Formats: which one is meant, and pages with their redlines.

use std::path::Path;

use comity_exchange::{Notice, PageFacts, html, markdown_out};
use comity_text::diff::words::words;
use comity_text::{Compilation, CompileError, Text, Tokenizer};

use crate::arguments::{CompilationFormat, Destination, TextFormat};
use crate::report::Failure;

/// The ending of the file that a result goes to, in small letters.
pub(crate) fn ending(destination: &Destination) -> Option<String> {
    let path = destination.output.as_deref()?;
    path.extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
}

/// The format of a compilation: as said, or by the ending of the file, or Markdown.
pub(crate) fn compilation_format(
    said: Option<CompilationFormat>,
    destination: &Destination,
) -> Result<CompilationFormat, Failure> {
    if let Some(said) = said {
        return Ok(said);
    }
    match ending(destination).as_deref() {
        None => Ok(CompilationFormat::Markdown),
        Some("html" | "htm") => Ok(CompilationFormat::Html),
        Some("docx") => Ok(CompilationFormat::Docx),
        Some("md" | "markdown") => Ok(CompilationFormat::Markdown),
        Some("json") => Ok(CompilationFormat::Json),
        Some(other) => Err(unknown(other, "html, docx, docx-tracked, markdown or json")),
    }
}

/// The format of any other result.
pub(crate) fn text_format(
    said: Option<TextFormat>,
    destination: &Destination,
    docx: bool,
) -> Result<TextFormat, Failure> {
    let format = match (said, ending(destination).as_deref()) {
        (Some(said), _) => said,
        (None, None | Some("md" | "markdown")) => TextFormat::Markdown,
        (None, Some("html" | "htm")) => TextFormat::Html,
        (None, Some("json")) => TextFormat::Json,
        (None, Some("docx")) => TextFormat::Docx,
        (None, Some(other)) => return Err(unknown(other, "html, markdown or json")),
    };
    if format == TextFormat::Docx && !docx {
        let message =
            "only compile and merge write .docx; choose html, markdown or json".to_owned();
        return Err(Failure::Usage(message));
    }
    Ok(format)
}

/// The failure for an ending that names no format.
pub(crate) fn unknown(ending: &str, formats: &str) -> Failure {
    Failure::Usage(format!(
        "the ending .{ending} names no format; say --to {formats}"
    ))
}

/// What a page says about itself.
pub(crate) fn facts(base: &Path) -> PageFacts {
    let source = crate::inputs::file_name(base);
    let title = base
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into());
    PageFacts {
        title,
        source,
        language: None,
    }
}

/// The words that differ, for the redlines of a page.
pub(crate) fn redline(tokenizer: &Tokenizer) -> impl Fn(&Text, &Text) -> Vec<(u32, u32, Text)> {
    |base, outcome| {
        let edits = words(base, outcome, tokenizer).into_iter();
        edits
            .map(|edit| (edit.start, edit.end, edit.with))
            .collect()
    }
}

/// A page of a comparison: a compilation without names.
pub(crate) fn comparison_page(
    compilation: &Compilation,
    notices: &[Notice],
    facts: &PageFacts,
    tokenizer: &Tokenizer,
) -> String {
    html::write_comparison(compilation, notices, facts, &redline(tokenizer))
}

/// Markdown of a comparison.
pub(crate) fn comparison_markdown(
    compilation: &Compilation,
    notices: &[Notice],
    facts: &PageFacts,
) -> String {
    markdown_out::write_comparison(compilation, notices, facts)
}

/// The failure for proposals that cannot be compiled.
pub(crate) fn unusable(error: &CompileError) -> Failure {
    Failure::Unusable("proposals".to_owned(), format!("{error}."))
}
