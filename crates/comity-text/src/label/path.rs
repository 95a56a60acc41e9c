//! A label taken apart: `Article 6 – paragraph 2 – point a` and `Art. 6(2)(a)` are one path.
//!
//! Paths have a natural order: the order in which a reader expects the provisions of a text.

use super::words;

/// A label as a path from the outermost unit inwards, in natural order.
///
/// Points and introductory parts of a paragraph of an article stand in its first subparagraph.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelPath {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Part {
    unit: Unit,
    number: Vec<Segment>,
}

/// The units of a path; siblings of different units stand in this order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Unit {
    Title,
    Citation,
    Preambular,
    Introductory,
    Division,
    Section,
    Article,
    Operative,
    Paragraph,
    Subparagraph,
    Indent,
    Point,
    Annex,
    Table,
    Cell,
    Note,
    Other(String),
}

/// A number is a list of these: `5 a` follows `5` and stands before `6`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Segment {
    Figure(u32),
    Roman(u32),
    /// With its length first, so that `z` stands before `aa`.
    Letter(usize, String),
    Latin(u32),
}

/// What a label turned out to be.
pub(super) struct Parsed {
    /// The path.
    pub(super) path: LabelPath,
    /// Whether a word was taken for a unit that it is not quite.
    pub(super) guessed: bool,
    /// Whether the first number came without a word for its unit.
    pub(super) rootless: bool,
}

impl LabelPath {
    /// The path that a label spells, if it spells one.
    #[must_use]
    pub fn parse(label: &str) -> Option<LabelPath> {
        parse(label, &Unit::Article)
            .filter(|parsed| !parsed.guessed && !parsed.rootless)
            .map(|parsed| parsed.path)
    }

    /// The path without the last letter or ordinal of its last number: the provision that a new
    /// one extends. `None` where the last number is a single one.
    #[must_use]
    pub fn base(&self) -> Option<LabelPath> {
        let mut base = self.clone();
        let last = base.parts.last_mut()?;
        if last.number.len() < 2 {
            return None;
        }
        last.number.pop();
        Some(base)
    }

    /// Whether the path is that of a provision above another.
    #[must_use]
    pub fn contains(&self, other: &LabelPath) -> bool {
        self.parts.len() < other.parts.len() && other.parts.starts_with(&self.parts)
    }

    /// Whether the path is a base, something inside it, or an extension of it (`5 b` of `5`).
    #[must_use]
    pub fn extends(&self, base: &LabelPath) -> bool {
        let Some((last, above)) = base.parts.split_last() else {
            return false;
        };
        self.parts.starts_with(above)
            && self
                .parts
                .get(above.len())
                .is_some_and(|part| part.unit == last.unit && part.number.starts_with(&last.number))
    }

    /// Whether the path is the next number after another among the same siblings, or the first
    /// provision inside it.
    #[must_use]
    pub fn follows(&self, other: &LabelPath) -> bool {
        if other.contains(self) {
            return true;
        }
        let (Some((mine, above)), true) = (self.parts.split_last(), !other.parts.is_empty()) else {
            return false;
        };
        let Some(theirs) = other.parts.get(above.len()) else {
            return false;
        };
        other.parts.starts_with(above)
            && mine.unit == theirs.unit
            && match (mine.number.as_slice(), theirs.number.as_slice()) {
                ([mine], [theirs]) => mine.is_next_after(theirs),
                _ => false,
            }
    }

    /// Whether two paths start in parts of a text that have an order.
    #[must_use]
    pub fn is_comparable(&self, other: &LabelPath) -> bool {
        let known = |path: &LabelPath| match path.parts.first() {
            Some(part) => !matches!(
                part.unit,
                Unit::Other(_) | Unit::Table | Unit::Note | Unit::Point | Unit::Division
            ),
            None => false,
        };
        let unit = |path: &LabelPath| path.parts.first().map(|part| part.unit.clone());
        unit(self) == unit(other) || known(self) && known(other)
    }
}

