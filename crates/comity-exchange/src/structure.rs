//! From blocks to an instrument: what each block is, and what stands in what.
//!
//! It never fails and never loses a block; only blank ones are left out. Ids are `p1`, `p2` and
//! so on by position. The rules are in `docs/formats/text-in.md`. Start at [`instrument`].

use comity_text::label::words::{self, HeadingForm};
use comity_text::{BREAK, Instrument, Kind, LINE_BREAK, Provision, ProvisionId, Text};

use crate::block::{Block, BlockStyle};
use crate::limits::MAX_LEVEL;
use crate::notice::{Notice, told};
use crate::resolution;

/// The instrument that blocks make, and what had to be decided on the way.
///
/// `source` names the document in the notices. A provision comes of each block that has
/// characters, and of each cell.
#[must_use]
pub fn instrument(source: &str, blocks: &[Block]) -> (Instrument, Vec<Notice>) {
    let kept: Vec<&Block> = blocks
        .iter()
        .filter(|block| block.style == BlockStyle::Cell || !is_blank(&block.text))
        .collect();
    let forms: Vec<HeadingForm> = kept.iter().map(|block| form(block)).collect();
    let by_path = forms.contains(&HeadingForm::Path);
    let mut notices = Vec::new();
    let articles = forms
        .iter()
        .filter(|form| matches!(form, HeadingForm::Article(_)));
    if by_path && articles.count() > 0 {
        notices.push(Notice::new(
            source,
            "headings",
            told!(
                "notice-headings-of-places",
                "Some headings name the place of one provision, so headings that name a whole \
                 article are read as plain headings too."
            ),
        ));
    }
    let mut builder = Builder {
        provisions: Vec::with_capacity(kept.len()),
        headings: Vec::new(),
        body: None,
        items: Vec::new(),
        note_target: None,
        promoted: false,
        by_path,
        resolution: resolution::parts(&kept, &forms),
    };
    for (at, block) in kept.iter().enumerate() {
        builder.take(at, block, &forms[at]);
    }
    let instrument = Instrument::new(builder.provisions)
        .expect("ids are counted, and a parent is always open when its child is added");
    (instrument, notices)
}

fn is_blank(text: &Text) -> bool {
    text.as_str().chars().all(char::is_whitespace)
}

fn form(block: &Block) -> HeadingForm {
    match block.style {
        BlockStyle::Heading(_) | BlockStyle::Title => words::heading_form(block.text.as_str()),
        _ => HeadingForm::Free,
    }
}

/// What paragraphs under a heading are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Free,
    Article,
    Preamble,
    Operative,
}

struct OpenHeading {
    level: u8,
    at: usize,
    section: Section,
}

/// An item that may contain the items after it.
struct OpenItem {
    level: u8,
    at: usize,
    /// Its typed number, if it has one in letters.
    letter: Option<String>,
}

struct Builder {
    provisions: Vec<Provision>,
    headings: Vec<OpenHeading>,
    /// The paragraph that items belong to.
    body: Option<usize>,
    items: Vec<OpenItem>,
    /// The block that a note after it belongs to.
    note_target: Option<usize>,
    /// Whether the ordered list under way is a list of paragraphs.
    promoted: bool,
    by_path: bool,
    resolution: resolution::Parts,
}

impl Builder {
    fn take(&mut self, at: usize, block: &Block, form: &HeadingForm) {
        match block.style {
            BlockStyle::Title if self.provisions.is_empty() => self.title(block),
            BlockStyle::Heading(1) if self.provisions.is_empty() && is_title(form) => {
                self.title(block);
            }
            BlockStyle::Title => self.heading(1, block, form),
            BlockStyle::Heading(level) => self.heading(level.clamp(1, MAX_LEVEL), block, form),
            BlockStyle::Paragraph => self.paragraph(at, block),
            BlockStyle::Item { level, ordered } => self.item(at, level, ordered, block),
            BlockStyle::Cell => {
                self.close_body();
                self.add(Kind::Cell, self.heading_at(), &block.text);
            }
            BlockStyle::Footnote => {
                let target = self.note_target;
                self.add(Kind::Footnote, target, &block.text);
                self.note_target = target;
            }
        }
    }

    fn title(&mut self, block: &Block) {
        self.add(Kind::Title, None, &block.text);
    }

    fn heading(&mut self, level: u8, block: &Block, form: &HeadingForm) {
        self.close_body();
        self.headings.retain(|open| open.level < level);
        let inherited = self
            .headings
            .last()
            .map_or(Section::Free, |open| match open.section {
                Section::Article => Section::Free,
                section => section,
            });
        let (kind, section) = match form {
            HeadingForm::Article(_) if !self.by_path => (Kind::Article, Section::Article),
            HeadingForm::Annex(_) => (Kind::Annex, Section::Free),
            HeadingForm::Preamble => (Kind::Heading(level), Section::Preamble),
            HeadingForm::OperativePart => (Kind::Heading(level), Section::Operative),
            _ => (Kind::Heading(level), inherited),
        };
        let parent = self.heading_at();
        let at = self.add(kind, parent, &block.text);
        self.headings.push(OpenHeading { level, at, section });
    }

