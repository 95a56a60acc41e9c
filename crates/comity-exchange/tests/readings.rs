//! What each kind of text becomes: blocks, kinds and labels, case by case.
#![allow(clippy::unwrap_used, missing_docs)]

use comity_exchange::amendments::{Target, read_amendments_csv, resolve};
use comity_exchange::block::BlockStyle;
use comity_exchange::markdown::read_markdown;
use comity_exchange::plain::read_plain;
use comity_exchange::structure::instrument;
use comity_text::Instrument;
use comity_text::label::{self, Found, LabelIndex, labels};

/// Blocks as lines: a letter for the style, then the words; styled words between slashes.
fn blocks(markdown: &str) -> Vec<String> {
    let (blocks, _) = read_markdown("doc", markdown.as_bytes()).unwrap();
    blocks
        .iter()
        .map(|block| {
            let style = match block.style {
                BlockStyle::Title => "t".to_owned(),
                BlockStyle::Heading(level) => format!("h{level}"),
                BlockStyle::Paragraph => "p".to_owned(),
                BlockStyle::Item { level, ordered } => {
                    format!("{}{level}", if ordered { "o" } else { "u" })
                }
                BlockStyle::Cell => "c".to_owned(),
                BlockStyle::Footnote => "n".to_owned(),
            };
            let runs: String = block
                .text
                .runs()
                .map(|(run, style)| match style == comity_text::Style::PLAIN {
                    true => run.to_owned(),
                    false => format!("/{run}/"),
                })
                .collect();
            format!("{style} {runs}").replace(comity_text::LINE_BREAK, "⏎")
        })
        .collect()
}

fn notices(markdown: &str) -> Vec<String> {
    let (_, notices) = read_markdown("doc", markdown.as_bytes()).unwrap();
    notices
        .iter()
        .map(|n| format!("{}: {}", n.place, n.message))
        .collect()
}

#[test]
fn markdown_carries_words_and_typed_numbers() {
    let check = |markdown: &str, want: &[&str]| assert_eq!(blocks(markdown), want, "{markdown}");
    check("# A\n\ntext\n", &["h1 A", "p text"]);
    check(
        "1. States shall\n2) not\n",
        &["o1 1. States shall", "o1 2) not"],
    );
    check("7. seven\n7. again\n", &["o1 7. seven", "o1 7. again"]);
    check(
        "- one\n  - two\n\n    more\n",
        &["u1 one", "u2 two", "u3 more"],
    );
    check("1. one\n\n   (a) more\n", &["o1 1. one", "u2 (a) more"]);
    check("1. - two\n3.\n", &["o1 1.", "u2 two", "o1 3."]);
    check(
        "1a. The legitimate interests",
        &["p 1a. The legitimate interests"],
    );
    check("(3) Directive", &["p (3) Directive"]);
    check("(b) by the Union …", &["p (b) by the Union …"]);
    check("a *b* **c** d", &["p a /b/ /c/ d"]);
    check("one\ntwo  \nthree", &["p one two⏎three"]);
    check("各国\n应当", &["p 各国应当"]);
    check(
        "see[^1]\n\nnext\n\n[^1]: The *note*.\n",
        &["p see[^1]", "n The /note/.", "p next"],
    );
    check("|a|b|\n|-|-|\n|c||\n", &["c a", "c b", "c c", "c "]);
    check("States <shall> act<br>now", &["p States <shall> act⏎now"]);
    check("x<sup>2</sup>", &["p x/2/"]);
    check("<div>\nwords\n</div>\n", &["p words"]);
    check("    code\n    more\n", &["p code⏎more"]);
    check("---\ntitle: x\n---\nwords", &["p words"]);
    check("\u{FEFF}e\u{301}", &["p é"]);
}

#[test]
fn what_markdown_does_not_carry_is_said_with_its_line() {
    let check = |markdown: &str, want: &[&str]| assert_eq!(notices(markdown), want, "{markdown}");
    check(
        "words\n\n***\n",
        &["line 3: A horizontal rule is not carried."],
    );
    check(
        "a [b](https://example.org/c)\n",
        &["line 1: The words of a link are carried, its target is not: https://example.org/c"],
    );
    check("<https://example.org>\n", &[]);
    check(
        "a\n\n![map](m.png)\n",
        &["line 3: A picture is not carried, only its words: m.png"],
    );
    check(
        "---\nkey: x\n---\nwords",
        &["line 1: The front matter of the file is not carried."],
    );
    check(
        "> said\n",
        &["line 1: The indentation of a quotation is not carried."],
    );
    check(
        "a `b`\n",
        &["line 1: Words set as code are carried as plain words."],
    );
    check(
        "a\n\n[^9]: alone\n",
        &["line 3: Nothing refers to the note [^9]; it is carried at the end."],
    );
    check(
        "a\n\n[b]: https://example.org\n",
        &["line 3: The definition of a link is not carried: [b]: https://example.org"],
    );
}

