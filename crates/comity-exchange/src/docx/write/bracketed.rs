//! A compilation as the text that a secretariat circulates: disputed words in square brackets,
//! each outcome followed by who asks for it.
//!
//! Short outcomes stand in the line; long or many ones get letters and stand below the
//! paragraph, each with its redline against the base.
//!
//! Start at [`write_bracketed`].

use comity_text::compile::{Alternative, CompiledProvision, Piece, Region};
use comity_text::{BREAK, Compilation, Kind, Text};

use super::attribution::Attribution;
use super::moves::is_suppressed;
use super::package::Package;
use super::paragraph::Setting;
use super::redline::{Stretch, redline};
use super::run::{Dress, is_east_asian, is_rtl, push_string, push_text};
use crate::notice::Notice;

/// The most words of an outcome that is read in the line.
const MAX_INLINE_WORDS: usize = 12;

/// The most outcomes that are read in the line.
const MAX_INLINE_OUTCOMES: usize = 3;

/// The compilation as a DOCX with brackets and attributions.
///
/// After the title stand the number of proposals, the sponsors and how to read the brackets;
/// after the text the reasons given and, on the last page, the notices.
#[must_use]
pub fn write_bracketed(compilation: &Compilation, notices: &[Notice]) -> Vec<u8> {
    let names = Attribution::new(compilation);
    let mut page = Page {
        title: names.title(),
        names,
        out: String::new(),
    };
    let provisions = &compilation.provisions;
    let titled = provisions
        .first()
        .is_some_and(|one| one.kind == Kind::Title);
    let (head, rest) = provisions.split_at(usize::from(titled));
    for provision in head {
        page.provision(provision);
    }
    page.summary(compilation);
    for provision in rest {
        page.provision(provision);
    }
    page.reasons(compilation);
    page.notices(notices);
    Package {
        title: page.title,
        body: page.out,
        labels: Vec::new(),
        comments: String::new(),
        tracking: false,
    }
    .into_bytes()
}

struct Page<'a> {
    names: Attribution<'a>,
    title: String,
    out: String,
}

/// A paragraph being written.
struct Line {
    out: String,
    rtl: bool,
}

impl Line {
    fn new(rtl: bool) -> Line {
        Line {
            out: String::new(),
            rtl,
        }
    }

    fn text(&mut self, text: &Text, style: &'static str) {
        let dress = Dress {
            style,
            rtl: self.rtl,
            deleted: false,
        };
        let whole = text.as_str();
        if !whole.contains(BREAK) {
            return push_text(&mut self.out, text, dress);
        }
        for (at, part) in text.split_at_breaks().iter().enumerate() {
            if at > 0 {
                push_string(&mut self.out, " ¶ ", dress);
            }
            push_text(&mut self.out, part, dress);
        }
    }

    fn string(&mut self, string: &str, style: &'static str) {
        self.text(&Text::plain(string), style);
    }

    /// Names in their own direction, so that those of another one do not turn the line round.
    fn names(&mut self, names: &[&str], style: &'static str) {
        let mark = if self.rtl { "\u{200F}" } else { "\u{200E}" };
        for (at, name) in names.iter().enumerate() {
            if at > 0 {
                self.string(", ", style);
            }
            if is_rtl(name) == self.rtl {
                self.string(name, style);
            } else {
                self.string(mark, style);
                self.string(name, style);
                self.string(mark, style);
            }
        }
    }

    /// ` (word: names)`, raised and small.
    fn attribution(&mut self, word: &str, names: &[&str]) {
        if names.is_empty() {
            return;
        }
        self.string(
            if word.is_empty() { "\u{A0}(" } else { " (" },
            "Attribution",
        );
        if !word.is_empty() {
            self.string(&format!("{word}: "), "Attribution");
        }
        self.names(names, "Attribution");
        self.string(")", "Attribution");
    }
}

/// A region whose outcomes stand below the paragraph.
struct Lettered<'a> {
    number: usize,
    region: &'a Region,
}

