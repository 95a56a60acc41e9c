//! The text and the compilation, in the formats that `merge` and `compile` write.

use comity_app::views::compilation::{NoCompilation, Remark, compilation as compiled};
use comity_app::views::text::text as standing;
use comity_exchange::docx::write::{write_bracketed, write_plain, write_tracked};
use comity_exchange::{Notice, PageFacts, html, json, markdown_out, markdown_text};
use comity_procedure::State;
use comity_text::label::labels;
use comity_text::{ProtocolOrder, Tokenizer, compile};

use crate::arguments::CompilationFormat;
use crate::output;
use crate::report::Failure;

/// The text that stands or was adopted.
pub(super) fn text(state: &State, format: CompilationFormat) -> Result<Vec<u8>, Failure> {
    let view = standing(state).map_err(|none| unusable(&none))?;
    let instrument = &view.tabled.instrument;
    let source = facts(state, view.revision).source;
    let withheld = view.provisions.iter().filter(|it| it.withheld);
    let notices: Vec<Notice> = withheld
        .map(|it| Notice::new(source.as_str(), it.id.as_str(), "Its words are withheld."))
        .collect();
    Ok(match format {
        CompilationFormat::Json => json::instrument(instrument, &notices).into_bytes(),
        CompilationFormat::Markdown => markdown_text::write_instrument(instrument).into_bytes(),
        CompilationFormat::Docx | CompilationFormat::DocxTracked => {
            write_plain(instrument, &labels(instrument))
        }
        CompilationFormat::Html => {
            let plain = compile(instrument, &[], &ProtocolOrder::default())
                .map_err(|error| output::unusable(&error))?;
            let facts = facts(state, view.revision);
            output::comparison_page(&plain, &notices, &facts, &Tokenizer::default()).into_bytes()
        }
    })
}

/// The text with every live proposal in it.
pub(super) fn compilation(state: &State, format: CompilationFormat) -> Result<Vec<u8>, Failure> {
    let view = compiled(state).map_err(|none| match none {
        NoCompilation::NoText(none) => unusable(&none),
        NoCompilation::Compile(error) => output::unusable(&error),
    })?;
    let facts = facts(state, view.revision.number);
    let remarks = view.remarks.iter();
    let notices: Vec<Notice> = remarks
        .map(|(proposal, remark)| {
            Notice::new(facts.source.as_str(), proposal.as_str(), sentence(*remark))
        })
        .collect();
    let compilation = &view.compilation;
    let tokenizer = Tokenizer::default();
    Ok(match format {
        CompilationFormat::Html => {
            let redline = output::redline(&tokenizer);
            html::write_compilation(compilation, &notices, &facts, &redline).into_bytes()
        }
        CompilationFormat::Markdown => {
            markdown_out::write_compilation(compilation, &notices, &facts).into_bytes()
        }
        CompilationFormat::Json => json::compilation(compilation, &notices).into_bytes(),
        CompilationFormat::Docx => write_bracketed(compilation, &notices),
        CompilationFormat::DocxTracked => write_tracked(compilation, &notices),
    })
}

fn sentence(remark: Remark) -> &'static str {
    match remark {
        Remark::NothingCarried => {
            "It was made to an earlier revision, and nothing of it found a place in this one."
        }
        Remark::NeedsRepair => {
            "Some of its changes found no place in this revision; its sponsors can repair it."
        }
        Remark::Withheld => "Words of it are withheld; what stands here is not all it asks for.",
    }
}

fn facts(state: &State, revision: u32) -> PageFacts {
    let opening = state.opening();
    let negotiation = opening.map_or("", |it| it.negotiation.as_str());
    PageFacts {
        title: opening.map_or_else(String::new, |it| it.title.shown().to_owned()),
        source: format!(
            "{negotiation}, revision {revision}, {} entries",
            state.size()
        ),
        language: None,
    }
}

fn unusable(why: &impl ToString) -> Failure {
    Failure::Unusable("the record".to_owned(), format!("{}.", why.to_string()))
}
