//! What is no DOCX, or a hostile one: each gets an error with its place and a way out.

mod docx_made;

use comity_exchange::docx::read_docx;
use comity_exchange::limits::{MAX_DOCUMENT_BYTES, MAX_XML_DEPTH};
use docx_made::{archive, docx, docx_with, main_part};
use proptest::prelude::*;

const PARAGRAPH: &str = "<w:p><w:r><w:t>States should cooperate.</w:t></w:r></w:p>";

/// The bytes are refused; place and message hold these words.
fn refused(bytes: &[u8], place: &str, words: &str) {
    let error = read_docx("meridia.docx", bytes).expect_err("this is refused");
    assert_eq!(error.doc, "meridia.docx");
    assert!(error.place.contains(place), "the place of: {error}");
    assert!(error.message.contains(words), "the words of: {error}");
}

fn refused_xml(xml: &[u8], words: &str) {
    refused(
        &archive(&[("word/document.xml", xml)]),
        "word/document.xml",
        words,
    );
}

#[test]
fn an_empty_file() {
    refused(b"", "file", "empty; send it again");
}

#[test]
fn something_that_is_no_archive() {
    refused(b"States should cooperate.", "file", "no DOCX");
    refused(b"%PDF-1.7 ...", "file", "PDF; send the .docx");
    refused(b"{\\rtf1 hello}", "file", "RTF");
    refused(b"<html><body>text</body></html>", "file", "HTML or XML");
}

#[test]
fn a_password_or_an_old_format() {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend([0; 2_000]);
    refused(&bytes, "file", "remove the password and save it as .docx");
}

#[test]
fn an_archive_that_was_cut_off() {
    let whole = docx(PARAGRAPH);
    refused(&whole[..whole.len() / 2], "file", "cut off, fetch it again");
    refused(b"PK", "file", "cut off, fetch it again");
}

#[test]
fn other_kinds_of_documents() {
    for (name, words) in [
        ("content.xml", "OpenDocument"),
        ("xl/workbook.xml", "spreadsheet"),
        ("ppt/presentation.xml", "presentation"),
        ("META-INF/container.xml", "electronic book"),
        ("readme.txt", "no word/document.xml"),
    ] {
        refused(&archive(&[(name, b"x")]), "file", words);
    }
}

#[test]
fn a_part_that_unpacks_to_far_too_much() {
    let mut xml = main_part(PARAGRAPH).into_bytes();
    xml.resize(xml.len() + 64 * 1024 * 1024, b' ');
    refused_xml(&xml, "unpacks to more than");
}

#[test]
fn a_file_over_the_limit() {
    let mut bytes = b"PK".to_vec();
    bytes.resize(
        usize::try_from(MAX_DOCUMENT_BYTES).expect("a small number") + 1,
        0,
    );
    refused(&bytes, "file", "64 MB are read at most");
}

#[test]
fn document_types_and_entities() {
    let bomb = r#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>"#;
    refused_xml(bomb.as_bytes(), "declares a document type");
    let unknown = main_part("<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>");
    refused_xml(unknown.as_bytes(), "entity “secret” is not defined");
    let in_attribute = main_part(r#"<w:p><w:ins w:author="&secret;"/></w:p>"#);
    refused_xml(in_attribute.as_bytes(), "attribute is not well-formed");
    let no_character = main_part("<w:p><w:r><w:t>&#xFFFFFFFF;</w:t></w:r></w:p>");
    refused_xml(no_character.as_bytes(), "names no character");
}

#[test]
fn ten_thousand_levels() {
    for element in [
        "w:tbl",
        "w:sdt",
        "w:smartTag",
        "w:ins",
        "w:unknown",
        "w:p",
        "w:r",
    ] {
        let body = format!("<{element}>").repeat(10_000) + &format!("</{element}>").repeat(10_000);
        refused_xml(main_part(&body).as_bytes(), "nested more than 256 deep");
    }
}

#[test]
fn as_many_levels_as_are_allowed() {
    for element in ["w:sdtContent", "w:tbl", "w:tc", "w:ins"] {
        let levels = MAX_XML_DEPTH - 5;
        let body = format!("<{element}>").repeat(levels)
            + PARAGRAPH
            + &format!("</{element}>").repeat(levels);
        let (document, _) = read_docx("deep.docx", &docx(&body)).expect("within the limit");
        assert_eq!(
            document.accepted()[0].text.as_str(),
            "States should cooperate."
        );
    }
}

#[test]
fn damage_in_another_part_names_that_part() {
    for name in [
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
        "word/comments.xml",
    ] {
        let file = docx_with(PARAGRAPH, &[(name, "w:x", "&secret;")]);
        refused(&file, name, "entity “secret” is not defined");
    }
}

#[test]
fn xml_that_is_damaged() {
    let cut = main_part(PARAGRAPH);
    refused_xml(&cut.as_bytes()[..cut.len() - 20], "tag not closed");
    refused_xml(
        &cut.as_bytes()[..cut.len() - 22],
        "ends in the middle of an element",
    );
    refused_xml(main_part("<a></b>").as_bytes(), "not well-formed XML");
    refused_xml(b"<other/>", "no WordprocessingML document");
    let no_body = main_part("").replace("w:body", "w:tail");
    refused_xml(no_body.as_bytes(), "no WordprocessingML document");
    refused_xml(b"", "no WordprocessingML document");
}

#[test]
fn bytes_that_are_no_characters() {
    let mut xml = main_part(PARAGRAPH).into_bytes();
    let at = xml
        .windows(6)
        .position(|w| w == b"States")
        .expect("it is there");
    xml[at] = 0xFF;
    refused_xml(&xml, "not valid UTF-8");
    let mut wide: Vec<u8> = vec![0xFF, 0xFE];
    wide.extend("<w/>".encode_utf16().flat_map(u16::to_le_bytes));
    wide.extend([0x00, 0xD8, b'x', 0]);
    refused_xml(&wide, "not valid UTF-16");
    let other = main_part(PARAGRAPH).replace("UTF-8", "windows-1252");
    refused_xml(other.as_bytes(), "written in windows-1252");
}

#[test]
fn utf_16_in_either_order_is_read() {
    let xml = main_part("<w:p><w:r><w:t>合作 تعاون</w:t></w:r></w:p>").replace("UTF-8", "UTF-16");
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = "\u{FEFF}"
            .encode_utf16()
            .chain(xml.encode_utf16())
            .flat_map(order)
            .collect();
        let file = archive(&[("word/document.xml", &bytes)]);
        let (document, _) = read_docx("wide.docx", &file).expect("UTF-16 is allowed");
        assert_eq!(document.accepted()[0].text.as_str(), "合作 تعاون");
    }
}

