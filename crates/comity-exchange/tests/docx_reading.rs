//! What the DOCX reader makes of a document, case by case.

mod docx_made;

use comity_exchange::docx::{TrackedDocument, read_docx};
use comity_exchange::{Block, BlockStyle, Notice};
use comity_text::Style;
use docx_made::{docx, docx_with};

const MERIDIA: &str = r#"w:author="Meridia" w:date="2026-05-30T12:00:00Z""#;
const TAVAR: &str = r#"w:author="Tavar" w:date="2026-06-01T08:00:00Z""#;

fn read(bytes: &[u8]) -> (TrackedDocument, Vec<Notice>) {
    read_docx("draft.docx", bytes).expect("the case is a document")
}

fn run(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn inserted(by: &str, inner: &str) -> String {
    format!("<w:ins {by}>{inner}</w:ins>")
}

fn deleted(by: &str, text: &str) -> String {
    format!("<w:del {by}><w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r></w:del>")
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

/// A paragraph whose end is tracked: `mark` is `ins`, `del`, `moveFrom` or `moveTo`.
fn marked(mark: &str, by: &str, inner: &str) -> String {
    format!("<w:p><w:pPr><w:rPr><w:{mark} {by}/></w:rPr></w:pPr>{inner}</w:p>")
}

fn texts(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| block.text.as_str().replace('\u{2028}', "|"))
        .collect()
}

/// The texts with all changes refused, with all accepted, with Meridia's and with Tavar's.
#[track_caller]
fn views(body: &str, expected: [&[&str]; 4]) -> TrackedDocument {
    let (document, _) = read(&docx(body));
    let got = [
        document.rejected(),
        document.accepted(),
        document.accepted_by("Meridia").blocks,
        document.accepted_by("Tavar").blocks,
    ];
    for (view, (got, expected)) in ["rejected", "accepted", "Meridia", "Tavar"]
        .iter()
        .zip(got.iter().zip(expected))
    {
        assert_eq!(texts(got), expected, "{view}");
    }
    document
}

#[track_caller]
fn noticed(notices: &[Notice], place: &str, words: &str) {
    let found = notices
        .iter()
        .any(|notice| notice.place == place && notice.message.contains(words));
    assert!(found, "no notice at {place} with “{words}” in {notices:#?}");
}

#[test]
fn insertions_and_deletions_of_two_authors() {
    let body = paragraph(
        &(run("States ")
            + &deleted(MERIDIA, "should")
            + &inserted(MERIDIA, &run("shall"))
            + &run(" cooperate")
            + &inserted(TAVAR, &run(" fully"))
            + &run(".")),
    );
    let document = views(
        &body,
        [
            &["States should cooperate."],
            &["States shall cooperate fully."],
            &["States shall cooperate."],
            &["States should cooperate fully."],
        ],
    );
    assert!(document.has_changes());
    assert_eq!(document.authors(), ["Meridia", "Tavar"]);
    let first = document.paragraphs[0].runs[1].deleted.as_ref();
    let first = first.expect("the second run is a deletion");
    assert_eq!(first.date.as_deref(), Some("2026-05-30T12:00:00Z"));
}

#[test]
fn a_deletion_inside_of_an_insertion_of_another() {
    let body = paragraph(
        &(run("States ")
            + &deleted(MERIDIA, "should")
            + &inserted(
                MERIDIA,
                &(run("shall ") + &deleted(TAVAR, "always ") + &run("strive to")),
            )
            + &run(" cooperate.")),
    );
    let document = views(
        &body,
        [
            &["States should cooperate."],
            &["States shall strive to cooperate."],
            &["States shall always strive to cooperate."],
            &["States shall strive to cooperate."],
        ],
    );
    assert_eq!(document.accepted_by("Tavar").amends, ["Meridia"]);
    assert!(document.accepted_by("Meridia").amends.is_empty());
}

#[test]
fn words_typed_into_an_insertion_of_another() {
    let body = paragraph(
        &(run("States")
            + &inserted(MERIDIA, &run(" and"))
            + &inserted(TAVAR, &run(" regional"))
            + &inserted(MERIDIA, &run(" organisations"))
            + &run(" cooperate.")),
    );
    let document = views(
        &body,
        [
            &["States cooperate."],
            &["States and regional organisations cooperate."],
            &["States and organisations cooperate."],
            &["States and regional organisations cooperate."],
        ],
    );
    assert_eq!(document.accepted_by("Tavar").amends, ["Meridia"]);
}

#[test]
fn words_beside_an_insertion_of_another_amend_nothing() {
    let body = paragraph(
        &(inserted(MERIDIA, &run("New. ")) + &inserted(TAVAR, &run("Other. ")) + &run("Old.")),
    );
    let document = views(
        &body,
        [
            &["Old."],
            &["New. Other. Old."],
            &["New. Old."],
            &["Other. Old."],
        ],
    );
    assert!(document.accepted_by("Tavar").amends.is_empty());
}

#[test]
fn a_paragraph_that_is_split_and_one_that_is_joined() {
    let split = marked("ins", MERIDIA, &run("One. ")) + &paragraph(&run("Two."));
    views(
        &split,
        [
            &["One. Two."],
            &["One.", "Two."],
            &["One.", "Two."],
            &["One. Two."],
        ],
    );
    let joined = marked("del", TAVAR, &run("One. ")) + &paragraph(&run("Two."));
    views(
        &joined,
        [
            &["One.", "Two."],
            &["One. Two."],
            &["One.", "Two."],
            &["One. Two."],
        ],
    );
}

#[test]
fn joined_paragraphs_look_like_the_last_one() {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:rPr><w:del w:author="Tavar"/></w:rPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>
        <w:p><w:r><w:t>, two</w:t></w:r></w:p>"#;
    let (document, _) = read(&docx(body));
    assert_eq!(document.accepted()[0].style, BlockStyle::Paragraph);
    assert_eq!(document.rejected()[0].style, BlockStyle::Heading(1));
}

#[test]
fn a_whole_paragraph_inserted_and_one_deleted() {
    let body = paragraph(&run("First."))
        + &marked("ins", MERIDIA, &inserted(MERIDIA, &run("New.")))
        + &marked("del", TAVAR, &deleted(TAVAR, "Gone."))
        + &paragraph(&run("Last."));
    views(
        &body,
        [
            &["First.", "Gone.", "Last."],
            &["First.", "New.", "Last."],
            &["First.", "New.", "Gone.", "Last."],
            &["First.", "Last."],
        ],
    );
}

#[test]
fn an_inserted_paragraph_that_another_amends_stays_a_paragraph() {
    let body = paragraph(&run("First."))
        + &marked(
            "ins",
            MERIDIA,
            &inserted(
                MERIDIA,
                &(run("New ") + &deleted(TAVAR, "and ") + &run("good.")),
            ),
        )
        + &paragraph(&run("Last."));
    let document = views(
        &body,
        [
            &["First.", "Last."],
            &["First.", "New good.", "Last."],
            &["First.", "New and good.", "Last."],
            &["First.", "New good.", "Last."],
        ],
    );
    assert_eq!(document.accepted_by("Tavar").amends, ["Meridia"]);
}

#[test]
fn a_moved_paragraph() {
    let from = format!("<w:moveFrom {MERIDIA}>{}</w:moveFrom>", run("Moved."));
    let to = format!("<w:moveTo {MERIDIA}>{}</w:moveTo>", run("Moved."));
    let body = marked("moveFrom", MERIDIA, &from)
        + &paragraph(&run("Stays."))
        + &marked("moveTo", MERIDIA, &to)
        + &paragraph(&run("End."));
    let document = views(
        &body,
        [
            &["Moved.", "Stays.", "End."],
            &["Stays.", "Moved.", "End."],
            &["Stays.", "Moved.", "End."],
            &["Moved.", "Stays.", "End."],
        ],
    );
    assert!(document.paragraphs[0].runs[0].moved && document.paragraphs[0].mark_moved);
}

#[test]
fn rows_of_a_table_that_are_inserted_and_deleted() {
    let row = |properties: &str, text: &str| {
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>",
            paragraph(&run(text)),
            paragraph(&run("x"))
        )
    };
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>{}",
        row("", "old"),
        row(&format!("<w:ins {MERIDIA}/>"), "new"),
        row(&format!("<w:del {TAVAR}/>"), "gone"),
        paragraph(&run("After."))
    );
    let document = views(
        &body,
        [
            &["old", "x", "gone", "x", "After."],
            &["old", "x", "new", "x", "After."],
            &["old", "x", "new", "x", "gone", "x", "After."],
            &["old", "x", "After."],
        ],
    );
    assert_eq!(document.rejected()[0].style, BlockStyle::Cell);
}

