//! Fonts that give letters another meaning, as Unicode.
//!
//! Never here: shapes of glyphs. Start at [`character`].

/// What the Symbol font shows for the codes from 0x20 to 0x7E.
const SYMBOL_LOW: &str = " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

/// What the Symbol font shows for the codes from 0xA0 to 0xFE; a blank where it has nothing.
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/// The signs of the Wingdings font that stand in texts: boxes, marks, bullets, arrows.
const WINGDINGS: [(u8, char); 24] = [
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x46, '☞'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// What a font shows for a code; none if the font or the code is not known here.
///
/// Word writes such codes either as they are or moved to the private area at U+F000.
pub(crate) fn character(font: &str, code: u32) -> Option<char> {
    let code = u8::try_from(if code >= 0xF000 { code - 0xF000 } else { code }).ok()?;
    match font.to_lowercase().as_str() {
        "symbol" => symbol(code),
        "wingdings" => WINGDINGS
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, character)| *character),
        _ => None,
    }
}

/// Whether a character lies where Word puts the codes of such fonts.
pub(crate) fn is_private(character: char) -> bool {
    ('\u{F000}'..='\u{F0FF}').contains(&character)
}

fn symbol(code: u8) -> Option<char> {
    let (table, first) = if code < 0xA0 {
        (SYMBOL_LOW, 0x20)
    } else {
        (SYMBOL_HIGH, 0xA0)
    };
    let at = usize::from(code.checked_sub(first)?);
    let found = table.chars().nth(at)?;
    (found != ' ' || code == 0x20).then_some(found)
}
