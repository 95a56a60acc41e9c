//! Paragraphs, tables and what holds them together.
//!
//! Never here: what stands inside of a paragraph. Start at [`Story::read_document`].

use super::properties::{Change, Uncarried};
use super::story::{Kind, Story};
use super::styles::Look;
use super::tracked::{Container, TrackedParagraph};
use super::xml::{Tag, Vocabulary};
use crate::ReadError;
use crate::block::BlockStyle;
use crate::notice::told;

/// Elements between paragraphs or runs that carry no text and no meaning for it.
pub(crate) const SILENT: [&str; 24] = [
    "bookmarkStart",
    "bookmarkEnd",
    "proofErr",
    "permStart",
    "permEnd",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
    "lastRenderedPageBreak",
    "sectPr",
    "sdtPr",
    "sdtEndPr",
    "customXmlPr",
    "smartTagPr",
    "tblGrid",
];

impl Story<'_, '_> {
    /// Reads the main part from its first byte.
    pub(crate) fn read_document(&mut self) -> Result<(), ReadError> {
        let nothing = "this part is no WordprocessingML document; save the text as .docx in a \
                       word processor";
        match self.xml.next_child(0)? {
            Some(tag) if tag.word() == "document" => {}
            _ => return Err(self.xml.error(nothing)),
        }
        let mut body = false;
        while let Some(tag) = self.xml.next_child(1)? {
            if tag.word() == "body" {
                body = true;
                self.read_blocks()?;
            }
        }
        // The end of the part is read as well, so that a cut is found.
        while self.xml.next_child(0)?.is_some() {}
        if body {
            Ok(())
        } else {
            Err(self.xml.error(nothing))
        }
    }

    /// Reads what stands inside of the element that was just opened, as blocks.
    pub(crate) fn read_blocks(&mut self) -> Result<(), ReadError> {
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_child(inside)? {
            match tag.word() {
                "p" => self.read_paragraph()?,
                "sdtContent" | "customXml" | "smartTag" => self.read_blocks()?,
                "tbl" | "tr" => self.read_scope(self.container)?,
                "tc" => self.read_cell()?,
                "sdt" => self.read_control(Story::read_blocks)?,
                "ins" | "del" | "moveFrom" | "moveTo" => {
                    self.read_changed(&tag, Story::read_blocks)?;
                }
                "tblPr" | "tblPrEx" => self.read_table_properties("tblPrChange")?,
                "trPr" | "tcPr" => self.read_row_properties()?,
                "altChunk" | "subDoc" => self.notice(told!(
                    "notice-embedded-block",
                    "another document is embedded here and was not read; copy its text into this \
                     one"
                )),
                "r" => self.read_stray_run()?,
                "" if tag.vocabulary == Vocabulary::Compatibility => {
                    self.read_alternative(&tag, Story::read_blocks)?;
                }
                "" if tag.vocabulary == Vocabulary::Math => self.read_formula()?,
                _ => self.read_marker(&tag)?,
            }
        }
        Ok(())
    }

    /// Reads the branch of an alternative that we take: the first choice, else the fallback.
    pub(crate) fn read_alternative(
        &mut self,
        tag: &Tag<'_>,
        read: fn(&mut Self) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        if tag.name() != "AlternateContent" {
            return read(self);
        }
        let inside = self.xml.depth();
        while let Some(branch) = self.xml.next_child(inside)? {
            if matches!(branch.name(), "Choice" | "Fallback") {
                return read(self);
            }
        }
        Ok(())
    }

    /// Reads what stands inside of a tracked change.
    pub(crate) fn read_changed(
        &mut self,
        tag: &Tag<'_>,
        read: fn(&mut Self) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut inner = Change::default();
        inner.take(tag);
        let changed = self.change.within(&inner);
        let outer = std::mem::replace(&mut self.change, changed);
        let result = read(self);
        self.change = outer;
        result
    }

    /// Reads a content control: its properties only tell whether it is a table of contents.
    pub(crate) fn read_control(
        &mut self,
        read: fn(&mut Self) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let outer = self.in_contents;
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_child(inside)? {
            match tag.word() {
                "sdtPr" => self.read_control_properties()?,
                "sdtContent" => read(self)?,
                _ => {}
            }
        }
        self.in_contents = outer;
        Ok(())
    }

