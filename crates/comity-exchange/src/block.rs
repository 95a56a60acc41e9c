//! What every reader yields: a flat list of blocks, before anything is known of articles.

use comity_text::Text;

/// One paragraph of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it looks like.
    pub style: BlockStyle,
    /// What it says; a number or letter that was typed is part of it, one that the word
    /// processor computes is not.
    pub text: Text,
}

/// What a block looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockStyle {
    /// The title of the document.
    Title,
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// A plain paragraph.
    Paragraph,
    /// An item of a list.
    Item {
        /// 1 is the outermost level.
        level: u8,
        /// Whether the list counts its items.
        ordered: bool,
    },
    /// A cell of a table, in reading order.
    Cell,
    /// The text of a note; it follows the block that refers to it, which says `[^n]` there.
    Footnote,
}
