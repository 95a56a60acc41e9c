//! Compilations and comparisons as Markdown: the same content as the page, for editors and mail.
//!
//! Brackets, attributions in parentheses, outcomes with letters as lists, struck words between
//! tildes. All foreign text is escaped. Never here: a redline of each outcome, which Markdown
//! cannot show well; an outcome that stands below the text is given in full.

use comity_text::compile::{Conflict, Piece, Region};
use comity_text::{BREAK, Compilation, Kind, LINE_BREAK, ProposalKind, Style, Text};

use crate::html::{is_hidden, language_of};
use crate::layout::{Form, Layout, Outcome, excerpt, letter, outcomes};
use crate::notice::Notice;
use crate::page_facts::PageFacts;
use crate::words::Words;

/// Writes a compilation as Markdown, every proposal in place and named.
#[must_use]
pub fn write_compilation(
    compilation: &Compilation,
    notices: &[Notice],
    facts: &PageFacts,
) -> String {
    write(compilation, notices, facts, true)
}

/// Writes the comparison of two texts as Markdown: a compilation of one proposal, without names.
#[must_use]
pub fn write_comparison(
    compilation: &Compilation,
    notices: &[Notice],
    facts: &PageFacts,
) -> String {
    write(compilation, notices, facts, false)
}

struct Sheet<'a> {
    layout: Layout<'a>,
    words: &'static Words,
    attributed: bool,
    out: String,
}

fn write(
    compilation: &Compilation,
    notices: &[Notice],
    facts: &PageFacts,
    attributed: bool,
) -> String {
    let language = facts.language.unwrap_or_else(|| language_of(compilation));
    let mut sheet = Sheet {
        layout: Layout::new(compilation),
        words: language.words(),
        attributed,
        out: String::with_capacity(compilation.provisions.len() * 512 + 1024),
    };
    sheet.push_opening(facts);
    for (moved, nth) in sheet.layout.arrivals_at_start.clone() {
        sheet.push_arrival(moved, nth);
    }
    for at in 0..compilation.provisions.len() {
        let shown = &sheet.layout.provisions[at];
        if shown.shown_as_rival || shown.said_by_label {
            continue;
        }
        sheet.push_provision(at);
        for rival in sheet.layout.provisions[at].rivals.clone() {
            sheet.push_provision(rival);
        }
        for (moved, nth) in sheet.layout.provisions[at].arrivals.clone() {
            sheet.push_arrival(moved, nth);
        }
    }
    if attributed {
        sheet.push_all_conflicts();
    }
    sheet.push_notices(notices);
    if attributed {
        sheet.push_all_proposals();
    }
    sheet.out
}

