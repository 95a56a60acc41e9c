//! A report as one self-contained page: no script, no font, nothing from elsewhere.
//!
//! It has the look of a compilation: the same sheet, and a few lines for tables. Every foreign
//! string is isolated, so that it cannot turn the direction of what stands beside it.

use super::{Cell, Drawing, Fact, Part, Report, Section, Table, Tone, decimal};
use crate::charts::CHART_STYLE;
use crate::html::{STYLE, push_anchor, push_attribute, push_string};
use crate::words::{Language, Words};

/// What a report needs besides the sheet of every page.
const REPORT_STYLE: &str = include_str!("report.css");

/// Sections from which a page opens with a list of them: fewer are seen at a glance.
const SECTIONS_WITH_CONTENTS: usize = 4;

/// Writes a report as a page.
#[must_use]
pub fn html(report: &Report) -> String {
    let language = report.language.unwrap_or_default();
    let mut out = String::with_capacity(STYLE.len() + 16_384);
    push_head(&mut out, report, language);
    out.push_str("<header class=\"opening\"><p class=\"what\">");
    push_string(&mut out, &report.what);
    out.push_str("</p><h1 dir=\"auto\">");
    push_lines(&mut out, &report.title);
    out.push_str("</h1>");
    push_facts(&mut out, &report.facts);
    if report.sections.len() >= SECTIONS_WITH_CONTENTS {
        push_contents(&mut out, report);
    }
    out.extend(["</header>\n<main id=\"see:report\" class=\"report\" aria-label=\""]);
    push_attribute(&mut out, &report.what);
    out.push_str("\">\n");
    for section in &report.sections {
        push_section(&mut out, section, language.words());
    }
    out.extend(["</main>\n<footer class=\"foot\"><a href=\"#see:report\">"]);
    out.extend([language.words().back, "</a></footer>\n</body></html>\n"]);
    out
}

fn push_head(out: &mut String, report: &Report, language: Language) {
    out.extend([
        "<!doctype html>\n<html lang=\"",
        language.tag(),
        "\" dir=\"",
        language.direction().attribute(),
        "\"><head><meta charset=\"utf-8\"/>",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
        "<meta name=\"color-scheme\" content=\"light dark\"/>",
        // Nothing is fetched and nothing runs, even if a foreign string got through.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>",
        "<meta name=\"generator\" content=\"Comity\"/><title>",
    ]);
    if !report.title.trim().is_empty() {
        push_attribute(out, &report.title);
        out.push_str(" · ");
    }
    push_attribute(out, &report.what);
    out.extend(["</title><style>\n", STYLE, REPORT_STYLE]);
    let mut parts = report.sections.iter().flat_map(|section| &section.parts);
    if parts.any(|part| matches!(part, Part::Drawing(_))) {
        out.push_str(CHART_STYLE);
    }
    out.push_str("</style></head>\n");
    out.extend([
        "<body><a class=\"skip\" href=\"#see:report\">",
        language.words().skip,
    ]);
    out.push_str("</a>\n");
}

fn push_contents(out: &mut String, report: &Report) {
    out.push_str("<nav class=\"contents\"><ul>");
    for section in &report.sections {
        out.push_str("<li><a href=\"#see:");
        push_anchor(out, &section.id);
        out.push_str("\">");
        push_cell(out, &section.heading);
        out.push_str("</a></li>");
    }
    out.push_str("</ul></nav>");
}

fn push_section(out: &mut String, section: &Section, words: &Words) {
    out.push_str("<section class=\"part\" id=\"see:");
    push_anchor(out, &section.id);
    out.push_str("\"><h2>");
    push_cell(out, &section.heading);
    out.push_str("</h2>\n");
    for part in &section.parts {
        match part {
            Part::Prose(cell) => {
                out.push_str("<p class=\"prose\">");
                push_cell(out, cell);
                out.push_str("</p>\n");
            }
            Part::Quote(words) if section.is_headed(words) => {}
            Part::Quote(words) => {
                out.push_str("<blockquote>");
                for paragraph in words.split('\n') {
                    out.push_str("<p dir=\"auto\">");
                    push_string(out, paragraph);
                    out.push_str("</p>");
                }
                out.push_str("</blockquote>\n");
            }
            Part::Facts(facts) => push_facts(out, facts),
            Part::Table(table) => push_table(out, table),
            Part::Drawing(drawing) => push_drawing(out, drawing, words.as_table),
        }
    }
    out.push_str("</section>\n");
}

fn push_facts(out: &mut String, facts: &[Fact]) {
    let mut shown = facts
        .iter()
        .filter(|fact| !fact.value.is_nothing())
        .peekable();
    if shown.peek().is_none() {
        return;
    }
    out.push_str("<dl class=\"named\">");
    for fact in shown {
        out.extend(["<div><dt>", fact.heading, "</dt><dd>"]);
        push_cell(out, &fact.value);
        out.push_str("</dd></div>");
    }
    out.push_str("</dl>\n");
}

