//! What a character is to the rules of words, and what it folds to.
//!
//! The classes are those of Unicode Annex 29 for the characters of plain text in Latin, Cyrillic,
//! Greek and Arabic letters. Whatever is not known here for certain is [`Class::Unusual`], and the
//! segmenter decides; a test asks the segmenter about every character that is known.
//!
//! Start at [`Classes`].

/// What a character is to the rules of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of no word: spaces, most punctuation, symbols.
    Other,
    /// A letter that others join without a dictionary.
    Letter,
    /// A digit.
    Digit,
    /// Joins letters and digits, and is neither: the low line.
    Joiner,
    /// Joins two letters: the colon.
    MidLetter,
    /// Joins two digits: the comma.
    MidNumber,
    /// Joins two letters or two digits: the full stop, the apostrophe.
    MidBoth,
    /// Belongs to what stands before it: accents, vowel signs, invisible controls.
    Mark,
    /// For the segmenter.
    Unusual,
}

impl Class {
    /// Whether a character of this class between these two holds them together.
    #[inline]
    pub(super) fn holds(self, before: Class, after: Class) -> bool {
        match (before, after) {
            (Class::Letter, Class::Letter) => self != Class::MidNumber,
            (Class::Digit, Class::Digit) => self != Class::MidLetter,
            _ => false,
        }
    }
}

/// A character in the bytes of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character {
    pub(super) class: Class,
    /// The scalar value that it folds to; 0 if it is dropped.
    pub(super) folded: u32,
    /// Its bytes.
    pub(super) length: usize,
}

/// The first scalar value that takes three bytes: those below have tables.
const TABLE: usize = 0x800;

/// What U+00C0 to U+024F fold to: small, without accents.
const LATIN: &str = "aaaaaaæceeeeiiiiðnooooo×øuuuuyþßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþy\
    aaaaaaccccccccddđđeeeeeeeeeeegggggggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœ\
    rrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſƀɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫ\
    ƭƭʈuuʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuuǝaaaaææǥǥggkkooooʒʒjǳǳǳggƕƿnnaaææøøaaaaeeee\
    iiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ";

/// What U+1E00 to U+1EFF fold to.
const LATIN_ADDITIONAL: &str = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmm\
    nnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyẚſẜẝßẟ\
    aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyỻỻỽỽỿỿ";

/// Other letters with the ones that they are accented forms of.
const ACCENTED: [(&str, char); 22] = [
    ("Άά", 'α'),
    ("Έέ", 'ε'),
    ("Ήή", 'η'),
    ("ΊΐΪίϊ", 'ι'),
    ("Όό", 'ο'),
    ("ΎΫΰϋύ", 'υ'),
    ("Ώώ", 'ω'),
    ("ς", 'σ'),
    ("ЀЁѐёӖӗ", 'е'),
    ("Ѓѓ", 'г'),
    ("Її", 'і'),
    ("Ќќ", 'к'),
    ("ЍЙйѝӢӣӤӥ", 'и'),
    ("ЎўӮӯӰӱӲӳ", 'у'),
    ("ӁӂӜӝ", 'ж'),
    ("ӐӑӒӓ", 'а'),
    ("ӦӧӪӫ", 'о'),
    ("آأإ", 'ا'),
    ("ؤ", 'و'),
    ("ئ", 'ي'),
    ("ۂ", 'ہ'),
    ("ۓ", 'ے'),
];

/// The classes and foldings of all characters.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    /// Of the scalar values of one and two bytes.
    table: Box<[(Class, u16); TABLE]>,
    /// What U+1E00 to U+1EFF fold to.
    additional: Vec<u32>,
}

impl Classes {
    /// Fills the tables.
    pub(super) fn new() -> Classes {
        let mut table = Box::new([(Class::Other, 0); TABLE]);
        for (place, c) in table.iter_mut().zip('\0'..) {
            *place = entry(c);
        }
        let latin = LATIN.chars().enumerate().map(|(at, to)| (0xc0 + at, to));
        let others = ACCENTED.iter().flat_map(|(from, to)| {
            let all = from.chars().map(|it| it as usize);
            all.map(|it| (it, *to))
        });
        for (at, to) in latin.chain(others) {
            table[at].1 = u16::try_from(to as u32).expect("the tables hold no rarer letters");
        }
        let additional = LATIN_ADDITIONAL.chars().map(u32::from).collect();
        Classes { table, additional }
    }

