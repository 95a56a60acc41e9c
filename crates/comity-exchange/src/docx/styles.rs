//! Styles and numbering: what a paragraph is, whatever the language of the word processor.
//!
//! Never here: fonts, sizes, indents. Start at [`Styles::look_of`].

use std::collections::HashMap;

use comity_text::Style;

use super::properties::{NumberingReference, ParagraphProperties, Raised, RunProperties, outline};
use super::xml::XmlPart;
use crate::ReadError;
use crate::block::BlockStyle;
use crate::limits::{MAX_LEVEL, MAX_STYLE_STEPS};

/// The style sheet and the lists of a document.
#[derive(Default)]
pub(crate) struct Styles {
    paragraphs: HashMap<String, ParagraphStyle>,
    characters: HashMap<String, CharacterStyle>,
    default_paragraph: Option<String>,
    lists: Lists,
}

/// What a paragraph looks like once its style was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// It is part of the text.
    Block(BlockStyle),
    /// It is a line of a computed table of contents.
    Contents,
}

#[derive(Default)]
struct ParagraphStyle {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: NumberingReference,
}

#[derive(Default)]
struct CharacterStyle {
    name: String,
    based_on: Option<String>,
    run: RunProperties,
}

#[derive(Default)]
struct Lists {
    lists: HashMap<String, List>,
    patterns: HashMap<String, Pattern>,
}

#[derive(Default)]
struct List {
    pattern: String,
    overrides: HashMap<u8, Marker>,
}

#[derive(Default)]
struct Pattern {
    levels: HashMap<u8, Level>,
    /// The paragraph style whose list is meant instead.
    through_style: Option<String>,
}

struct Level {
    marker: Marker,
    paragraph_style: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet,
    Number,
    Nothing,
}

/// What stands before the number of a heading style, in the languages in which word processors
/// write it; lower case.
const HEADING_NAMES: [&str; 28] = [
    "heading",
    "überschrift",
    "titre",
    "título",
    "titolo",
    "заголовок",
    "nagłówek",
    "rubrik",
    "overskrift",
    "kop",
    "otsikko",
    "nadpis",
    "címsor",
    "başlık",
    "επικεφαλίδα",
    "כותרת",
    "عنوان",
    "العنوان",
    "标题",
    "標題",
    "見出し",
    "제목",
    "cabeçalho",
    "encabezado",
    "titlu",
    "naslov",
    "heading_20_",
    "antraštė",
];

/// The name of the title style in the same languages; lower case.
const TITLE_NAMES: [&str; 23] = [
    "title",
    "titel",
    "titre",
    "título",
    "titolo",
    "название",
    "tytuł",
    "tittel",
    "rubrik",
    "otsikko",
    "název",
    "cím",
    "konu başlığı",
    "τίτλος",
    "כותרת טקסט",
    "العنوان",
    "عنوان",
    "标题",
    "標題",
    "表題",
    "제목",
    "titlu",
    "naslov",
];

impl Styles {
    /// Reads the style sheet and the list definitions; either may be missing.
    pub(crate) fn read(
        style_sheet: Option<XmlPart<'_>>,
        numbering: Option<XmlPart<'_>>,
    ) -> Result<Styles, ReadError> {
        let mut styles = Styles::default();
        if let Some(mut xml) = style_sheet {
            styles.read_sheet(&mut xml)?;
        }
        if let Some(mut xml) = numbering {
            styles.lists.read(&mut xml)?;
        }
        Ok(styles)
    }

    /// What a paragraph with these properties is.
    pub(crate) fn look_of(&self, paragraph: &ParagraphProperties) -> Look {
        let style = paragraph
            .style
            .as_deref()
            .or(self.default_paragraph.as_deref());
        if let Some(look) = self.named_look(style) {
            return look;
        }
        let outline = paragraph.outline.or_else(|| self.outline_of(style));
        if let Some(level @ 1..) = outline {
            return Look::Block(BlockStyle::Heading(level.min(MAX_LEVEL)));
        }
        let item = self.item(&paragraph.numbering, style);
        Look::Block(item.unwrap_or(BlockStyle::Paragraph))
    }

    /// The emphasis of a run with these properties.
    pub(crate) fn emphasis_of(&self, run: &RunProperties) -> Style {
        let chain = self.character_chain(run);
        let find = |of: fn(&RunProperties) -> Option<bool>| {
            chain.iter().find_map(|run| of(run)).unwrap_or(false)
        };
        let (bold, italic) = if run.complex {
            (find(|r| r.bold_complex), find(|r| r.italic_complex))
        } else {
            (find(|r| r.bold), find(|r| r.italic))
        };
        let mut style = Style::PLAIN;
        for (on, flag) in [
            (italic, Style::EMPHASIS),
            (bold, Style::STRONG),
            (find(|r| r.underline), Style::UNDERLINE),
        ] {
            if on {
                style = style | flag;
            }
        }
        match chain.iter().find_map(|run| run.raised) {
            Some(Raised::Superscript) => style | Style::SUPERSCRIPT,
            Some(Raised::Subscript) => style | Style::SUBSCRIPT,
            Some(Raised::Baseline) | None => style,
        }
    }

