//! Markdown to blocks.
//!
//! What a reader of the file would see as words comes out as words, numbers that the author
//! typed included; what is layout only is dropped with a notice that names the line. The rules
//! are in `docs/formats/text-in.md`. Start at [`read_markdown`].

use std::ops::Range;

use comity_text::{LINE_BREAK, Style, Text};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::block::{Block, BlockStyle};
use crate::decode::{self, Lines};
use crate::html_words;
use crate::limits::{MAX_LEVEL, MAX_NOTICES};
use crate::notice::{self, Notice, ReadError, Told, told};

/// The blocks of a Markdown document, and what could not be carried. `source` names the
/// document in notices and errors.
///
/// # Errors
/// When the bytes are no text, the text is blank, or a limit is exceeded.
pub fn read_markdown(source: &str, bytes: &[u8]) -> Result<(Vec<Block>, Vec<Notice>), ReadError> {
    let (text, notices) = decode::prose_of(source, bytes)?;
    let text = text.replace('\u{C}', " ");
    let (text, front_matter) = without_front_matter(text);
    let mut reader = Reader::new(source, &text, notices);
    if front_matter {
        reader.notice(
            &(0..0),
            told!(
                "notice-front-matter",
                "The front matter of the file is not carried."
            ),
        );
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(&text, options);
    let mut definitions: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect();
    definitions.sort_by_key(|span| span.start);
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.flush();
    for span in definitions {
        let words: String = text[span.clone()].trim().chars().take(200).collect();
        let message = told!(
            "notice-link-definition",
            "The definition of a link is not carried: {words}",
            words = words
        );
        reader.notice(&span, message);
    }
    let (blocks, notices) = reader.finish();
    if blocks.is_empty() {
        return Err(ReadError::new(
            source,
            "file",
            told!("unread-no-text", "The file has no text in it."),
        ));
    }
    decode::within_limits(source, &blocks)?;
    Ok((blocks, notices))
}

/// Blanks out the lines of front matter, so that line numbers stay.
fn without_front_matter(text: String) -> (String, bool) {
    let mut lines = text.split('\n');
    let opens = lines.next().is_some_and(|line| line.trim_end() == "---");
    let keyed = lines.next().is_some_and(|line| line.contains(':'));
    if !opens || !keyed {
        return (text, false);
    }
    let rest = text.split('\n').enumerate().skip(2);
    let end = rest
        .take(1_000)
        .find(|(_, line)| matches!(line.trim_end(), "---" | "..."));
    let Some((end, _)) = end else {
        return (text, false);
    };
    let kept: Vec<&str> = text.split('\n').skip(end + 1).collect();
    (format!("{}{}", "\n".repeat(end + 1), kept.join("\n")), true)
}

/// What the characters under way belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Flow,
    Heading(u8),
    Cell,
    Code,
    Html,
}

/// A list item that is open.
struct OpenItem {
    ordered: bool,
    /// The number that the author typed, until it has been put before the words.
    marker: Option<String>,
    /// Whether a block of it has come out.
    begun: bool,
}

struct OpenLink {
    target: String,
    start: u32,
}

struct Note {
    name: String,
    text: Text,
    references: Vec<String>,
    place: Range<usize>,
}

