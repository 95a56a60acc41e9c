//! Whether bytes are canonical, in one pass and without building anything.
//!
//! Never here: values. A replay looks at every byte of a record here, so this is written for speed:
//! no allocation, one look at each byte beside the check of UTF-8.

use super::{CanonicalError, Flaw, MAX_DEPTH, MAX_INTEGER};

/// Whether the bytes are the canonical spelling of a value.
#[must_use]
pub fn is_canonical(bytes: &[u8]) -> bool {
    check(bytes).is_ok()
}

/// Checks that the bytes are the canonical spelling of a value.
///
/// # Errors
/// With the first place where they are not.
pub fn check(bytes: &[u8]) -> Result<(), CanonicalError> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(CanonicalError::Spelling {
            at: error.valid_up_to(),
            what: Flaw::Encoding,
        });
    }
    let mut scan = Scan { bytes, at: 0 };
    let flaw = match scan.value(0) {
        Ok(()) if scan.at == bytes.len() => return Ok(()),
        Ok(()) => Flaw::Trailing,
        Err(flaw) => flaw,
    };
    Err(CanonicalError::Spelling {
        at: scan.at,
        what: flaw,
    })
}

/// Which bytes a string may hold as they are, without an escape.
const IS_PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 0x20 {
        plain[byte] = false;
        byte += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain
};

/// A place in the bytes. After a flaw it stands where the flaw is.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn value(&mut self, depth: usize) -> Result<(), Flaw> {
        match self.peek() {
            Some(b'"') => self.text(),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.array(depth + 1),
            Some(b'-' | b'0'..=b'9') => self.integer(),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            _ => Err(Flaw::NoValue),
        }
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Flaw> {
        if !self.bytes[self.at..].starts_with(word) {
            return Err(Flaw::NoValue);
        }
        self.at += word.len();
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Result<(), Flaw> {
        if depth > MAX_DEPTH {
            return Err(Flaw::Depth);
        }
        self.at += 1;
        if self.takes(b']') {
            return Ok(());
        }
        loop {
            self.value(depth)?;
            if self.takes(b']') {
                return Ok(());
            }
            if !self.takes(b',') {
                return Err(Flaw::NoSeparator);
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), Flaw> {
        if depth > MAX_DEPTH {
            return Err(Flaw::Depth);
        }
        self.at += 1;
        if self.takes(b'}') {
            return Ok(());
        }
        let mut before: Option<&'a [u8]> = None;
        loop {
            let start = self.at;
            let name = self.name()?;
            // ASCII names sort by their bytes as they do by UTF-16 units.
            if before.is_some_and(|before| before >= name) {
                self.at = start;
                return Err(Flaw::Order);
            }
            before = Some(name);
            self.value(depth)?;
            if self.takes(b'}') {
                return Ok(());
            }
            if !self.takes(b',') {
                return Err(Flaw::NoSeparator);
            }
        }
    }

    /// The name of a member with its colon.
    fn name(&mut self) -> Result<&'a [u8], Flaw> {
        if !self.takes(b'"') {
            return Err(Flaw::Name);
        }
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|byte| is_name_byte(**byte)).count();
        self.at += length;
        if !(self.takes(b'"') && self.takes(b':')) {
            return Err(Flaw::Name);
        }
        Ok(&rest[..length])
    }

    fn text(&mut self) -> Result<(), Flaw> {
        self.at += 1;
        loop {
            let rest = &self.bytes[self.at..];
            let plain = rest.iter().position(|byte| !IS_PLAIN[usize::from(*byte)]);
            self.at += plain.unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                // A bare control character, or the end.
                _ => return Err(Flaw::Text),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Flaw> {
        let length = match self.bytes[self.at + 1..] {
            [b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [b'u', b'0', b'0', high @ b'0'..=b'1', low, ..] if is_long_escape(high, low) => 6,
            _ => return Err(Flaw::Text),
        };
        self.at += length;
        Ok(())
    }

    fn integer(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        let is_negative = self.takes(b'-');
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = &rest[..length];
        let is_zero = digits == b"0";
        let is_wrong = match digits {
            [] => true,
            [b'0', ..] => !is_zero || is_negative,
            _ => false,
        };
        if is_wrong || matches!(rest.get(length), Some(b'.' | b'e' | b'E')) {
            self.at = start;
            return Err(Flaw::Number);
        }
        // Sixteen digits are the longest that may fit, and always fit the sum.
        let magnitude = (length <= 16).then(|| {
            digits
                .iter()
                .fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'))
        });
        if magnitude.is_none_or(|magnitude| magnitude > MAX_INTEGER) {
            self.at = start;
            return Err(Flaw::Range);
        }
        self.at += length;
        Ok(())
    }
}

/// Whether a byte may stand in the name of a member: printable ASCII that needs no escape.
pub(super) fn is_name_byte(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\'
}

/// Whether `\u00` with these two digits is the shortest way to write a control character.
fn is_long_escape(high: u8, low: u8) -> bool {
    let has_short_form = high == b'0' && matches!(low, b'8' | b'9' | b'a' | b'c' | b'd');
    matches!(low, b'0'..=b'9' | b'a'..=b'f') && !has_short_form
}
