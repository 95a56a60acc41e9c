//! The laws of canonical JSON.

use std::collections::BTreeMap;

use comity_record::canonical::{
    CanonicalError, Flaw, MAX_INTEGER, Value, check, is_canonical, read, write,
};
use comity_testkit::law;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::Index;

fn arb_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        (-MAX_INTEGER..=MAX_INTEGER).prop_map(Value::Integer),
        (-20..20_i64).prop_map(Value::Integer),
        vec(any::<char>(), 0..6).prop_map(|text| Value::Text(text.into_iter().collect())),
        "[\\x00-\\x7f]{0,8}".prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::List),
            btree_map("[ !#-\\[\\]-~]{0,4}", inner, 0..6).prop_map(Value::Object),
        ]
    })
}

/// Another spelling of a value: members in another order, white space, long escapes.
fn respell(value: &Value, picks: &mut impl Iterator<Item = usize>) -> String {
    let mut pick = || picks.next().unwrap_or(0);
    let space = [" ", "", "\n\t", "\r"][pick() % 4];
    let inside = match value {
        Value::Text(text) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            let units: String = units.iter().map(|unit| format!("\\u{unit:04X}")).collect();
            format!("\"{units}\"")
        }
        Value::List(values) => {
            let values: Vec<String> = values.iter().map(|value| respell(value, picks)).collect();
            format!("[{}]", values.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            if !members.is_empty() {
                let place = pick() % members.len();
                members.rotate_left(place);
            }
            let members: Vec<String> = members
                .into_iter()
                .map(|(name, value)| format!("\"{name}\" :{}", respell(value, picks)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        plain => String::from_utf8(plain.to_bytes()).expect("JSON is UTF-8"),
    };
    format!("{space}{inside}{space}")
}

#[test]
fn every_spelling_has_one_canonical_form() {
    let case = (arb_value(), vec(any::<usize>(), 0..40));
    law::holds(
        "every_spelling_has_one_canonical_form",
        &case,
        |(value, picks), _| {
            let bytes = write(&value).expect("a value can be written");
            prop_assert_eq!(check(&bytes), Ok(()));
            prop_assert_eq!(&Value::parse(&bytes).expect("it was written"), &value);
            prop_assert_eq!(&read::<Value>(&bytes).expect("it was written"), &value);
            let other = respell(&value, &mut picks.into_iter());
            let parsed = Value::parse(other.as_bytes()).expect("another spelling is JSON");
            prop_assert_eq!(parsed.to_bytes(), bytes);
            Ok(())
        },
    );
}

/// The heart of it: what the fast check accepts is exactly what is written.
#[test]
fn canonical_is_what_is_written_again_unchanged() {
    let case = (arb_value(), vec((any::<Index>(), "[ -~\\n]|é"), 0..3));
    law::holds(
        "canonical_is_what_is_written_again_unchanged",
        &case,
        |(value, edits), _| {
            let mut text = value.to_bytes();
            for (place, new) in edits {
                let place = place.index(text.len());
                text.splice(place..=place, new.bytes());
            }
            let again = Value::parse(&text).map(|value| value.to_bytes());
            prop_assert_eq!(is_canonical(&text), again.as_ref() == Ok(&text));
            Ok(())
        },
    );
}

#[test]
fn any_bytes_are_canonical_or_not() {
    law::holds("any_bytes", &vec(any::<u8>(), 0..60), |bytes, _| {
        let again = Value::parse(&bytes).map(|value| value.to_bytes());
        prop_assert_eq!(is_canonical(&bytes), again.as_ref() == Ok(&bytes));
        Ok(())
    });
    let letters = "[\\[\\]{}:,\"\\\\u0-9a-fnrtle. -]{0,12}";
    law::holds("any_signs", &letters, |text, _| {
        let bytes = text.into_bytes();
        let again = Value::parse(&bytes).map(|value| value.to_bytes());
        prop_assert_eq!(is_canonical(&bytes), again.as_ref() == Ok(&bytes));
        Ok(())
    });
}

#[track_caller]
fn refused(text: &[u8], at: usize, what: Flaw) {
    let shown = String::from_utf8_lossy(text);
    assert_eq!(
        check(text),
        Err(CanonicalError::Spelling { at, what }),
        "{shown}"
    );
}

#[test]
fn each_flaw_is_found_at_its_place() {
    refused(b"", 0, Flaw::NoValue);
    refused(b" 1", 0, Flaw::NoValue);
    refused(b"[1, 2]", 3, Flaw::NoValue);
    refused(b"[1 ,2]", 2, Flaw::NoSeparator);
    refused(b"{\"a\":1,}", 7, Flaw::Name);
    refused(b"{\"a\" :1}", 4, Flaw::Name);
    refused(b"{\"\\u0061\":1}", 2, Flaw::Name);
    refused("{\"é\":1}".as_bytes(), 2, Flaw::Name);
    refused(b"{\"b\":1,\"a\":2}", 7, Flaw::Order);
    refused(b"{\"a\":1,\"a\":2}", 7, Flaw::Order);
    refused(b"1\n", 1, Flaw::Trailing);
    refused(b"-0", 0, Flaw::Number);
    refused(b"01", 0, Flaw::Number);
    refused(b"1.0", 0, Flaw::Number);
    refused(b"1e3", 0, Flaw::Number);
    refused(b"9007199254740992", 0, Flaw::Range);
    refused(b"-99999999999999999999999", 0, Flaw::Range);
    refused(b"\"\\/\"", 1, Flaw::Text);
    refused(b"\"\\u001F\"", 1, Flaw::Text);
    refused(b"\"\\u000a\"", 1, Flaw::Text);
    refused(b"\"\\u0041\"", 1, Flaw::Text);
    refused(b"\"\n\"", 1, Flaw::Text);
    refused(b"\"open", 5, Flaw::Text);
    refused(b"\"\xff\"", 1, Flaw::Encoding);
    let deep = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    assert_eq!(check(deep(32).as_bytes()), Ok(()));
    refused(deep(33).as_bytes(), 32, Flaw::Depth);
    assert!(Value::parse(deep(32).as_bytes()).is_ok());
    assert!(Value::parse(deep(33).as_bytes()).is_err());
}

#[test]
fn no_spelling_holds_what_the_record_does_not() {
    for wrong in [
        "{\"a\":1, \"a\":1}",
        "{\"a\":1, \"\\u0061\":2}",
        "{\"\\n\":1}",
        "1.0",
        "1e2",
        "-0",
        "9007199254740992",
        "18446744073709551616",
        "\"\\ud800\"",
        "[1,]",
        "1 1",
        "",
    ] {
        let read = Value::parse(wrong.as_bytes());
        assert!(
            matches!(read, Err(CanonicalError::Content { .. })),
            "{wrong}: {read:?}"
        );
    }
    assert!(Value::parse(b"\"\xff\"").is_err());
}

#[test]
fn strings_are_escaped_as_the_rfc_demands() {
    let short = [
        ('\u{8}', "\\b"),
        ('\t', "\\t"),
        ('\n', "\\n"),
        ('\u{c}', "\\f"),
    ];
    let short = short
        .into_iter()
        .chain([('\r', "\\r"), ('"', "\\\""), ('\\', "\\\\")]);
    let short: BTreeMap<char, &str> = short.collect();
    for letter in ('\0'..='\u{a0}').chain(['é', '\u{2028}', '\u{feff}', '\u{10ffff}']) {
        let inside = match (short.get(&letter), letter) {
            (Some(escape), _) => (*escape).to_owned(),
            (None, '\0'..='\u{1f}') => format!("\\u{:04x}", letter as u32),
            (None, plain) => plain.to_string(),
        };
        let written = write(&letter.to_string()).expect("a string can be written");
        assert_eq!(written, format!("\"{inside}\"").into_bytes(), "{letter:?}");
    }
}

#[test]
fn what_cannot_be_kept_exactly_is_not_written() {
    assert!(write(&0.5).is_err());
    assert!(write(&1.0).is_err());
    assert!(write(&(MAX_INTEGER + 1)).is_err());
    assert!(write(&u64::MAX).is_err());
    assert!(write(&BTreeMap::from([("Übung", 1)])).is_err());
    assert!(write(&BTreeMap::from([("b", 1), ("a", 2)])).is_ok());
    assert_eq!(write(&MAX_INTEGER), Ok(b"9007199254740991".to_vec()));
}

#[test]
fn members_are_written_in_ascending_order_however_they_are_declared() {
    #[derive(serde::Serialize)]
    struct Declared {
        time: u8,
        act: &'static str,
        #[serde(rename = "Zone")]
        zone: Option<u8>,
    }
    let value = Declared {
        time: 7,
        act: "table",
        zone: None,
    };
    let written = write(&value).expect("it can be written");
    assert_eq!(written, br#"{"Zone":null,"act":"table","time":7}"#);
}
