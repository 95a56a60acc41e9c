//! Files that are not what they say: each is refused with its name, the place and a way out,
//! wherever it stands among the arguments.

use crate::desk::Desk;

const HEADER: &str = "number,kind,provision,sponsors,current,proposed,rationale\n";

/// Refused as a base and as a proposal by every command, in little memory, with nothing written.
fn check(name: &str, bytes: &[u8], words: &str) {
    let desk = Desk::laid();
    desk.put(name, bytes);
    check_laid(&desk, name, words, words);
}

/// The same for a file that lies on the desk, with its own words where it stands as a text.
pub(crate) fn check_laid(desk: &Desk, name: &str, as_proposal: &str, as_text: &str) {
    let before = desk.names();
    let calls: [(&[&str], &str); 7] = [
        (&["compile", "base.md", "Kesh.md", name], as_proposal),
        (&["compile", "base.md", name, "--by-author"], as_proposal),
        (&["merge", "base.md", name], as_proposal),
        (
            &["rebase", "--from", "base.md", "--to", "Kesh.md", name],
            as_proposal,
        ),
        (&["compile", name, "Kesh.md"], as_text),
        (&["diff", "base.md", name], as_text),
        (
            &["rebase", "--from", name, "--to", "Kesh.md", "Tavar.md"],
            as_text,
        ),
    ];
    for (call, words) in calls {
        let outcome = desk.comity_with_little_memory(&[call, &["-o", "out.html"]].concat());
        outcome.refused(&format!("{name}: {words}"));
        assert!(!outcome.err.contains("stack backtrace"), "{}", outcome.err);
        assert_eq!(desk.names(), before, "{call:?}");
    }
}

/// Refused as a list; as a text, any list is.
fn check_list(name: &str, bytes: &[u8], words: &str) {
    let desk = Desk::laid();
    desk.put(name, bytes);
    check_laid(&desk, name, words, "file: an amendment list is not a text");
}

#[test]
fn files_with_nothing_in_them() {
    check("empty.md", b"", "file: The file has no text in it.");
    check("empty.txt", b"", "file: The file has no text in it.");
    check("empty.docx", b"", "file: the file is empty; send it again");
    check(
        "blank.md",
        b" \n\n\t\n",
        "file: The file has no text in it.",
    );
    check_list("empty.csv", b"", "file: The file has no text in it.");
    check_list("empty.jsonl", b"\n", "file: The file has no text in it.");
}

#[test]
fn bytes_that_are_no_characters() {
    let words = "byte 11: The file is not text in UTF-8 from here on. Save it as UTF-8.";
    check("latin.md", b"States caf\xe9", words);
    check("latin.txt", b"States caf\xe9", words);
    check_list("latin.csv", b"number,kin\xe9", words);
    check_list("latin.jsonl", b"{\"number\":\xe9}", words);
}

#[test]
fn an_order_that_is_no_list_of_names() {
    let desk = Desk::laid();
    let check = |bytes: &[u8], words: &str| {
        desk.put("order.txt", bytes);
        let before = desk.names();
        let call = [
            "compile",
            "base.md",
            "Kesh.md",
            "--order",
            "order.txt",
            "-o",
            "out.html",
        ];
        desk.comity(&call).refused(&format!("order.txt: {words}"));
        assert_eq!(desk.names(), before);
    };
    check(
        b"Kesh\nTav\xe1r\n",
        "byte 9: it is no UTF-8 text. Save it as UTF-8, one delegation a line.",
    );
    check(
        b"# nobody yet\n\n",
        "file: it names no delegation. Write one a line.",
    );
}

#[test]
fn names_that_do_not_say_what_the_file_is() {
    check(
        "speech.doc",
        b"x",
        "file: a .doc file is not read; open it in a word processor and save it as .docx.",
    );
    check(
        "speech.odt",
        b"x",
        "file: a .odt file is not read; open it in a word processor",
    );
    check(
        "speech.pdf",
        b"x",
        "file: a .pdf file is not read; open it in a word processor",
    );
    check(
        "table.xlsx",
        b"x",
        "file: a .xlsx file is not read; open it in a spreadsheet program",
    );
    check(
        "speech.final",
        b"x",
        "file: the ending of its name does not say what it is",
    );
    check(
        "speech",
        b"x",
        "file: the ending of its name does not say what it is",
    );
}

#[test]
fn a_folder_in_the_place_of_a_file() {
    let desk = Desk::laid();
    std::fs::create_dir(desk.path("folder.docx")).unwrap();
    let words = "file: it is a folder. Name the files in it, for example with folder.docx/*.";
    check_laid(&desk, "folder.docx", words, words);
}

#[test]
fn lists_that_cannot_be_used() {
    check_list(
        "table.csv",
        b"1,MOD,OP 1,Kesh,a,b,c\n",
        "row 1: The column `number` is missing.",
    );
    check_list(
        "table.csv",
        HEADER.as_bytes(),
        "file: The list has a header but no rows.",
    );
    let open = format!("{HEADER}1,MOD,1,Kesh,,\"States,\n2,SUP,2,,,,\n");
    check_list(
        "table.csv",
        open.as_bytes(),
        "row 2: A quotation mark opens a cell here that is never closed.",
    );
    let good = "{\"number\":1,\"kind\":\"SUP\",\"provision\":\"2\",\"sponsors\":\"Loa\"}\n";
    let cut = format!("{good}{{\"number\":2,\"kind\":\n");
    check_list(
        "lines.jsonl",
        cut.as_bytes(),
        "line 2: The line is not JSON: it ends before its object does.",
    );
    let bare = format!("{good}{{number: 2}}\n");
    check_list(
        "lines.jsonl",
        bare.as_bytes(),
        "line 2: The line is not JSON from character 2 on.",
    );
}

#[test]
fn a_text_without_words() {
    let desk = Desk::laid();
    desk.put("note.md", "<!-- nothing yet -->\n");
    let words = "file: ";
    check_laid(&desk, "note.md", words, words);
}

#[test]
fn a_proposal_to_another_text() {
    let desk = Desk::empty();
    let sample = crate::desk::samples().join("en");
    desk.put("base.md", std::fs::read(sample.join("draft.md")).unwrap());
    let lines: Vec<String> = (1..40)
        .map(|at| {
            format!(
                "{at}. Rule {at} of the harbour master concerns moorings, buoys, tugs and pilots."
            )
        })
        .collect();
    desk.put("other.md", lines.join("\n\n"));
    let before = desk.names();
    for call in [
        ["compile", "base.md", "other.md"],
        ["merge", "base.md", "other.md"],
    ] {
        let outcome = desk.comity(&[&call[..], &["-o", "out.html"]].concat());
        outcome.refused("other.md: file: it is a proposal to another text: only ");
        outcome.refused("Give the file that was made from this base");
        assert_eq!(desk.names(), before);
    }
}
