//! A compilation as a document with tracked changes, each delegation an author.
//!
//! Changes carry no date: a compilation has none, and word processors open them without. Only
//! the ends of moves carry one, since the schema demands it there: the first day of 1970.
//!
//! Start at [`write_tracked`]; what it says is decided in `plan`.

use comity_text::Compilation;

use super::attribution::Attribution;
use super::package::Package;
use super::plan::{Mark, Part, Plan, Remark, Side, TrackedParagraph};
use super::run::{Dress, escaped, push_string, push_text};
use crate::notice::Notice;

/// The date of the ends of a move.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// The compilation as a DOCX with real tracked changes.
///
/// Rejecting all of them gives the base, paragraph by paragraph. The author of a change is the
/// sponsors of what it asks for, joined by `; `. What tracked changes cannot say (reasons, who
/// asks to keep, rival moves, notices) stands in comments.
#[must_use]
pub fn write_tracked(compilation: &Compilation, notices: &[Notice]) -> Vec<u8> {
    let plan = Plan::of(compilation, notices);
    let mut writer = Writer {
        out: String::new(),
        next_id: plan.remarks.len(),
    };
    for paragraph in &plan.paragraphs {
        writer.paragraph(paragraph);
    }
    if plan
        .paragraphs
        .last()
        .is_some_and(|one| one.mark != Mark::Plain)
    {
        // The last mark of a document cannot go; this empty paragraph keeps the others free.
        writer.out.push_str("<w:p/>");
    }
    Package {
        title: Attribution::new(compilation).title(),
        body: writer.out,
        labels: plan.labels,
        comments: comments(&plan.remarks),
        tracking: true,
    }
    .into_bytes()
}

/// The paragraphs of [`write_tracked`]'s document once every change is rejected, and once every
/// change is accepted. Line breaks are [`comity_text::LINE_BREAK`], and what XML cannot hold is
/// U+FFFD.
#[must_use]
pub fn tracked_texts(compilation: &Compilation) -> (Vec<String>, Vec<String>) {
    Plan::of(compilation, &[]).texts()
}

struct Writer {
    out: String,
    next_id: usize,
}

impl Writer {
    fn id(&mut self) -> usize {
        self.next_id += 1;
        self.next_id - 1
    }

    /// The attributes of a tracked change.
    fn by(&mut self, author: &str) -> String {
        format!("w:id=\"{}\" w:author=\"{}\"", self.id(), escaped(author))
    }

    fn paragraph(&mut self, paragraph: &TrackedParagraph) {
        let mark = self.paragraph_mark(&paragraph.mark);
        self.out.push_str("<w:p>");
        self.out.push_str(&paragraph.setting.properties(&mark));
        if let Some((side, at, author)) = &paragraph.opens {
            // The end of a move is found by its id, which is fixed by side and provision.
            let open = format!(
                "<w:{}RangeStart w:id=\"{}\" w:author=\"{}\" w:date=\"{NO_DATE}\" \
                 w:name=\"move{at}\"/>",
                side_name(*side),
                range_id(*side, *at),
                escaped(author)
            );
            self.out.push_str(&open);
        }
        let rtl = paragraph.setting.rtl;
        for part in &paragraph.parts {
            self.part(part, rtl);
        }
        self.out.push_str("</w:p>");
        if let Some((side, at, _)) = &paragraph.closes {
            let close = format!(
                "<w:{}RangeEnd w:id=\"{}\"/>",
                side_name(*side),
                range_id(*side, *at)
            );
            self.out.push_str(&close);
        }
    }

    fn paragraph_mark(&mut self, mark: &Mark) -> String {
        match mark {
            Mark::Plain => String::new(),
            Mark::Inserted(who) => format!("<w:ins {}/>", self.by(who)),
            Mark::Deleted(who) => format!("<w:del {}/>", self.by(who)),
            Mark::MovedFrom(who) => format!("<w:moveFrom {}/>", self.by(who)),
            Mark::MovedTo(who) => format!("<w:moveTo {}/>", self.by(who)),
            Mark::Withdrawn(by, from) => {
                format!("<w:ins {}/><w:del {}/>", self.by(by), self.by(from))
            }
        }
    }

    fn part(&mut self, part: &Part, rtl: bool) {
        match part {
            Part::Words(text, mark) => {
                let mut runs = String::new();
                let dress = Dress {
                    rtl,
                    deleted: matches!(mark, Mark::Deleted(_) | Mark::Withdrawn(..)),
                    ..Dress::default()
                };
                push_text(&mut runs, text, dress);
                self.marked(&runs, mark);
            }
            Part::RemarkStart(id) => {
                let start = format!("<w:commentRangeStart w:id=\"{id}\"/>");
                self.out.push_str(&start);
            }
            Part::RemarkEnd(id, mark) => {
                let end = format!("<w:commentRangeEnd w:id=\"{id}\"/>");
                self.out.push_str(&end);
                let run = format!(
                    "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                     <w:commentReference w:id=\"{id}\"/></w:r>"
                );
                self.marked(&run, mark);
            }
        }
    }

    fn marked(&mut self, runs: &str, mark: &Mark) {
        let wrapped = match mark {
            Mark::Plain => runs.to_owned(),
            Mark::Inserted(who) => format!("<w:ins {}>{runs}</w:ins>", self.by(who)),
            Mark::Deleted(who) => format!("<w:del {}>{runs}</w:del>", self.by(who)),
            Mark::MovedFrom(who) => format!("<w:moveFrom {}>{runs}</w:moveFrom>", self.by(who)),
            Mark::MovedTo(who) => format!("<w:moveTo {}>{runs}</w:moveTo>", self.by(who)),
            Mark::Withdrawn(by, from) => {
                let (by, from) = (self.by(by), self.by(from));
                format!("<w:ins {by}><w:del {from}>{runs}</w:del></w:ins>")
            }
        };
        self.out.push_str(&wrapped);
    }
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::From => "moveFrom",
        Side::To => "moveTo",
    }
}

/// Ids of the ends of moves, far above those that are counted.
fn range_id(side: Side, at: usize) -> usize {
    1_000_000_000 + 2 * at + usize::from(side == Side::To)
}

fn comments(remarks: &[Remark]) -> String {
    let mut out = String::new();
    for (id, remark) in remarks.iter().enumerate() {
        let initials: String = remark
            .author
            .split_whitespace()
            .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
            .take(4)
            .collect();
        out.push_str(&format!(
            "<w:comment w:id=\"{id}\" w:author=\"{}\" w:initials=\"{}\">",
            escaped(&remark.author),
            escaped(&initials)
        ));
        for (at, line) in remark.lines.iter().enumerate() {
            out.push_str("<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
            if at == 0 {
                out.push_str(
                    "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                     <w:annotationRef/></w:r>",
                );
            }
            push_string(&mut out, line, Dress::default());
            out.push_str("</w:p>");
        }
        out.push_str("</w:comment>");
    }
    out
}
