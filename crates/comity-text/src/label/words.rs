//! What drafters type: numbers before a paragraph, and the forms of headings in six languages.
//!
//! Only the first words of a text are looked at. Nothing here knows where a text stands.

/// What a heading announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadingForm {
    /// An article, with its number as it will be cited (`6`, `6 bis`, `5 a`).
    Article(String),
    /// An annex, with its number if it has one.
    Annex(Option<String>),
    /// The place of one provision: `Article 6 – paragraph 2 – point a`.
    Path,
    /// The preamble.
    Preamble,
    /// The operative part.
    OperativePart,
    /// Anything else.
    Free,
}

/// How a typed number is set off from the words after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `1.`, `2.3`, `一、`
    Dotted,
    /// `(a)`, `（一）`
    Enclosed,
    /// `a)`
    Closed,
}

/// A number that the author typed before the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedNumber {
    /// The number without its marks, lower case: `3`, `2b`, `a`, `iv`.
    pub name: String,
    /// How it is set off.
    pub mark: Mark,
    /// The bytes that number and marks take, without the space after them.
    pub bytes: usize,
}

impl TypedNumber {
    /// Whether it starts with a figure.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        self.name.starts_with(|c: char| c.is_ascii_digit())
    }
}

const ARTICLE: [&str; 9] = [
    "article",
    "art.",
    "artículo",
    "articulo",
    "статья",
    "المادة",
    "مادة",
    "articles",
    "art",
];
const ANNEX: [&str; 9] = [
    "annex",
    "annexe",
    "anexo",
    "приложение",
    "المرفق",
    "مرفق",
    "附件",
    "附录",
    "appendix",
];
const PREAMBLE: [&str; 14] = [
    "preamble",
    "preambular part",
    "preambular paragraphs",
    "préambule",
    "преамбула",
    "preámbulo",
    "ديباجة",
    "الديباجة",
    "فقرات الديباجة",
    "序言",
    "序言部分",
    "序言段落",
    "序言段",
    "preambule",
];
const OPERATIVE: [&str; 13] = [
    "operative part",
    "operative paragraphs",
    "dispositif",
    "partie dispositive",
    "parte dispositiva",
    "parte resolutiva",
    "постановляющая часть",
    "الجزء المنطوقي",
    "المنطوق",
    "منطوق القرار",
    "执行部分",
    "执行段落",
    "执行段",
];
const PLACES: [&str; 10] = [
    "paragraph",
    "subparagraph",
    "point",
    "introductory part",
    "paragraphe",
    "alinéa",
    "párrafo",
    "пункт",
    "الفقرة",
    "indent",
];
/// Ordinal words that stand for the first article; others are written in figures.
const FIRST: [&str; 6] = ["premier", "1er", "primero", "الأولى", "первая", "first"];

/// What a heading announces.
#[must_use]
pub fn heading_form(text: &str) -> HeadingForm {
    let lower = text.trim().to_lowercase();
    if names_a_place(&lower) {
        return HeadingForm::Path;
    }
    let bare = lower.trim_end_matches([':', '：', '.']).trim_end();
    if PREAMBLE.contains(&bare) {
        return HeadingForm::Preamble;
    }
    if OPERATIVE.contains(&bare) {
        return HeadingForm::OperativePart;
    }
    if let Some(number) = article_number(text) {
        return HeadingForm::Article(number);
    }
    match annex_number(text) {
        Some(number) => HeadingForm::Annex(number),
        None => HeadingForm::Free,
    }
}

/// The number of the article that a heading announces.
#[must_use]
pub fn article_number(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('第') {
        let end = rest.find(['条', '條'])?;
        let number = han_or_figures(&rest[..end])?;
        let after = &rest[end + '条'.len_utf8()..];
        let suffix = after.strip_prefix('之').and_then(|more| {
            let word: String = more
                .chars()
                .take_while(|c| han_digit(*c).is_some())
                .collect();
            han_or_figures(&word)
        });
        return Some(suffix.map_or(number.to_string(), |n| format!("{number} {}", latin(n + 1))));
    }
    let rest = strip_word(text, &ARTICLE)?;
    let lower = rest.to_lowercase();
    if let Some(first) = FIRST.iter().find(|word| lower.starts_with(**word)) {
        let end = lower[first.len()..].chars().next();
        return end
            .is_none_or(|c| !c.is_alphanumeric())
            .then(|| "1".to_owned());
    }
    let (number, after) = leading_figures(rest)?;
    let (suffix, after) = suffix_of(after);
    let title = after.trim_start();
    let spaced = after.len() != title.len();
    // "Article 6 of the Charter" speaks about an article; "Article 6 Scope" is one.
    if title.starts_with(char::is_lowercase)
        || (!spaced && title.starts_with(char::is_alphanumeric))
    {
        return None;
    }
    Some(match suffix {
        Some(suffix) => format!("{number} {suffix}"),
        None => number,
    })
}

