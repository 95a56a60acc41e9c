//! The pages that the writers make: what a reader of a compilation finds on them, that they hold
//! nothing foreign as markup, and that they need nothing from elsewhere.
//!
//! Every page that is tried stands in `target/pages` afterwards, to be looked at.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop at once and say why"
)]

mod compilations;

use comity_exchange::html::{
    Embedding, FragmentForm, ProvisionWriter, Translated, Translation, write_comparison,
    write_compilation,
};
use comity_exchange::{Language, Notice, PageFacts, markdown_out};
use comity_text::ProtocolOrder;
use comity_text::compile::Piece;
use comity_text::{Compilation, Kind};
use quick_xml::Reader;
use quick_xml::events::Event;

use compilations::{
    arabic, by, chinese, comparison, english, provision, real, redline, region, text,
};

fn facts(source: &str) -> PageFacts {
    PageFacts {
        title: "A text without a title".to_owned(),
        source: source.to_owned(),
        language: None,
    }
}

/// Writes a page where a person can look at it.
fn keep_to_look_at(name: &str, page: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/pages");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(format!("{folder}/{name}"), page).unwrap();
}

fn page((compilation, notices): &(Compilation, Vec<Notice>)) -> String {
    write_compilation(compilation, notices, &facts("draft.docx"), &redline)
}

/// The page without its style sheet, one element a line.
fn body(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    format!("{head}{body}").replace("><", ">\n<")
}

