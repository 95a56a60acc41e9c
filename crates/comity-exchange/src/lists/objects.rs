//! JSON as a stream: one object to a line, or one array of objects; one of them in memory.

use std::cell::Cell;
use std::fmt;
use std::io::{BufRead, Read};

use serde::de::{Deserializer as _, Error as _, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::opened::{Stream, place, too_long, unreadable};
use crate::decode::object_on_line;
use crate::notice::ReadError;

/// What is done with each object: its number from 1, which is its line where one stands to a
/// line, and the object.
type Each<'a> = dyn FnMut(u64, Map<String, Value>) -> Result<(), String> + 'a;

/// Hands on the objects of a stream that begins with an object or with an array; `most` is the
/// most bytes of one of them.
///
/// # Errors
/// When it is not JSON, holds something else than objects, or `each` says what is wrong with one.
pub(super) fn each_object<R: BufRead>(
    source: &str,
    (first, input): (u8, Stream<R>),
    most: usize,
    each: &mut Each<'_>,
) -> Result<(), ReadError> {
    match first {
        b'[' => in_array(source, input, most, each),
        _ => in_lines(source, input, most, each),
    }
}

fn in_lines<R: BufRead>(
    source: &str,
    mut input: Stream<R>,
    most: usize,
    each: &mut Each<'_>,
) -> Result<(), ReadError> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let read = (&mut input)
            .take(most as u64 + 1)
            .read_until(b'\n', &mut line);
        if read.map_err(|error| unreadable(source, &error))? == 0 {
            break;
        }
        if line.len() > most {
            return Err(too_long(source, number, most));
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let refuse = |why: String| ReadError::new(source, place(number), why);
        let object = object_on_line(&line).map_err(refuse)?;
        each(number, object).map_err(refuse)?;
    }
    Ok(())
}

fn in_array<R: BufRead>(
    source: &str,
    input: Stream<R>,
    most: usize,
    each: &mut Each<'_>,
) -> Result<(), ReadError> {
    let left = Cell::new(most);
    let rationed = Rationed { input, left: &left };
    let mut json = serde_json::Deserializer::from_reader(rationed);
    let mut wrong = None;
    let mut seen = 0;
    let read = json.deserialize_seq(Array {
        left: &left,
        most,
        seen: &mut seen,
        wrong: &mut wrong,
        each,
    });
    let read = read.and_then(|()| {
        left.set(most);
        json.end()
    });
    let item = format!("item {}", seen + 1);
    match (wrong, read) {
        (Some(why), _) => Err(ReadError::new(source, format!("item {seen}"), why)),
        (None, Ok(())) => Ok(()),
        (None, Err(_)) if left.get() == 0 => {
            let message = format!("The object has more than {most} bytes.");
            Err(ReadError::new(source, item, message))
        }
        (None, Err(error)) if error.is_io() => Err(ReadError::new(
            source,
            item,
            format!("It could not be read: {error}."),
        )),
        (None, Err(error)) => {
            let at = format!("line {}", error.line());
            let message = format!(
                "The file is not a JSON array of objects from character {} of this line on \
                 ({item}).",
                error.column()
            );
            Err(ReadError::new(source, at, message))
        }
    }
}

/// A stream that gives no more bytes than it was allowed since it was last asked for an object.
struct Rationed<'c, R> {
    input: R,
    left: &'c Cell<usize>,
}

impl<R: BufRead> Read for Rationed<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let most = out.len().min(self.left.get());
        if most == 0 {
            return Err(std::io::Error::other("the object is too long"));
        }
        let read = self.input.read(&mut out[..most])?;
        self.left.set(self.left.get() - read);
        Ok(read)
    }
}

struct Array<'a, 'e> {
    left: &'a Cell<usize>,
    most: usize,
    seen: &'a mut u64,
    wrong: &'a mut Option<String>,
    each: &'a mut Each<'e>,
}

impl<'de> Visitor<'de> for Array<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.left.set(self.most);
        while let Some(object) = items.next_element::<Map<String, Value>>()? {
            *self.seen += 1;
            self.left.set(self.most);
            if let Err(why) = (self.each)(*self.seen, object) {
                *self.wrong = Some(why);
                return Err(A::Error::custom("an object cannot be used"));
            }
        }
        Ok(())
    }
}
