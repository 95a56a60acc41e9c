//! Rust source, line by line, with code told apart from comments and literals.
//!
//! It is no parser: it knows just enough of the grammar that a word in a string or a comment is
//! not taken for code, and that test modules can be left out.

/// One line of a source file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its code, with empty literals in the place of strings and characters.
    pub(crate) code: String,
    /// What its comments say.
    pub(crate) comment: String,
    /// Whether it belongs to an item that is compiled for tests only.
    pub(crate) for_tests: bool,
}

/// The lines of a source file.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut reader = Reader {
        chars: text.chars().collect(),
        at: 0,
        inside: Inside::Code,
        lines: vec![Line::default()],
    };
    while reader.at < reader.chars.len() {
        reader.step();
    }
    mark_tests(&mut reader.lines);
    reader.lines
}

/// Whether a word stands in a line of code as a whole word, `std::fs` in `use std::{fs, io}`
/// included.
pub(crate) fn says(code: &str, word: &str) -> bool {
    let grouped = word.split_once("::").is_some_and(|(first, last)| {
        code.split_once(&format!("{first}::{{"))
            .is_some_and(|(_, group)| stands_in(group, last))
    });
    grouped || stands_in(code, word)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    LineComment,
    BlockComment { depth: usize },
    Literal,
    RawLiteral { hashes: usize },
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    inside: Inside,
    lines: Vec<Line>,
}

impl Reader {
    fn step(&mut self) {
        if self.chars[self.at] == '\n' {
            self.lines.push(Line::default());
            if self.inside == Inside::LineComment {
                self.inside = Inside::Code;
            }
            self.at += 1;
            return;
        }
        match self.inside {
            Inside::Code => self.step_in_code(),
            Inside::LineComment => self.keep_comment(1),
            Inside::BlockComment { depth } => self.step_in_block_comment(depth),
            Inside::Literal => self.step_in_literal(),
            Inside::RawLiteral { hashes } => self.step_in_raw_literal(hashes),
        }
    }

    fn step_in_code(&mut self) {
        if self.looking_at("//") {
            self.inside = Inside::LineComment;
            self.at += 2;
        } else if self.looking_at("/*") {
            self.inside = Inside::BlockComment { depth: 1 };
            self.at += 2;
        } else if let Some((hashes, length)) = self.raw_literal_opens() {
            self.inside = Inside::RawLiteral { hashes };
            self.keep_code("\"\"", length);
        } else if self.chars[self.at] == '"' {
            self.inside = Inside::Literal;
            self.keep_code("\"\"", 1);
        } else if let Some(length) = self.character_length() {
            self.keep_code("''", length);
        } else {
            let character = self.chars[self.at].to_string();
            self.keep_code(&character, 1);
        }
    }

    fn step_in_block_comment(&mut self, depth: usize) {
        if self.looking_at("/*") {
            self.inside = Inside::BlockComment { depth: depth + 1 };
            self.at += 2;
        } else if self.looking_at("*/") {
            self.inside = match depth {
                1 => Inside::Code,
                _ => Inside::BlockComment { depth: depth - 1 },
            };
            self.at += 2;
        } else {
            self.keep_comment(1);
        }
    }

    fn step_in_literal(&mut self) {
        match self.chars[self.at] {
            // A line that ends in a backslash must still be counted as a line.
            '\\' if self.chars.get(self.at + 1) != Some(&'\n') => self.at += 2,
            '"' => {
                self.inside = Inside::Code;
                self.at += 1;
            }
            _ => self.at += 1,
        }
    }

    fn step_in_raw_literal(&mut self, hashes: usize) {
        if self.looking_at(&format!("\"{}", "#".repeat(hashes))) {
            self.inside = Inside::Code;
            self.at += hashes;
        }
        self.at += 1;
    }

    fn looking_at(&self, mark: &str) -> bool {
        self.chars[self.at..]
            .iter()
            .copied()
            .take(mark.len())
            .eq(mark.chars())
    }

