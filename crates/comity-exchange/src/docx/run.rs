//! The content of a run: characters, breaks, signs, references, pictures.
//!
//! Never here: paragraphs and tracked changes around it. Start at [`Story::read_run`].

use comity_text::{LINE_BREAK, Style, Text};

use super::notes::NoteKind;
use super::properties::RunProperties;
use super::story::{Field, Story};
use super::symbols;
use super::tracked::Container;
use super::xml::{Tag, Vocabulary, shortened};
use crate::ReadError;
use crate::notice::told;

/// The longest instruction of a field that is kept, in bytes; only its first words count.
const MAX_INSTRUCTION_BYTES: usize = 4_096;

/// A run whose properties are known.
struct Manner {
    style: Style,
    /// A font that gives letters another meaning.
    font: Option<String>,
}

impl Story<'_, '_> {
    /// Reads the `w:r` that was just opened.
    pub(crate) fn read_run(&mut self) -> Result<(), ReadError> {
        let mut manner = Manner {
            style: Style::PLAIN,
            font: None,
        };
        self.read_run_content(&mut manner)
    }

    fn read_run_content(&mut self, manner: &mut Manner) -> Result<(), ReadError> {
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_child(inside)? {
            match tag.vocabulary {
                Vocabulary::Word => self.read_word_in_run(&tag, manner)?,
                Vocabulary::Compatibility => {
                    let branch = self.open_branch(&tag)?;
                    if branch {
                        self.read_run_content(manner)?;
                    }
                }
                Vocabulary::Math => self.read_formula()?,
                Vocabulary::Relations | Vocabulary::Other => self.read_marker(&tag)?,
            }
        }
        Ok(())
    }

    /// Steps into the branch of an alternative that we take, if it has one.
    fn open_branch(&mut self, tag: &Tag<'_>) -> Result<bool, ReadError> {
        if tag.name() != "AlternateContent" {
            return Ok(true);
        }
        let inside = self.xml.depth();
        Ok(self.xml.next_child(inside)?.is_some())
    }

    fn read_word_in_run(&mut self, tag: &Tag<'_>, manner: &mut Manner) -> Result<(), ReadError> {
        match tag.word() {
            "rPr" => *manner = self.read_manner()?,
            "t" | "delText" => self.read_characters(manner)?,
            "tab" | "ptab" => self.push(" ", manner.style),
            "br" | "cr" => self.push(&LINE_BREAK.to_string(), manner.style),
            "noBreakHyphen" => self.push("\u{2011}", manner.style),
            "softHyphen" => self.push("\u{AD}", manner.style),
            "sym" => self.read_symbol(tag, manner.style),
            "fldChar" => self.read_field_mark(tag),
            "instrText" => {
                let words = self.xml.text()?;
                if let Some(field) = self.fields.last_mut()
                    && field.instruction.len() + words.len() <= MAX_INSTRUCTION_BYTES
                {
                    field.instruction.push_str(&words);
                }
            }
            "footnoteReference" => self.refer_to_note(NoteKind::Footnote, tag),
            "endnoteReference" => self.refer_to_note(NoteKind::Endnote, tag),
            "drawing" | "pict" => self.read_picture("picture")?,
            "object" => self.read_picture("embedded object")?,
            "ruby" => self.read_ruby(manner)?,
            "footnoteRef"
            | "endnoteRef"
            | "annotationRef"
            | "separator"
            | "continuationSeparator"
            | "delInstrText" => {}
            "pgNum" | "dayShort" | "dayLong" | "monthShort" | "monthLong" | "yearShort"
            | "yearLong" => self.notice(told!(
                "notice-computed",
                "a computed date or page number was left out"
            )),
            _ => self.read_marker(tag)?,
        }
        Ok(())
    }

    fn read_manner(&mut self) -> Result<Manner, ReadError> {
        let properties = RunProperties::read(&mut self.xml)?;
        for what in &properties.uncarried {
            self.notice_formatting(*what);
        }
        if properties.formatting_changed {
            self.notice(told!(
                "notice-character-formatting",
                "a tracked change of character formatting is not carried; the present formatting \
                 counts"
            ));
        }
        Ok(Manner {
            style: self.desk.styles.emphasis_of(&properties),
            font: properties.font,
        })
    }

    fn read_characters(&mut self, manner: &Manner) -> Result<(), ReadError> {
        let characters = self.xml.text()?;
        if !characters.contains(symbols::is_private) {
            self.push(&characters, manner.style);
            return Ok(());
        }
        let font = manner.font.as_deref().unwrap_or_default();
        let mut out = String::new();
        for character in characters.chars() {
            let meant = symbols::is_private(character)
                .then(|| symbols::character(font, u32::from(character)));
            match meant {
                Some(Some(meant)) => out.push(meant),
                Some(None) => {
                    self.notice_unknown_sign(font, u32::from(character));
                    out.push(character);
                }
                None => out.push(character),
            }
        }
        self.push(&out, manner.style);
        Ok(())
    }