    /// The character that begins at a byte.
    #[inline]
    pub(super) fn at(&self, bytes: &[u8], at: usize) -> Character {
        let first = bytes[at];
        let (value, length) = match first {
            0..0x80 => (usize::from(first), 1),
            0x80..0xe0 => {
                let second = bytes[at + 1];
                (
                    usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f),
                    2,
                )
            }
            0xe0..0xf0 => return self.rare(bytes, at),
            _ => {
                return Character {
                    class: Class::Unusual,
                    folded: 0,
                    length: 4,
                };
            }
        };
        let (class, folded) = self.table[value];
        let folded = u32::from(folded);
        Character {
            class,
            folded,
            length,
        }
    }

    /// The letter of one or two bytes that begins at a byte, if one does: what it folds
    /// to, and its bytes. Most characters of most texts are such.
    #[inline]
    pub(super) fn common(&self, bytes: &[u8], at: usize) -> Option<(u32, usize)> {
        let first = *bytes.get(at)?;
        let (value, length) = match first {
            0..0x80 => (usize::from(first), 1),
            0x80..0xe0 => {
                let second = *bytes.get(at + 1)?;
                (
                    usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f),
                    2,
                )
            }
            _ => return None,
        };
        match self.table[value] {
            (Class::Letter, folded) => Some((u32::from(folded), length)),
            _ => None,
        }
    }

    /// The class of the character that begins at a byte; at the end of the text, of none.
    pub(super) fn after(&self, bytes: &[u8], at: usize) -> Class {
        match at < bytes.len() {
            true => self.at(bytes, at).class,
            false => Class::Other,
        }
    }

    /// A character of three bytes.
    fn rare(&self, bytes: &[u8], at: usize) -> Character {
        let bits = |at: usize| u32::from(bytes[at] & 0x3f);
        let value = u32::from(bytes[at] & 0x0f) << 12 | bits(at + 1) << 6 | bits(at + 2);
        let (class, folded) = match value {
            0x1e00..=0x1eff => (Class::Letter, self.additional[value as usize - 0x1e00]),
            // Curly apostrophes.
            0x2018 | 0x2019 => (Class::MidBoth, u32::from('\'')),
            // Spaces of many widths, dashes, quotation marks, bullets, ellipses.
            0x2000..=0x200b | 0x2010..=0x2017 | 0x201a..=0x2023 | 0x2025 | 0x2026 => {
                (Class::Other, 0)
            }
            0x2028 | 0x2029 | 0x2030..=0x203a => (Class::Other, 0),
            // Joiners, and what turns the direction.
            0x200c..=0x200f | 0x202a..=0x202e | 0x2060..=0x2064 | 0x2066..=0x2069 => {
                (Class::Mark, 0)
            }
            // Signs of currencies.
            0x20a0..=0x20bf => (Class::Other, 0),
            _ => (Class::Unusual, 0),
        };
        Character {
            class,
            folded,
            length: 3,
        }
    }

    /// Whether a piece between two cuts is a word: it begins as one, and a letter or a digit is
    /// left of it after folding.
    pub(super) fn is_word(&self, piece: &str) -> bool {
        let first = piece.chars().next();
        first.is_some_and(|it| self.counts(it) || is_joiner(it))
            && piece.chars().any(|it| self.counts(it))
    }

    /// Whether a character is a letter or a digit that folding keeps.
    fn counts(&self, c: char) -> bool {
        match self.table.get(c as usize) {
            Some((Class::Letter | Class::Digit, folded)) => *folded != 0,
            Some((Class::Unusual, folded)) => *folded != 0 && c.is_alphanumeric(),
            Some(_) => false,
            None => c.is_alphanumeric() && !is_dropped(u32::from(c)),
        }
    }

    /// Gives `step` the scalar values that a character folds to, in their order.
    pub(super) fn fold(&self, c: char, hash: u64, step: fn(u64, u32) -> u64) -> u64 {
        let value = u32::from(c);
        match value {
            0..0x800 => match self.table[value as usize].1 {
                0 => hash,
                folded => step(hash, u32::from(folded)),
            },
            0x1e00..=0x1eff => step(hash, self.additional[value as usize - 0x1e00]),
            0x2018 | 0x2019 => step(hash, u32::from('\'')),
            // Full-width forms of ASCII stand in its order.
            0xff01..=0xff5e => {
                let plain = value - 0xff01 + 0x21;
                step(hash, u32::from(self.table[plain as usize].1))
            }
            0xac00..=0xd7a3 => hangul(value - 0xac00)
                .into_iter()
                .filter(|it| *it != 0)
                .fold(hash, step),
            _ if is_dropped(value) => hash,
            _ => c.to_lowercase().map(u32::from).fold(hash, step),
        }
    }
}