impl Page<'_> {
    fn paragraph(&mut self, setting: &Setting, line: &Line) {
        self.out.push_str("<w:p>");
        self.out.push_str(&setting.properties(""));
        self.out.push_str(&line.out);
        self.out.push_str("</w:p>");
    }

    fn provision(&mut self, provision: &CompiledProvision) {
        let mut setting = self.names.setting(provision);
        if provision.alt_of.is_some() {
            let rival = setting.under(&setting.style);
            setting.left = rival.left + setting.hanging;
        }
        let mut line = Line::new(setting.rtl);
        if !provision.label.is_empty() {
            line.string(&provision.label, "ProvisionLabel");
        }
        if setting.left > 0 {
            line.out.push_str("<w:r><w:tab/></w:r>");
        } else if !provision.label.is_empty() {
            line.string("  ", "");
        }
        let bracketed = is_suppressed(provision) || !provision.added_by.is_empty();
        if bracketed {
            line.string("[", "Bracket");
        }
        let lettered = self.pieces(provision, &mut line);
        if bracketed {
            line.string("]", "Bracket");
        }
        let adding = if provision.alt_of.is_some() {
            ""
        } else {
            "add"
        };
        line.attribution(adding, &self.names.sponsors(&provision.added_by));
        line.attribution("delete", &self.names.sponsors(&provision.suppressed_by));
        line.attribution("keep as is", &self.names.sponsors(&provision.keep));
        self.paragraph(&setting, &line);
        for one in &lettered {
            self.outcomes(&setting, one);
        }
        self.remarks(&setting, provision);
    }

    fn pieces<'b>(&self, provision: &'b CompiledProvision, line: &mut Line) -> Vec<Lettered<'b>> {
        let mut lettered = Vec::new();
        for piece in &provision.pieces {
            match piece {
                Piece::Text(text) => line.text(text, ""),
                Piece::Region(region) if is_short(region) => self.inline(region, line),
                Piece::Region(region) => {
                    let number = lettered.len() + 1;
                    self.lettered(region, number, line);
                    lettered.push(Lettered { number, region });
                }
            }
        }
        lettered
    }

    fn base(&self, region: &Region, line: &mut Line) {
        let kept = !region.keep.is_empty();
        if region.base.is_empty() {
            if kept {
                line.string("–", "");
            }
        } else {
            let (core, after) = trimmed_end(&region.base);
            line.text(&core, if kept { "" } else { "Gone" });
            if !kept {
                line.text(&after, "");
            }
        }
        line.attribution("keep", &self.names.sponsors(&region.keep));
    }

    fn inline(&self, region: &Region, line: &mut Line) {
        let (before, after) = outer_spaces(region);
        line.string(&before, "");
        line.string("[", "Bracket");
        let inner = without_outer_spaces(region, &before, &after);
        self.base(&inner, line);
        let mut open = inner.base.is_empty() && inner.keep.is_empty();
        for alternative in &inner.alternatives {
            if !open {
                line.string(" | ", "Bracket");
            }
            open = false;
            if alternative.text.is_empty() {
                line.string("delete", "Word");
            } else {
                line.text(&alternative.text, "");
            }
            self.sponsors(alternative, line);
        }
        line.string("]", "Bracket");
        line.string(&after, "");
    }

    fn sponsors(&self, alternative: &Alternative, line: &mut Line) {
        line.attribution("", &self.names.sponsors(&alternative.proposals));
        if let Some(amended) = alternative.variant_of {
            line.attribution("amending", &self.names.sponsors(&[amended]));
        }
    }

    fn lettered(&self, region: &Region, number: usize, line: &mut Line) {
        let (before, after) = outer_spaces(region);
        line.string(&before, "");
        line.string("[", "Bracket");
        let inner = without_outer_spaces(region, &before, &after);
        self.base(&inner, line);
        if !(inner.base.is_empty() && inner.keep.is_empty()) {
            line.string(" | ", "Bracket");
        }
        let last = letters(region.alternatives.len().saturating_sub(1));
        let range = match region.alternatives.len() {
            0 | 1 => format!("{number}: a"),
            _ => format!("{number}: a–{last}"),
        };
        line.string(&range, "Bracket");
        line.string("]", "Bracket");
        line.string(&after, "");
    }

    fn outcomes(&mut self, setting: &Setting, lettered: &Lettered<'_>) {
        let below = setting.under("Alternative");
        for (at, alternative) in lettered.region.alternatives.iter().enumerate() {
            let mut line = Line::new(setting.rtl);
            line.string(&format!("{}{})", lettered.number, letters(at)), "Bracket");
            line.out.push_str("<w:r><w:tab/></w:r>");
            if alternative.text.is_empty() {
                line.string("delete", "Word");
            }
            match redline(&lettered.region.base, &alternative.text) {
                None => line.text(&trimmed(&alternative.text), ""),
                Some(stretches) => push_redline(&mut line, &stretches),
            }
            self.sponsors(alternative, &mut line);
            self.paragraph(&below, &line);
        }
    }

    fn remarks(&mut self, setting: &Setting, provision: &CompiledProvision) {
        let mut remarks: Vec<(String, &[usize])> = Vec::new();
        if let Some(rival) = &provision.alt_of {
            let words = format!("in place of {}", self.names.reference(rival));
            remarks.push((words, &provision.added_by));
        }
        for (target, who) in &provision.joined_into {
            remarks.push((format!("join with {}", self.names.reference(target)), who));
        }
        for (place, who) in &provision.moves {
            remarks.push((format!("move {}", self.names.place(place)), who));
        }
        for (words, who) in remarks {
            let mut remark = setting.under("Remark");
            remark.left = setting.left;
            remark.hanging = 0;
            let mut line = Line::new(setting.rtl);
            line.string(&format!("[{words}: "), "");
            line.names(&self.names.sponsors(who), "AttributionLine");
            line.string("]", "");
            self.paragraph(&remark, &line);
        }
    }
}