/// `Some` where a heading announces an annex, with its number if it has one.
#[must_use]
pub fn annex_number(text: &str) -> Option<Option<String>> {
    let text = text.trim();
    let rest = strip_word(text, &ANNEX)?;
    if rest.is_empty() {
        return Some(None);
    }
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    if let Some(number) = han_or_figures(&word) {
        return Some(Some(number.to_string()));
    }
    let upper = word.to_uppercase();
    let short = upper.len() == 1 || roman(&upper.to_lowercase()).is_some();
    if short && word == upper {
        return Some(Some(upper));
    }
    // "Annex to the agreement" and "Annexes considered" are words, not numbers.
    (!rest.starts_with(char::is_lowercase)).then_some(None)
}

/// The number that stands typed before the words of a paragraph.
#[must_use]
pub fn typed_number(text: &str) -> Option<TypedNumber> {
    let (open, body) = match text.chars().next()? {
        c @ ('(' | '（') => (c.len_utf8(), &text[c.len_utf8()..]),
        _ => (0, text),
    };
    let core_len = body
        .char_indices()
        .find(|(at, c)| !(c.is_alphanumeric() || (*c == '.' && figure_follows(body, *at))))
        .map_or(body.len(), |(at, _)| at);
    let core = &body[..core_len];
    let name = number_name(core)?;
    let after = &body[core_len..];
    let close = after.chars().next();
    let (mark, bytes) = match close {
        Some(c @ (')' | '）')) if open > 0 => (Mark::Enclosed, c.len_utf8()),
        Some(c @ (')' | '）')) => (Mark::Closed, c.len_utf8()),
        Some(c @ ('.' | '、' | '．')) if open == 0 => (Mark::Dotted, c.len_utf8()),
        Some(' ') if open == 0 && core.contains('.') && starts_sentence(after) => (Mark::Dotted, 0),
        _ => return None,
    };
    let wide = close.is_some_and(|c| matches!(c, '）' | '、' | '．'));
    let ends = after[bytes..].chars().next();
    if !wide && ends.is_some_and(|c| !c.is_whitespace()) {
        return None;
    }
    Some(TypedNumber {
        name,
        mark,
        bytes: open + core_len + bytes,
    })
}

/// The value of a Roman numeral in lower case, up to 89.
#[must_use]
pub fn roman(word: &str) -> Option<u32> {
    let value = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    if digits.is_empty() || digits.len() > 8 {
        return None;
    }
    let mut total = 0;
    for (at, digit) in digits.iter().enumerate() {
        if digits.get(at + 1).is_some_and(|next| next > digit) {
            total -= i64::from(*digit);
        } else {
            total += i64::from(*digit);
        }
    }
    let total = u32::try_from(total).ok()?;
    (to_roman(total) == word).then_some(total)
}

/// A number below 90 as a Roman numeral in lower case; larger ones in figures.
#[must_use]
pub fn to_roman(number: u32) -> String {
    if number == 0 || number > 89 {
        return number.to_string();
    }
    let tens = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"];
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    format!(
        "{}{}",
        tens[(number / 10) as usize],
        ones[(number % 10) as usize]
    )
}

/// The Latin word for "for the n-th time", from 2; `bis 21` and so on after 20.
#[must_use]
pub fn latin(times: u32) -> String {
    match LATIN.get(times.wrapping_sub(2) as usize) {
        Some(word) => (*word).to_owned(),
        None => format!("bis {times}"),
    }
}

/// The number that a Latin word stands for.
#[must_use]
pub fn from_latin(word: &str) -> Option<u32> {
    let at = LATIN.iter().position(|latin| *latin == word)?;
    u32::try_from(at + 2).ok()
}

const LATIN: [&str; 19] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
    "quaterdecies",
    "quindecies",
    "sedecies",
    "septdecies",
    "octodecies",
    "novodecies",
    "vicies",
];

