//! What the characters of a text tell: its direction, and with some luck its language.
//!
//! Coarse on purpose: whole Unicode blocks, no tables. Nothing that is kept for ever rests on it.

use crate::words::Language;

/// The direction in which a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of the `dir` attribute.
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// The direction of most strong characters; `None` where there are none.
pub(crate) fn direction(text: &str) -> Option<Direction> {
    if text.is_ascii() {
        let letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
        return letters.then_some(Direction::Ltr);
    }
    let mut balance = 0i64;
    let mut strong = false;
    for character in text.chars() {
        if is_right_to_left(character) {
            balance -= 1;
            strong = true;
        } else if character.is_alphabetic() {
            balance += 1;
            strong = true;
        }
    }
    strong.then_some(if balance < 0 {
        Direction::Rtl
    } else {
        Direction::Ltr
    })
}

/// The language of a text, by its script; among languages in Latin script by their commonest
/// small words.
pub(crate) fn guess_language<'a>(texts: impl Iterator<Item = &'a str>) -> Language {
    let mut scripts = [0usize; 4];
    let mut words = [0usize; 3];
    for text in texts {
        for character in text.chars() {
            if is_right_to_left(character) {
                scripts[0] += 1;
            } else if is_ideograph(character) {
                // One ideograph says about as much as three letters.
                scripts[1] += 3;
            } else if ('\u{400}'..='\u{52f}').contains(&character) {
                scripts[2] += 1;
            } else if character.is_alphabetic() {
                scripts[3] += 1;
            }
        }
        for word in text.split_whitespace() {
            match word {
                "the" | "of" | "and" | "to" => words[0] += 1,
                "les" | "des" | "et" | "du" => words[1] += 1,
                "los" | "las" | "y" | "el" => words[2] += 1,
                _ => {}
            }
        }
    }
    match first_largest(&scripts) {
        0 if scripts[0] > 0 => Language::Arabic,
        1 => Language::Chinese,
        2 => Language::Russian,
        _ => [Language::English, Language::French, Language::Spanish][first_largest(&words)],
    }
}

/// Whether a character is an ideograph or kana: written without spaces, and wide.
pub(crate) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character belongs to a script that is written from right to left.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && character.is_alphabetic()
}

fn first_largest(counts: &[usize]) -> usize {
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|count| *count == most).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_arabic_reads_from_right_to_left_even_when_it_opens_in_latin() {
        assert_eq!(direction("IPv6: عنوان الشبكة"), Some(Direction::Rtl));
        assert_eq!(direction("networks, and one عنوان"), Some(Direction::Ltr));
        assert_eq!(direction("… 12 (3)"), None);
    }

    #[test]
    fn the_language_is_guessed_by_script_and_small_words() {
        let guess = |text: &str| guess_language([text].into_iter());
        assert_eq!(guess("States protect the rights of all"), Language::English);
        assert_eq!(
            guess("Les États protègent les droits des personnes"),
            Language::French
        );
        assert_eq!(
            guess("Los Estados protegen los derechos y las redes"),
            Language::Spanish
        );
        assert_eq!(guess("Государства защищают права"), Language::Russian);
        assert_eq!(guess("تحمي الدول الحقوق"), Language::Arabic);
        assert_eq!(guess("各国保护 IPv6 网络"), Language::Chinese);
        assert_eq!(guess(""), Language::English);
    }
}
