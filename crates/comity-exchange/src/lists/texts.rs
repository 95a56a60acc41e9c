//! Words in a cell or a JSON string, under the rules for text.

use serde_json::{Map, Value};

/// A string normalised, without control characters, lines ended by `\n`, without space around it.
pub(super) fn clean(string: &str) -> String {
    let string = string.trim();
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    if string.bytes().all(is_plain) {
        return string.to_owned();
    }
    let lines = string.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let plain: String = lines.chars().filter(kept).collect();
    comity_text::normalise(plain.trim()).0
}

/// What stands under a key, given in small letters and found in any case.
pub(super) fn under<'o>(object: &'o Map<String, Value>, key: &str) -> Option<&'o Value> {
    object.get(key).or_else(|| {
        let mut all = object.iter();
        all.find(|(name, _)| name.trim().to_lowercase() == key)
            .map(|it| it.1)
    })
}

/// The string or the number under one of these keys.
///
/// # Errors
/// Says which key holds something else.
pub(super) fn said(object: &Map<String, Value>, keys: &[&str]) -> Result<Option<String>, String> {
    for key in keys {
        match under(object, key) {
            None | Some(Value::Null) => {}
            Some(Value::String(words)) => return Ok(Some(clean(words))),
            Some(Value::Number(number)) => return Ok(Some(number.to_string())),
            Some(_) => return Err(format!("`{key}` must be a string.")),
        }
    }
    Ok(None)
}