/// What a person reads: the text of the page, without tags.
fn read_aloud(page: &str) -> String {
    let mut reader = Reader::from_str(page);
    let mut said = String::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(start.name().as_ref().to_owned()),
            Event::End(end) => {
                open.pop();
                let within_a_line = ["a", "b", "bdi", "span", "ins", "del", "q", "em", "strong"];
                if !within_a_line.contains(&end.name().as_ref()) {
                    said.push(' ');
                }
            }
            Event::Text(words) if open.last().is_none_or(|name| name != "style") => {
                said.push_str(&words);
            }
            Event::GeneralRef(name) => {
                let name = name.to_string();
                let known = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"')];
                said.push(known.iter().find(|(known, _)| *known == name).unwrap().1);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "every element is closed: {open:?}");
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every element is closed in order, every link within the page leads somewhere, every id is
/// there once, and nothing is asked of any other place.
fn check_sound(name: &str, page: &str) {
    read_aloud(page);
    let mut ids = std::collections::BTreeSet::new();
    for part in page.split(" id=\"").skip(1) {
        let id = part.split('"').next().unwrap();
        assert!(ids.insert(id), "{name}: the id {id} is there twice");
    }
    for part in page.split("href=\"").skip(1) {
        let target = part.split('"').next().unwrap();
        let inside = target.strip_prefix('#');
        let inside = inside.unwrap_or_else(|| panic!("{name}: {target} leads out of the page"));
        assert!(ids.contains(inside), "{name}: nothing stands at {target}");
    }
    for foreign in [
        "http:", "https:", "src=", "url(", "@import", "<script", "<link", "style=\"",
    ] {
        assert!(!page.contains(foreign), "{name}: {foreign}");
    }
}

#[test]
fn the_pages_are_as_they_were_looked_at() {
    insta::assert_snapshot!("english", body(&page(&english())));
    insta::assert_snapshot!("arabic", body(&page(&arabic())));
    insta::assert_snapshot!("chinese", body(&page(&chinese())));
    let compared = write_comparison(&comparison(), &[], &facts("old.docx"), &redline);
    insta::assert_snapshot!("comparison", body(&compared));
    let (compilation, notices) = english();
    let markdown = markdown_out::write_compilation(&compilation, &notices, &facts("draft.docx"));
    insta::assert_snapshot!("english_markdown", markdown);
    let markdown = markdown_out::write_comparison(&comparison(), &[], &facts("old.docx"));
    insta::assert_snapshot!("comparison_markdown", markdown);
}

#[test]
fn every_page_is_sound_and_stands_alone() {
    let compared = write_comparison(&comparison(), &[], &facts("old.docx"), &redline);
    let empty = (Compilation::default(), Vec::new());
    let pages = [
        ("english.html", page(&english())),
        ("arabic.html", page(&arabic())),
        ("chinese.html", page(&chinese())),
        ("comparison.html", compared),
        ("empty.html", page(&empty)),
    ];
    for (name, page) in pages {
        keep_to_look_at(name, &page);
        check_sound(name, &page);
    }
}

#[test]
fn the_page_speaks_the_language_of_the_text() {
    let cases = [
        (english(), "<html lang=\"en\" dir=\"ltr\">", "7 proposals"),
        (arabic(), "<html lang=\"ar\" dir=\"rtl\">", "المقترحات: 4"),
        (chinese(), "<html lang=\"zh-Hans\" dir=\"ltr\">", "4 项提案"),
    ];
    for (compilation, opening, count) in cases {
        let page = page(&compilation);
        assert!(page.contains(opening), "{opening}");
        assert!(read_aloud(&page).contains(count), "{count}");
    }
    let french = PageFacts {
        language: Some(Language::French),
        ..facts("x")
    };
    let page = write_compilation(&english().0, &[], &french, &redline);
    assert!(page.contains("lang=\"fr\"") && page.contains("maintenir"));
}

#[test]
fn a_reader_who_listens_hears_who_asks_for_what() {
    let said = read_aloud(&page(&english()));
    let cases = [
        "7 provisions",
        "[should keep asked for by Kesh · Tavar | insert shall asked for by Meridia · Orvia]",
        "[knowingly delete asked for by Fenland] allow",
        "[Reports are publicU+202E. join into OP 5 asked for by Meridia]",
        "a delete should insert shall asked for by Fenland · Meridia",
        "should (keep) asked for by Open Access Network",
        "(variant of Fenland)",
        "[A fund is set up, to which each party contributes according to its means. keep asked for by Fenland | delete asked for by Orvia]",
        "move to after OP 1: Orvia",
        "OP 4 moves here: asked for by Orvia",
        "new text in full A secretariat of no more than five persons",
        "Meridia × Tavar",
    ];
    for case in cases {
        assert!(said.contains(case), "{case}\n\n{said}");
    }
    assert_eq!(
        said.matches("join into").count(),
        1,
        "said once, by its words"
    );
    assert!(!said.contains("notices: 0") && !said.contains("0 proposals"));
}

#[test]
fn nothing_that_a_party_wrote_is_markup() {
    let bad = "<img src=x onerror=alert(1)>\"'&amp;</p></style>\u{202e}";
    let mut proposals = vec![by(bad, bad), by("Kesh", bad)];
    proposals[0].source = bad.to_owned();
    let other = format!("{bad} {}", bad.repeat(9));
    let mut added = provision(&format!("{bad}2"), bad, Kind::Operative, vec![text(bad)]);
    added.added_by = vec![0];
    let provisions = vec![
        provision("t", bad, Kind::Title, vec![text(bad)]),
        provision("h", bad, Kind::Heading(1), vec![text(bad)]),
        provision(
            bad,
            bad,
            Kind::Operative,
            vec![region(bad, &[1], &[(&other, &[0])])],
        ),
        added,
    ];
    let compilation = Compilation {
        proposals,
        provisions,
        conflicts: Vec::new(),
        order: ProtocolOrder::default(),
    };
    let facts = PageFacts {
        title: bad.to_owned(),
        source: bad.to_owned(),
        language: None,
    };
    let notices = [Notice::new(bad, bad, bad)];
    for page in [
        write_compilation(&compilation, &notices, &facts, &redline),
        write_comparison(&compilation, &notices, &facts, &redline),
    ] {
        read_aloud(&page);
        assert_eq!(page.matches("</style>").count(), 1);
        assert!(!page.contains("<img") && !page.contains('\u{202e}'));
    }
    let markdown = markdown_out::write_compilation(&compilation, &notices, &facts);
    assert!(!markdown.contains("<img") && !markdown.contains('\u{202e}'));
}

#[test]
fn one_provision_can_be_embedded_elsewhere() {
    let (compilation, _) = english();
    let writer = ProvisionWriter::new(&compilation, Language::English, true, &redline);
    let page = page(&english());
    let fragment = writer.write(4);
    assert!(fragment.starts_with("<article ") && page.contains(&fragment));
    assert!(fragment.contains("OP 1 alt"), "its rival comes with it");
    assert_eq!(writer.write(4000), "");
}

/// A writer for the pages of a site in Arabic, over a text in English.
fn in_site(compilation: &Compilation, translation: Option<Translation>) -> ProvisionWriter<'_> {
    ProvisionWriter::new(compilation, Language::Arabic, true, &redline).in_site(Embedding {
        proposals: "/n/code/proposals/".to_owned(),
        provisions: "/n/code/text/".to_owned(),
        text_language: Some("en".to_owned()),
        reasons: false,
        translation,
    })
}

