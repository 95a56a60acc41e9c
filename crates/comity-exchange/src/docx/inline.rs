//! What stands inside of a paragraph: runs, tracked changes, links, fields.
//!
//! Never here: the content of a run. Start at [`Story::read_inlines_of_paragraph`].

use super::properties::ParagraphProperties;
use super::story::Story;
use super::xml::{Tag, Vocabulary, shortened};
use crate::ReadError;
use crate::notice::told;

/// Fields whose result is text that the word processor would write anew; all others are named.
const PLAIN_FIELDS: [&str; 8] = [
    "HYPERLINK",
    "PAGEREF",
    "REF",
    "NOTEREF",
    "TOC",
    "QUOTE",
    "MACROBUTTON",
    "ADVANCE",
];

impl Story<'_, '_> {
    /// Reads the `w:p` that was just opened into `runs`.
    pub(crate) fn read_inlines_of_paragraph(&mut self) -> Result<ParagraphProperties, ReadError> {
        let mut properties = ParagraphProperties::default();
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_child(inside)? {
            if tag.word() == "pPr" {
                properties = ParagraphProperties::read(&mut self.xml)?;
            } else {
                self.read_inline(&tag)?;
            }
        }
        Ok(properties)
    }

    /// Names a field whose result is kept as plain text, and the target of a link.
    pub(crate) fn notice_field(&mut self, instruction: &str) {
        let mut words = instruction.split_whitespace();
        let name = words.next().unwrap_or_default().to_uppercase();
        if name == "HYPERLINK" {
            let target = words
                .map(|word| word.trim_matches('"'))
                .find(|word| !word.starts_with('\\'));
            if let Some(target) = target.filter(|target| target.contains(':')) {
                self.notice_link(target);
            }
        } else if !PLAIN_FIELDS.contains(&name.as_str()) {
            let name = shortened(&name, 40);
            self.notice(told!(
                "notice-field",
                "the computed field {name} is carried as the text that it showed",
                name = name
            ));
        }
    }

    fn read_inlines(&mut self) -> Result<(), ReadError> {
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_child(inside)? {
            self.read_inline(&tag)?;
        }
        Ok(())
    }

    fn read_inline(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        match tag.word() {
            "r" => self.read_run(),
            "ins" | "del" | "moveFrom" | "moveTo" => self.read_changed(tag, Story::read_inlines),
            "smartTag" | "customXml" | "sdtContent" | "dir" | "bdo" => self.read_inlines(),
            "sdt" => self.read_control(Story::read_inlines),
            "hyperlink" => {
                let target = tag
                    .attribute("id")
                    .and_then(|id| self.desk.links.get(&id).cloned());
                if let Some(target) = target {
                    self.notice_link(&target);
                }
                self.read_inlines()
            }
            "fldSimple" => {
                self.notice_field(&tag.attribute("instr").unwrap_or_default());
                self.read_inlines()
            }
            "subDoc" => {
                self.notice(told!(
                    "notice-embedded",
                    "another document is embedded here and was not read"
                ));
                Ok(())
            }
            "" if tag.vocabulary == Vocabulary::Compatibility => {
                self.read_alternative(tag, Story::read_inlines)
            }
            "" if tag.vocabulary == Vocabulary::Math => self.read_formula(),
            _ => self.read_marker(tag),
        }
    }

    /// Reads a formula: its structure is not carried, its letters stand in the notice.
    pub(crate) fn read_formula(&mut self) -> Result<(), ReadError> {
        let mut letters = String::new();
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_below(inside)? {
            if tag.name() == "t" {
                letters.push_str(&self.xml.text()?);
            }
        }
        let letters = shortened(letters.trim(), 80);
        self.notice(told!(
            "notice-formula",
            "the formula “{letters}” is not carried",
            letters = letters
        ));
        Ok(())
    }

    fn notice_link(&mut self, target: &str) {
        let target = shortened(target, 200);
        self.notice(told!(
            "notice-link-address",
            "the words of a link are carried, its address {target} is not",
            target = target
        ));
    }
}