/// The letters of a Hangul syllable by its number (The Unicode Standard, section 3.12); the last
/// one is 0 where there is none.
fn hangul(number: u32) -> [u32; 3] {
    let last = match number % 28 {
        0 => 0,
        last => 0x11a7 + last,
    };
    [0x1100 + number / 588, 0x1161 + number % 588 / 28, last]
}

/// Whether a character can begin a word without being more than a joint in it: low lines, ties,
/// the narrow space inside French numbers, tatweel.
fn is_joiner(c: char) -> bool {
    let value = u32::from(c);
    matches!(
        value,
        0x5f | 0x640 | 0x202f | 0x203f | 0x2040 | 0x2054 | 0xfe33 | 0xfe34 | 0xfe4d
            ..=0xfe4f | 0xff3f
    )
}

/// Whether a rare character is nothing to a comparison: accents of other scripts' blocks,
/// variants of form, invisible controls.
fn is_dropped(value: u32) -> bool {
    matches!(
        value,
        0x08d3..=0x08ff
            | 0x1ab0..=0x1aff
            | 0x1dc0..=0x1dff
            | 0x200b..=0x200f
            | 0x202a..=0x202f
            | 0x2060..=0x206f
            | 0x20d0..=0x20ff
            | 0xfe00..=0xfe0f
            | 0xfe20..=0xfe2f
            | 0xfeff
            | 0xe0100..=0xe01ef
    )
}

/// Class and folding of a character below U+0800, accents apart.
fn entry(c: char) -> (Class, u16) {
    let class = class(c);
    let value = u32::from(c);
    let mut lower = c.to_lowercase().map(u32::from);
    let folded = match value {
        // Arabic digits, of both kinds, stand in the order of ours.
        0x660..=0x669 => value - 0x660 + 0x30,
        0x6f0..=0x6f9 => value - 0x6f0 + 0x30,
        // Tatweel makes a word longer and says nothing; points and vowel signs are not typed by
        // everybody.
        0x640 | 0x591..=0x5bd | 0x5bf | 0x5c1 | 0x5c2 | 0x5c4 | 0x5c5 | 0x5c7 => 0,
        _ if class == Class::Mark => 0,
        _ => match (lower.next(), lower.next()) {
            (Some(single), None) => single,
            _ => value,
        },
    };
    let folded = u16::try_from(folded).expect("small letters of these blocks are below U+FFFF");
    (class, folded)
}

/// The class of a character below U+0800.
fn class(c: char) -> Class {
    match u32::from(c) {
        0x2e | 0x27 => Class::MidBoth,
        0x3a | 0xb7 => Class::MidLetter,
        0x2c | 0x3b | 0x60c | 0x60d | 0x66c => Class::MidNumber,
        0x5f => Class::Joiner,
        0x30..=0x39 | 0x660..=0x669 | 0x66b | 0x6f0..=0x6f9 => Class::Digit,
        0x41..=0x5a | 0x61..=0x7a | 0xaa | 0xb5 | 0xb8 | 0xba => Class::Letter,
        0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x2af => Class::Letter,
        0x386 | 0x388..=0x38a | 0x38c | 0x38e..=0x3a1 | 0x3a3..=0x3ce => Class::Letter,
        0x400..=0x481 | 0x48a..=0x52f => Class::Letter,
        0x620..=0x64a | 0x66e | 0x66f | 0x671..=0x6d3 | 0x6d5 | 0x750..=0x77f => Class::Letter,
        0xad | 0x300..=0x36f | 0x483..=0x489 | 0x610..=0x61a | 0x61c => Class::Mark,
        0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc => Class::Mark,
        0..=0x7f | 0x80..=0xbf | 0xd7 | 0xf7 | 0x482 | 0x61b | 0x61f => Class::Other,
        0x66a | 0x66d | 0x6d4 => Class::Other,
        _ => Class::Unusual,
    }
}
