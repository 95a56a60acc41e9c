//! What readers of text do with bytes that are no such document, and with the strangest that are.
#![allow(clippy::unwrap_used, missing_docs)]

use comity_exchange::amendments::{read_amendments_csv, read_amendments_json_lines, resolve};
use comity_exchange::block::Block;
use comity_exchange::limits::{MAX_DOCUMENT_BYTES, MAX_TEXT_BYTES};
use comity_exchange::markdown::read_markdown;
use comity_exchange::plain::read_plain;
use comity_exchange::structure::instrument;
use comity_exchange::{Notice, ReadError};
use comity_text::label::{LabelIndex, labels};
use proptest::prelude::*;

type Reading<T> = Result<(Vec<T>, Vec<Notice>), ReadError>;

/// The error of each reader, as one line.
fn errors(bytes: &[u8]) -> [String; 4] {
    fn line<T>(reading: Reading<T>) -> String {
        match reading {
            Ok(_) => "read".to_owned(),
            Err(error) => format!("{}: {}", error.place, error.message),
        }
    }
    [
        line(read_markdown("doc", bytes)),
        line(read_plain("doc", bytes)),
        line(read_amendments_csv("doc", bytes)),
        line(read_amendments_json_lines("doc", bytes)),
    ]
}

fn all_start(bytes: &[u8], wanted: &str) {
    for error in errors(bytes) {
        assert!(error.starts_with(wanted), "{error}");
    }
}

#[test]
fn empty_and_blank_files_are_refused() {
    for bytes in [
        &b""[..],
        b" \n\t\r\n",
        b"\xEF\xBB\xBF",
        b"\0\0\0",
        b"\xFF\xFE",
    ] {
        all_start(bytes, "file: The file has no text in it.");
    }
}

#[test]
fn invalid_encodings_are_refused_at_the_byte() {
    all_start(b"abc\xFFdef", "byte 4: The file is not text in UTF-8");
    all_start(
        b"\xEF\xBB\xBFab\xC3",
        "byte 6: The file is not text in UTF-8",
    );
    all_start(b"\xFF\xFEa\0b", "byte 5: The file is not text in UTF-16");
    all_start(
        b"\xFF\xFEa\0\x00\xD8",
        "byte 5: The file is not text in UTF-16",
    );
}

#[test]
fn files_over_the_limit_are_refused() {
    let bytes = vec![b'a'; usize::try_from(MAX_DOCUMENT_BYTES).unwrap() + 1];
    all_start(&bytes, "file: The file has 67108865 bytes");
    let text = vec![b'a'; usize::try_from(MAX_TEXT_BYTES).unwrap() + 1];
    for error in &errors(&text)[..2] {
        assert!(
            error.starts_with("file: The file has 8388609 bytes"),
            "{error}"
        );
    }
    let line = "word ".repeat(250_000);
    let message = "paragraph 1: The paragraph has 1249999 characters";
    assert!(errors(line.as_bytes())[0].starts_with(message));
    assert!(errors(line.as_bytes())[1].starts_with(message));
}

#[test]
fn a_line_of_a_megabyte_within_the_limit_is_read() {
    let line = "x".repeat(999_999);
    assert_eq!(read_markdown("doc", line.as_bytes()).unwrap().0.len(), 1);
    assert_eq!(read_plain("doc", line.as_bytes()).unwrap().0.len(), 1);
}

#[test]
fn control_characters_are_removed_with_a_notice() {
    let bytes = b"One\nt\0w\x07o\n";
    for (blocks, notices) in [
        read_markdown("doc", bytes).unwrap(),
        read_plain("doc", bytes).unwrap(),
    ] {
        assert_eq!(blocks[0].text.as_str(), "One two");
        assert_eq!(notices.len(), 1);
        assert_eq!(notices[0].place, "line 2");
        assert!(
            notices[0]
                .message
                .starts_with("2 control characters were removed")
        );
    }
}

#[test]
fn deep_nesting_is_read_level_by_level() {
    let quotes = format!("{}deep\n", "> ".repeat(5_000));
    let (blocks, _) = read_markdown("doc", quotes.as_bytes()).unwrap();
    assert!(
        blocks
            .iter()
            .any(|block| block.text.as_str().contains("deep"))
    );
    let mut lists = String::new();
    for level in 0..300 {
        lists.push_str(&"  ".repeat(level));
        lists.push_str("- item\n");
    }
    let (blocks, _) = read_markdown("doc", lists.as_bytes()).unwrap();
    assert_eq!(blocks.len(), 300);
    let (text, _) = instrument("doc", &blocks);
    assert_eq!(text.len(), 300);
    let brackets = "[".repeat(50_000) + &"*_".repeat(50_000);
    assert!(read_markdown("doc", brackets.as_bytes()).is_ok());
}