    fn paragraph(&mut self, at: usize, block: &Block) {
        let text = block.text.as_str();
        let typed = words::typed_number(text);
        if let (Some(number), Some(body)) = (&typed, self.body) {
            let opens_list = ends_in_colon(self.provisions[body].text.as_str());
            let takes_items = self.section() != Section::Free
                || opens_list
                || !self.items.is_empty()
                || words::typed_number(self.provisions[body].text.as_str()).is_some();
            let lettered = !number.is_numeric() && number.mark != words::Mark::Dotted;
            let counted = number.mark == words::Mark::Enclosed && opens_list;
            if takes_items && (lettered || counted) {
                let level = self.letter_level(&number.name);
                self.nest(level, Some(number.name.clone()), block);
                return;
            }
        }
        self.promoted = typed.is_some_and(|number| number.is_numeric());
        self.body_paragraph(at, block);
    }

    /// The level of a lettered item: `(i)` after `(h)` is a letter, after `(a)` it is a numeral
    /// one level down.
    fn letter_level(&self, name: &str) -> u8 {
        let follows = |open: &OpenItem| {
            let last = open.letter.as_deref().unwrap_or_default();
            let next_letter = last.len() == 1
                && name.len() == 1
                && last.bytes().next().map(|b| b + 1) == name.bytes().next();
            let next_numeral = matches!(
                (words::roman(last), words::roman(name)),
                (Some(last), Some(name)) if last + 1 == name
            );
            next_letter || next_numeral
        };
        // The innermost list that the name continues; `(ii)` after `(i)` before `(j)` after `(i)`.
        if let Some(open) = self.items.iter().rev().find(|open| follows(open)) {
            return open.level;
        }
        match self.items.last() {
            Some(last) if matches!(name, "i" | "a" | "1") => last.level.saturating_add(1),
            Some(_) if words::roman(name).is_none() => 1,
            Some(last) => last.level,
            None => 1,
        }
    }

    fn item(&mut self, at: usize, level: u8, ordered: bool, block: &Block) {
        let level = level.clamp(1, MAX_LEVEL);
        let typed = words::typed_number(block.text.as_str());
        let numeric = typed.as_ref().is_some_and(words::TypedNumber::is_numeric);
        let outermost = level == 1 && ordered && (numeric || typed.is_none());
        if outermost && (self.promoted || self.starts_paragraphs(at, numeric)) {
            self.promoted = true;
            self.body_paragraph(at, block);
            return;
        }
        if level == 1 && !ordered {
            // Bullets between numbered paragraphs belong to the paragraph before them.
            self.nest(1, None, block);
            return;
        }
        let level = if self.promoted { level - 1 } else { level };
        let letter = typed.map(|number| number.name);
        self.nest(level.max(1), letter, block);
    }

    /// Whether an item of the outermost ordered list is a numbered paragraph of the text.
    fn starts_paragraphs(&self, at: usize, numeric: bool) -> bool {
        if self.resolution.is_operative(at) || self.section() == Section::Operative {
            return self.items.is_empty();
        }
        let opens_list = self
            .body
            .is_some_and(|body| ends_in_colon(self.provisions[body].text.as_str()));
        let counts = numeric || matches!(self.section(), Section::Article | Section::Preamble);
        counts && self.items.is_empty() && !opens_list
    }

    fn nest(&mut self, level: u8, letter: Option<String>, block: &Block) {
        self.items.retain(|open| open.level < level);
        let above = self.items.last().map(|open| open.at);
        let parent = above.or(self.body).or(self.heading_at());
        let depth = u8::try_from(self.items.len() + 1).unwrap_or(MAX_LEVEL);
        let at = self.add(Kind::Item(depth.min(MAX_LEVEL)), parent, &block.text);
        self.items.push(OpenItem { level, at, letter });
    }

    fn body_paragraph(&mut self, at: usize, block: &Block) {
        self.items.clear();
        let kind = match self.section() {
            Section::Preamble => Kind::Preambular,
            Section::Operative => Kind::Operative,
            Section::Article => Kind::Paragraph,
            Section::Free => self.resolution.kind(at),
        };
        let at = self.add(kind, self.heading_at(), &block.text);
        self.body = Some(at);
    }

    fn close_body(&mut self) {
        self.body = None;
        self.promoted = false;
        self.items.clear();
    }

    fn section(&self) -> Section {
        self.headings
            .last()
            .map_or(Section::Free, |open| open.section)
    }

    fn heading_at(&self) -> Option<usize> {
        self.headings.last().map(|open| open.at)
    }

    fn add(&mut self, kind: Kind, parent: Option<usize>, text: &Text) -> usize {
        let at = self.provisions.len();
        self.provisions.push(Provision {
            id: ProvisionId::new(format!("p{}", at + 1)),
            kind,
            parent: parent.map(|parent| self.provisions[parent].id.clone()),
            label: None,
            text: without_breaks(text),
        });
        self.note_target = Some(at);
        at
    }
}

/// Whether a heading that opens the document is its title.
fn is_title(form: &HeadingForm) -> bool {
    *form == HeadingForm::Free
}

fn ends_in_colon(text: &str) -> bool {
    text.trim_end().ends_with([':', '：'])
}

/// A break between provisions that a reader left in becomes a line break inside one.
fn without_breaks(text: &Text) -> Text {
    if !text.as_str().contains(BREAK) {
        return text.clone();
    }
    let mut whole = Text::default();
    for (nth, part) in text.split_at_breaks().iter().enumerate() {
        if nth > 0 {
            whole.push(&Text::plain(LINE_BREAK.to_string()));
        }
        whole.push(part);
    }
    whole
}