impl Segment {
    fn is_next_after(&self, other: &Segment) -> bool {
        match (self, other) {
            (Segment::Figure(mine), Segment::Figure(theirs))
            | (Segment::Roman(mine), Segment::Roman(theirs))
            | (Segment::Latin(mine), Segment::Latin(theirs)) => {
                Some(*mine) == theirs.checked_add(1)
            }
            (Segment::Letter(1, mine), Segment::Letter(1, theirs)) => {
                mine.bytes().next() == theirs.bytes().next().and_then(|b| b.checked_add(1))
            }
            _ => false,
        }
    }
}

/// Takes a label apart; `root` is the unit of a first number that comes without one.
pub(super) fn parse(label: &str, root: &Unit) -> Option<Parsed> {
    if label.len() > 400 {
        return None;
    }
    let mut parser = Parser {
        parts: Vec::new(),
        open: false,
        guessed: false,
        rootless: false,
    };
    let mut tokens = tokens(label)?.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            Token::Separator => parser.open = false,
            Token::Word(word) => parser.word(&word, root)?,
            Token::Number(number) => parser.segment(Segment::Figure(number), root),
            Token::Open => {
                let inside: Vec<Token> =
                    tokens.by_ref().take_while(|t| *t != Token::Close).collect();
                parser.enclosed(&inside, root)?;
            }
            Token::Close => return None,
        }
    }
    parser.finish()
}

struct Parser {
    parts: Vec<Part>,
    open: bool,
    guessed: bool,
    rootless: bool,
}

impl Parser {
    fn word(&mut self, word: &str, root: &Unit) -> Option<()> {
        if word == "new" || (word == "part" && self.last_is(&Unit::Introductory)) {
            return Some(());
        }
        if let Some(times) = ordinal(word) {
            let last = self.parts.last_mut().filter(|p| !p.number.is_empty())?;
            last.number.push(Segment::Latin(times));
            return Some(());
        }
        if self.open
            && let Some(segment) = self.letter(word)
        {
            self.segment(segment, root);
            return Some(());
        }
        if let Some(unit) = unit(word) {
            self.push(unit);
        } else if let Some(segment) = self.letter(word).filter(|_| !self.parts.is_empty()) {
            self.segment(segment, root);
        } else if let Some(unit) = nearly_unit(word) {
            self.guessed = true;
            self.push(unit);
        } else if self.parts.is_empty() && word.chars().count() > 2 {
            self.push(Unit::Other(word.to_owned()));
        } else {
            return None;
        }
        Some(())
    }

    /// A number in brackets, which is a part of its own.
    fn enclosed(&mut self, inside: &[Token], root: &Unit) -> Option<()> {
        if matches!(inside, [Token::Word(word)] if word == "new") {
            return Some(());
        }
        if inside.is_empty() {
            return None;
        }
        self.open &= self.parts.last().is_some_and(|part| part.number.is_empty());
        for token in inside {
            let segment = match token {
                Token::Number(number) => Segment::Figure(*number),
                Token::Word(word) => match ordinal(word) {
                    Some(times) => Segment::Latin(times),
                    None => self.letter(word)?,
                },
                _ => return None,
            };
            self.segment(segment, root);
        }
        Some(())
    }

    fn letter(&self, word: &str) -> Option<Segment> {
        let nested = |part: &Part| match part.number.first() {
            Some(Segment::Letter(..)) => !self.open,
            None => matches!(
                part.unit,
                Unit::Annex | Unit::Division | Unit::Section | Unit::Title
            ),
            _ => false,
        };
        let value = words::roman(word);
        if let (true, Some(value)) = (self.parts.last().is_some_and(nested), value) {
            return Some(Segment::Roman(value));
        }
        let letters = word.chars().count();
        let doubled = letters == 2 && word.chars().nth(0) == word.chars().nth(1);
        if let (Some(value), true) = (value, letters > 1) {
            return Some(Segment::Roman(value));
        }
        (letters == 1 || doubled).then(|| Segment::Letter(letters, word.to_owned()))
    }

    fn segment(&mut self, segment: Segment, root: &Unit) {
        if !self.open {
            let unit = self.default_unit(&segment, root);
            self.push(unit);
        }
        if let Some(last) = self.parts.last_mut() {
            last.number.push(segment);
        }
    }