#[test]
fn a_site_fills_the_margin_and_is_where_the_links_lead() {
    let (compilation, _) = english();
    let fragments = in_site(&compilation, None).fragments();
    let with_margin = fragments.iter().filter(|it| it.form.has_margin());
    for fragment in with_margin {
        assert!(
            fragment.before.ends_with("<div class=\"margin\">"),
            "{}",
            fragment.before
        );
        let whole = format!("{}{}", fragment.before, fragment.after);
        assert!(whole.trim_end().ends_with("</article>"), "{whole}");
        assert!(!whole.contains("class=\"status\""), "the site says it");
        assert!(!whole.contains("class=\"reasons\""), "nor the reasons");
        assert!(!whole.contains("#proposal:"), "{whole}");
        assert!(whole.contains("class=\"text\" dir=\"ltr\" lang=\"en\""));
    }
    let all: String = fragments.iter().map(|it| it.before.as_str()).collect();
    assert!(all.contains("href=\"/n/code/proposals/"), "{all}");
    assert!(all.contains("<bdi class=\"who\" lang=\"ar\">"), "{all}");
    let mut seen: Vec<usize> = fragments
        .iter()
        .filter(|it| it.form != FragmentForm::Arrival)
        .map(|it| it.at)
        .collect();
    seen.sort_unstable();
    seen.dedup();
    let shown = compilation.provisions.len();
    assert_eq!(seen.len(), shown, "each provision stands once");
}

#[test]
fn a_translation_stands_before_the_words_that_are_negotiated() {
    let (compilation, _) = english();
    let asked = |at: &usize| !in_site(&compilation, None).asked(*at).proposals.is_empty();
    let at = (0..compilation.provisions.len()).find(asked).unwrap();
    let id = compilation.provisions[at].id.clone();
    let check = |translated: Translated, expected: &[(&str, bool)]| {
        let translation = Translation {
            language: "ar".to_owned(),
            provisions: [(id.clone(), translated)].into(),
        };
        let writer = in_site(&compilation, Some(translation));
        let all = writer.fragments();
        let html = &all.iter().find(|it| it.at == at).unwrap().before;
        for (what, there) in expected {
            assert_eq!(html.contains(what), *there, "{what} in {html}");
        }
    };
    check(
        Translated {
            text: Some("ينبغي للدول <أن>".into()),
            remark: "قديم".to_owned(),
        },
        &[
            (" dir=\"rtl\" lang=\"ar\">ينبغي للدول &lt;أن&gt;", true),
            ("class=\"text working\" dir=\"ltr\" lang=\"en\"", true),
            ("قديم", true),
        ],
    );
    check(
        Translated {
            text: None,
            remark: "ناقص".to_owned(),
        },
        &[
            ("class=\"text\" dir=\"ltr\" lang=\"en\"", true),
            ("working", false),
            ("ناقص", true),
        ],
    );
}

#[test]
fn all_amendments_of_a_real_committee_are_on_the_page() {
    let Some(compilation) = real::amendments() else {
        return;
    };
    let page = write_compilation(&compilation, &[], &facts("base.md"), &redline);
    keep_to_look_at("real.html", &page);
    check_sound("real.html", &page);
    let said = read_aloud(&page);
    assert!(said.contains(&format!("{} proposals", compilation.proposals.len())));
    for proposal in &compilation.proposals {
        let links = format!("href=\"#proposal:{}\"", proposal.id);
        assert!(
            page.contains(&links),
            "{} is named beside the text",
            proposal.id
        );
    }
    for piece in compilation
        .provisions
        .iter()
        .flat_map(|provision| &provision.pieces)
    {
        let Piece::Region(region) = piece else {
            continue;
        };
        for other in region
            .alternatives
            .iter()
            .filter(|other| !other.text.is_empty())
        {
            let by = &compilation.proposals[other.proposals[0]].id;
            assert!(page.contains(&format!("#proposal:{by}\"")), "{by}");
        }
    }
    let markdown = markdown_out::write_compilation(&compilation, &[], &facts("base.md"));
    keep_to_look_at("real.md", &markdown);
    for proposal in &compilation.proposals {
        assert!(
            markdown.contains(&format!(" {})", proposal.id))
                || markdown.contains(&format!(" {} ·", proposal.id)),
            "{}",
            proposal.id
        );
    }
}
