//! The styles and the numbering that every document we write has.
//!
//! Fonts are named per script, so that Latin, Arabic and Han text each have one that word
//! processors ship or replace well.
//!
//! Start at [`styles`].

use super::package::{NAMESPACES, XML};
use super::run::escaped;

/// Dark blue: who asks for something.
const BLUE: &str = "1F4E79";
/// Dark red: what goes.
const RED: &str = "9C2B2B";
/// Dark green: what comes.
const GREEN: &str = "1B6E3C";
/// Grey: labels and remarks.
const GREY: &str = "6B6B6B";

/// The part with the styles.
pub(super) fn styles() -> String {
    let mut out = format!(
        "{XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
         w:eastAsia=\"SimSun\" w:cs=\"Times New Roman\"/><w:sz w:val=\"22\"/>\
         <w:szCs w:val=\"24\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"120\" w:line=\"269\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
         <w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/></w:style>"
    );
    headings(&mut out);
    bodies(&mut out);
    characters(&mut out);
    out.push_str("</w:styles>");
    out
}

/// The part that numbers paragraphs with labels: each label is a list of its own that says
/// exactly that label, since `bis` and `alt` cannot be counted by a word processor.
pub(super) fn numbering(labels: &[String]) -> String {
    let mut out = format!("{XML}<w:numbering {NAMESPACES}>");
    for (at, label) in (1..).zip(labels) {
        out.push_str(&format!(
            "<w:abstractNum w:abstractNumId=\"{at}\"><w:multiLevelType w:val=\"singleLevel\"/>\
             <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
             <w:lvlText w:val=\"{}\"/><w:lvlJc w:val=\"left\"/><w:rPr><w:b w:val=\"0\"/>\
             <w:i w:val=\"0\"/><w:color w:val=\"{GREY}\"/><w:sz w:val=\"17\"/></w:rPr></w:lvl>\
             </w:abstractNum>",
            escaped(&label.replace('%', "\u{FF05}"))
        ));
    }
    for at in 1..=labels.len() {
        out.push_str(&format!(
            "<w:num w:numId=\"{at}\"><w:abstractNumId w:val=\"{at}\"/></w:num>"
        ));
    }
    out.push_str("</w:numbering>");
    out
}

struct ParagraphStyle {
    id: &'static str,
    name: &'static str,
    paragraph: String,
    run: String,
}

fn push_paragraph_style(out: &mut String, style: &ParagraphStyle) {
    out.push_str(&format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/>\
         <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>",
        style.id, style.name, style.paragraph, style.run
    ));
}

fn headings(out: &mut String) {
    push_paragraph_style(
        out,
        &ParagraphStyle {
            id: "Title",
            name: "Title",
            paragraph: "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"200\"/>\
                        <w:jc w:val=\"center\"/>"
                .to_owned(),
            run: "<w:b/><w:bCs/><w:sz w:val=\"32\"/><w:szCs w:val=\"34\"/>".to_owned(),
        },
    );
    for level in 1..=9_u32 {
        let size = [28, 25, 23].get(level as usize - 1).copied().unwrap_or(22);
        let italic = if level > 3 { "<w:i/><w:iCs/>" } else { "" };
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\">\
             <w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>\
             <w:spacing w:before=\"280\" w:after=\"100\"/><w:outlineLvl w:val=\"{}\"/></w:pPr>\
             <w:rPr><w:b/><w:bCs/>{italic}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{}\"/></w:rPr>\
             </w:style>",
            level - 1,
            size + 2
        ));
    }
}

fn bodies(out: &mut String) {
    let small = |size: u32, colour: &str| {
        format!(
            "<w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{}\"/>",
            size + 1
        )
    };
    let rows = [
        ("Preambular", "Preambular", "", String::new()),
        ("Operative", "Operative", "", String::new()),
        ("Provision", "Provision", "", String::new()),
        ("ListParagraph", "List Paragraph", "", String::new()),
        (
            "TableCell",
            "Table Cell",
            "<w:spacing w:after=\"60\"/>",
            String::new(),
        ),
        (
            "FootnoteText",
            "footnote text",
            "<w:spacing w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>",
            small(18, "000000"),
        ),
        (
            "Alternative",
            "Alternative",
            "<w:spacing w:after=\"80\"/>",
            small(21, "000000"),
        ),
        (
            "Remark",
            "Remark",
            "<w:spacing w:after=\"100\"/>",
            format!("<w:i/><w:iCs/>{}", small(19, GREY)),
        ),
        (
            "Summary",
            "Summary",
            "<w:spacing w:after=\"60\"/>",
            small(19, GREY),
        ),
        (
            "SummaryEnd",
            "Summary End",
            "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"A6A6A6\"/>\
             </w:pBdr><w:spacing w:after=\"280\"/>",
            small(19, GREY),
        ),
        (
            "Footer",
            "footer",
            "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>",
            small(17, GREY),
        ),
    ];
    for (id, name, paragraph, run) in rows {
        let paragraph = paragraph.to_owned();
        let style = ParagraphStyle {
            id,
            name,
            paragraph,
            run,
        };
        push_paragraph_style(out, &style);
    }
    out.push_str(COMMENT_TEXT);
}

/// How the text of a comment is set.
const COMMENT_TEXT: &str = "<w:style w:type=\"paragraph\" w:styleId=\"CommentText\">\
         <w:name w:val=\"annotation text\"/><w:basedOn w:val=\"Normal\"/><w:pPr>\
         <w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr>\
         <w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr></w:style>";

fn characters(out: &mut String) {
    let rows = [
        (
            "Attribution",
            format!("<w:color w:val=\"{BLUE}\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"17\"/>"),
        ),
        (
            "AttributionLine",
            format!("<w:color w:val=\"{BLUE}\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"19\"/>"),
        ),
        (
            "ProvisionLabel",
            format!("<w:color w:val=\"{GREY}\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"18\"/>"),
        ),
        ("Bracket", "<w:b/><w:bCs/>".to_owned()),
        ("Gone", format!("<w:strike/><w:color w:val=\"{RED}\"/>")),
        (
            "Come",
            format!("<w:color w:val=\"{GREEN}\"/><w:u w:val=\"single\"/>"),
        ),
        ("Word", format!("<w:i/><w:iCs/><w:color w:val=\"{BLUE}\"/>")),
    ];
    for (id, run) in rows {
        out.push_str(&format!(
            "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{id}\">\
             <w:name w:val=\"{id}\"/><w:basedOn w:val=\"DefaultParagraphFont\"/>\
             <w:rPr>{run}</w:rPr></w:style>"
        ));
    }
    out.push_str(
        "<w:style w:type=\"character\" w:styleId=\"CommentReference\">\
         <w:name w:val=\"annotation reference\"/><w:basedOn w:val=\"DefaultParagraphFont\"/>\
         <w:rPr><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr></w:style>",
    );
}