#[test]
fn two_parts_of_one_name() {
    let xml = main_part(PARAGRAPH);
    let by_case = archive(&[
        ("word/document.xml", xml.as_bytes()),
        ("WORD/Document.xml", xml.as_bytes()),
    ]);
    refused(&by_case, "ocument.xml", "two parts of one name");
    let mut exact = archive(&[
        ("word/document.xml", xml.as_bytes()),
        ("word/documenu.xml", xml.as_bytes()),
    ]);
    for at in 0..exact.len() - 8 {
        if &exact[at..at + 8] == b"documenu" {
            exact[at + 7] = b't';
        }
    }
    refused(&exact, "file", "two parts of one name");
}

/// A document with something of everything, as the ground for mutations.
fn everything() -> String {
    main_part(
        r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:rPr><w:del w:author="Tavar"/></w:rPr></w:pPr>
        <w:ins w:author="Meridia" w:date="2026-05-30T12:00:00Z"><w:r><w:rPr><w:b/></w:rPr><w:t>new</w:t></w:r>
        <w:del w:author="Tavar"><w:r><w:delText>gone</w:delText></w:r></w:del></w:ins></w:p>
        <w:tbl><w:tr><w:trPr><w:ins w:author="Meridia"/></w:trPr><w:tc><w:p><w:r><w:t>cell &amp; é</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t><w:sym w:font="Symbol" w:char="F0DA"/></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><mc:AlternateContent><mc:Choice><w:pict><w:txbxContent>
        <w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Choice></mc:AlternateContent></w:r></w:p>"#,
    )
}

/// Reads it, and takes every view if it can be read at all.
fn never_panics(bytes: &[u8]) {
    if let Ok((document, _)) = read_docx("mutant.docx", bytes) {
        let _ = document.rejected();
        let _ = document.accepted();
        for author in document.authors() {
            let _ = document.accepted_by(&author);
        }
        let _ = document.rationale_by(None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_mutant_of_the_xml_panics(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut xml = everything().into_bytes();
        for (at, byte) in edits {
            let at = at.index(xml.len());
            xml[at] = byte;
        }
        if let Some(cut) = cut {
            xml.truncate(cut.index(xml.len()));
        }
        never_panics(&archive(&[("word/document.xml", &xml)]));
    }

    #[test]
    fn no_shuffle_of_the_elements_panics(
        moves in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..12),
    ) {
        let whole = everything();
        let mut pieces: Vec<&str> = whole.split_inclusive('>').collect();
        for (from, to) in moves {
            let piece = pieces.remove(from.index(pieces.len()));
            pieces.insert(to.index(pieces.len()), piece);
        }
        never_panics(&archive(&[("word/document.xml", pieces.concat().as_bytes())]));
    }

    #[test]
    fn no_mutant_of_the_archive_panics(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = archive(&[("word/document.xml", everything().as_bytes())]);
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        never_panics(&bytes);
    }
}