    /// The unit of a number that comes without a word.
    fn default_unit(&mut self, segment: &Segment, root: &Unit) -> Unit {
        match self.parts.last().map(|part| &part.unit) {
            None => {
                self.rootless = true;
                root.clone()
            }
            Some(Unit::Article) if matches!(segment, Segment::Figure(_)) => Unit::Paragraph,
            Some(Unit::Annex | Unit::Other(_)) => Unit::Paragraph,
            Some(_) => Unit::Point,
        }
    }

    fn push(&mut self, unit: Unit) {
        let in_paragraph = self.parts.len() > 1 && self.last_is(&Unit::Paragraph);
        let inner = matches!(unit, Unit::Point | Unit::Introductory | Unit::Indent);
        if in_paragraph && inner {
            self.parts.push(Part {
                unit: Unit::Subparagraph,
                number: vec![Segment::Figure(1)],
            });
        }
        self.parts.push(Part {
            unit,
            number: Vec::new(),
        });
        self.open = true;
    }

    fn last_is(&self, unit: &Unit) -> bool {
        self.parts.last().is_some_and(|part| part.unit == *unit)
    }

    fn finish(self) -> Option<Parsed> {
        let whole = |part: &Part| {
            let may_lack = matches!(part.unit, Unit::Title | Unit::Introductory | Unit::Annex);
            may_lack || !part.number.is_empty()
        };
        (!self.parts.is_empty() && self.parts.iter().all(whole)).then_some(Parsed {
            path: LabelPath { parts: self.parts },
            guessed: self.guessed,
            rootless: self.rootless,
        })
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Number(u32),
    Open,
    Close,
    Separator,
}

fn tokens(label: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut chars = label.chars().flat_map(char::to_lowercase).peekable();
    while let Some(c) = chars.next() {
        if let Some(first) = words::figure(c) {
            let mut number = first;
            while let Some(next) = chars.peek().copied().and_then(words::figure) {
                number = number.checked_mul(10)?.checked_add(next)?;
                chars.next();
            }
            tokens.push(Token::Number(number));
        } else if c.is_alphabetic() {
            let mut word = c.to_string();
            while let Some(next) =
                chars.next_if(|c| c.is_alphabetic() && words::figure(*c).is_none())
            {
                word.push(next);
            }
            tokens.push(Token::Word(word));
        } else {
            match c {
                '(' | '（' => tokens.push(Token::Open),
                ')' | '）' => tokens.push(Token::Close),
                '¶' => tokens.push(Token::Word("paragraph".to_owned())),
                ',' | ':' | ';' | '،' | '/' => tokens.push(Token::Separator),
                _ if is_dash(c) => tokens.push(Token::Separator),
                _ if c == '.' || c.is_whitespace() => {}
                _ => return None,
            }
        }
    }
    Some(tokens)
}

/// Whether a character is one of the dashes that people type.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FF0D}'
    )
}

/// `bis` is 2; the mark of a rival stands after every ordinal.
fn ordinal(word: &str) -> Option<u32> {
    match word {
        "alt" => Some(1000),
        _ => words::from_latin(word),
    }
}

const UNITS: [(&str, Unit); 49] = [
    ("title", Unit::Title),
    ("citation", Unit::Citation),
    ("recital", Unit::Preambular),
    ("preambular", Unit::Preambular),
    ("pp", Unit::Preambular),
    ("considérant", Unit::Preambular),
    ("considerando", Unit::Preambular),
    ("introductory", Unit::Introductory),
    ("chapeau", Unit::Introductory),
    ("chapter", Unit::Division),
    ("chapitre", Unit::Division),
    ("capítulo", Unit::Division),
    ("глава", Unit::Division),
    ("section", Unit::Section),
    ("sección", Unit::Section),
    ("article", Unit::Article),
    ("art", Unit::Article),
    ("artículo", Unit::Article),
    ("articulo", Unit::Article),
    ("статья", Unit::Article),
    ("المادة", Unit::Article),
    ("مادة", Unit::Article),
    ("operative", Unit::Operative),
    ("op", Unit::Operative),
    ("paragraph", Unit::Paragraph),
    ("para", Unit::Paragraph),
    ("par", Unit::Paragraph),
    ("paragraphe", Unit::Paragraph),
    ("párrafo", Unit::Paragraph),
    ("пункт", Unit::Paragraph),
    ("الفقرة", Unit::Paragraph),
    ("subparagraph", Unit::Subparagraph),
    ("subpara", Unit::Subparagraph),
    ("alinéa", Unit::Subparagraph),
    ("indent", Unit::Indent),
    ("tiret", Unit::Indent),
    ("point", Unit::Point),
    ("letter", Unit::Point),
    ("lit", Unit::Point),
    ("item", Unit::Point),
    ("подпункт", Unit::Point),
    ("annex", Unit::Annex),
    ("annexe", Unit::Annex),
    ("anexo", Unit::Annex),
    ("appendix", Unit::Annex),
    ("table", Unit::Table),
    ("cell", Unit::Cell),
    ("note", Unit::Note),
    ("footnote", Unit::Note),
];