/// What fuzzing starts from, and what it is most likely to break: each body goes to every reader.
#[test]
fn strange_bodies_are_read_or_refused_by_every_reader() {
    let bodies: [&[u8]; 16] = [
        b"",
        b"\n",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"---\nkey: value\n---\n",
        b"---\nkey: value\n",
        b"[^1]: note\n[^1]: note\n\ntext[^1][^1][^2]\n",
        b"| |\n|-|\n||\n",
        b"```\nnever closed",
        b"<table><tr><td>a</td>",
        b"1.\n2)\n(a)\n(i)\n",
        b"\"\",\"\"\n\"",
        b"number,kind,provision,sponsors,current,proposed,rationale\n1,MOVE,1 bis,;;,,after 1 bis,\n",
        b"{\"number\":1e400,\"kind\":\"MOD\",\"provision\":\"1\"}",
        b"{\"number\":\"\\ud800\",\"kind\":\"MOD\"}",
        "\u{202E}1.\u{200B} \u{0627}\u{0301}\u{2029}第一条\u{3000}".as_bytes(),
    ];
    for body in bodies {
        read_all(body);
        let _ = comity_exchange::docx::read_docx("doc", body);
    }
}

const HEADER: &str = "number,kind,provision,sponsors,current,proposed,rationale\n";

#[test]
fn a_list_that_cannot_be_used_says_where() {
    let check = |body: &str, wanted: &str| {
        let error = errors(body.as_bytes())[2].clone();
        assert!(error.starts_with(wanted), "{error}");
    };
    check(HEADER, "file: The list has a header but no rows.");
    check(
        "number,kind\n1,ADD\n",
        "row 1: The column `provision` is missing.",
    );
    check(
        "number,number,kind\n1,ADD\n",
        "row 1: Two columns are called `number`.",
    );
    let with = |rows: &str| format!("{HEADER}{rows}");
    check(
        &with("1,ADD,OP 1,A,,x,\n2,MOD,OP 1,B,\"open,x,\n3,,\n"),
        "row 3: A quotation mark opens",
    );
    check(
        &with("1,BAD,OP 1,A,,x,\n"),
        "row 2: `BAD` is no kind of proposal.",
    );
    check(&with(",ADD,OP 1,A,,x,\n"), "row 2: The row has no number.");
    check(
        &with("1,ADD,,A,,x,\n"),
        "row 2: The row names no provision.",
    );
    check(
        &with("1,ADD,OP 1,A,,x,\n7,SUP,OP 2,,,,\n1,SUP,OP 3,,,,\n"),
        "row 2 and row 4: Two rows",
    );
    check(
        &with("1,ADD,OP 1,A,,a text, with a comma,\n"),
        "row 2: The row has 8 cells and the header 7",
    );
}

#[test]
fn a_line_that_is_no_object_is_named() {
    let good = r#"{"number":1,"kind":"add","provision":"OP 1 bis","proposed":"x"}"#;
    let check = |line: &str, wanted: &str| {
        let error = errors(format!("{good}\n\n{line}\n").as_bytes())[3].clone();
        assert!(error.starts_with(wanted), "{error}");
    };
    check("[1,2]", "line 3: The line is JSON but no object.");
    check("{\"number\":", "line 3: The line is not JSON");
    check(
        "{\"number\":\"2\",\"kind\":\"SUP\"}",
        "line 3: `provision` is missing.",
    );
    check(
        "{\"number\":\"2\",\"kind\":7}",
        "line 3: `kind` must be a string.",
    );
    check(&"[".repeat(100_000), "line 3: The line is not JSON");
    check(good, "line 1 and line 3: Two rows have the number 1.");
}

