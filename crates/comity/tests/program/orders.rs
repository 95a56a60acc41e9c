//! The same input in any order of arguments gives the same bytes, in every format.

use std::path::Path;

use comity_exchange::docx::write::write_tracked;
use comity_exchange::proposals::{Base, ProposalDocument, ReadingOptions, read_proposals};
use comity_text::{Proposal, ProtocolOrder, compile};

use crate::desk::{Desk, plain_docx, samples, text_of};

const FORMATS: [&str; 5] = ["json", "html", "markdown", "docx", "docx-tracked"];
pub(crate) const LANGUAGES: [&str; 3] = ["en", "ar", "zh"];

/// The files of a sample's proposals, by name.
pub(crate) fn proposal_names(language: &str) -> Vec<String> {
    let folder = samples().join(language).join("proposals");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// What a file of a sample asks for.
pub(crate) fn read_sample(language: &str, name: &str, base: &Base) -> Vec<Proposal> {
    let bytes = std::fs::read(samples().join(language).join("proposals").join(name)).unwrap();
    let document = ProposalDocument {
        source: name.to_owned(),
        sponsor: Path::new(name)
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into(),
        sponsor_is_given: false,
        bytes: &bytes,
    };
    let options = ReadingOptions::default();
    read_proposals(&document, base, options).unwrap().0
}

/// Puts a sample on the desk as Markdown.
fn lay_markdown(desk: &Desk, language: &str) -> Vec<String> {
    let folder = samples().join(language);
    desk.put("draft.md", std::fs::read(folder.join("draft.md")).unwrap());
    let names = proposal_names(language);
    for name in &names {
        desk.put(
            name,
            std::fs::read(folder.join("proposals").join(name)).unwrap(),
        );
    }
    names
}

/// Puts a sample on the desk as a DOCX of the draft and one of each delegation, with its changes
/// tracked. A list stays a list.
pub(crate) fn lay_docx(desk: &Desk, language: &str) -> Vec<String> {
    let draft = text_of(&samples().join(language).join("draft.md"));
    desk.put("draft.docx", plain_docx(&draft));
    let base = Base::new(draft);
    let mut names = Vec::new();
    for name in proposal_names(language) {
        if name.ends_with(".csv") {
            let list = samples().join(language).join("proposals").join(&name);
            desk.put(&name, std::fs::read(list).unwrap());
            names.push(name);
            continue;
        }
        let asked = read_sample(language, &name, &base);
        let one = compile(&base.instrument, &asked, &ProtocolOrder::default()).unwrap();
        let tracked = name.replace(".md", ".docx");
        desk.put(&tracked, write_tracked(&one, &[]));
        names.push(tracked);
    }
    names
}

/// The names in some other orders: the last first, and the odd ones before the even ones.
fn other_orders(names: &[String]) -> [Vec<&str>; 2] {
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let odd = all.iter().skip(1).step_by(2);
    [
        all.iter().rev().copied().collect(),
        odd.chain(all.iter().step_by(2)).copied().collect(),
    ]
}

fn check(desk: &Desk, draft: &str, names: &[String]) {
    let call = |names: &[&str], format: &str| {
        let arguments = [&["compile", draft, "--to", format, "-q"], names].concat();
        desk.done(&arguments)
    };
    let in_order: Vec<&str> = names.iter().map(String::as_str).collect();
    for format in FORMATS {
        let wanted = call(&in_order, format);
        assert!(wanted.len() > 10_000, "{format}");
        for order in other_orders(names) {
            assert!(
                call(&order, format) == wanted,
                "{draft} to {format}: {order:?}"
            );
        }
    }
}

#[test]
fn any_order_of_markdown_gives_the_same_bytes() {
    for language in LANGUAGES {
        let desk = Desk::empty();
        let names = lay_markdown(&desk, language);
        assert_eq!(names.len(), 12);
        check(&desk, "draft.md", &names);
    }
}

#[test]
fn any_order_of_docx_gives_the_same_bytes() {
    for language in LANGUAGES {
        let desk = Desk::empty();
        let names = lay_docx(&desk, language);
        check(&desk, "draft.docx", &names);
    }
}

#[test]
fn a_merge_is_the_same_in_any_order() {
    let desk = Desk::empty();
    let names = lay_markdown(&desk, "en");
    for to in ["json", "markdown"] {
        let accept = ["--accept", "Meridia", "Kesh", "--to", to, "-q"];
        let call = |names: &[&str]| desk.done(&[&["merge", "draft.md"], names, &accept].concat());
        let wanted = call(&names.iter().map(String::as_str).collect::<Vec<_>>());
        for order in other_orders(&names) {
            assert!(call(&order) == wanted, "{to}");
        }
    }
}
