//! Files that are made to harm: refused in little memory, by name and place, with nothing
//! written, whatever they would unpack to.

use std::fs::File;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::bad_files::check_laid;
use crate::desk::Desk;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PARAGRAPH: &str = "<w:p><w:r><w:t>States should cooperate.</w:t></w:r></w:p>";

fn main_part(body: &str) -> String {
    format!("<w:document xmlns:w=\"{NAMESPACE}\"><w:body>{body}</w:body></w:document>")
}

/// A DOCX with this as its text, which may be long.
fn docx(content: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("word/document.xml", options).unwrap();
    for bytes in content {
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn docx_of(xml: &str) -> Vec<u8> {
    docx(std::iter::once(xml.as_bytes().to_vec()))
}

fn check(name: &str, bytes: &[u8], words: &str) {
    let desk = Desk::laid();
    desk.put(name, bytes);
    check_laid(&desk, name, words, words);
}

fn check_list(name: &str, bytes: &[u8], words: &str) {
    let desk = Desk::laid();
    desk.put(name, bytes);
    check_laid(&desk, name, words, "file: an amendment list is not a text");
}

#[test]
fn what_is_no_docx() {
    check(
        "text.docx",
        b"States should cooperate.",
        "file: this is no DOCX",
    );
    check("page.docx", b"%PDF-1.7\n", "file: this is a PDF");
    let whole = docx_of(&main_part(PARAGRAPH));
    let cut = &whole[..whole.len() / 2];
    check(
        "cut.docx",
        cut,
        "file: the file is damaged; it was probably cut off, fetch it again",
    );
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.extend([0; 2_000]);
    check(
        "locked.docx",
        &locked,
        "file: this is a DOCX protected by a password or an old .doc file",
    );
    check(
        "none.docx",
        &docx_of(&main_part("<w:p/>")),
        "file: it holds no text. Is it the right file?",
    );
}

#[test]
fn a_gigabyte_of_zeros() {
    let zeros = std::iter::repeat_n(vec![0_u8; 1 << 20], 1 << 10);
    let bomb = docx(zeros);
    assert!(bomb.len() < 2 << 20);
    check(
        "bomb.docx",
        &bomb,
        "word/document.xml: the part unpacks to more than",
    );
}

#[test]
fn entities_that_grow_a_thousand_million_times() {
    let mut laughs = String::from("<!DOCTYPE d [<!ENTITY a0 \"ha\">");
    for step in 1..10 {
        let ten = format!("&a{};", step - 1).repeat(10);
        laughs += &format!("<!ENTITY a{step} \"{ten}\">");
    }
    laughs += "]><d>&a9;</d>";
    check("laughs.docx", &docx_of(&laughs), "word/document.xml, byte ");
}

#[test]
fn ten_thousand_levels() {
    let deep = "<w:sdt>".repeat(10_000) + PARAGRAPH + &"</w:sdt>".repeat(10_000);
    let words = "word/document.xml, byte ";
    check("deep.docx", &docx_of(&main_part(&deep)), words);
}

#[test]
fn a_paragraph_as_long_as_a_library() {
    let words = "a word and another one ".repeat(60_000);
    let body = format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    // Far more regular than any text, so it is kept from looking like a bomb.
    let noise: String = (0..200_000_u32)
        .map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761)))
        .collect();
    let xml = main_part(&body).replace("<w:body>", &format!("<!--{noise}--><w:body>"));
    check(
        "long.docx",
        &docx_of(&xml),
        "paragraph 1: The paragraph has 1379999 characters",
    );
    check(
        "long.md",
        words.as_bytes(),
        "paragraph 1: The paragraph has 1379999 characters",
    );
}

#[test]
fn files_of_two_hundred_megabytes() {
    for (name, most) in [
        ("huge.docx", 64),
        ("huge.md", 8),
        ("huge.txt", 8),
        ("huge.csv", 64),
        ("huge.jsonl", 64),
    ] {
        let desk = Desk::laid();
        File::create(desk.path(name))
            .unwrap()
            .set_len(200 << 20)
            .unwrap();
        let words = format!("file: it is larger than {most} MB, the most that is read.");
        check_laid(&desk, name, &words, &words);
    }
    let desk = Desk::laid();
    File::create(desk.path("order.txt"))
        .unwrap()
        .set_len(200 << 20)
        .unwrap();
    let call = ["compile", "base.md", "Kesh.md", "--order", "order.txt"];
    desk.comity_with_little_memory(&call)
        .refused("order.txt: file: it is larger than 8 MB");
}

#[test]
fn paragraphs_and_rows_without_end() {
    let words = "file: There are more than 500000 paragraphs. Split the document.";
    check("lines.md", "a\n\n".repeat(2_000_000).as_bytes(), words);
    check("lines.txt", "a\n\n".repeat(2_000_000).as_bytes(), words);
    let row = "{\"number\":1,\"kind\":\"ADD\",\"provision\":\"1 bis\"}\n";
    check_list(
        "rows.jsonl",
        row.repeat(600_000).as_bytes(),
        "file: The list has more than 500000 rows.",
    );
}

#[test]
fn a_row_of_millions_of_cells() {
    let words = "row 1: The row has more than 1000 cells. Is this a list of amendments?";
    check_list("cells.csv", ",".repeat(30_000_000).as_bytes(), words);
    let header = "number,kind,provision,sponsors,current,proposed,rationale\n";
    let second = format!("{header}{}", ",".repeat(30_000_000));
    check_list(
        "cells.csv",
        second.as_bytes(),
        &words.replace("row 1", "row 2"),
    );
}

#[test]
fn a_line_of_brackets_is_no_list() {
    let brackets = "[".repeat(30_000_000);
    check_list(
        "deep.jsonl",
        brackets.as_bytes(),
        "line 1: The line is not JSON from character 128 on.",
    );
}

/// Two million quotations in each other are one notice, and the page stays small.
#[test]
fn quotations_in_quotations_are_said_once() {
    let desk = Desk::laid();
    desk.put(
        "nest.md",
        crate::desk::KESH.to_owned() + "\n" + &"> ".repeat(2_000_000) + "deep\n",
    );
    let call = ["compile", "base.md", "nest.md", "--to", "json"];
    let outcome = desk.comity_with_little_memory(&call);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert!(outcome.out.len() < 20_000, "{}", outcome.out.len());
    assert!(outcome.err.contains("1 notice\n"), "{}", outcome.err);
}

/// More authors than any conference has are not made proposals, one by one.
#[test]
fn authors_without_end() {
    let insertion = |at: usize| {
        format!(
            "<w:p><w:r><w:t>Line {at}. </w:t></w:r><w:ins w:author=\"A{at}\"><w:r><w:t>x</w:t></w:r></w:ins></w:p>"
        )
    };
    let body: String = (0..1_500).map(insertion).collect();
    let desk = Desk::laid();
    desk.put("crowd.docx", docx_of(&main_part(&body)));
    desk.put(
        "refused.md",
        (0..1_500)
            .map(|at| format!("Line {at}.\n\n"))
            .collect::<String>(),
    );
    let call = ["compile", "refused.md", "crowd.docx", "--by-author"];
    let outcome = desk.comity_with_little_memory(&call);
    outcome.refused("crowd.docx: file: its tracked changes have 1500 authors, and 1000 become proposals at most.");
}