#[test]
fn lists_from_any_spreadsheet_are_read() {
    let want = read_amendments_csv(
        "list",
        format!("{HEADER}1,add,OP 1 bis,A; B,,One.,Why\n").as_bytes(),
    );
    let (want, _) = want.unwrap();
    assert_eq!(want[0].sponsors, ["A", "B"]);
    let semicolons = "\u{FEFF}Rationale;SPONSORS;number;kind;provision;current;proposed\r\n\
                      Why;\"A; B\";1;ADD;OP 1 bis;;One.\r\n";
    let (rows, notices) = read_amendments_csv("list", semicolons.as_bytes()).unwrap();
    assert_eq!((rows, notices), (want.clone(), vec![]));
    let tabs = "number\tkind\tprovision\tsponsors\tcurrent\tproposed\trationale\n\
                1\tAdd\tOP 1 bis\tA;B\t\tOne.\tWhy\n";
    assert_eq!(
        read_amendments_csv("list", tabs.as_bytes()).unwrap().0,
        want
    );
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(tabs.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read_amendments_csv("list", &utf16).unwrap().0, want);
    let two = format!("{HEADER}1,MOD,OP 1,A,,\"One.\n\nTwo.\",\n");
    let (rows, _) = read_amendments_csv("list", two.as_bytes()).unwrap();
    assert_eq!(rows[0].proposed.as_str(), "One.\nTwo.");
}

/// Whatever blocks a reader gives can be made an instrument with unique labels, without loss.
fn structured(blocks: &[Block]) {
    let (text, _) = instrument("doc", blocks);
    let labels = labels(&text);
    let mut named: Vec<&String> = labels.iter().filter(|label| !label.is_empty()).collect();
    let all = named.len();
    named.sort();
    named.dedup();
    assert_eq!(named.len(), all, "{labels:?}");
    let kept: Vec<&str> = blocks
        .iter()
        .map(|block| block.text.as_str())
        .filter(|text| !text.trim().is_empty())
        .collect();
    let provisions: Vec<&str> = text
        .provisions()
        .iter()
        .map(|provision| provision.text.as_str())
        .filter(|text| !text.trim().is_empty())
        .collect();
    assert_eq!(provisions, kept);
    let index = LabelIndex::new(&text, &labels);
    for label in named {
        assert_ne!(
            index.find(label),
            comity_text::label::Found::Nowhere,
            "{label}"
        );
    }
}

/// Pieces that mean something to one of the readers.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        prop::sample::select(vec![
            "\n",
            "\n\n",
            "# ",
            "## ",
            "1. ",
            "2. ",
            "(a) ",
            "(i) ",
            "- ",
            "    ",
            "> ",
            "| ",
            "|-|\n",
            "[^1]",
            "[^1]: ",
            "*",
            "**",
            "<b>",
            "<shall>",
            "`",
            "```\n",
            "---\n",
            "Article 6",
            "第六条",
            "Annex I",
            "Preamble\n",
            " – paragraph 2",
            "The Assembly,",
            "shall,",
            "shall:",
            "\"",
            ",",
            ";",
            "{\"number\":1}",
            "\u{C}",
            "\r\n",
            "المادة 6",
            "[x]: y\n",
            "ADD",
            "Recital 3",
            "\u{0}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn read_all(bytes: &[u8]) {
    let readings = [read_markdown("doc", bytes), read_plain("doc", bytes)];
    for (blocks, _) in readings.into_iter().flatten() {
        structured(&blocks);
    }
    let (text, _) = instrument("doc", &read_markdown("doc", b"# T\n\n1. One\n").unwrap().0);
    let labels = labels(&text);
    let index = LabelIndex::new(&text, &labels);
    for list in [
        read_amendments_csv("doc", bytes),
        read_amendments_json_lines("doc", bytes),
    ] {
        for row in list.map(|(rows, _)| rows).unwrap_or_default() {
            let _ = resolve(&row, &index);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in pieces()) {
        read_all(text.as_bytes());
    }

    #[test]
    fn no_row_makes_resolving_panic(label in pieces(), wish in pieces(), kind in 0_usize..5) {
        let (text, _) = instrument("doc", &read_markdown("doc", RESOLUTION.as_bytes()).unwrap().0);
        let labels = labels(&text);
        let index = LabelIndex::new(&text, &labels);
        let kind = ["ADD", "MOD", "SUP", "MOVE", "NOC"][kind];
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let list = format!("{HEADER}1,{kind},{},A,,{},\n", quoted(&label), quoted(&wish));
        if let Ok((rows, _)) = read_amendments_csv("doc", list.as_bytes()) {
            let _ = resolve(&rows[0], &index);
        }
    }
}

const RESOLUTION: &str = "# On shared waters\n\nThe Council of Ports,\n\nRecalling its charter,\n\n\
    1. Decides to meet;\n\n2. Asks members to:\n\n(a) report;\n\n(b) share:\n\n(i) maps;\n\n(ii) tides.\n";
