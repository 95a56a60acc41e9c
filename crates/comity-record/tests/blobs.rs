//! Blobs: a text is named by its salted hash, and can go while its name stays.

use comity_record::blob::{Blob, BlobError, BlobLine, BlobName, MAX_BLOB_TEXT_BYTES, Salt};
use comity_testkit::law;
use proptest::prelude::*;

fn blob(salt: u8, text: &str) -> Blob {
    Blob::new(Salt([salt; 32]), text).expect("it is short")
}

#[test]
fn a_name_is_the_hash_of_line_salt_and_text() {
    // Worked out with the system's sha256sum.
    let name = "69df3edc424caac684c63e4a95d5f5ae9da535fb86899af27cabc07de8930f1a";
    assert_eq!(blob(7, "Loa proposes “shall”.").name().to_string(), name);
    assert_eq!(
        name.parse::<BlobName>(),
        Ok(blob(7, "Loa proposes “shall”.").name())
    );
    assert_ne!(blob(7, "Loa").name(), blob(8, "Loa").name());
    assert_ne!(blob(7, "Loa").name(), blob(7, "Loa ").name());
}

#[test]
fn a_line_is_written_and_read_in_one_way() {
    let text: String = ('\0'..='\u{ff}').chain(['字', '\u{1f5f3}']).collect();
    law::holds(
        "blob_lines",
        &(any::<[u8; 32]>(), ".{0,40}"),
        |(salt, more), _| {
            let blob = Blob::new(Salt(salt), format!("{text}{more}")).expect("it is short");
            let name = blob.name();
            let line = BlobLine::Whole(blob);
            prop_assert_eq!(BlobLine::parse(&line.to_bytes()), Ok(line.clone()));
            let redacted = BlobLine::Redacted(name);
            prop_assert_eq!(BlobLine::parse(&redacted.to_bytes()), Ok(redacted.clone()));
            prop_assert_eq!(redacted.name(), line.name());
            Ok(())
        },
    );
}

#[test]
fn lines_look_like_this() {
    let line = BlobLine::Whole(blob(0xab, "“Keth” \"asks\"\n")).to_bytes();
    let expected = format!(
        "{{\"salt\":\"{}\",\"text\":\"“Keth” \\\"asks\\\"\\n\"}}",
        "ab".repeat(32)
    );
    assert_eq!(String::from_utf8(line), Ok(expected));
    let line = BlobLine::Redacted(BlobName([1; 32])).to_bytes();
    let expected = format!("{{\"name\":\"{}\",\"redacted\":true}}", "01".repeat(32));
    assert_eq!(String::from_utf8(line), Ok(expected));
}

#[test]
fn what_is_no_line_is_refused() {
    let digits = "01".repeat(32);
    for wrong in [
        String::new(),
        "{}".to_owned(),
        format!("{{\"salt\":\"{digits}\"}}"),
        format!("{{\"text\":\"a\",\"salt\":\"{digits}\"}}"),
        format!("{{\"salt\":\"{digits}\", \"text\":\"a\"}}"),
        format!("{{\"salt\":\"{digits}\",\"text\":\"a\"}}\n"),
        format!("{{\"salt\":\"{digits}\",\"text\":null}}"),
        format!("{{\"more\":1,\"salt\":\"{digits}\",\"text\":\"a\"}}"),
        format!("{{\"salt\":\"{}\",\"text\":\"a\"}}", "AB".repeat(32)),
        format!("{{\"salt\":\"{digits}00\",\"text\":\"a\"}}"),
        format!("{{\"name\":\"{digits}\",\"redacted\":false}}"),
        format!("{{\"name\":\"{digits}\",\"redacted\":true,\"text\":\"a\"}}"),
        format!("{{\"name\":\"{digits}\"}}"),
    ] {
        assert!(BlobLine::parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
    law::holds(
        "any_line",
        &proptest::collection::vec(any::<u8>(), 0..99),
        |line, _| {
            prop_assert!(BlobLine::parse(&line).is_err());
            Ok(())
        },
    );
}

#[test]
fn a_text_has_a_longest_length() {
    let longest = "\u{1}".repeat(MAX_BLOB_TEXT_BYTES);
    let line = BlobLine::Whole(blob(1, &longest));
    assert_eq!(BlobLine::parse(&line.to_bytes()), Ok(line));
    let bytes = MAX_BLOB_TEXT_BYTES + 1;
    let refused = Blob::new(Salt([1; 32]), "a".repeat(bytes));
    assert_eq!(refused, Err(BlobError::TextTooLong { bytes }));
}