/// The value of a decimal figure in Latin, Arabic, Persian or full-width form.
#[must_use]
pub fn figure(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

/// Whether a heading in lower case names the place of one provision.
fn names_a_place(lower: &str) -> bool {
    if lower.contains("introductory part") {
        return true;
    }
    lower.split(['–', '—', '-', '‑']).skip(1).any(|piece| {
        let piece = piece.trim_start();
        PLACES.iter().any(|place| {
            piece.strip_prefix(place).is_some_and(|rest| {
                let rest = rest.trim_start();
                let token: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                number_name(&token).is_some()
            })
        })
    })
}

/// What follows one of the words, trimmed; the words must end there.
fn strip_word<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    for word in words {
        let mut rest = text.chars();
        let matches = word.chars().all(|c| {
            rest.next()
                .is_some_and(|have| have.to_lowercase().eq(c.to_lowercase()))
        });
        let rest = rest.as_str();
        let han = word.chars().all(|c| c as u32 >= 0x4E00);
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphabetic());
        if matches && (ends || (han && starts_with_number(rest))) {
            return Some(rest.trim_start());
        }
    }
    None
}

fn starts_with_number(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| figure(c).is_some() || han_digit(c).is_some())
}

/// Figures at the start, in Latin form, and what follows.
fn leading_figures(text: &str) -> Option<(String, &str)> {
    let end = text
        .char_indices()
        .find(|(_, c)| figure(*c).is_none())
        .map_or(text.len(), |(at, _)| at);
    let number = figures(&text[..end])?;
    Some((number, &text[end..]))
}

/// A letter or Latin ordinal that belongs to the number before it, and what follows.
fn suffix_of(text: &str) -> (Option<String>, &str) {
    let trimmed = text.trim_start();
    let end = trimmed
        .char_indices()
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or(trimmed.len(), |(at, _)| at);
    let (word, rest) = trimmed.split_at(end);
    let rest = strip_new(rest);
    let lower = word.to_lowercase();
    if from_latin(&lower).is_some() {
        return (Some(lower), rest);
    }
    let letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic());
    let next = rest.trim_start().chars().next();
    if letter && next.is_none_or(|c| !c.is_alphanumeric()) {
        return (Some(lower), rest);
    }
    (None, strip_new(text))
}

/// Text without the mark of a new provision at its start.
fn strip_new(text: &str) -> &str {
    let trimmed = text.trim_start();
    match trimmed.get(..5) {
        Some(mark) if mark.eq_ignore_ascii_case("(new)") => &trimmed[5..],
        _ => text,
    }
}

fn figures(text: &str) -> Option<String> {
    let digits: Vec<u32> = text.chars().map(figure).collect::<Option<_>>()?;
    if digits.is_empty() || digits.len() > 6 {
        return None;
    }
    let plain: String = digits
        .iter()
        .filter_map(|d| char::from_digit(*d, 10))
        .collect();
    let short = plain.trim_start_matches('0');
    Some(if short.is_empty() {
        "0".to_owned()
    } else {
        short.to_owned()
    })
}

fn han_or_figures(text: &str) -> Option<u32> {
    if let Some(number) = figures(text) {
        return number.parse().ok();
    }
    han_number(text)
}

fn han_digit(c: char) -> Option<u32> {
    let c = if c == '零' { '〇' } else { c };
    "〇一二三四五六七八九十百"
        .chars()
        .position(|d| d == c)
        .and_then(|at| u32::try_from(at).ok())
}

/// A Chinese numeral below 1,000.
fn han_number(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 7 {
        return None;
    }
    let (mut total, mut digit) = (0, 0);
    for c in text.chars() {
        match han_digit(c)? {
            10 => {
                total += 10 * digit.max(1);
                digit = 0;
            }
            11 => {
                total += 100 * digit.max(1);
                digit = 0;
            }
            value => digit = value,
        }
    }
    Some(total + digit)
}

/// The name of a typed number, where the characters are one.
fn number_name(core: &str) -> Option<String> {
    if core.is_empty() || core.len() > 24 {
        return None;
    }
    let lower = core.to_lowercase();
    if lower.starts_with(|c| figure(c).is_some()) {
        return figure_name(&lower);
    }
    if let Some(number) = han_number(core) {
        return Some(number.to_string());
    }
    let mut chars = lower.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let one_letter = first.is_alphabetic() && first as u32 <= 0x06FF && rest.is_empty();
    let doubled = first.is_ascii_alphabetic() && rest.chars().eq([first]);
    (one_letter || doubled || roman(&lower).is_some()).then_some(lower)
}

