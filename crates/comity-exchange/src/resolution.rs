//! The form of a resolution: an opening line, paragraphs of reasons that end in a comma, then
//! numbered paragraphs that act.
//!
//! A document has this form or it has not; nothing is guessed paragraph by paragraph.

use comity_text::Kind;
use comity_text::label::words::{self, HeadingForm};

use crate::block::{Block, BlockStyle};

/// Which blocks of a document are the parts of a resolution.
pub(crate) struct Parts {
    kinds: Vec<Kind>,
}

impl Parts {
    /// What a paragraph is.
    pub(crate) fn kind(&self, at: usize) -> Kind {
        self.kinds.get(at).copied().unwrap_or(Kind::Paragraph)
    }

    /// Whether a block is an operative paragraph.
    pub(crate) fn is_operative(&self, at: usize) -> bool {
        self.kind(at) == Kind::Operative
    }
}

/// Finds the parts of a resolution; every block is a paragraph where there is none.
pub(crate) fn parts(blocks: &[&Block], forms: &[HeadingForm]) -> Parts {
    let mut kinds = vec![Kind::Paragraph; blocks.len()];
    let structured = forms.iter().any(|form| {
        matches!(
            form,
            HeadingForm::Article(_)
                | HeadingForm::Path
                | HeadingForm::Preamble
                | HeadingForm::OperativePart
        )
    });
    let end = forms
        .iter()
        .position(|form| matches!(form, HeadingForm::Annex(_)))
        .unwrap_or(blocks.len());
    let first_number = (0..end).find(|at| is_numbered(blocks[*at]));
    let (false, Some(first_number)) = (structured, first_number) else {
        return Parts { kinds };
    };
    let before: Vec<usize> = (0..first_number)
        .filter(|at| blocks[*at].style == BlockStyle::Paragraph)
        .collect();
    let opening = before.iter().position(|at| is_opening(text(blocks[*at])));
    let reasons = &before[opening.map_or(0, |nth| nth + 1)..];
    let formal = reasons.iter().all(|at| ends_in_comma(text(blocks[*at])));
    if reasons.is_empty() || !formal || (opening.is_none() && reasons.len() < 2) {
        return Parts { kinds };
    }
    for at in reasons {
        kinds[*at] = Kind::Preambular;
    }
    for at in first_number..end {
        if is_numbered(blocks[at]) {
            kinds[at] = Kind::Operative;
        }
    }
    Parts { kinds }
}

fn text(block: &Block) -> &str {
    block.text.as_str()
}

/// Whether a block is a paragraph of the outermost numbering.
fn is_numbered(block: &Block) -> bool {
    let typed = words::typed_number(text(block))
        .filter(|number| number.is_numeric() && number.mark != words::Mark::Enclosed);
    match block.style {
        BlockStyle::Paragraph => typed.is_some(),
        BlockStyle::Item { level, ordered } => {
            let bare = words::typed_number(text(block)).is_none();
            level == 1 && ordered && (typed.is_some() || bare)
        }
        _ => false,
    }
}

/// A paragraph of reasons ends in a comma; marks of notes may stand behind it.
fn ends_in_comma(text: &str) -> bool {
    let mut rest = text.trim_end();
    while let Some(start) = rest.rfind("[^").filter(|_| rest.ends_with(']')) {
        rest = rest[..start].trim_end();
    }
    rest.ends_with([',', '，', '،', ';', '；', '؛'])
}

/// The words by which bodies are called in an opening line.
const BODIES: [&str; 34] = [
    "assembly",
    "council",
    "conference",
    "commission",
    "committee",
    "meeting",
    "parties",
    "summit",
    "congress",
    "board",
    "forum",
    "governments",
    "states",
    "assemblée",
    "conseil",
    "conférence",
    "comité",
    "asamblea",
    "consejo",
    "conferencia",
    "comisión",
    "ассамблея",
    "совет",
    "конференция",
    "комитет",
    "комиссия",
    "大会",
    "理事会",
    "委员会",
    "会议",
    "الجمعية",
    "المجلس",
    "المؤتمر",
    "اللجنة",
];

/// A line such as `The General Assembly,`: short, ends in a comma, names a body at its start.
fn is_opening(text: &str) -> bool {
    let text = text.trim();
    if text.chars().count() > 90 || !text.ends_with([',', '，', '،', ':', '：']) {
        return false;
    }
    let lower = text.to_lowercase();
    let start: Vec<&str> = lower.split_whitespace().take(5).collect();
    let latin = lower.starts_with(|c: char| c.is_ascii_alphabetic());
    let article = ["the", "la", "le", "el", "los", "les", "las", "we"];
    let l_elided = lower.starts_with("l'") || lower.starts_with("l’");
    let opens = !latin || l_elided || start.first().is_some_and(|word| article.contains(word));
    let short = lower.chars().count() <= 14 || lower.contains(' ');
    let start = start.join(" ");
    opens && short && BODIES.iter().any(|body| start.contains(body))
}