fn text_of(markdown: &str) -> (Instrument, Vec<String>) {
    let (blocks, _) = read_markdown("doc", markdown.as_bytes()).unwrap();
    let (instrument, _) = instrument("doc", &blocks);
    let labels = labels(&instrument);
    (instrument, labels)
}

/// Each provision as `kind label`, indented by its depth.
fn outline(markdown: &str) -> Vec<String> {
    let (instrument, labels) = text_of(markdown);
    let parents = instrument.parents();
    let depth = |at: usize| std::iter::successors(parents[at], |at| parents[*at]).count();
    (0..instrument.len())
        .map(|at| {
            let kind = instrument.provisions()[at].kind.name();
            format!("{}{kind} {}", "  ".repeat(depth(at)), labels[at])
                .trim_end()
                .to_owned()
        })
        .collect()
}

const RESOLUTION: &str = "# Resolution 1\n\nThe General Assembly,\n\nRecalling its charter,\n\n\
    *Noting* the tides,[^1]\n\n[^1]: Tables of the year.\n\n1. Decides to meet;\n\n2. Asks members to:\n\n\
    (a) report;\n\n(b) share:\n\n(i) maps;\n\n(ii) tides;\n\n(c) stay.\n\n# Annex I\n\n1. Rules.\n";

#[test]
fn a_resolution_has_preambular_and_operative_paragraphs() {
    let want = [
        "title",
        "paragraph ¶ 1",
        "preambular PP 1",
        "preambular PP 2",
        "  footnote note 1",
        "operative OP 1",
        "operative OP 2",
        "  item OP 2(a)",
        "  item OP 2(b)",
        "    item OP 2(b)(i)",
        "    item OP 2(b)(ii)",
        "  item OP 2(c)",
        "annex Annex I",
        "  paragraph Annex I, para. 1",
    ];
    assert_eq!(outline(RESOLUTION), want);
}

#[test]
fn parts_are_known_in_six_languages() {
    for (preamble, operative) in [
        ("Preamble", "Operative part"),
        ("Préambule", "Dispositif"),
        ("Преамбула", "Постановляющая часть"),
        ("Preámbulo", "Parte dispositiva"),
        ("ديباجة", "المنطوق"),
        ("序言", "执行部分"),
        ("序言部分", "执行部分"),
        ("Preambular part", "Operative part"),
    ] {
        let text = format!("# T\n\n## {preamble}\n\nOne.\n\n## {operative}\n\nTwo.\n\nThree.\n");
        let have = outline(&text);
        assert_eq!(have[2..3], ["  preambular PP 1"], "{preamble}");
        assert_eq!(
            have[4..],
            ["  operative OP 1", "  operative OP 2"],
            "{operative}"
        );
    }
}

#[test]
fn articles_are_known_in_six_languages() {
    for heading in [
        "Article 6",
        "Art. 6",
        "第六条",
        "المادة 6",
        "Статья 6",
        "Artículo 6 – Fines",
    ] {
        let text =
            format!("# T\n\n## {heading}\n\n1. One.\n\n2. Two:\n\n(a) this;\n\n- and this.\n");
        let want = [
            "title",
            "article Art. 6",
            "  paragraph Art. 6(1)",
            "  paragraph Art. 6(2)",
            "    item Art. 6(2)(a)",
        ];
        assert_eq!(outline(&text)[..5], want, "{heading}");
    }
    let alone = "# T\n\n## Article 1\n\nOnly this.\n\n## Article 2\n\n1. One.\n\nLoose.\n";
    let want = [
        "title",
        "article Art. 1",
        "  paragraph Art. 1(1)",
        "article Art. 2",
        "  paragraph Art. 2(1)",
        "  paragraph Art. 2 ¶ 2",
    ];
    assert_eq!(outline(alone), want);
}

