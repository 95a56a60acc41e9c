//! The two kinds of tables that the real material is in, as far as these tests need them.

use std::collections::BTreeMap;

use serde_json::Value;

/// The rows of a CSV file with a head, by the names of their columns.
pub(crate) fn csv(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize();
    rows.map(|row| row.expect("the table is whole")).collect()
}

/// The members of a flat JSON object on one line: strings unescaped, everything else as it is
/// written.
pub(crate) fn json(line: &str) -> BTreeMap<String, String> {
    let members: BTreeMap<String, Value> = serde_json::from_str(line).expect("it is an object");
    let written = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    members
        .into_iter()
        .map(|(name, value)| (name, written(value)))
        .collect()
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