    /// The number of hashes and the length of the opening of a raw string that starts here.
    fn raw_literal_opens(&self) -> Option<(usize, usize)> {
        if self.at > 0 && is_word(self.chars[self.at - 1]) {
            return None;
        }
        let prefix = ["r", "br", "cr"]
            .into_iter()
            .find(|prefix| {
                let next = self.chars.get(self.at + prefix.len());
                self.looking_at(prefix) && matches!(next, Some('"' | '#'))
            })?
            .len();
        let rest = &self.chars[self.at + prefix..];
        let hashes = rest.iter().take_while(|c| **c == '#').count();
        (rest.get(hashes) == Some(&'"')).then_some((hashes, prefix + hashes + 1))
    }

    /// The length of the character literal that starts here; a lifetime is none.
    fn character_length(&self) -> Option<usize> {
        let rest = &self.chars[self.at..];
        match (rest.first()?, rest.get(1)?) {
            ('\'', '\\') => {
                let close = rest.iter().skip(3).position(|c| *c == '\'')?;
                Some(close + 4)
            }
            ('\'', _) if rest.get(2) == Some(&'\'') => Some(3),
            _ => None,
        }
    }

    fn keep_code(&mut self, code: &str, length: usize) {
        self.line().code.push_str(code);
        self.at += length;
    }

    fn keep_comment(&mut self, length: usize) {
        let character = self.chars[self.at];
        self.line().comment.push(character);
        self.at += length;
    }

    fn line(&mut self) -> &mut Line {
        self.lines
            .last_mut()
            .expect("there is a line from the start")
    }
}

/// Marks each item under `#[cfg(test)]`: up to the brace that closes it, or its semicolon.
fn mark_tests(lines: &mut [Line]) {
    let mut depth: Option<usize> = None;
    for line in lines {
        if depth.is_none() && line.code.contains("#[cfg(test)]") {
            depth = Some(0);
        }
        let Some(open) = depth else { continue };
        line.for_tests = true;
        depth = depth_after(&line.code, open);
    }
}

/// How deep in braces an item is after a line of it; `None` once it is closed.
fn depth_after(code: &str, mut depth: usize) -> Option<usize> {
    for character in code.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth <= 1 => return None,
            '}' => depth -= 1,
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    Some(depth)
}

fn stands_in(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_not_code() {
        let cases = [
            ("let a = 1; // f64", "let a = 1; ", " f64"),
            ("let a = \"f64 \\\" f64\";", "let a = \"\";", ""),
            ("let a = r#\"f64 \" f64\"#;", "let a = \"\";", ""),
            ("let a = '\"'; b(\"f64\")", "let a = ''; b(\"\")", ""),
            ("let a = '\\''; // x", "let a = ''; ", " x"),
            ("fn a<'a>(b: &'a str) {}", "fn a<'a>(b: &'a str) {}", ""),
            ("a /* f64 /* f32 */ u8 */ b", "a  b", " f64  f32  u8 "),
            ("for r in bar {}", "for r in bar {}", ""),
        ];
        for (source, code, comment) in cases {
            let line = &lines(source)[0];
            assert_eq!((line.code.as_str(), line.comment.as_str()), (code, comment));
        }
    }

    #[test]
    fn test_items_are_marked_to_their_last_brace() {
        let source = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() {}\n}\nfn c() {}\n\
                      #[cfg(test)]\nmod more;\nfn d() {}";
        let marked: Vec<bool> = lines(source).iter().map(|line| line.for_tests).collect();
        let expected = [false, true, true, true, true, false, true, true, false];
        assert_eq!(marked, expected);
    }

    #[test]
    fn words_are_whole_words() {
        assert!(says("let a: f64 = b;", "f64"));
        assert!(!says("let xf64 = 1;", "f64"));
        assert!(says("use std::fs::File;", "std::fs"));
        assert!(says("use std::{fmt, fs};", "std::fs"));
        assert!(!says("use std::{fmt, ops};", "std::fs"));
    }
}