impl Sheet<'_> {
    fn push_opening(&mut self, facts: &PageFacts) {
        let compilation = self.layout.compilation;
        let has_title = compilation.provisions.iter().any(|p| p.kind == Kind::Title);
        if !has_title && !facts.title.is_empty() {
            self.out.extend(["# ", &escaped(&facts.title), "\n\n"]);
        }
        let words = self.words;
        let in_base = compilation
            .provisions
            .iter()
            .filter(|p| p.added_by.is_empty() && !p.kind.is_heading());
        let mut said = vec![words.provisions.say(in_base.count()).trim().to_owned()];
        if self.attributed {
            said.insert(0, words.compilation.to_owned());
            said.push(words.proposals.say(compilation.proposals.len()));
            said.push(words.sponsors.say(self.layout.sponsors().len()));
            said.push(words.conflicts.say(compilation.conflicts.len()));
        } else {
            said.insert(0, words.comparison.to_owned());
        }
        if !facts.source.is_empty() {
            said.push(format!(
                "{}{}{}",
                words.source,
                words.colon,
                escaped(&facts.source)
            ));
        }
        self.out.extend(["*", &said.join(" · "), "*\n\n"]);
    }

    fn push_provision(&mut self, at: usize) {
        let compilation = self.layout.compilation;
        let provision = &compilation.provisions[at];
        match provision.kind {
            Kind::Title => self.out.push_str("# "),
            Kind::Heading(0 | 1) | Kind::Annex => self.out.push_str("## "),
            Kind::Heading(2) | Kind::Article => self.out.push_str("### "),
            Kind::Heading(_) => self.out.push_str("#### "),
            _ => {}
        }
        if !provision.label.is_empty() {
            self.out.extend(["**", &escaped(&provision.label), "** "]);
        }
        let added = !provision.added_by.is_empty();
        // Where others would change or keep it, striking all of it would speak for one side only.
        let alone = self.layout.provisions[at].forms.is_empty() && provision.keep.is_empty();
        let goes = !added && !provision.suppressed_by.is_empty();
        let struck = goes && (alone || !self.attributed);
        let (open, close) = match (added, self.attributed) {
            (true, true) => ("\\[", "\\]"),
            (true, false) => ("<ins>", "</ins>"),
            (false, _) => ("", ""),
        };
        self.out.push_str(open);
        let mut forms = self.layout.provisions[at].forms.clone().into_iter();
        for piece in &provision.pieces {
            match piece {
                Piece::Text(text) if struck => self.push_struck(text),
                Piece::Text(text) => self.push_text(text),
                Piece::Region(region) => {
                    let form = forms.next().unwrap_or(Form::Inline);
                    self.push_region(region, form);
                }
            }
        }
        self.push_names(&provision.added_by);
        self.out.extend([close, "\n\n"]);
        self.push_outcomes(at);
        self.push_margin(at);
    }

    fn push_region(&mut self, region: &Region, form: Form) {
        if !self.attributed {
            self.push_struck(&region.base);
            if let Some(only) = region
                .alternatives
                .iter()
                .find(|other| !other.text.is_empty())
            {
                self.out.push_str("<ins>");
                self.push_text(&only.text);
                self.out.push_str("</ins>");
            }
            return;
        }
        let whole = matches!(form, Form::Whole { .. });
        let shown = if whole {
            region.alternatives.len()
        } else {
            outcomes(region).len()
        };
        let last = shown.saturating_sub(1);
        match form {
            Form::Inline => self.push_bracketed(region),
            Form::Lettered { number, first } => {
                self.push_text(&region.base);
                let (from, to) = (letter(first), letter(first + last));
                let letters = if last == 0 {
                    from
                } else {
                    format!("{from}–{to}")
                };
                self.out
                    .push_str(&format!(" **\\[{number}: {letters}\\]**"));
            }
            Form::Whole { first } => {
                self.push_text(&region.base);
                let (from, to) = (self.alt_name(first), self.alt_name(first + last));
                let names = if last == 0 {
                    from
                } else {
                    format!("{from} – {to}")
                };
                self.out.push_str(&format!(" **\\[{names}\\]**"));
            }
        }
    }

    fn push_bracketed(&mut self, region: &Region) {
        self.out.push_str("\\[");
        let mut stands = !region.keep.is_empty();
        if stands {
            self.push_text(&region.base);
            self.out.extend([" *", self.words.keep, "*"]);
            self.push_names(&region.keep);
        } else {
            self.push_struck(&region.base);
        }
        for alternative in &region.alternatives {
            if stands {
                self.out.push_str(" | ");
            } else if !region.base.is_empty() {
                self.out.push(' ');
            }
            stands = true;
            if alternative.text.is_empty() {
                self.out.extend(["*", self.words.delete, "*"]);
            } else {
                self.push_text(&alternative.text);
            }
            self.push_names(&alternative.proposals);
            self.push_variant(alternative.variant_of);
        }
        self.out.push_str("\\]");
    }

    fn push_outcomes(&mut self, at: usize) {
        if !self.attributed {
            return;
        }
        let compilation = self.layout.compilation;
        let provision = &compilation.provisions[at];
        let forms = self.layout.provisions[at].forms.clone();
        let regions = provision.pieces.iter().filter_map(|piece| match piece {
            Piece::Region(region) => Some(region),
            Piece::Text(_) => None,
        });
        let mut any = false;
        for (region, form) in regions.zip(forms) {
            let mut nth = 0;
            for outcome in outcomes(region) {
                let name = match form {
                    Form::Inline => continue,
                    Form::Lettered { first, .. } => letter(first + nth),
                    Form::Whole { .. } if matches!(outcome, Outcome::Keep(_)) => {
                        escaped(&provision.label)
                    }
                    Form::Whole { first } => {
                        format!(
                            "{} {}",
                            escaped(&provision.label),
                            self.alt_name(first + nth)
                        )
                    }
                };
                any = true;
                self.out.extend(["- **", name.trim(), "** "]);
                self.push_outcome(region, outcome);
                self.out.push('\n');
                let is_rival = matches!(outcome, Outcome::Other(_));
                nth += usize::from(is_rival || !matches!(form, Form::Whole { .. }));
            }
        }
        if any {
            self.out.push('\n');
        }
    }

    fn push_outcome(&mut self, region: &Region, outcome: Outcome<'_>) {
        match outcome {
            Outcome::Keep(by) => {
                self.out.extend(["*", self.words.keep, "*"]);
                if region.base.len() <= 120 {
                    self.out.push(' ');
                    self.push_text(&region.base);
                }
                self.push_names(by);
            }
            Outcome::Other(alternative) => {
                if alternative.text.is_empty() {
                    self.out.extend(["*", self.words.delete, "*"]);
                } else {
                    self.push_text(&alternative.text);
                }
                self.push_names(&alternative.proposals);
                self.push_variant(alternative.variant_of);
            }
        }
    }

    fn push_margin(&mut self, at: usize) {
        let compilation = self.layout.compilation;
        let provision = &compilation.provisions[at];
        let words = self.words;
        let before = self.out.len();
        if self.attributed {
            let joining = |by: &usize| {
                provision
                    .joined_into
                    .iter()
                    .any(|(_, all)| all.contains(by))
            };
            let deleting = provision.suppressed_by.iter().filter(|by| !joining(by));
            let deleting: Vec<usize> = deleting.copied().collect();
            self.push_act(words.delete, None, &deleting);
        }
        for (id, by) in &provision.joined_into {
            self.push_act(words.join_into, self.layout.position(id), by);
        }
        for (place, by) in &provision.moves {
            let after = place.after.as_ref().and_then(|id| self.layout.position(id));
            let parent = place
                .parent
                .as_ref()
                .and_then(|id| self.layout.position(id));
            match (after, parent) {
                (Some(after), _) => self.push_act(words.move_after, Some(after), by),
                (None, Some(parent)) => self.push_act(words.move_first_in, Some(parent), by),
                (None, None) => self.push_act(words.move_to_start, None, by),
            }
        }
        self.push_act(words.keep_whole, None, &provision.keep);
        if self.out.len() > before {
            self.out.push('\n');
        }
    }

    fn push_act(&mut self, said: &str, target: Option<usize>, by: &[usize]) {
        if by.is_empty() {
            return;
        }
        self.out.extend(["- *", said, "*"]);
        if let Some(target) = target {
            self.out
                .extend([" **", &escaped(&self.layout.name(target)), "**"]);
        }
        self.push_names(by);
        self.out.push('\n');
    }

    fn push_arrival(&mut self, moved: usize, nth: usize) {
        let compilation = self.layout.compilation;
        let provision = &compilation.provisions[moved];
        let name = escaped(&self.layout.name(moved));
        self.out
            .extend(["↳ **", &name, "** *", self.words.moves_here, "*"]);
        if let Some((_, by)) = provision.moves.get(nth) {
            self.push_names(by);
        }
        self.out
            .extend([" ", &escaped(&excerpt(provision, 60)), "\n\n"]);
    }

    fn push_all_conflicts(&mut self) {
        let compilation = self.layout.compilation;
        if compilation.conflicts.is_empty() {
            return;
        }
        self.out
            .extend(["## ", self.words.conflicts_heading, "\n\n"]);
        for at in 0..compilation.provisions.len() {
            let conflicts: Vec<Conflict> = self.layout.provisions[at].conflicts.clone();
            for group in conflicts.chunk_by(|one, other| one.first == other.first) {
                let name = escaped(&self.layout.name(at));
                let seconds: Vec<_> = group.iter().map(|c| self.name_of(c.second)).collect();
                let first = self.name_of(group[0].first);
                self.out.extend(["- **", &name, "** ", &first, " × "]);
                self.out.extend([&seconds.join(" · "), "\n"]);
            }
        }
        self.out.push('\n');
    }

    fn push_notices(&mut self, notices: &[Notice]) {
        if notices.is_empty() {
            return;
        }
        let words = self.words;
        self.out.extend(["## ", words.notices_heading, "\n\n"]);
        let heads = [words.source, words.place, words.message].join(" | ");
        self.out.extend(["| ", &heads, " |\n| --- | --- | --- |\n"]);
        for notice in notices {
            for cell in [&notice.source, &notice.place, &notice.message] {
                self.out.extend(["| ", &escaped(cell), " "]);
            }
            self.out.push_str("|\n");
        }
        self.out.push('\n');
    }

    fn push_all_proposals(&mut self) {
        let compilation = self.layout.compilation;
        if compilation.proposals.is_empty() {
            return;
        }
        self.out
            .extend(["## ", self.words.proposals_heading, "\n\n"]);
        for (at, proposal) in compilation.proposals.iter().enumerate() {
            let sponsors: Vec<_> = proposal.sponsors.iter().map(|name| escaped(name)).collect();
            self.out.extend(["- **", &escaped(&proposal.id), "** "]);
            if proposal.sponsors != [proposal.id.as_str()] {
                self.out.extend([&sponsors.join(" · "), " "]);
            }
            let kinds: Vec<&str> = proposal
                .kinds()
                .into_iter()
                .map(ProposalKind::name)
                .collect();
            let places = &self.layout.places[at];
            let places: Vec<_> = places
                .iter()
                .map(|at| escaped(&self.layout.name(*at)))
                .collect();
            if places.is_empty() {
                self.out
                    .extend([&kinds.join(" "), " ", self.words.asks_nowhere]);
            } else {
                self.out
                    .extend([&kinds.join(" "), " ", self.words.asks_in, " "]);
                self.out.push_str(&places.join(self.words.comma));
            }
            if !proposal.source.is_empty() {
                self.out.extend([" (", &escaped(&proposal.source), ")"]);
            }
            self.out.push('\n');
            if !proposal.rationale.is_empty() {
                let words = [self.words.reasons, self.words.colon];
                self.out.push_str("  - ");
                self.out.extend(words);
                self.out.extend([&escaped(&proposal.rationale), "\n"]);
            }
        }
    }

    fn push_names(&mut self, proposals: &[usize]) {
        if !self.attributed || proposals.is_empty() {
            return;
        }
        let names: Vec<_> = proposals.iter().map(|at| self.name_of(*at)).collect();
        self.out.extend([" (", &names.join(" · "), ")"]);
    }

    fn name_of(&self, at: usize) -> String {
        let Some(proposal) = self.layout.compilation.proposals.get(at) else {
            return String::new();
        };
        let mut sponsors: Vec<_> = proposal.sponsors.iter().map(|name| escaped(name)).collect();
        sponsors.dedup();
        let id = escaped(&proposal.id);
        if sponsors.contains(&id) {
            sponsors.join(self.words.comma)
        } else {
            format!("{} {id}", sponsors.join(self.words.comma))
                .trim()
                .to_owned()
        }
    }

    fn push_variant(&mut self, original: Option<usize>) {
        if let Some(original) = original {
            let name = self.name_of(original);
            self.out
                .extend([" (", self.words.variant_of, " ", &name, ")"]);
        }
    }

    fn alt_name(&self, number: usize) -> String {
        match number {
            1 => self.words.alternative.to_owned(),
            _ => format!("{} {number}", self.words.alternative),
        }
    }

    fn push_struck(&mut self, text: &Text) {
        self.push_wrapped(text, "~~");
    }

    fn push_text(&mut self, text: &Text) {
        self.push_wrapped(text, "");
    }

    /// Marks must touch the words that they mark, so spaces at the ends stay outside.
    fn push_wrapped(&mut self, text: &Text, mark: &str) {
        for (run, style) in text.runs() {
            let words = run.trim_matches(char::is_whitespace);
            if words.is_empty() {
                push_escaped(&mut self.out, run);
                continue;
            }
            let start = run.len() - run.trim_start_matches(char::is_whitespace).len();
            push_escaped(&mut self.out, &run[..start]);
            let marks = STYLES.iter().filter(|(flag, _, _)| style.has(*flag));
            self.out.push_str(mark);
            self.out.extend(marks.clone().map(|(_, open, _)| *open));
            push_escaped(&mut self.out, words);
            self.out.extend(marks.rev().map(|(_, _, close)| *close));
            self.out.push_str(mark);
            push_escaped(&mut self.out, &run[start + words.len()..]);
        }
    }
}

