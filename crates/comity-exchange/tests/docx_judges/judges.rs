//! The judges: other people's programs that read what we write.
//!
//! Each run is bounded in time, and the child that goes over it is ended by its own id.
//! LibreOffice runs a small Basic macro in a fresh profile: it opens every document of a folder,
//! writes down the tracked changes with their authors, accepts or rejects all with its own
//! command, and writes down the paragraphs.
//!
//! Start at [`available`].

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const LONGEST_RUN: Duration = Duration::from_secs(120);

/// Whether a program is there. With `COMITY_REQUIRE=all` it must be.
pub(crate) fn available(program: &str) -> bool {
    comity_testkit::corpus::program(program).is_some()
}

/// Runs a program to its end and gives what it wrote to its output.
#[expect(
    clippy::disallowed_methods,
    reason = "a judge that hangs must not hang the tests"
)]
pub(crate) fn run(command: &mut Command, folder: &Path) -> Vec<u8> {
    let out = folder.join("stdout");
    let err = folder.join("stderr");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > LONGEST_RUN {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{command:?} took longer than {LONGEST_RUN:?}");
        }
        sleep(Duration::from_millis(20));
    };
    assert!(
        status.success(),
        "{command:?}: {status}: {}",
        fs::read_to_string(&err).unwrap()
    );
    fs::read(&out).unwrap()
}

/// What pandoc reads in a document.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) paragraphs: Vec<String>,
    /// `+` or `-`, author, words.
    pub(crate) changes: Vec<(char, String, String)>,
    /// Author and words.
    pub(crate) comments: Vec<(String, String)>,
}

/// What pandoc reads in a document, its changes accepted, rejected or all shown.
pub(crate) fn pandoc(document: &Path, changes: &str, folder: &Path) -> Reading {
    let mut command = Command::new("pandoc");
    command
        .args(["-f", "docx", "-t", "json"])
        .arg(format!("--track-changes={changes}"))
        .arg(document);
    let json: Value = serde_json::from_slice(&run(&mut command, folder)).unwrap();
    let mut reading = Reading::default();
    if let Some(title) = json.pointer("/meta/title/c") {
        paragraph(title, &mut reading);
    }
    blocks(&json["blocks"], &mut reading);
    reading
}

fn blocks(value: &Value, reading: &mut Reading) {
    match (value["t"].as_str(), value) {
        (Some("Para" | "Plain"), _) => paragraph(&value["c"], reading),
        (Some("Header"), _) => paragraph(&value["c"][2], reading),
        (Some(_), _) => blocks(&value["c"], reading),
        (None, Value::Array(list)) => list.iter().for_each(|one| blocks(one, reading)),
        _ => {}
    }
}

fn paragraph(inlines: &Value, reading: &mut Reading) {
    let string = string_of(inlines, reading);
    reading.paragraphs.push(squeezed(&string));
}

fn string_of(inlines: &Value, reading: &mut Reading) -> String {
    let mut out = String::new();
    for inline in inlines.as_array().into_iter().flatten() {
        let c = &inline["c"];
        match inline["t"].as_str().unwrap() {
            "Str" => out.push_str(c.as_str().unwrap()),
            "Space" | "SoftBreak" | "LineBreak" => out.push(' '),
            "Span" => out.push_str(&span(c, reading)),
            "Quoted" => {
                let (open, close) = match c[0]["t"].as_str().unwrap() {
                    "SingleQuote" => ('‘', '’'),
                    _ => ('“', '”'),
                };
                out.push(open);
                out.push_str(&string_of(&c[1], reading));
                out.push(close);
            }
            "Emph" | "Strong" | "Underline" | "Superscript" | "Subscript" | "Strikeout" => {
                out.push_str(&string_of(c, reading));
            }
            other => panic!("pandoc sees a {other} that was not written"),
        }
    }
    out
}

fn span(content: &Value, reading: &mut Reading) -> String {
    let class = content[0][1][0].as_str().unwrap_or_default();
    let author = content[0][2]
        .as_array()
        .and_then(|pairs| pairs.iter().find(|pair| pair[0] == "author"))
        .map(|pair| pair[1].as_str().unwrap().to_owned())
        .unwrap_or_default();
    let place = reading.changes.len();
    let words = string_of(&content[1], reading);
    let sign = match class {
        "insertion" => '+',
        "deletion" => '-',
        "comment-start" => {
            reading.comments.push((author, squeezed(&words)));
            return String::new();
        }
        _ => return words,
    };
    let seen = squeezed(&words);
    if !seen.is_empty() {
        reading.changes.insert(place, (sign, author, seen));
    }
    words
}

/// A string with each stretch of white space as one space, none at the ends: pandoc trims
/// paragraphs and spans so.
pub(crate) fn squeezed(string: &str) -> String {
    string.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What LibreOffice makes of a document.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) paragraphs: Vec<String>,
    /// The kind of each tracked change, with its author.
    pub(crate) changes: Vec<(String, String)>,
}