    /// Reads a marker that carries no text: ranges of comments, bookmarks, or the unknown.
    pub(crate) fn read_marker(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        let id = || tag.attribute("id").unwrap_or_default();
        match tag.word() {
            "commentRangeStart" => {
                let paragraph = self.paragraph_of_comment();
                self.desk.comments.start(&id(), paragraph);
            }
            "commentRangeEnd" => self.desk.comments.end(&id()),
            "commentReference" => {
                let paragraph = self.paragraph_of_comment();
                self.desk.comments.refer(&id(), paragraph);
            }
            known if SILENT.contains(&known) => {}
            _ => {
                let name = super::xml::shortened(tag.name(), 40);
                self.notice(told!(
                    "notice-unknown",
                    "“{name}” is not known here and was left out",
                    name = name
                ));
            }
        }
        Ok(())
    }

    fn paragraph_of_comment(&self) -> Option<usize> {
        (self.kind == Kind::Body).then_some(self.body_index)
    }

    fn read_control_properties(&mut self) -> Result<(), ReadError> {
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_below(inside)? {
            let contents = tag.word() == "docPartGallery"
                && tag.attribute("val").as_deref() == Some("Table of Contents");
            self.in_contents |= contents;
        }
        Ok(())
    }

    fn read_cell(&mut self) -> Result<(), ReadError> {
        let cell = Container::Cell(self.next_container());
        self.read_scope(cell)
    }

    /// Reads blocks in a container; a change that their row or cell is in ends with them.
    fn read_scope(&mut self, container: Container) -> Result<(), ReadError> {
        let outer = std::mem::replace(&mut self.container, container);
        let change = self.change.clone();
        let result = self.read_blocks();
        self.change = change;
        self.container = outer;
        result
    }

    /// Reads `w:trPr` or `w:tcPr`: a tracked row or cell changes all that stands in it.
    fn read_row_properties(&mut self) -> Result<(), ReadError> {
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_child(inside)? {
            match tag.word() {
                "ins" | "del" | "cellIns" | "cellDel" => {
                    let mut inner = Change::default();
                    inner.take(&tag);
                    self.change = self.change.within(&inner);
                }
                "trPrChange" | "tcPrChange" => self.notice_table_change(),
                "cellMerge" => self.notice(told!(
                    "notice-merged-cells",
                    "a tracked merging of table cells is not carried; the cells stand as they are \
                     now"
                )),
                _ => {}
            }
        }
        Ok(())
    }

    fn read_table_properties(&mut self, changed: &str) -> Result<(), ReadError> {
        let inside = self.xml.depth();
        while let Some(tag) = self.xml.next_child(inside)? {
            if tag.word() == changed {
                self.notice_table_change();
            }
        }
        Ok(())
    }

    fn notice_table_change(&mut self) {
        self.notice(told!(
            "notice-table-formatting",
            "a tracked change of table formatting is not carried; the text is"
        ));
    }

    fn read_paragraph(&mut self) -> Result<(), ReadError> {
        self.count_paragraph()?;
        if !matches!(self.container, Container::TextBox(_)) {
            self.body_index = self.out.len();
        }
        let properties = self.read_inlines_of_paragraph()?;
        self.fields.retain(|field| field.in_result);
        self.desk.comments.hear(" ");
        let runs = self.take_runs();
        let boxed = std::mem::take(&mut self.boxed);
        let look = self.desk.styles.look_of(&properties);
        if self.in_contents || look == Look::Contents {
            self.notice_formatting(Uncarried::Contents);
            return Ok(());
        }
        if properties.formatting_changed {
            self.notice(told!(
                "notice-paragraph-formatting",
                "a tracked change of paragraph formatting is not carried; the present formatting \
                 counts"
            ));
        }
        if properties.section_break {
            self.notice(told!(
                "notice-section-break",
                "a section break is not carried; the text goes on without it"
            ));
        }
        let style = match (self.container, look) {
            (Container::Cell(_), _) => BlockStyle::Cell,
            (_, Look::Block(style)) => style,
            (_, Look::Contents) => unreachable!("lines of contents were left out above"),
        };
        let mut paragraph = TrackedParagraph::new(style, self.container);
        paragraph.runs = runs;
        paragraph.mark_inserted = properties.mark.inserted;
        paragraph.mark_deleted = properties.mark.deleted;
        paragraph.mark_moved = properties.mark.moved;
        self.out.push(paragraph);
        self.out.extend(boxed);
        Ok(())
    }

    /// A run outside of any paragraph is against the format; its text becomes a paragraph.
    fn read_stray_run(&mut self) -> Result<(), ReadError> {
        self.count_paragraph()?;
        self.notice(told!(
            "notice-stray-text",
            "text stood outside of any paragraph and was made one"
        ));
        self.read_run()?;
        let runs = self.take_runs();
        let mut paragraph = TrackedParagraph::new(BlockStyle::Paragraph, self.container);
        paragraph.runs = runs;
        self.out.push(paragraph);
        let boxed = std::mem::take(&mut self.boxed);
        self.out.extend(boxed);
        Ok(())
    }
}
