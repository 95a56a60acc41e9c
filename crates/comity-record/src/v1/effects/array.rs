//! A canonical JSON array, written as it is said.

use std::fmt::Write;

/// An array under way. Only strings, integers, booleans, null and arrays go into it, so what it
/// writes is canonical.
pub(super) struct Array {
    out: String,
    first: bool,
}

impl Array {
    /// An empty array.
    pub(super) fn new() -> Array {
        Array {
            out: "[".to_owned(),
            first: true,
        }
    }

    /// The JSON.
    pub(super) fn finish(mut self) -> String {
        self.out.push(']');
        self.out
    }

    fn next(&mut self) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
    }

    /// A string.
    pub(super) fn string(&mut self, string: &str) -> &mut Array {
        self.next();
        let plain = |byte: u8| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\';
        if string.bytes().all(plain) {
            self.out.push('"');
            self.out.push_str(string);
            self.out.push('"');
        } else {
            self.out
                .push_str(&serde_json::to_string(string).expect("a string always serialises"));
        }
        self
    }

    /// An integer.
    pub(super) fn number(&mut self, number: impl Into<i128>) -> &mut Array {
        self.next();
        let number: i128 = number.into();
        write!(self.out, "{number}").expect("a string takes all that is written");
        self
    }

    /// Bytes in hexadecimal.
    pub(super) fn hex(&mut self, bytes: &[u8]) -> &mut Array {
        self.next();
        self.out.push('"');
        data_encoding::HEXLOWER.encode_append(bytes, &mut self.out);
        self.out.push('"');
        self
    }

    /// True or false.
    pub(super) fn flag(&mut self, flag: bool) -> &mut Array {
        self.next();
        self.out.push_str(if flag { "true" } else { "false" });
        self
    }

    /// Nothing.
    pub(super) fn null(&mut self) -> &mut Array {
        self.next();
        self.out.push_str("null");
        self
    }

    /// An array inside.
    pub(super) fn array(&mut self, fill: impl FnOnce(&mut Array)) -> &mut Array {
        self.next();
        self.out.push('[');
        self.first = true;
        fill(self);
        self.out.push(']');
        self.first = false;
        self
    }

    /// An array of one thing for each item.
    pub(super) fn each<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut say: impl FnMut(&mut Array, T),
    ) -> &mut Array {
        self.array(|out| items.into_iter().for_each(|item| say(out, item)))
    }

    /// What there is, or null.
    pub(super) fn maybe<T>(
        &mut self,
        item: Option<T>,
        say: impl FnOnce(&mut Array, T),
    ) -> &mut Array {
        match item {
            Some(item) => say(self, item),
            None => {
                self.null();
            }
        }
        self
    }
}
