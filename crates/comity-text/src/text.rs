//! Text as it stands in a provision: characters with inline emphasis.
//!
//! Offsets are Unicode scalar values, never bytes. A text keeps its spans sorted, disjoint and
//! maximal, so two texts are equal exactly when a reader could not tell them apart.

use std::fmt;
use std::ops::BitOr;

use icu_normalizer::ComposingNormalizerBorrowed;

/// The token that splits a provision in two when it stands in a change.
///
/// It never stands in the text of a provision: applying a change turns it into a boundary.
pub const BREAK: char = '\n';

/// A line break that stays inside a provision (an address, a verse).
pub const LINE_BREAK: char = '\u{2028}';

/// Inline emphasis, as a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Style(u8);

impl Style {
    /// No emphasis.
    pub const PLAIN: Style = Style(0);
    /// Emphasis, usually set in italics.
    pub const EMPHASIS: Style = Style(1);
    /// Strong emphasis, usually set in bold.
    pub const STRONG: Style = Style(2);
    /// Underlined.
    pub const UNDERLINE: Style = Style(4);
    /// Raised.
    pub const SUPERSCRIPT: Style = Style(8);
    /// Lowered.
    pub const SUBSCRIPT: Style = Style(16);

    /// The flags with their names, in the order in which they are written out.
    pub const NAMES: [(Style, &'static str); 5] = [
        (Style::EMPHASIS, "emphasis"),
        (Style::STRONG, "strong"),
        (Style::UNDERLINE, "underline"),
        (Style::SUPERSCRIPT, "superscript"),
        (Style::SUBSCRIPT, "subscript"),
    ];

    /// Whether every flag of `other` is set.
    #[must_use]
    pub fn has(self, other: Style) -> bool {
        self.0 & other.0 == other.0
    }

    /// These flags without those of `other`.
    #[must_use]
    pub fn without(self, other: Style) -> Style {
        Style(self.0 & !other.0)
    }
}

impl BitOr for Style {
    type Output = Style;

    fn bitor(self, other: Style) -> Style {
        Style(self.0 | other.0)
    }
}

/// A stretch of text in one style, in scalar values; never plain, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first scalar value.
    pub start: u32,
    /// One past the last scalar value.
    pub end: u32,
    /// The style, never plain.
    pub style: Style,
}

/// Characters with emphasis.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text {
    string: String,
    spans: Vec<Span>,
    len: u32,
}

impl Text {
    /// Text without emphasis.
    pub fn plain(string: impl Into<String>) -> Text {
        let string = string.into();
        let len = count(&string);
        Text {
            string,
            spans: Vec::new(),
            len,
        }
    }

    /// The characters, without emphasis.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// The emphasised stretches: sorted, disjoint, maximal.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The length in scalar values.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether there are no characters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// Adds characters in one style.
    pub fn push_str(&mut self, string: &str, style: Style) {
        let start = self.len;
        self.string.push_str(string);
        self.len += count(string);
        self.push_span(start, self.len, style);
    }

    /// Adds a text.
    pub fn push(&mut self, other: &Text) {
        let offset = self.len;
        self.string.push_str(&other.string);
        self.len += other.len;
        for span in &other.spans {
            self.push_span(span.start + offset, span.end + offset, span.style);
        }
    }

    fn push_span(&mut self, start: u32, end: u32, style: Style) {
        if start == end || style == Style::PLAIN {
            return;
        }
        match self.spans.last_mut() {
            Some(last) if last.end == start && last.style == style => last.end = end,
            _ => self.spans.push(Span { start, end, style }),
        }
    }

    /// The stretch between two offsets; both are cut to the length.
    #[must_use]
    pub fn slice(&self, start: u32, end: u32) -> Text {
        let end = end.min(self.len);
        let start = start.min(end);
        let mut out = Text {
            string: self.str_between(start, end).to_owned(),
            spans: Vec::new(),
            len: end - start,
        };
        for span in &self.spans {
            let (from, to) = (span.start.max(start), span.end.min(end));
            if from < to {
                out.push_span(from - start, to - start, span.style);
            }
        }
        out
    }

    /// The characters between two offsets; both must lie within the length.
    #[must_use]
    pub fn str_between(&self, start: u32, end: u32) -> &str {
        if self.string.len() == self.len as usize {
            return &self.string[start as usize..end as usize];
        }
        let from = byte_at(&self.string, start);
        let to = from + byte_at(&self.string[from..], end - start);
        &self.string[from..to]
    }

    /// The style at an offset.
    #[must_use]
    pub fn style_at(&self, offset: u32) -> Style {
        let at = self.spans.partition_point(|span| span.end <= offset);
        match self.spans.get(at) {
            Some(span) if span.start <= offset => span.style,
            _ => Style::PLAIN,
        }
    }

    /// Whether anything between two offsets is emphasised.
    pub(crate) fn has_spans_between(&self, start: u32, end: u32) -> bool {
        let at = self.spans.partition_point(|span| span.end <= start);
        self.spans.get(at).is_some_and(|span| span.start < end)
    }

    /// Maximal stretches of one style, in order.
    pub fn runs(&self) -> impl Iterator<Item = (&str, Style)> {
        let mut cuts = vec![(0, Style::PLAIN)];
        for span in &self.spans {
            cuts.push((span.start, span.style));
            cuts.push((span.end, Style::PLAIN));
        }
        let ends: Vec<u32> = cuts
            .iter()
            .skip(1)
            .map(|cut| cut.0)
            .chain([self.len])
            .collect();
        cuts.into_iter()
            .zip(ends)
            .filter(|((start, _), end)| start < end)
            .map(|((start, style), end)| (self.str_between(start, end), style))
    }

    /// The parts between [`BREAK`]s: at least one.
    #[must_use]
    pub fn split_at_breaks(&self) -> Vec<Text> {
        let mut parts = Vec::new();
        let mut start = 0;
        for (offset, _) in (0..).zip(self.string.chars()).filter(|(_, c)| *c == BREAK) {
            parts.push(self.slice(start, offset));
            start = offset + 1;
        }
        parts.push(self.slice(start, self.len));
        parts
    }

    /// The text in Unicode normalisation form C, and whether that changed anything.
    #[must_use]
    pub fn normalised(self) -> (Text, bool) {
        let nfc = ComposingNormalizerBorrowed::new_nfc();
        if nfc.is_normalized(&self.string) {
            return (self, false);
        }
        let mut out = Text::default();
        if self.spans.is_empty() {
            out.push_str(&nfc.normalize(&self.string), Style::PLAIN);
        } else {
            for (run, style) in self.runs() {
                out.push_str(&nfc.normalize(run), style);
            }
        }
        (out, true)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.string)?;
        if !self.spans.is_empty() {
            write!(f, "{:?}", self.spans)?;
        }
        Ok(())
    }
}

impl From<&str> for Text {
    fn from(string: &str) -> Text {
        Text::plain(string)
    }
}

/// A string in Unicode normalisation form C, and whether that changed anything.
#[must_use]
pub fn normalise(string: &str) -> (String, bool) {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    if nfc.is_normalized(string) {
        (string.to_owned(), false)
    } else {
        (nfc.normalize(string).into_owned(), true)
    }
}

fn count(string: &str) -> u32 {
    u32::try_from(string.chars().count()).expect("a text is shorter than 2^32 characters")
}

fn byte_at(string: &str, offset: u32) -> usize {
    string
        .char_indices()
        .nth(offset as usize)
        .map_or(string.len(), |(byte, _)| byte)
}