#[test]
fn paragraphs_of_two_cells_are_never_joined() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", marked("del", TAVAR, &run(text)));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>{}",
        cell("a"),
        cell("b"),
        paragraph(&run("c"))
    );
    views(&body, [&["a", "b", "c"]; 4]);
}

#[test]
fn notes_follow_the_block_that_refers_to_them() {
    let reference = |kind: &str, id: u8| format!(r#"<w:r><w:{kind}Reference w:id="{id}"/></w:r>"#);
    let body = paragraph(
        &(run("A")
            + &inserted(MERIDIA, &reference("footnote", 2))
            + &run("b")
            + &reference("endnote", 1)),
    ) + &paragraph(&(run("C") + &reference("footnote", 3)));
    let note = |element: &str, id: u8, text: &str| {
        format!(
            r#"<w:{element} w:id="{id}">{}{}</w:{element}>"#,
            paragraph(&run(text)),
            paragraph(&run("more"))
        )
    };
    let footnotes = format!(
        r#"<w:footnote w:id="0" w:type="separator">{}</w:footnote>"#,
        paragraph(&run("----"))
    ) + &note("footnote", 2, "new")
        + &note("footnote", 3, "three")
        + &note("footnote", 9, "alone");
    let (document, notices) = read(&docx_with(
        &body,
        &[
            ("word/footnotes.xml", "w:footnotes", &footnotes),
            (
                "word/endnotes.xml",
                "w:endnotes",
                &note("endnote", 1, "end"),
            ),
        ],
    ));
    assert_eq!(
        texts(&document.rejected()),
        ["Ab[^1]", "end|more", "C[^2]", "three|more"]
    );
    assert_eq!(
        texts(&document.accepted()),
        ["A[^3]b[^1]", "new|more", "end|more", "C[^2]", "three|more"]
    );
    assert_eq!(document.rejected()[1].style, BlockStyle::Footnote);
    noticed(&notices, "footnote with id 9", "nothing in the text refers");
}

#[test]
fn comments_with_their_words() {
    let comment = |id: u8, by: &str, text: &str| {
        format!(
            "<w:comment w:id=\"{id}\" {by}>{}</w:comment>",
            paragraph(&run(text))
        )
    };
    let body = paragraph(&run("Before."))
        + &paragraph(
            &(run("All ")
                + r#"<w:commentRangeStart w:id="0"/>"#
                + &run("States")
                + r#"<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>"#
                + &run(" agree.")),
        );
    let comments = comment(1, TAVAR, "On nothing.") + &comment(0, MERIDIA, "Why not all?");
    let (document, notices) = read(&docx_with(
        &body,
        &[("word/comments.xml", "w:comments", &comments)],
    ));
    assert_eq!(document.comments[0].anchor, "States");
    assert_eq!(document.comments[0].paragraph, Some(1));
    assert_eq!(document.rationale_by(Some("Meridia")), "Why not all?");
    assert_eq!(document.rationale_by(None), "Why not all?\n\nOn nothing.");
    noticed(&notices, "comment with id 1", "hangs on nothing");
}

/// One list: letters, and bullets below them.
const NUMBERING: &str = r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>"#;

#[test]
fn styles_in_any_language_and_lists() {
    let style = |id: &str, inner: &str| {
        format!(r#"<w:style w:type="paragraph" w:styleId="{id}">{inner}</w:style>"#)
    };
    let styles = style("a", r#"<w:name w:val="heading 2"/>"#)
        + &style(
            "b",
            r#"<w:name w:val="Mein Artikel"/><w:basedOn w:val="a"/>"#,
        )
        + &style("c", r#"<w:name w:val="Überschrift 3"/>"#)
        + &style(
            "d",
            r#"<w:name w:val="Custom"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr>"#,
        )
        + &style("e", r#"<w:name w:val="Title"/>"#)
        + &style(
            "f",
            r#"<w:name w:val="Liste"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>"#,
        )
        + &style("g", r#"<w:name w:val="toc 1"/>"#)
        + &style("h", r#"<w:name w:val="loop"/><w:basedOn w:val="h"/>"#);
    let styled = |id: &str, more: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{id}"/>{more}</w:pPr>{}</w:p>"#,
            run("x")
        )
    };
    let plain = ["a", "b", "c", "d", "e", "f"].map(|id| styled(id, ""));
    let body = plain.concat()
        + &styled("f", r#"<w:numPr><w:ilvl w:val="1"/></w:numPr>"#)
        + &styled("f", r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#)
        + &["g", "h", "Heading4"].map(|id| styled(id, "")).concat()
        + &styled("none", r#"<w:outlineLvl w:val="0"/>"#);
    let (document, notices) = read(&docx_with(
        &body,
        &[
            ("word/styles.xml", "w:styles", &styles),
            ("word/numbering.xml", "w:numbering", NUMBERING),
        ],
    ));
    let found: Vec<BlockStyle> = document
        .accepted()
        .iter()
        .map(|block| block.style)
        .collect();
    use BlockStyle::{Heading, Item, Paragraph, Title};
    let expected = [
        Heading(2),
        Heading(2),
        Heading(3),
        Heading(4),
        Title,
        Item {
            level: 1,
            ordered: true,
        },
        Item {
            level: 2,
            ordered: false,
        },
        Paragraph,
        Paragraph,
        Heading(4),
        Heading(1),
    ];
    assert_eq!(found, expected);
    noticed(&notices, "paragraph 9", "table of contents");
}

#[test]
fn emphasis_direct_and_by_style() {
    let styles = r#"<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="T"><w:name w:val="Mine"/><w:basedOn w:val="S"/><w:rPr><w:i/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="H"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>"#;
    for (properties, expected) in [
        ("<w:i/>", Style::EMPHASIS),
        (r#"<w:rStyle w:val="T"/>"#, Style::EMPHASIS | Style::STRONG),
        (r#"<w:rStyle w:val="T"/><w:b w:val="0"/>"#, Style::EMPHASIS),
        (r#"<w:rStyle w:val="H"/>"#, Style::PLAIN),
        (r#"<w:u w:val="none"/>"#, Style::PLAIN),
        (r#"<w:u w:val="double"/>"#, Style::UNDERLINE),
        (r#"<w:vertAlign w:val="superscript"/>"#, Style::SUPERSCRIPT),
        (r#"<w:vertAlign w:val="subscript"/>"#, Style::SUBSCRIPT),
        ("<w:rtl/><w:b/>", Style::PLAIN),
        ("<w:rtl/><w:bCs/>", Style::STRONG),
    ] {
        let body = format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>x</w:t></w:r></w:p>");
        let (document, _) = read(&docx_with(
            &body,
            &[("word/styles.xml", "w:styles", styles)],
        ));
        assert_eq!(
            document.accepted()[0].text.style_at(0),
            expected,
            "{properties}"
        );
    }
}

#[test]
fn breaks_signs_and_containers() {
    let body = r#"<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>
        <w:smartTag><w:r><w:t>e</w:t></w:r></w:smartTag><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>f</w:t></w:r></w:sdtContent></w:sdt>
        <w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>
        <w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>&#xF062;</w:t></w:r><w:r><w:t>g&#10;h&#9;i</w:t></w:r></w:p>"#;
    let (document, _) = read(&docx(body));
    assert_eq!(texts(&document.accepted()), ["a b|c\u{2011}defα✓βg h i"]);
}

#[test]
fn fields_keep_their_result() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let body = paragraph(
        &(run("See ")
            + &mark("begin")
            + "<w:r><w:instrText> SEQ t </w:instrText></w:r>"
            + &mark("separate")
            + &run("Table 1")
            + &mark("end")
            + &run(".")),
    ) + &paragraph(&format!(
        r#"<w:fldSimple w:instr=" DATE ">{}</w:fldSimple>"#,
        run("1 May")
    )) + &paragraph(&(mark("begin") + &run("lost")))
        + &paragraph(&run("Next."));
    let (document, notices) = read(&docx(&body));
    assert_eq!(
        texts(&document.accepted()),
        ["See Table 1.", "1 May", "Next."]
    );
    noticed(&notices, "paragraph 1", "field SEQ");
    noticed(&notices, "paragraph 2", "field DATE");
    noticed(&notices, "paragraph 3", "instruction of a field");
}

#[test]
fn a_link_names_its_address() {
    let relations = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://x/hyperlink" Target="https://example.org/a" TargetMode="External"/></Relationships>"#;
    let main = docx_made::main_part(&paragraph(&format!(
        r#"<w:hyperlink r:id="r1">{}</w:hyperlink>"#,
        run("here")
    )));
    let bytes = docx_made::archive(&[
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ]);
    let (document, notices) = read(&bytes);
    assert_eq!(texts(&document.accepted()), ["here"]);
    noticed(&notices, "paragraph 1", "https://example.org/a");
}

#[test]
fn text_boxes_pictures_formulas_and_the_unknown() {
    let text_box = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        paragraph(&run("Boxed."))
    );
    let body = paragraph(&(run("One") + &text_box + &run(" two.")))
        + &paragraph(r#"<w:r><w:drawing><a:docPr descr="A map"/></w:drawing></w:r>"#)
        + &paragraph(
            r#"<w:r><w:drawing><a:graphicData uri="http://x/2006/chart"/></w:drawing></w:r>"#,
        )
        + &paragraph("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>")
        + &paragraph("<w:mystery/>")
        + "<w:altChunk/>";
    let (document, notices) = read(&docx(&body));
    assert_eq!(texts(&document.accepted()), ["One two.", "Boxed."]);
    noticed(&notices, "paragraph 1", "its text follows this paragraph");
    noticed(
        &notices,
        "paragraph 2",
        "the picture “A map” is not carried",
    );
    noticed(&notices, "paragraph 3", "the chart is not carried");
    noticed(&notices, "paragraph 4", "formula “x=2”");
    noticed(&notices, "paragraph 5", "“mystery” is not known");
    noticed(&notices, "paragraph 5", "another document is embedded");
}

#[test]
fn formatting_that_is_not_carried_is_said() {
    let body = r#"<w:p><w:pPr><w:pPrChange/><w:sectPr/></w:pPr><w:r><w:rPr><w:b/><w:rPrChange/></w:rPr><w:t>a</w:t></w:r></w:p>
        <w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>b</w:t></w:r></w:p><w:p><w:r><w:rPr><w:strike/><w:vanish/></w:rPr><w:t>c</w:t></w:r></w:p>"#;
    let (document, notices) = read(&docx(body));
    assert_eq!(texts(&document.accepted()), ["a", "b", "c"]);
    assert!(!document.has_changes());
    noticed(&notices, "paragraph 1", "character formatting");
    noticed(&notices, "paragraph 1", "paragraph formatting");
    noticed(&notices, "paragraph 1", "section break");
    noticed(&notices, "paragraph 2, 3", "struck through by hand");
    noticed(&notices, "paragraph 3", "hidden text");
}

#[test]
fn text_is_composed_across_runs() {
    let body = paragraph(&(run("e") + &run("\u{301}tat")));
    let (document, notices) = read(&docx(&body));
    assert_eq!(texts(&document.accepted()), ["état"]);
    noticed(&notices, "paragraph 1", "NFC");
}

#[test]
fn empty_paragraphs_and_outer_spaces_are_layout() {
    let body = paragraph("") + &paragraph(&run("  ")) + &paragraph(&run(" One. ")) + "<w:p/>";
    views(&body, [&["One."]; 4]);
}