impl Page<'_> {
    fn summary(&mut self, compilation: &Compilation) {
        let everyone: Vec<usize> = (0..compilation.proposals.len()).collect();
        let sponsors = self.names.sponsors(&everyone);
        let (proposals, delegations) = (compilation.proposals.len(), sponsors.len());
        let numbers = format!(
            "Compilation · {proposals} {} · {delegations} {}",
            if proposals == 1 {
                "proposal"
            } else {
                "proposals"
            },
            if delegations == 1 {
                "sponsor"
            } else {
                "sponsors"
            },
        );
        let mut line = Line::new(false);
        line.string(&numbers, "");
        self.paragraph(&plain_setting("Summary"), &line);
        let mut line = Line::new(false);
        line.names(&sponsors, "AttributionLine");
        self.paragraph(&plain_setting("Summary"), &line);
        let mut line = Line::new(false);
        line.string("[", "Bracket");
        line.string("base", "Gone");
        line.string(" | ", "Bracket");
        line.string("proposed words", "");
        line.attribution("", &["who proposes them"]);
        line.string("]", "Bracket");
        line.string(
            " – words of the base are struck unless somebody asks to keep them; numbers with \
             letters lead to the outcomes below the paragraph.",
            "",
        );
        self.paragraph(&plain_setting("SummaryEnd"), &line);
    }

    fn reasons(&mut self, compilation: &Compilation) {
        let reasoned: Vec<usize> = (0..compilation.proposals.len())
            .filter(|at| !compilation.proposals[*at].rationale.is_empty())
            .collect();
        if reasoned.is_empty() {
            return;
        }
        self.last_heading("Reasons given", "");
        for at in reasoned {
            let proposal = &compilation.proposals[at];
            let rtl = is_rtl(&proposal.rationale);
            let mut line = Line::new(rtl);
            let sponsors = self.names.sponsors(&[at]);
            line.names(&sponsors, "AttributionLine");
            if !sponsors.contains(&proposal.id.as_str()) {
                line.string(" · ", "AttributionLine");
                line.names(&[proposal.id.as_str()], "AttributionLine");
            }
            line.string(": ", "AttributionLine");
            line.string(&proposal.rationale, "");
            let setting = Setting {
                rtl,
                ..plain_setting("Normal")
            };
            self.paragraph(&setting, &line);
        }
    }

    fn notices(&mut self, notices: &[Notice]) {
        if notices.is_empty() {
            return;
        }
        self.last_heading("Notices", "<w:pageBreakBefore/>");
        for notice in notices {
            let mut line = Line::new(false);
            let place = format!("{}, {}: ", notice.source, notice.place);
            line.string(&place, "AttributionLine");
            line.string(&notice.message, "");
            self.paragraph(&plain_setting("Normal"), &line);
        }
    }

    /// A heading after the text; `more` is said of its paragraph besides the style.
    fn last_heading(&mut self, words: &str, more: &str) {
        let mut line = Line::new(false);
        line.string(words, "");
        self.out.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/>{more}</w:pPr>"
        ));
        self.out.push_str(&line.out);
        self.out.push_str("</w:p>");
    }
}

