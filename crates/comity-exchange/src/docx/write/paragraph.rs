//! The opening of a paragraph: its style by kind, its place on the line, its direction.
//!
//! Start at [`Setting`].

use comity_text::Kind;

/// How far a line of a provision starts from the margin where labels stand, in twentieths of
/// a point: room for `Art. 12(3)` in the size of labels.
const LABEL_WIDTH: u32 = 1021;

/// One more level of a list, in twentieths of a point.
const LEVEL_WIDTH: u32 = 454;

/// How a paragraph is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    /// The paragraph style.
    pub style: String,
    /// Where its lines start, in twentieths of a point; 0 leaves it to the style.
    pub left: u32,
    /// How far the first line starts before the others, in twentieths of a point.
    pub hanging: u32,
    /// The number of the list that labels it; 0 for none.
    pub list: usize,
    /// Whether it runs from right to left.
    pub rtl: bool,
}

impl Setting {
    /// The setting of a provision. `level` is that of an article's heading: 1 is the highest.
    pub(super) fn of_kind(kind: Kind, level: u8, rtl: bool) -> Setting {
        let style = match kind {
            Kind::Title => "Title".to_owned(),
            Kind::Heading(level) => format!("Heading{}", level.clamp(1, 9)),
            Kind::Article => format!("Heading{}", level.clamp(1, 9)),
            Kind::Annex => "Heading1".to_owned(),
            Kind::Preambular => "Preambular".to_owned(),
            Kind::Operative => "Operative".to_owned(),
            Kind::Paragraph => "Provision".to_owned(),
            Kind::Item(_) => "ListParagraph".to_owned(),
            Kind::Cell => "TableCell".to_owned(),
            Kind::Footnote => "FootnoteText".to_owned(),
        };
        let left = match kind {
            Kind::Item(level) => LABEL_WIDTH + LEVEL_WIDTH * u32::from(level.clamp(1, 9)),
            kind if kind.is_heading() => 0,
            _ => LABEL_WIDTH,
        };
        Setting {
            style,
            left,
            hanging: left,
            list: 0,
            rtl,
        }
    }

    /// The setting of a paragraph that stands under a provision and hangs on a letter.
    pub(super) fn under(&self, style: &str) -> Setting {
        Setting {
            style: style.to_owned(),
            left: self.left.max(LABEL_WIDTH) + LEVEL_WIDTH,
            hanging: LEVEL_WIDTH,
            list: 0,
            rtl: self.rtl,
        }
    }

    /// The properties, in the order of the schema. `mark` is what is said of the paragraph mark.
    pub(super) fn properties(&self, mark: &str) -> String {
        let mut out = "<w:pPr>".to_owned();
        if !self.style.is_empty() {
            out.push_str(&format!("<w:pStyle w:val=\"{}\"/>", self.style));
        }
        if self.list > 0 {
            out.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{}\"/></w:numPr>",
                self.list
            ));
        }
        if self.left > 0 {
            out.push_str(&format!(
                "<w:tabs><w:tab w:val=\"left\" w:pos=\"{}\"/></w:tabs>",
                self.left
            ));
        }
        if self.rtl {
            out.push_str("<w:bidi/>");
        }
        if self.left > 0 {
            out.push_str(&format!(
                "<w:ind w:left=\"{}\" w:hanging=\"{}\"/>",
                self.left, self.hanging
            ));
        }
        if !mark.is_empty() {
            out.push_str(&format!("<w:rPr>{mark}</w:rPr>"));
        }
        out.push_str("</w:pPr>");
        out
    }
}

/// The level of an article's heading: one below the heading that it stands under.
pub(super) fn article_level(parent: Option<Kind>) -> u8 {
    match parent {
        Some(Kind::Heading(level)) => level.saturating_add(1),
        Some(Kind::Annex) => 2,
        _ => 1,
    }
}