#[test]
fn free_texts_are_labelled_by_heading_or_number() {
    let check = |markdown: &str, want: &[&str]| assert_eq!(outline(markdown), want, "{markdown}");
    check("One.\n\nTwo.\n", &["paragraph ¶ 1", "paragraph ¶ 2"]);
    check(
        "3. One.\n\n4. Two.\n",
        &["paragraph para. 3", "paragraph para. 4"],
    );
    check("3. One.\n\n3. Two.\n", &["paragraph ¶ 1", "paragraph ¶ 2"]);
    check(
        "# T\n\n## Recital 3\n\n(3) Words.\n\n## Scope\n\nOne.\n\nTwo.\n\n- a\n- b\n",
        &[
            "title",
            "heading",
            "  paragraph Recital 3",
            "heading",
            "  paragraph Scope ¶ 1",
            "  paragraph Scope ¶ 2",
            "    item Scope ¶ 2(a)",
            "    item Scope ¶ 2(b)",
        ],
    );
    check(
        "# T\n\n## A\n\n1. One.\n\n2. Two.\n\n## B\n\n3. Three.\n",
        &[
            "title",
            "heading",
            "  paragraph para. 1",
            "  paragraph para. 2",
            "heading",
            "  paragraph para. 3",
        ],
    );
    check(
        "# T\n\n## A\n\nOne.\n\n## A\n\nTwo.\n",
        &[
            "title",
            "heading",
            "  paragraph A",
            "heading",
            "  paragraph A [2]",
        ],
    );
    check(
        "|a|b|\n|-|-|\n|c|d|\n\nmiddle\n\n|e|\n|-|\n",
        &[
            "cell Table 1, cell 1",
            "cell Table 1, cell 2",
            "cell Table 1, cell 3",
            "cell Table 1, cell 4",
            "paragraph ¶ 1",
            "cell Table 2, cell 1",
        ],
    );
}

#[test]
fn labels_find_their_provisions_in_any_spelling() {
    let (text, labels) = text_of(RESOLUTION);
    let index = LabelIndex::new(&text, &labels);
    let check = |spelling: &str, want: &str| match index.find(spelling) {
        Found::At(at) => assert_eq!(labels[at], want, "{spelling}"),
        other => panic!("{spelling}: {other:?}"),
    };
    check("OP2", "OP 2");
    check("op 2 (b) (ii)", "OP 2(b)(ii)");
    check("Operative 2, point b", "OP 2(b)");
    check("2(a)", "OP 2(a)");
    check("PP 1", "PP 1");
    check("annex i – para. 1", "Annex I, para. 1");
    assert_eq!(index.find("Chapter 9"), Found::Nowhere);
    assert_eq!(index.find(" "), Found::Nowhere);
    let new = |spelling: &str, want: &str| match index.find(spelling) {
        Found::New(new) => {
            let place = [new.place.parent, new.place.after];
            let [parent, after] =
                place.map(|id| id.map_or("-", |id| labels[text.position(&id).unwrap()].as_str()));
            let doubt = if new.inferred { " ?" } else { "" };
            assert_eq!(
                format!("{} in {parent} after {after}{doubt}", new.kind.name()),
                want
            );
        }
        other => panic!("{spelling}: {other:?}"),
    };
    new("OP 1 bis", "operative in - after OP 1");
    new("OP 2 bis", "operative in - after OP 2");
    new("OP 9", "operative in - after OP 2 ?");
    new("OP 2(b)(iii)", "item in OP 2(b) after OP 2(b)(ii)");
    new("OP 2(a) bis", "item in OP 2 after OP 2(a)");
    new("OP 1(a)", "item in OP 1 after -");
    new("PP 0", "preambular in - after ¶ 1 ?");
    new("PP 2 ter", "preambular in - after PP 2");
}

#[test]
fn moves_name_a_place_in_words() {
    let (text, labels) = text_of(RESOLUTION);
    let index = LabelIndex::new(&text, &labels);
    let check = |provision: &str, wish: &str, want: &str| {
        let list = format!(
            "number,kind,provision,sponsors,current,proposed,rationale\n9,MOVE,{provision},A,,{wish},\n"
        );
        let (rows, _) = read_amendments_csv("list", list.as_bytes()).unwrap();
        let have = match resolve(&rows[0], &index) {
            Ok(located) => {
                let Target::Moved { place, .. } = located.target else {
                    panic!("{wish}");
                };
                let [parent, after] = [place.parent, place.after]
                    .map(|id| id.map_or("-", |id| labels[text.position(&id).unwrap()].as_str()));
                format!("in {parent} after {after}")
            }
            Err(notice) => notice.message,
        };
        assert_eq!(have, want, "{provision} {wish}");
    };
    check("OP 2", "before OP 1", "in - after PP 2");
    check("OP 1", "After OP 2", "in - after OP 2");
    check("OP 2(c)", "first in OP 2", "in OP 2 after -");
    check("OP 2(a)", "first in OP 1", "in OP 1 after -");
    check("OP 2", "after OP 1", "The provision stands there already.");
    check("OP 1", "before OP 2", "The provision stands there already.");
    let inside = "A provision cannot be moved to a place inside or beside itself.";
    check("OP 2", "first in OP 2(b)", inside);
    check("OP 2", "after OP 2(a)", inside);
    check(
        "OP 2",
        "up",
        "A MOVE needs `after X`, `before X` or `first in X` in `proposed`.",
    );
    check(
        "OP 2",
        "after OP 7",
        "There is no OP 7 in the text; the last provision before it is OP 2(c).",
    );
}