    /// The run and the character styles that it is based on, nearest first; a link is blue and
    /// underlined because it is a link, not because somebody emphasised it.
    fn character_chain<'s>(&'s self, run: &'s RunProperties) -> Vec<&'s RunProperties> {
        let mut chain = vec![run];
        let mut next = run.style.as_deref();
        while let Some(style) = next.and_then(|id| self.characters.get(id)) {
            let link = matches!(style.name.as_str(), "hyperlink" | "followedhyperlink");
            if link || chain.len() > MAX_STYLE_STEPS {
                break;
            }
            chain.push(&style.run);
            next = style.based_on.as_deref();
        }
        chain
    }

    /// The style and those that it is based on, nearest first.
    fn paragraph_chain<'s>(
        &'s self,
        style: Option<&'s str>,
    ) -> impl Iterator<Item = (&'s str, &'s ParagraphStyle)> {
        let first = style.and_then(|id| self.paragraphs.get(id).map(|style| (id, style)));
        std::iter::successors(first, |(_, style)| {
            let id = style.based_on.as_deref()?;
            self.paragraphs.get(id).map(|style| (id, style))
        })
        .take(MAX_STYLE_STEPS)
    }

    /// What the name of the style, or of one that it is based on, says.
    fn named_look(&self, style: Option<&str>) -> Option<Look> {
        let id = style?;
        if !self.paragraphs.contains_key(id) {
            return look_of_name(&id.to_lowercase());
        }
        for (id, style) in self.paragraph_chain(Some(id)) {
            let by_id = || {
                style
                    .name
                    .is_empty()
                    .then(|| look_of_name(&id.to_lowercase()))
                    .flatten()
            };
            if let Some(look) = look_of_name(&style.name).or_else(by_id) {
                return Some(look);
            }
            if style.outline.is_some() {
                return None;
            }
        }
        None
    }

    fn outline_of(&self, style: Option<&str>) -> Option<u8> {
        self.paragraph_chain(style)
            .find_map(|(_, style)| style.outline)
    }

    fn item(&self, direct: &NumberingReference, style: Option<&str>) -> Option<BlockStyle> {
        let owner = self
            .paragraph_chain(style)
            .find(|(_, style)| style.numbering.list.is_some());
        let list = direct
            .list
            .as_deref()
            .or_else(|| owner.and_then(|(_, style)| style.numbering.list.as_deref()))?;
        let inherited = || {
            let (id, style) = owner?;
            let own_level = || self.level_of_style(list, id);
            style.numbering.level.or_else(own_level)
        };
        let level = direct
            .level
            .or_else(inherited)
            .unwrap_or(0)
            .min(MAX_LEVEL - 1);
        let marker = self.marker(list, level, MAX_STYLE_STEPS)?;
        (marker != Marker::Nothing).then_some(BlockStyle::Item {
            level: level + 1,
            ordered: marker == Marker::Number,
        })
    }

    /// The level of a list that is bound to a paragraph style.
    fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let pattern = &self.lists.lists.get(list)?.pattern;
        let levels = &self.lists.patterns.get(pattern)?.levels;
        levels
            .iter()
            .filter(|(_, level)| level.paragraph_style.as_deref() == Some(style))
            .map(|(number, _)| *number)
            .min()
    }

    fn marker(&self, list: &str, level: u8, steps: usize) -> Option<Marker> {
        let list = self.lists.lists.get(list)?;
        if let Some(marker) = list.overrides.get(&level) {
            return Some(*marker);
        }
        let pattern = self.lists.patterns.get(&list.pattern)?;
        if let Some(level) = pattern.levels.get(&level) {
            return Some(level.marker);
        }
        let through = pattern.through_style.as_deref().filter(|_| steps > 0)?;
        let target = self.paragraphs.get(through)?.numbering.list.as_deref()?;
        self.marker(target, level, steps - 1)
    }

    fn read_sheet(&mut self, xml: &mut XmlPart<'_>) -> Result<(), ReadError> {
        if xml.next_child(0)?.is_none() {
            return Ok(());
        }
        while let Some(tag) = xml.next_child(1)? {
            if tag.word() != "style" {
                continue;
            }
            let Some(id) = tag.attribute("styleId") else {
                continue;
            };
            let kind = tag.attribute("type");
            let default = matches!(
                tag.attribute("default").as_deref(),
                Some("1" | "true" | "on")
            );
            self.read_style(xml, id, kind.as_deref(), default)?;
        }
        Ok(())
    }

    fn read_style(
        &mut self,
        xml: &mut XmlPart<'_>,
        id: String,
        kind: Option<&str>,
        default: bool,
    ) -> Result<(), ReadError> {
        let mut paragraph = ParagraphStyle::default();
        let mut run = RunProperties::default();
        let inside = xml.depth();
        while let Some(tag) = xml.next_child(inside)? {
            match tag.word() {
                "name" => {
                    paragraph.name = tag.attribute("val").unwrap_or_default().to_lowercase();
                }
                "basedOn" => paragraph.based_on = tag.attribute("val"),
                "rPr" => run = RunProperties::read(xml)?,
                "pPr" => paragraph.read_properties(xml)?,
                _ => {}
            }
        }
        if kind == Some("character") {
            let ParagraphStyle { name, based_on, .. } = paragraph;
            let style = CharacterStyle {
                name,
                based_on,
                run,
            };
            self.characters.insert(id, style);
        } else if matches!(kind, None | Some("paragraph" | "numbering")) {
            if default && kind != Some("numbering") {
                self.default_paragraph = Some(id.clone());
            }
            self.paragraphs.insert(id, paragraph);
        }
        Ok(())
    }
}