/// The drawing, and its table for those who want numbers or listen.
fn push_drawing(out: &mut String, drawing: &Drawing, as_table: &str) {
    out.extend(["<figure class=\"drawing\"><figcaption>", drawing.caption]);
    out.push_str("</figcaption>");
    out.push_str(&drawing.picture.draw());
    out.extend(["<details><summary>", as_table, "</summary>"]);
    push_table(out, &drawing.table);
    out.push_str("</details></figure>\n");
}

/// Tables of words turn into cards on a narrow screen, so roles say what they still are; tables
/// of numbers stay tables and are moved sideways.
fn push_table(out: &mut String, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    let numbers = table.columns.iter().skip(1).all(|column| column.numbers);
    match numbers {
        true => out.extend([
            "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"",
            table.caption,
            "\"><table>",
        ]),
        false => out.push_str("<table class=\"cards\" role=\"table\">"),
    }
    out.extend(["<caption>", table.caption, "</caption>"]);
    out.push_str("<thead role=\"rowgroup\"><tr role=\"row\">");
    for column in &table.columns {
        out.push_str("<th scope=\"col\" role=\"columnheader\"");
        out.push_str(if column.numbers { " class=\"n\">" } else { ">" });
        out.extend([column.heading, "</th>"]);
    }
    out.push_str("</tr></thead><tbody role=\"rowgroup\">\n");
    for row in &table.rows {
        out.push_str("<tr role=\"row\">");
        for (at, (column, cell)) in table.columns.iter().zip(row).enumerate() {
            let tag = if at == 0 { "th" } else { "td" };
            let role = if at == 0 {
                "rowheader\" scope=\"row"
            } else {
                "cell"
            };
            out.extend(["<", tag, " role=\"", role, "\" data-of=\"", column.heading]);
            let class = match (column.numbers, cell.is_nothing()) {
                (true, _) => "\" class=\"n\">",
                (false, true) => "\" class=\"none\">",
                (false, false) => "\">",
            };
            out.push_str(class);
            push_cell(out, cell);
            out.extend(["</", tag, ">"]);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>");
    out.push_str(if numbers { "</div>\n" } else { "\n" });
}

fn push_cell(out: &mut String, cell: &Cell) {
    match cell {
        Cell::Nothing => {}
        Cell::Said(words) => push_string(out, words),
        Cell::Foreign(words) | Cell::Named { name: words, .. } => {
            out.push_str("<bdi>");
            push_lines(out, words);
            out.push_str("</bdi>");
        }
        Cell::Id(id) => {
            out.push_str("<bdi class=\"id\">");
            push_string(out, id);
            out.push_str("</bdi>");
        }
        Cell::Code(code) => {
            out.push_str("<code dir=\"ltr\">");
            push_string(out, code);
            out.push_str("</code>");
        }
        Cell::Number(number) => out.push_str(&number.to_string()),
        // A sign that stands for itself keeps its side of the number in any direction.
        Cell::Decimal { digits, places } if *digits < 0 => {
            let number = decimal(digits.saturating_neg(), *places);
            out.extend(["<bdi dir=\"ltr\">\u{2212}", &number, "</bdi>"]);
        }
        Cell::Decimal { digits, places } => out.push_str(&decimal(*digits, *places)),
        Cell::Mark { tone, words, .. } => {
            out.extend(["<span class=\"mark ", class(*tone), "\">"]);
            push_string(out, words);
            out.push_str("</span>");
        }
        Cell::Several(cells) => push_several(out, cells),
        Cell::Line(cells) => {
            let shown = cells.iter().filter(|cell| !cell.is_nothing());
            for (nth, cell) in shown.enumerate() {
                out.push_str(if nth > 0 { cell.space() } else { "" });
                push_cell(out, cell);
            }
        }
        Cell::Fields { shown, .. } => push_cell(out, shown),
    }
}

/// Names stand in a row, sentences below one another.
fn push_several(out: &mut String, cells: &[Cell]) {
    let is_name = |cell: &Cell| {
        matches!(
            cell,
            Cell::Id(_) | Cell::Named { .. } | Cell::Number(_) | Cell::Decimal { .. }
        )
    };
    if let [only] = cells {
        return push_cell(out, only);
    }
    if cells.iter().all(is_name) {
        for (nth, cell) in cells.iter().enumerate() {
            out.push_str(if nth > 0 { ", " } else { "" });
            push_cell(out, cell);
        }
        return;
    }
    out.push_str("<ul class=\"several\">");
    for cell in cells {
        out.push_str("<li>");
        push_cell(out, cell);
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}

fn push_lines(out: &mut String, words: &str) {
    for (nth, line) in words.split('\n').enumerate() {
        out.push_str(if nth > 0 { "<br/>" } else { "" });
        push_string(out, line);
    }
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Settled => "settled",
        Tone::Open => "open",
        Tone::Blocked => "stands",
        Tone::Past => "past",
    }
}