struct Reader<'a> {
    source: &'a str,
    markdown: &'a str,
    lines: Lines,
    notices: Vec<Notice>,
    /// How many more there were than a document may have.
    unlisted_notices: usize,
    /// The blocks with the names of the notes that they refer to.
    blocks: Vec<(Block, Vec<String>)>,
    notes: Vec<Note>,
    /// Whether blocks belong to the last note.
    in_note: bool,
    context: Context,
    current: Text,
    references: Vec<String>,
    styles: Vec<Style>,
    /// A line ended in the middle of a paragraph.
    soft_break: bool,
    lists: Vec<bool>,
    items: Vec<OpenItem>,
    links: Vec<OpenLink>,
    html: String,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, markdown: &'a str, notices: Vec<Notice>) -> Reader<'a> {
        Reader {
            source,
            markdown,
            lines: Lines::new(markdown),
            notices,
            unlisted_notices: 0,
            blocks: Vec::new(),
            notes: Vec::new(),
            in_note: false,
            context: Context::Flow,
            current: Text::default(),
            references: Vec::new(),
            styles: Vec::new(),
            soft_break: false,
            lists: Vec::new(),
            items: Vec::new(),
            links: Vec::new(),
            html: String::new(),
        }
    }

    fn notice(&mut self, range: &Range<usize>, message: impl Into<Told>) {
        let notice = Notice::new(self.source, self.lines.place(range), message);
        // A quotation in a quotation says nothing new, and marks of HTML come in pairs.
        if self.notices.last() == Some(&notice) {
            return;
        }
        match self.notices.len() < MAX_NOTICES {
            true => self.notices.push(notice),
            false => self.unlisted_notices += 1,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
                self.notice(
                    &range,
                    told!(
                        "notice-code-words",
                        "Words set as code are carried as plain words."
                    ),
                );
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html, &range),
            Event::FootnoteReference(name) => {
                self.text(&format!("[^{name}]"));
                self.references.push(name.to_string());
            }
            Event::SoftBreak => self.soft_break = true,
            Event::HardBreak => self.text(&LINE_BREAK.to_string()),
            Event::Rule => {
                self.flush();
                self.notice(
                    &range,
                    told!("notice-rule", "A horizontal rule is not carried."),
                );
            }
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.styles.push(Style::EMPHASIS),
            Tag::Strong => self.styles.push(Style::STRONG),
            Tag::Superscript => self.styles.push(Style::SUPERSCRIPT),
            Tag::Subscript => self.styles.push(Style::SUBSCRIPT),
            Tag::Strikethrough => {}
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.links.push(OpenLink {
                target: dest_url.to_string(),
                start: self.current.len(),
            }),
            Tag::TableCell => {
                self.flush();
                self.context = Context::Cell;
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.context = Context::Heading(level as u8);
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.context = Context::Code;
            }
            Tag::HtmlBlock => {
                self.flush();
                self.context = Context::Html;
            }
            Tag::List(first) => {
                self.flush();
                self.flush_marker();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.flush();
                let ordered = self.lists.last().copied().unwrap_or(false);
                self.items.push(OpenItem {
                    ordered,
                    marker: ordered.then(|| marker(&self.markdown[range])).flatten(),
                    begun: false,
                });
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.in_note = true;
                self.notes.push(Note {
                    name: name.to_string(),
                    text: Text::default(),
                    references: Vec::new(),
                    place: range,
                });
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.notice(
                    &range,
                    told!(
                        "notice-quotation",
                        "The indentation of a quotation is not carried."
                    ),
                );
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => {
                self.styles.pop();
            }
            TagEnd::Strikethrough => {}
            TagEnd::Link | TagEnd::Image => self.end_link(tag == TagEnd::Image, &range),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                let (words, dropped) = html_words::words(&html);
                self.current.push_str(&words, Style::PLAIN);
                if dropped {
                    self.notice(
                        &range,
                        told!("notice-html", "HTML is carried as plain words only."),
                    );
                }
                self.flush();
                self.context = Context::Flow;
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.context = Context::Flow;
                self.notice(
                    &range,
                    told!(
                        "notice-code-block",
                        "A block of code is carried as plain words."
                    ),
                );
            }
            TagEnd::Item => {
                self.flush();
                self.flush_marker();
                self.items.pop();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.in_note = false;
            }
            _ => {
                self.flush();
                self.context = Context::Flow;
            }
        }
    }

    fn end_link(&mut self, picture: bool, range: &Range<usize>) {
        let Some(link) = self.links.pop() else {
            return;
        };
        let words = self.current.slice(link.start, self.current.len());
        let target: String = link.target.chars().take(300).collect();
        if picture {
            self.notice(
                range,
                told!(
                    "notice-picture-link",
                    "A picture is not carried, only its words: {target}",
                    target = target
                ),
            );
        } else if target != words.as_str() && target != format!("mailto:{}", words.as_str()) {
            let message = told!(
                "notice-link",
                "The words of a link are carried, its target is not: {target}",
                target = target
            );
            self.notice(range, message);
        }
    }

    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        if let Some((style, opens)) = html_words::style(html) {
            if opens {
                self.styles.push(style);
            } else if let Some(at) = self.styles.iter().rposition(|open| *open == style) {
                self.styles.remove(at);
            }
            return;
        }
        let (words, dropped) = html_words::words(html);
        self.text(&words);
        if dropped && words.is_empty() {
            self.notice(
                range,
                told!("notice-html", "HTML is carried as plain words only."),
            );
        }
    }

    fn text(&mut self, text: &str) {
        let style = self
            .styles
            .iter()
            .fold(Style::PLAIN, |all, style| all | *style);
        if std::mem::take(&mut self.soft_break) && !joins_without_space(self.current.as_str(), text)
        {
            self.current.push_str(" ", style);
        }
        if self.context == Context::Code {
            let lines = text.replace('\n', &LINE_BREAK.to_string());
            self.current.push_str(&lines, Style::PLAIN);
        } else {
            self.current.push_str(text, style);
        }
    }

    /// Ends the block under way.
    fn flush(&mut self) {
        self.soft_break = false;
        let words = trimmed(&std::mem::take(&mut self.current));
        let references = std::mem::take(&mut self.references);
        if words.is_empty() && self.context != Context::Cell {
            return;
        }
        let mut text = Text::default();
        if let Some(marker) = self.items.last_mut().and_then(|item| item.marker.take()) {
            text.push_str(&marker, Style::PLAIN);
            text.push_str(" ", Style::PLAIN);
        }
        text.push(&words);
        self.put(text, references);
    }

    /// Puts out the number of an item that has no words of its own.
    fn flush_marker(&mut self) {
        if let Some(marker) = self.items.last_mut().and_then(|item| item.marker.take()) {
            self.put(Text::plain(marker), Vec::new());
        }
    }

    fn put(&mut self, text: Text, references: Vec<String>) {
        if self.in_note {
            self.add_to_note(&text, references);
            return;
        }
        let style = self.block_style();
        self.blocks.push((Block { style, text }, references));
    }

    fn block_style(&mut self) -> BlockStyle {
        let level = self.items.len();
        match (self.context, self.items.last_mut()) {
            (Context::Heading(level), _) => BlockStyle::Heading(level),
            (Context::Cell, _) => BlockStyle::Cell,
            (_, Some(item)) => {
                // A second paragraph of an item is told from the next item by its depth.
                let level = if item.begun { level + 1 } else { level };
                let ordered = item.ordered && !item.begun;
                item.begun = true;
                let level = u8::try_from(level).unwrap_or(MAX_LEVEL).min(MAX_LEVEL);
                BlockStyle::Item { level, ordered }
            }
            (_, None) => BlockStyle::Paragraph,
        }
    }

    fn add_to_note(&mut self, text: &Text, references: Vec<String>) {
        let Some(note) = self.notes.last_mut() else {
            return;
        };
        if !note.text.is_empty() {
            note.text.push_str(&LINE_BREAK.to_string(), Style::PLAIN);
        }
        note.text.push(text);
        note.references.extend(references);
    }

    /// Puts each note after the block that refers to it first.
    fn finish(mut self) -> (Vec<Block>, Vec<Notice>) {
        let mut notes: Vec<Option<Note>> = std::mem::take(&mut self.notes)
            .into_iter()
            .map(Some)
            .collect();
        let mut by_name = std::collections::HashMap::new();
        for (at, note) in notes.iter().flatten().enumerate() {
            by_name.entry(note.name.clone()).or_insert(at);
        }
        let mut out = Vec::with_capacity(self.blocks.len() + notes.len());
        for (block, references) in std::mem::take(&mut self.blocks) {
            out.push(block);
            let mut waiting = references;
            waiting.reverse();
            while let Some(name) = waiting.pop() {
                let found = by_name.get(&name).and_then(|at| notes[*at].take());
                if let Some(note) = found {
                    waiting.extend(note.references.into_iter().rev());
                    out.push(footnote(note.text));
                }
            }
        }
        for note in notes.into_iter().flatten() {
            let message = told!(
                "notice-note",
                "Nothing refers to the note [^{note}]; it is carried at the end.",
                note = note.name
            );
            self.notice(&note.place, message);
            out.push(footnote(note.text));
        }
        if self.unlisted_notices > 0 {
            self.notices
                .push(notice::unlisted(self.source, self.unlisted_notices));
        }
        (out, self.notices)
    }
}

fn footnote(text: Text) -> Block {
    Block {
        style: BlockStyle::Footnote,
        text,
    }
}

/// The number with which the source of an ordered item starts.
fn marker(item: &str) -> Option<String> {
    let item = item.trim_start();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let end = item[digits..]
        .starts_with(['.', ')'])
        .then_some(digits + 1)?;
    (digits > 0).then(|| item[..end].to_owned())
}

/// Text without white space at its ends.
fn trimmed(text: &Text) -> Text {
    let count = |string: &str| u32::try_from(string.chars().count()).expect("part of a text");
    let string = text.as_str();
    let start = count(string) - count(string.trim_start());
    let end = count(string.trim_end());
    text.slice(start, end.max(start))
}

/// Whether a line break between the two is no space: Chinese and Japanese are set without.
pub(crate) fn joins_without_space(before: &str, after: &str) -> bool {
    let wide = |c: char| {
        matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
    };
    let last = before.chars().next_back();
    last.is_none_or(wide) && after.chars().next().is_none_or(wide)
}