const STYLES: [(Style, &str, &str); 5] = [
    (Style::STRONG, "**", "**"),
    (Style::EMPHASIS, "*", "*"),
    (Style::UNDERLINE, "<u>", "</u>"),
    (Style::SUPERSCRIPT, "<sup>", "</sup>"),
    (Style::SUBSCRIPT, "<sub>", "</sub>"),
];

pub(crate) fn escaped(string: &str) -> String {
    let mut out = String::with_capacity(string.len() + 8);
    push_escaped(&mut out, string);
    out
}

/// Adds a string so that Markdown reads it as itself, on one line.
fn push_escaped(out: &mut String, string: &str) {
    let mut previous = None;
    let mut characters = string.chars().peekable();
    while let Some(character) = characters.next() {
        let at_start = out.is_empty() || out.ends_with('\n');
        match character {
            BREAK => out.push('¶'),
            LINE_BREAK | '\t' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '|' | '~' | '>' | '$' | '^' => {
                out.extend(['\\', character]);
            }
            '+' | '-' | '=' | ':' if at_start => out.extend(['\\', character]),
            '.' | ')' if ends_in_list_number(out) => out.extend(['\\', character]),
            _ if is_hidden(character, previous, characters.peek().copied()) => {
                out.push_str(&format!("⟦U+{:04X}⟧", u32::from(character)));
            }
            _ => out.push(character),
        }
        previous = Some(character);
    }
}

/// Whether the line so far would become a numbered item with a full stop or bracket behind it.
fn ends_in_list_number(out: &str) -> bool {
    let digits = out
        .bytes()
        .rev()
        .take(10)
        .take_while(u8::is_ascii_digit)
        .count();
    let before = out.len() - digits;
    (1..=9).contains(&digits) && (before == 0 || out.as_bytes()[before - 1] == b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_never_becomes_markdown() {
        let cases = [
            ("# not a heading", "\\# not a heading"),
            ("1. not an item", "1\\. not an item"),
            ("- not an item", "\\- not an item"),
            ("in 1. it stays", "in 1. it stays"),
            (
                "*a* _b_ [c](d) `e` ~f~ <g> |",
                "\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\~f\\~ &lt;g\\> \\|",
            ),
            ("pay\u{202e}100", "pay⟦U+202E⟧100"),
            ("two\nlines", "two¶lines"),
        ];
        for (foreign, expected) in cases {
            assert_eq!(escaped(foreign), expected);
        }
    }
}