/// `2`, `2b`, `2.3`: figures with at most two letters behind.
fn figure_name(lower: &str) -> Option<String> {
    let end = lower
        .char_indices()
        .find(|(_, c)| figure(*c).is_none() && *c != '.')
        .map_or(lower.len(), |(at, _)| at);
    let (numbers, letters) = lower.split_at(end);
    let plain: Vec<String> = numbers.split('.').map(figures).collect::<Option<_>>()?;
    let fits = letters.chars().count() <= 2 && letters.chars().all(|c| c.is_ascii_alphabetic());
    let short = plain.iter().all(|number| number.len() <= 3);
    (fits && short).then(|| format!("{}{letters}", plain.join(".")))
}

fn figure_follows(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().and_then(figure);
    let after = text[at + 1..].chars().next().and_then(figure);
    before.is_some() && after.is_some()
}

fn starts_sentence(text: &str) -> bool {
    text.trim_start().starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_apart() {
        let check = |text: &str, form: HeadingForm| assert_eq!(heading_form(text), form, "{text}");
        let article = |number: &str| HeadingForm::Article(number.to_owned());
        check("Article 6", article("6"));
        check("Art. 6 – Lawfulness", article("6"));
        check("Article 6 Scope", article("6"));
        check("Article 6: a right to be heard", article("6"));
        check("ARTICLE 6 BIS", article("6 bis"));
        check("Article 5 a (new)", article("5 a"));
        check("Article 5a (new)", article("5 a"));
        check("Article premier", article("1"));
        check("第六条", article("6"));
        check("第十二条 网络安全", article("12"));
        check("第一百零三条", article("103"));
        check("第6条", article("6"));
        check("第六条之一", article("6 bis"));
        check("المادة 6", article("6"));
        check("المادة ٦", article("6"));
        check("Статья 6. Цели", article("6"));
        check("Artículo 6", article("6"));
        check("Article 6 of the Charter", HeadingForm::Free);
        check("Articles considered", HeadingForm::Free);
        check("Article 6 – paragraph 2 – point a", HeadingForm::Path);
        check("Article 5 – introductory part", HeadingForm::Path);
        check("Article 6 – point of contact", article("6"));
        check("Annex I", HeadingForm::Annex(Some("I".to_owned())));
        check("ANNEX", HeadingForm::Annex(None));
        check("Annex: tables", HeadingForm::Annex(None));
        check(
            "Annexe 2 – Budget",
            HeadingForm::Annex(Some("2".to_owned())),
        );
        check("附件一", HeadingForm::Annex(Some("1".to_owned())));
        check("Annex to the agreement", HeadingForm::Free);
        check("Préambule", HeadingForm::Preamble);
        check("Preambular part", HeadingForm::Preamble);
        check("序言部分", HeadingForm::Preamble);
        check("序言段落：", HeadingForm::Preamble);
        check("الديباجة", HeadingForm::Preamble);
        check("Operative part:", HeadingForm::OperativePart);
        check("执行部分", HeadingForm::OperativePart);
        check("المنطوق", HeadingForm::OperativePart);
        check("Background", HeadingForm::Free);
    }

    #[test]
    fn typed_numbers_are_read() {
        let check = |text: &str, want: Option<(&str, Mark, usize)>| {
            let have = typed_number(text);
            let have = have.as_ref().map(|n| (n.name.as_str(), n.mark, n.bytes));
            assert_eq!(have, want, "{text}");
        };
        check("1. States shall", Some(("1", Mark::Dotted, 2)));
        check("1a. The legitimate", Some(("1a", Mark::Dotted, 3)));
        check("2.3 The", Some(("2.3", Mark::Dotted, 3)));
        check("2.3 million people", None);
        check("(3) Directive", Some(("3", Mark::Enclosed, 3)));
        check("(b) by the Union", Some(("b", Mark::Enclosed, 3)));
        check("(aa) by", Some(("aa", Mark::Enclosed, 4)));
        check("(XIV) by", Some(("xiv", Mark::Enclosed, 5)));
        check("a) by", Some(("a", Mark::Closed, 2)));
        check("（一）各国", Some(("1", Mark::Enclosed, 9)));
        check("三、各国", Some(("3", Mark::Dotted, 6)));
        check("(the) end", None);
        check("(a)by", None);
        check("2015 was", None);
        check("12345. No", None);
        check("", None);
        check("(", None);
    }

    #[test]
    fn roman_numerals_go_both_ways() {
        for number in 1..90 {
            assert_eq!(roman(&to_roman(number)), Some(number));
        }
        assert_eq!(roman("iiii"), None);
        assert_eq!(roman(""), None);
    }
}