impl ParagraphStyle {
    fn read_properties(&mut self, xml: &mut XmlPart<'_>) -> Result<(), ReadError> {
        let inside = xml.depth();
        while let Some(tag) = xml.next_child(inside)? {
            match tag.word() {
                "outlineLvl" => self.outline = outline(&tag),
                "numPr" => {
                    self.numbering.read(xml)?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Lists {
    fn read(&mut self, xml: &mut XmlPart<'_>) -> Result<(), ReadError> {
        if xml.next_child(0)?.is_none() {
            return Ok(());
        }
        while let Some(tag) = xml.next_child(1)? {
            match tag.word() {
                "abstractNum" => {
                    let id = tag.attribute("abstractNumId").unwrap_or_default();
                    let pattern = Pattern::read(xml)?;
                    self.patterns.insert(id, pattern);
                }
                "num" => {
                    let id = tag.attribute("numId").unwrap_or_default();
                    let list = List::read(xml)?;
                    // Number 0 means “no list”, whatever is defined under it.
                    if id != "0" {
                        self.lists.insert(id, list);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Pattern {
    fn read(xml: &mut XmlPart<'_>) -> Result<Pattern, ReadError> {
        let mut pattern = Pattern::default();
        let inside = xml.depth();
        while let Some(tag) = xml.next_child(inside)? {
            match tag.word() {
                "lvl" => {
                    let number = tag.attribute("ilvl").and_then(|n| n.parse().ok());
                    let level = Level::read(xml)?;
                    pattern.levels.insert(number.unwrap_or(0), level);
                }
                "numStyleLink" => pattern.through_style = tag.attribute("val"),
                _ => {}
            }
        }
        Ok(pattern)
    }
}

impl List {
    fn read(xml: &mut XmlPart<'_>) -> Result<List, ReadError> {
        let mut list = List::default();
        let mut level = 0;
        let inside = xml.depth();
        while let Some(tag) = xml.next_below(inside)? {
            match tag.word() {
                "abstractNumId" => list.pattern = tag.attribute("val").unwrap_or_default(),
                "lvlOverride" => {
                    level = tag
                        .attribute("ilvl")
                        .and_then(|n| n.parse().ok())
                        .unwrap_or(0);
                }
                "lvl" => {
                    let marker = Level::read(xml)?.marker;
                    list.overrides.insert(level, marker);
                }
                _ => {}
            }
        }
        Ok(list)
    }
}

impl Level {
    fn read(xml: &mut XmlPart<'_>) -> Result<Level, ReadError> {
        let mut level = Level {
            marker: Marker::Number,
            paragraph_style: None,
        };
        let mut fixed = false;
        let inside = xml.depth();
        while let Some(tag) = xml.next_child(inside)? {
            match tag.word() {
                "numFmt" => {
                    level.marker = match tag.attribute("val").as_deref() {
                        Some("bullet") => Marker::Bullet,
                        Some("none") => Marker::Nothing,
                        _ => Marker::Number,
                    };
                }
                "lvlText" => fixed = tag.attribute("val").is_some_and(|text| is_label(&text)),
                "pStyle" => level.paragraph_style = tag.attribute("val"),
                _ => {}
            }
        }
        if fixed && level.marker == Marker::Number {
            level.marker = Marker::Nothing;
        }
        Ok(level)
    }
}

/// Whether what stands before a paragraph is a label that counts nothing, as we write `OP 1 bis`:
/// it says which paragraph this is, not that it is an item. `OP 1(a)` does say that.
fn is_label(text: &str) -> bool {
    !text.contains('%') && !text.ends_with(')') && text.contains(char::is_alphanumeric)
}

/// What a style is by its name, in lower case.
fn look_of_name(name: &str) -> Option<Look> {
    if TITLE_NAMES.contains(&name) {
        return Some(Look::Block(BlockStyle::Title));
    }
    let last = name.chars().next_back()?;
    let digit = last.to_digit(10).filter(|digit| *digit > 0);
    let stem = name.strip_suffix(last)?.trim_end();
    match digit.and_then(|digit| u8::try_from(digit).ok()) {
        Some(_) if stem == "toc" => Some(Look::Contents),
        Some(level) if HEADING_NAMES.contains(&stem) => {
            Some(Look::Block(BlockStyle::Heading(level)))
        }
        None if name == "toc heading" => Some(Look::Contents),
        _ => None,
    }
}