    fn read_symbol(&mut self, tag: &Tag<'_>, style: Style) {
        let font = tag.attribute("font").unwrap_or_default();
        let code = tag
            .attribute("char")
            .and_then(|code| u32::from_str_radix(&code, 16).ok());
        let Some(code) = code else {
            self.notice(told!("notice-sign", "a sign without a code was left out"));
            return;
        };
        let meant = symbols::character(&font, code);
        if meant.is_none() && !is_plain(&font, code) {
            self.notice_unknown_sign(&font, code);
        }
        let shown = meant.or_else(|| char::from_u32(code)).unwrap_or('\u{FFFD}');
        self.push(shown.encode_utf8(&mut [0; 4]), style);
    }

    fn notice_unknown_sign(&mut self, font: &str, code: u32) {
        let font = shortened(font, 40);
        self.notice(told!(
            "notice-unknown-sign",
            "the sign {code} of the font “{font}” is not known here and stands as its code",
            code = format!("{code:04X}"),
            font = font
        ));
    }

    fn read_field_mark(&mut self, tag: &Tag<'_>) {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut()
                    && !field.in_result
                {
                    field.in_result = true;
                    let instruction = std::mem::take(&mut field.instruction);
                    self.notice_field(&instruction);
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn refer_to_note(&mut self, kind: NoteKind, tag: &Tag<'_>) {
        let id = tag.attribute("id").unwrap_or_default();
        match self.desk.notes.refer(kind, &id) {
            Some(note) => self.push_run(Text::default(), Some(note)),
            None => self.notice(told!(
                "notice-no-note",
                "a reference to a note that does not exist was left out"
            )),
        }
    }

    /// Reads the words and leaves out the small reading aid above them.
    fn read_ruby(&mut self, manner: &mut Manner) -> Result<(), ReadError> {
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_child(inside)? {
            if tag.word() != "rubyBase" {
                continue;
            }
            let base = self.xml.depth();
            while let Some(tag) = self.xml.next_child(base)? {
                if tag.word() == "r" {
                    self.read_run_content(manner)?;
                }
            }
        }
        self.notice(told!(
            "notice-reading-aid",
            "the reading aid above some characters is not carried"
        ));
        Ok(())
    }

    /// Reads a drawing: the words of text boxes follow the paragraph, the rest is named.
    fn read_picture(&mut self, what: &str) -> Result<(), ReadError> {
        let mut what = what.to_owned();
        let mut description = None;
        let mut boxes = 0;
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_below(inside)? {
            match tag.name() {
                "txbxContent" if tag.word() == "txbxContent" => {
                    boxes += 1;
                    self.read_text_box()?;
                }
                "Fallback" if tag.vocabulary == Vocabulary::Compatibility => {
                    let fallback = self.xml.depth();
                    while self.xml.next_below(fallback)?.is_some() {}
                }
                "docPr" => description = tag.attribute("descr").or_else(|| tag.attribute("title")),
                "textpath" => {
                    what = "word art".to_owned();
                    description = tag.attribute("string");
                }
                "graphicData" => {
                    let kind = tag.attribute("uri").unwrap_or_default();
                    if kind.ends_with("/chart") || kind.ends_with("/chartex") {
                        what = "chart".to_owned();
                    } else if kind.ends_with("/diagram") {
                        what = "diagram".to_owned();
                    }
                }
                _ => {}
            }
        }
        let named = description
            .filter(|words| !words.trim().is_empty())
            .map(|words| shortened(words.trim(), 120));
        if boxes > 0 {
            self.notice(told!(
                "notice-text-box",
                "a text box stands here; its text follows this paragraph"
            ));
        } else {
            self.notice(match named {
                Some(words) => told!(
                    "notice-picture-named",
                    "the {kind} “{words}” is not carried",
                    kind = what,
                    words = words
                ),
                None => told!("notice-picture", "the {kind} is not carried", kind = what),
            });
        }
        Ok(())
    }

    fn read_text_box(&mut self) -> Result<(), ReadError> {
        let text_box = Container::TextBox(self.next_container());
        let container = std::mem::replace(&mut self.container, text_box);
        let runs = std::mem::take(&mut self.runs);
        let out = std::mem::take(&mut self.out);
        let boxed = std::mem::take(&mut self.boxed);
        let fields = std::mem::take(&mut self.fields);
        let result = self.read_blocks();
        let inner = std::mem::replace(&mut self.out, out);
        self.container = container;
        self.runs = runs;
        self.boxed = boxed;
        self.boxed.extend(inner);
        self.fields = fields;
        result
    }
}

/// Whether a sign is simply the character of that code.
fn is_plain(font: &str, code: u32) -> bool {
    let font = font.to_lowercase();
    let dingbats = [
        "symbol",
        "wingdings",
        "wingdings 2",
        "wingdings 3",
        "webdings",
    ];
    !dingbats.contains(&font.as_str())
        && char::from_u32(code).is_some_and(|c| !c.is_control() && !symbols::is_private(c))
}