#[test]
fn a_row_for_another_text_says_what_differs() {
    let (text, labels) = text_of(RESOLUTION);
    let index = LabelIndex::new(&text, &labels);
    let list = "number,kind,provision,sponsors,current,proposed,rationale\n\
                9,MOD,OP 1,A,1. Decides to  wait;,1. Goes.,\n8,SUP,OP 1,A,1. Decides to  meet;,,\n";
    let (rows, _) = read_amendments_csv("list", list.as_bytes()).unwrap();
    let notice = resolve(&rows[0], &index).unwrap_err();
    assert_eq!(notice.place, "row 2, amendment 9");
    assert_eq!(
        notice.message,
        "`current` is not the text of OP 1: after 3 equal words the list has “wait;” where the \
         text has “meet;”."
    );
    assert!(resolve(&rows[1], &index).is_ok());
}

#[test]
fn labels_of_new_and_rival_provisions_count_in_latin() {
    let have: Vec<String> = (0..5).map(|nth| label::after("OP 1", nth)).collect();
    assert_eq!(
        have,
        [
            "OP 1",
            "OP 1 bis",
            "OP 1 ter",
            "OP 1 quater",
            "OP 1 quinquies"
        ]
    );
    assert_eq!(label::after("OP 1", 19), "OP 1 vicies");
    assert_eq!(label::after("OP 1", 20), "OP 1 bis 21");
    let have: Vec<String> = (0..3).map(|nth| label::alternative("OP 1", nth)).collect();
    assert_eq!(have, ["OP 1", "OP 1 alt", "OP 1 alt 2"]);
}

#[test]
fn plain_text_is_read_by_lines_and_blank_lines() {
    let check = |text: &str, want: &[&str]| {
        let (blocks, _) = read_plain("doc", text.as_bytes()).unwrap();
        let have: Vec<String> = blocks
            .iter()
            .map(|block| format!("{:?} {}", block.style, block.text.as_str()))
            .collect();
        assert_eq!(have, want, "{text}");
    };
    check(
        "A Code of Conduct\n\nStates *shall*\nkeep the\npeace.\n",
        &[
            "Title A Code of Conduct",
            "Paragraph States *shall* keep the peace.",
        ],
    );
    check(
        "1. Scope\n\nThis applies.\n\n1.1. More\n\nAlso this.\n",
        &[
            "Heading(2) 1. Scope",
            "Paragraph This applies.",
            "Heading(3) 1.1. More",
            "Paragraph Also this.",
        ],
    );
    check(
        "We ask for:\n- ships\n  - small\n- nets\n(a) and\nropes\n",
        &[
            "Paragraph We ask for:",
            "Item { level: 1, ordered: false } ships",
            "Item { level: 2, ordered: false } small",
            "Item { level: 1, ordered: false } nets",
            "Paragraph (a) and ropes",
        ],
    );
    check(
        "1. ships\n\n2. nets\n\n3. ropes\n",
        &[
            "Paragraph 1. ships",
            "Paragraph 2. nets",
            "Paragraph 3. ropes",
        ],
    );
    check(
        "Article 1\nStates agree.\n\nthe sea is\n\u{C}wide.\n",
        &[
            "Heading(2) Article 1",
            "Paragraph States agree.",
            "Paragraph the sea is wide.",
        ],
    );
    let utf16: Vec<u8> = [0xFE, 0xFF]
        .into_iter()
        .chain("船 sails.".encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let (blocks, notices) = read_plain("doc", &utf16).unwrap();
    assert_eq!(blocks[0].text.as_str(), "船 sails.");
    assert_eq!(
        notices[0].message,
        "The file was in UTF-16 and was decoded."
    );
}
