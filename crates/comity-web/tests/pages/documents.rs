//! What the readers of documents say: every sentence that has a name is said in every language, and
//! the English of the site is that of the readers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;

use crate::words::{files, messages};
use crate::world::outage_notices_at;

/// The sentences of the readers by their names, found where they are written.
pub fn sentences() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../comity-exchange/src");
    let mut paths = Vec::new();
    files(&folder, "rs", &mut paths);
    let mut found = BTreeMap::new();
    for path in paths {
        let code = fs::read_to_string(path).unwrap();
        // The macro itself shows how it is called, and says nothing.
        let code: String = code
            .lines()
            .filter(|it| !it.trim_start().starts_with("//"))
            .map(|it| format!("{it}\n"))
            .collect();
        for call in code.split("told!(").skip(1) {
            let mut quoted = call.split('"');
            let name = quoted.nth(1).unwrap().to_owned();
            let english = quoted.nth(1).unwrap();
            // A line that ends in a stroke goes on with the first sign of the next one.
            let mut lines = english.split("\\\n");
            let mut whole = lines.next().unwrap().to_owned();
            lines.for_each(|it| whole.push_str(it.trim_start()));
            let known = found.insert(name.clone(), whole.clone());
            assert!(known.is_none_or(|it| it == whole), "{name} says two things");
        }
    }
    found
}

#[test]
fn every_sentence_of_the_readers_is_said_in_every_language_and_in_english_as_they_say_it() {
    let sentences = sentences();
    assert!(sentences.len() > 80, "the sentences were not found");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en/documents.ftl");
    let english = fs::read_to_string(path).unwrap();
    for (name, said) in &sentences {
        let line = said.replace('{', "{ $").replace('}', " }");
        let line = format!("{name} = {line}");
        assert!(
            english.lines().any(|it| it == line),
            "not in English: {line}"
        );
    }
    for language in comity_web::LANGUAGES.iter() {
        let own = messages(language.tag);
        for (name, said) in &sentences {
            let facts = own.get(name);
            let facts = facts.unwrap_or_else(|| panic!("{}: no {name}", language.tag));
            // A language may leave a fact out, and counts some in words.
            let known = |it: &String| said.contains(&format!("{{{it}}}"));
            assert!(
                facts.iter().all(known),
                "{}: {name}: {facts:?}",
                language.tag
            );
        }
    }
    // None is kept that no reader says.
    let own = messages("en");
    let of_readers = |it: &&String| it.starts_with("notice-") || it.starts_with("unread-");
    let more: Vec<&String> = own.keys().filter(of_readers).collect();
    let more: Vec<_> = more
        .iter()
        .filter(|it| !sentences.contains_key(**it))
        .collect();
    assert!(more.is_empty(), "nobody says: {more:?}");
}

/// What stands on a page of Arabic after a file was sent, and whether any of it is marked as
/// English.
async fn sent(form: &str, file: (&str, &[u8])) -> (StatusCode, String, bool) {
    let world = outage_notices_at("2031-04-08T12:00:00Z").await;
    let mut loa = world.head_of("loa").await.reading("ar");
    let page = loa.get(form).await;
    let answer = loa.send_file(&page, form, file).await;
    let marks = ["<div class=\"refused\"", "<div class=\"notices\""];
    let part = marks.iter().find_map(|it| answer.html.split(it).nth(1));
    let part = part.unwrap_or_else(|| panic!("nothing is said: {}", answer.main()));
    let part = part.split("</div>").next().unwrap();
    (answer.status, answer.text(), part.contains("lang=\"en\""))
}

#[tokio::test]
async fn what_a_file_held_is_said_in_the_language_of_the_reader() {
    let form = "/n/outage-notices/propose/file";
    let unread = StatusCode::UNPROCESSABLE_ENTITY;
    let check = async |name: &str, bytes: &[u8], status: StatusCode, words: &[&str]| {
        let (found, text, is_english) = sent(form, (name, bytes)).await;
        assert_eq!(found, status, "{name}: {text}");
        for words in words {
            assert!(text.contains(words), "{name}: {words}: {text}");
        }
        assert!(!is_english, "{name}: {text}");
    };
    let words = ["page.docx", "هذا ملف PDF"];
    check("page.docx", b"%PDF-1.7\n", unread, &words).await;
    check("list.pdf", b"x", unread, &["لا تُقرأ ملفات .pdf"]).await;
    let words = ["other.md", "البايت 3", "ليس الملف نصا بترميز UTF-8"];
    check("other.md", b"ab\xff", unread, &words).await;
    check("list.csv", b"a,b\n", unread, &["قائمة تعديلات"]).await;
    let other = "A different text about gardens, and nothing else at all. ".repeat(40);
    let words = ["هذا مقترح لنص آخر"];
    check("other.txt", other.as_bytes(), unread, &words).await;

    // A file that can be read, with something in it that cannot be carried.
    let file = include_str!("../../../../examples/negotiations/outage-notices/kesh.md");
    let file = format!("---\nauthor: Kesh\n---\n{file}");
    let words = ["السطر 1", "لم تُنقل البيانات التي في مقدمة الملف"];
    check("kesh.md", file.as_bytes(), StatusCode::OK, &words).await;
    // And one that asks for nothing.
    let draft = include_str!("../../../../examples/negotiations/outage-notices/draft.md");
    check("draft.md", draft.as_bytes(), unread, &[]).await;
}