/// Lets LibreOffice open every `.docx` of a folder, and write `.accepted` and `.rejected` beside.
pub(crate) fn libreoffice(documents: &Path, folder: &Path) {
    let profile = folder.join("profile");
    // The first start makes the profile, with an empty macro library; the second finds ours.
    run(office(&profile).arg("--terminate_after_init"), folder);
    let library = profile.join("user/basic/Standard");
    fs::create_dir_all(&library).unwrap();
    fs::write(library.join("script.xlb"), LIBRARY).unwrap();
    fs::write(library.join("Judge.xba"), MACRO).unwrap();
    let call = format!(
        "macro:///Standard.Judge.ReadAll(\"{}\")",
        documents.display()
    );
    run(office(&profile).arg(call), folder);
}

/// Lets LibreOffice open documents and write each in its own format, as one XML file.
pub(crate) fn converted(documents: &[PathBuf], folder: &Path) -> Vec<String> {
    let profile = folder.join("converting");
    let mut command = office(&profile);
    command
        .args(["--convert-to", "fodt", "--outdir"])
        .arg(folder)
        .args(documents);
    run(&mut command, folder);
    let written = documents.iter().map(|one| {
        let name = one.with_extension("fodt");
        let path = folder.join(name.file_name().unwrap());
        fs::read_to_string(&path)
            .unwrap_or_else(|_| panic!("LibreOffice did not open {}", one.display()))
    });
    written.collect()
}

/// A document without the places of its comments. An installation of LibreOffice without
/// windows stops now and then when a macro lets it draw comments, so the macro's documents have
/// none; that they are read is seen from [`converted`].
pub(crate) fn without_comments(document: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(document)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if name == "word/document.xml" {
            for (start, end) in [
                ("<w:commentRangeStart ", "/>"),
                ("<w:commentRangeEnd ", "/>"),
                (
                    "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/>",
                    "</w:r>",
                ),
            ] {
                text = cut(&text, start, end);
            }
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn cut(text: &str, start: &str, end: &str) -> String {
    let mut parts = text.split(start);
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (_, after) = part.split_once(end).unwrap();
        out.push_str(after);
    }
    out
}

/// What LibreOffice wrote down beside a document.
pub(crate) fn opened(document: &Path, ending: &str) -> Opened {
    let path = PathBuf::from(format!("{}.{ending}", document.display()));
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("LibreOffice did not open {}", document.display()));
    let mut out = Opened {
        paragraphs: Vec::new(),
        changes: Vec::new(),
    };
    for row in text.split_terminator('\u{1E}') {
        let fields: Vec<&str> = row.split('\u{1F}').collect();
        match fields.as_slice() {
            ["paragraph", text] => out.paragraphs.push(text.replace('\n', "\u{2028}")),
            ["change", kind, author] => {
                out.changes.push(((*kind).to_owned(), (*author).to_owned()));
            }
            other => panic!("the macro wrote {other:?}"),
        }
    }
    out
}

fn office(profile: &Path) -> Command {
    let mut command = Command::new("soffice");
    command.args(["--headless", "--norestore"]).arg(format!(
        "-env:UserInstallation=file://{}",
        profile.display()
    ));
    command
}

const LIBRARY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Judge"/>
</library:library>
"#;

const MACRO: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Judge" script:language="StarBasic">
Sub ReadAll(folder As String)
  names = ""
  name = Dir(folder &amp; "/*.docx")
  Do While name &lt;&gt; ""
    names = names &amp; name &amp; "|"
    name = Dir
  Loop
  For Each name In Split(names, "|")
    If name &lt;&gt; "" Then
      ReadOne(folder &amp; "/" &amp; name, ".uno:AcceptAllTrackedChanges", ".accepted")
      ReadOne(folder &amp; "/" &amp; name, ".uno:RejectAllTrackedChanges", ".rejected")
    End If
  Next
  StarDesktop.terminate()
End Sub

Sub ReadOne(path As String, command As String, ending As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
  files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
  stream = CreateUnoService("com.sun.star.io.TextOutputStream")
  stream.setOutputStream(files.openFileWrite(ConvertToURL(path &amp; ending)))
  stream.setEncoding("UTF-8")
  changes = document.Redlines.createEnumeration()
  Do While changes.hasMoreElements()
    change = changes.nextElement()
    stream.writeString("change" &amp; Chr(31) &amp; change.RedlineType &amp; Chr(31) &amp; change.RedlineAuthor &amp; Chr(30))
  Loop
  dispatcher = CreateUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  paragraphs = document.Text.createEnumeration()
  Do While paragraphs.hasMoreElements()
    paragraph = paragraphs.nextElement()
    stream.writeString("paragraph" &amp; Chr(31) &amp; paragraph.getString() &amp; Chr(30))
  Loop
  stream.closeOutput()
  document.close(True)
End Sub
</script:module>
"#;
