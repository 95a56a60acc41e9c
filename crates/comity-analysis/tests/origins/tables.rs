//! The two kinds of tables that the real material is in, read as far as these tests need it.

use std::collections::BTreeMap;

/// The rows of a CSV file with a head, by the names of their columns.
pub(crate) fn csv(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut records = records(text).into_iter();
    let head = records.next().unwrap_or_default();
    let named = |row: Vec<String>| head.iter().cloned().zip(row).collect();
    records.map(named).collect()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let record = records.last_mut().expect("there is always one");
        let cell = record.last_mut().expect("a record has a cell");
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            other => cell.push(other),
        }
    }
    records.retain(|record| record.len() > 1 || !record[0].is_empty());
    records
}

/// The members of a flat JSON object on one line: strings unescaped, everything else as it is
/// written.
pub(crate) fn json(line: &str) -> BTreeMap<String, String> {
    let mut rest = line.trim().trim_start_matches('{');
    let mut members = BTreeMap::new();
    while let Some(at) = rest.find('"') {
        let (name, behind) = string(&rest[at..]);
        rest = behind.trim_start_matches([':', ' ']);
        let value = if rest.starts_with('"') {
            let (value, behind) = string(rest);
            rest = behind;
            value
        } else {
            let end = rest.find([',', '}']).expect("an object ends");
            let value = rest[..end].to_owned();
            rest = &rest[end..];
            value
        };
        members.insert(name, value);
    }
    members
}

/// A JSON string at the beginning of a text, and what is behind it.
fn string(text: &str) -> (String, &str) {
    let mut units: Vec<u16> = Vec::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (String::from_utf16_lossy(&units), &text[at + 1..]),
            '\\' => {
                let (at, escaped) = characters.next().expect("an escape escapes something");
                units.push(match escaped {
                    'n' => 10,
                    't' => 9,
                    'r' => 13,
                    'b' => 8,
                    'f' => 12,
                    'u' => {
                        characters.nth(3);
                        u16::from_str_radix(&text[at + 1..at + 5], 16).expect("four digits")
                    }
                    other => u16::try_from(u32::from(other)).expect("an ASCII character"),
                });
            }
            other => units.extend(other.encode_utf16(&mut [0; 2]).iter()),
        }
    }
    panic!("a string ends: {text}");
}

#[test]
fn quoted_cells_hold_commas_quotes_and_lines() {
    let rows = csv("a,b\r\n\"one, \"\"two\"\"\nthree\",4\n");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["a"], "one, \"two\"\nthree");
    assert_eq!(rows[0]["b"], "4");
}

#[test]
fn members_are_unescaped() {
    let members = json(r#"{"a": "x\"\u00e9\ud83d\ude00\n", "b": 12, "c": ""}"#);
    assert_eq!(members["a"], "x\"é😀\n");
    assert_eq!(members["b"], "12");
    assert_eq!(members["c"], "");
}
