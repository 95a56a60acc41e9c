//! Plain text to blocks.
//!
//! Nothing in a plain text is marked, so what is read into it is little: blank lines part
//! paragraphs, bullets make lists, and a short line can be a title or a numbered heading.
//! Every word comes out, in order. The rules are in `docs/formats/text-in.md`.
//! Start at [`read_plain`].

use comity_text::Text;
use comity_text::label::words::{self, HeadingForm, Mark};

use crate::block::{Block, BlockStyle};
use crate::decode;
use crate::limits::MAX_LEVEL;
use crate::markdown::joins_without_space;
use crate::notice::{Notice, ReadError, told};

/// The most characters of a line that can be a title or a heading.
const MAX_HEADING_CHARS: usize = 120;

/// The blocks of a plain text, and what had to be decided. `source` names the document in
/// notices and errors.
///
/// # Errors
/// When the bytes are no text, the text is blank, or a limit is exceeded.
pub fn read_plain(source: &str, bytes: &[u8]) -> Result<(Vec<Block>, Vec<Notice>), ReadError> {
    let (text, mut notices) = decode::prose_of(source, bytes)?;
    let mut chunks = chunks(&text);
    find_headings(&mut chunks);
    let chunks = join_broken(source, chunks, &mut notices);
    let blocks: Vec<Block> = chunks
        .into_iter()
        .map(|chunk| Block {
            style: chunk.style,
            text: Text::plain(chunk.text),
        })
        .collect();
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

/// Lines that belong together.
struct Chunk {
    style: BlockStyle,
    text: String,
    /// The first line, counted from 1.
    line: usize,
    /// How many lines there are.
    lines: usize,
    /// Whether it is one line with blank lines, or the ends of the file, around it.
    lone: bool,
}

/// Cuts a text at blank lines, at the ends of pages and before list items.
fn chunks(text: &str) -> Vec<Chunk> {
    let mut cutter = Cutter {
        chunks: Vec::new(),
        indents: Vec::new(),
        open: false,
    };
    for (line, words) in (1..).zip(text.split('\n')) {
        for (nth, part) in words.split('\u{C}').enumerate() {
            if nth > 0 {
                cutter.open = false;
            }
            cutter.take(line, part);
        }
    }
    cutter.chunks
}

struct Cutter {
    chunks: Vec<Chunk>,
    /// The indentation of the bullets that the next one may stand under.
    indents: Vec<usize>,
    /// Whether a line can go on the last chunk.
    open: bool,
}

impl Cutter {
    fn take(&mut self, line: usize, text: &str) {
        let words = text.trim();
        if words.is_empty() {
            self.open = false;
            return;
        }
        let bullet = bullet(words);
        let open = std::mem::replace(&mut self.open, true);
        if let Some(last) = self.chunks.last_mut().filter(|_| open) {
            last.lone = false;
            let stands_alone = last.lines == 1 && is_named_heading(&last.text);
            if bullet.is_none() && !stands_alone && !starts_item(words) {
                if !joins_without_space(&last.text, words) {
                    last.text.push(' ');
                }
                last.text.push_str(words);
                last.lines += 1;
                return;
            }
        }
        let style = match bullet {
            Some(_) => BlockStyle::Item {
                level: level(&mut self.indents, text.len() - text.trim_start().len()),
                ordered: false,
            },
            None => {
                self.indents.clear();
                BlockStyle::Paragraph
            }
        };
        self.chunks.push(Chunk {
            style,
            text: bullet.unwrap_or(words).to_owned(),
            line,
            lines: 1,
            lone: !open,
        });
    }
}

/// What follows a bullet; a bullet is no word.
fn bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '*', '•', '‣', '◦', '·', '–', '▪', '●', '○'])?;
    let words = rest.trim_start();
    (rest.len() != words.len() && !words.is_empty()).then_some(words)
}