fn unit(word: &str) -> Option<Unit> {
    let known = UNITS.iter().find(|(name, _)| *name == word);
    known.map(|(_, unit)| unit.clone())
}

/// The unit of a word of at least four letters that has one letter missing, added or wrong.
fn nearly_unit(word: &str) -> Option<Unit> {
    let letters: Vec<char> = word.chars().collect();
    if !(4..=14).contains(&letters.len()) {
        return None;
    }
    let near = UNITS.iter().find(|(name, _)| {
        let name: Vec<char> = name.chars().collect();
        name.len() > 3 && one_slip(&letters, &name)
    });
    near.map(|(_, unit)| unit.clone())
}

fn one_slip(one: &[char], other: &[char]) -> bool {
    let same_start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same_start..], &other[same_start..]);
    let same_end = one.iter().rev().zip(other.iter().rev());
    let same_end = same_end.take_while(|(a, b)| a == b).count();
    one.len() - same_end <= 1 && other.len() - same_end <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(label: &str) -> LabelPath {
        LabelPath::parse(label).unwrap_or_else(|| panic!("{label} is a path"))
    }

    #[test]
    fn spellings_of_one_place_are_one_path() {
        let check = |one: &str, other: &str| assert_eq!(path(one), path(other));
        check("Article 6 – paragraph 2 – point a", "Art. 6(2)(a)");
        check(
            "article 6 - PARAGRAPH 2 — point a",
            "Article 6, paragraph 2, point (a)",
        );
        check("OP 1 bis", "op1bis");
        check("Recital 29 a (new)", "Recital 29a");
        check(
            "Article 6 – paragraph 3 – subparagraph 1 – point b",
            "Art. 6(3)(b)",
        );
        check("OP 3(a)(iv)", "OP3 (a) (iv)");
        check("Annex I, Art. 2(1)", "ANNEX I – Article 2 – paragraph 1");
        check("Art. 6(1a)", "Article 6 – paragraph 1 a (new)");
    }

    #[test]
    fn natural_order_is_that_of_a_reader() {
        let texts = [
            "Title 1",
            "Recital 3",
            "Recital 21",
            "Recital 21 a",
            "Recital 22",
            "Article 2 – title",
            "Article 2 – introductory part",
            "Article 2 – paragraph 2",
            "Article 2 – paragraph 2 – introductory part",
            "Article 2 – paragraph 2 – point e",
            "Article 2 – paragraph 2 – point e a",
            "Article 2 – paragraph 2 – point f",
            "Article 2 – paragraph 2 – subparagraph 1 a",
            "Article 2 – paragraph 2 – subparagraph 2",
            "Article 2 – paragraph 2 a",
            "Article 2 – paragraph 10",
            "Article 2 a",
            "Article 3 – paragraph 1",
            "Article 3 bis",
            "Article 10",
            "Annex I",
        ];
        for pair in texts.windows(2) {
            assert!(path(pair[0]) < path(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn words_are_no_path() {
        for label in [
            "",
            "Scope and purpose",
            "Article",
            "()",
            "6)",
            "Art. 6((2)",
            "Recital “3”",
        ] {
            assert!(LabelPath::parse(label).is_none(), "{label}");
        }
        let typo = parse("Article 14 – poin d a (new)", &Unit::Article).expect("nearly a path");
        assert!(typo.guessed);
    }
}