fn plain_setting(style: &str) -> Setting {
    Setting {
        style: style.to_owned(),
        ..Setting::default()
    }
}

fn push_redline(line: &mut Line, stretches: &[Stretch]) {
    for stretch in stretches {
        let (text, style) = match stretch {
            Stretch::Same(text) => (text, ""),
            Stretch::Gone(text) => (text, "Gone"),
            Stretch::Come(text) => (text, "Come"),
        };
        let (core, after) = trimmed_end(text);
        line.text(&core, style);
        line.text(&after, "");
    }
}

fn is_short(region: &Region) -> bool {
    region.alternatives.len() <= MAX_INLINE_OUTCOMES
        && region
            .alternatives
            .iter()
            .all(|one| word_count(one.text.as_str()) <= MAX_INLINE_WORDS)
}

/// Words as a reader counts them; two Han characters make one.
fn word_count(string: &str) -> usize {
    let east = string.chars().filter(|c| is_east_asian(*c)).count();
    let spaced = string
        .split_whitespace()
        .filter(|word| !word.chars().all(is_east_asian))
        .count();
    east / 2 + spaced
}

/// a, b, … z, aa, ab, …
fn letters(at: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(at % 26).expect("a rest of 26 fits in a byte"));
    match at / 26 {
        0 => letter.to_string(),
        rest => format!("{}{letter}", letters(rest - 1)),
    }
}

/// The spaces before and after that every text of a region has, so that they stand outside its
/// brackets. A text that is nothing but a deletion has none and asks for none.
fn outer_spaces(region: &Region) -> (String, String) {
    let mut texts = region
        .alternatives
        .iter()
        .map(|one| one.text.as_str())
        .chain([region.base.as_str()])
        .filter(|string| !string.is_empty());
    let all_open = texts.clone().all(|string| string.starts_with(' '));
    let all_close = texts.all(|string| string.ends_with(' ') && string.len() > 1);
    let space = |wanted: bool| if wanted { " " } else { "" }.to_owned();
    (space(all_open), space(all_close))
}

fn without_outer_spaces(region: &Region, before: &str, after: &str) -> Region {
    let cut = |text: &Text| {
        let start = u32::from(!before.is_empty());
        let end = text.len().saturating_sub(u32::from(!after.is_empty()));
        text.slice(start, end.max(start))
    };
    let mut out = region.clone();
    out.base = cut(&region.base);
    for alternative in &mut out.alternatives {
        alternative.text = cut(&alternative.text);
    }
    out
}

fn trimmed_end(text: &Text) -> (Text, Text) {
    let kept = text.as_str().trim_end_matches(' ').chars().count();
    let kept = u32::try_from(kept).expect("a text is shorter than 2^32 characters");
    (text.slice(0, kept), text.slice(kept, text.len()))
}

fn trimmed(text: &Text) -> Text {
    let (core, _) = trimmed_end(text);
    let spaces = core.as_str().chars().take_while(|c| *c == ' ').count();
    let spaces = u32::try_from(spaces).expect("a text is shorter than 2^32 characters");
    core.slice(spaces, core.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let found: Vec<String> = [0, 25, 26, 51, 52, 702].map(letters).to_vec();
        assert_eq!(found, ["a", "z", "aa", "az", "ba", "aaa"]);
    }

    #[test]
    fn words_are_counted_as_a_reader_counts_them() {
        assert_eq!(word_count("all parties shall report"), 4);
        assert_eq!(word_count("各国应在和平时期开展合作"), 6);
        assert_eq!(word_count(""), 0);
    }
}