/// Whether a line starts with a typed number and is not the middle of a sentence.
fn starts_item(line: &str) -> bool {
    words::typed_number(line).is_some_and(|number| {
        let words = line[number.bytes..].trim_start();
        let letter = !number.is_numeric() && number.mark == Mark::Dotted;
        !words.is_empty() && !letter
    })
}

/// The level of a bullet by its indentation.
fn level(indents: &mut Vec<usize>, indent: usize) -> u8 {
    indents.retain(|open| *open < indent);
    indents.push(indent);
    u8::try_from(indents.len())
        .unwrap_or(MAX_LEVEL)
        .min(MAX_LEVEL)
}

/// Finds the title and the headings among lone short lines.
fn find_headings(chunks: &mut [Chunk]) {
    for at in 0..chunks.len() {
        if chunks[at].style != BlockStyle::Paragraph {
            continue;
        }
        let text = chunks[at].text.as_str();
        if is_named_heading(text) {
            chunks[at].style = BlockStyle::Heading(2);
            continue;
        }
        if !chunks[at].lone || !is_short(text) {
            continue;
        }
        let number = words::typed_number(text);
        let alone = chunks.len() == 1;
        match number {
            None if at == 0 && !alone => chunks[at].style = BlockStyle::Title,
            Some(number) if number.mark == Mark::Dotted && leads(chunks, at, &number.name) => {
                let depth = number.name.matches('.').count();
                let level = u8::try_from(depth + 2).unwrap_or(MAX_LEVEL).min(MAX_LEVEL);
                chunks[at].style = BlockStyle::Heading(level);
            }
            _ => {}
        }
    }
}

/// Whether text follows that a numbered line can be the heading of: words without a number, or
/// a number one level down. A list of short numbered lines has no headings.
fn leads(chunks: &[Chunk], at: usize, name: &str) -> bool {
    chunks.get(at + 1).is_some_and(|next| {
        let deeper = format!("{name}.");
        match words::typed_number(&next.text) {
            None => true,
            Some(number) => {
                number.name.starts_with(&deeper) || !(next.lone && is_short(&next.text))
            }
        }
    })
}

/// Whether a line can be a title or heading by its length and its end.
fn is_short(text: &str) -> bool {
    let long = text.chars().count() > MAX_HEADING_CHARS || text.split_whitespace().count() > 15;
    !long && !ends_sentence(text)
}

/// Whether a line announces an article, an annex or a part by its form.
fn is_named_heading(text: &str) -> bool {
    is_short(text) && words::heading_form(text) != HeadingForm::Free
}

fn ends_sentence(text: &str) -> bool {
    let bare = text
        .trim_end()
        .trim_end_matches(['"', '”', '’', '»', ')', '）']);
    bare.ends_with([
        '.', ',', ';', ':', '!', '?', '…', '。', '，', '；', '：', '！', '？', '、', '،', '؛', '؟',
        '।', '—', '–',
    ])
}

/// Joins a paragraph that ends in the middle of a sentence with the one after it.
fn join_broken(source: &str, chunks: Vec<Chunk>, notices: &mut Vec<Notice>) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let open = out.last_mut().filter(|last| {
            let flows = matches!(last.style, BlockStyle::Paragraph | BlockStyle::Item { .. });
            flows && !ends_sentence(&last.text)
        });
        let goes_on = chunk.style == BlockStyle::Paragraph
            && chunk.text.starts_with(char::is_lowercase)
            && words::typed_number(&chunk.text).is_none();
        match open {
            Some(last) if goes_on => {
                let place = format!("line {}", chunk.line);
                let message = told!(
                    "notice-joined",
                    "A sentence went on after a blank line, as where a page ends; its two parts \
                     are joined into one paragraph."
                );
                notices.push(Notice::new(source, place, message));
                last.text.push(' ');
                last.text.push_str(&chunk.text);
            }
            _ => out.push(chunk),
        }
    }
    out
}
