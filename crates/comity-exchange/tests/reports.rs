//! Reports: what a table becomes on a page, in Markdown and as data.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test may stop at once, and its name says what it holds"
)]

use comity_exchange::charts::{Curve, LorenzCurves, Picture};
use comity_exchange::report::{
    Cell, Column, Drawing, Fact, Part, Report, Section, Table, Tone, csv, html, json, markdown,
};
use serde_json::Value;

const NUMBERS: [Column; 2] = [
    Column::words("constituency", "Constituency"),
    Column::numbers("support", "Support"),
];

const WORDS: [Column; 3] = [
    Column::words("delegation", "Delegation"),
    Column::words("position", "Position"),
    Column::words("reason", "Reason"),
];

fn table(id: &'static str, columns: &[Column], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        id,
        caption: "A table",
        columns: columns.to_vec(),
        rows,
    }
}

/// A report with a table of numbers and one of words, the last with this reason.
fn report(reason: &str) -> Report {
    let numbers = vec![vec![Cell::id("academia"), Cell::Number(3)]];
    let words = vec![vec![
        Cell::named("loa", "لوا"),
        Cell::mark(Tone::Blocked, "object", "objects"),
        Cell::foreign(reason),
    ]];
    Report {
        view: "positions",
        what: "Positions".to_owned(),
        title: "Shared wells".to_owned(),
        language: None,
        facts: vec![Fact::new("entries", "Entries", Cell::Number(7))],
        sections: vec![Section {
            id: "provision:p 1".to_owned(),
            heading: Cell::Line(vec![
                Cell::foreign("OP1"),
                Cell::Nothing,
                Cell::said("open"),
            ]),
            parts: vec![
                Part::Quote("Keepers open the well.\nAt dawn.".to_owned()),
                Part::Table(table("counts", &NUMBERS, numbers)),
                Part::Table(table("held", &WORDS, words)),
                Part::Table(table("none", &WORDS, Vec::new())),
                Part::Prose(Cell::Several(vec![Cell::id("tavar"), Cell::id("keth")])),
            ],
        }],
    }
}

#[test]
fn a_short_table_is_a_table_in_markdown() {
    insta::assert_snapshot!("report_short", markdown(&report("Too *early* | <b>")));
}

#[test]
fn a_long_reason_makes_a_list_of_it() {
    let long = "Nobody in the villages has been asked. ".repeat(4);
    insta::assert_snapshot!("report_long", markdown(&report(&long)));
}

#[test]
fn data_have_the_names_for_machines() {
    let data: Value = serde_json::from_str(&json(&report("Early."))).unwrap();
    let section = &data["sections"][0];
    assert_eq!(data["facts"]["entries"], 7);
    assert_eq!(section["heading"], "OP1 open");
    assert_eq!(section["tables"]["counts"][0]["support"], 3);
    assert_eq!(section["tables"]["held"][0]["delegation"], "loa");
    assert_eq!(section["tables"]["held"][0]["position"], "object");
    assert_eq!(section["tables"]["none"], Value::Array(Vec::new()));
    assert_eq!(section["quotes"][0], "Keepers open the well.\nAt dawn.");
}

#[test]
fn foreign_words_are_isolated_and_never_markup() {
    let hostile = "</bdi><script>x</script>\u{202e}";
    let page = html(&Report {
        title: hostile.to_owned(),
        ..report(hostile)
    });
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains('\u{202e}'), "{page}");
    assert!(page.contains("<bdi>لوا</bdi>"), "{page}");
    assert!(page.contains("id=\"see:provision~3a~p~20~1\""), "{page}");
    assert!(page.contains("<p dir=\"auto\">At dawn.</p>"), "{page}");
    assert_eq!(
        page.matches("<table").count(),
        2,
        "an empty table is not shown"
    );
    assert_eq!(page.matches("role=\"region\"").count(), 1, "{page}");
}

#[test]
fn decimals_are_written_the_same_everywhere() {
    let cells = [
        (0.1, 1, "0.1"),
        (-0.004, 2, "0.00"),
        (2.0, 0, "2"),
        (1.005e3, 2, "1005.00"),
        (-0.315, 2, "-0.32"),
        (0.96, 1, "1.0"),
    ];
    for (number, places, written) in cells {
        let mut report = report("Early.");
        report.facts = vec![Fact::new("number", "Number", Cell::decimal(number, places))];
        let data: Value = serde_json::from_str(&json(&report)).unwrap();
        assert_eq!(data["facts"]["number"].as_f64(), written.parse().ok());
        assert!(markdown(&report).contains(&format!("- Number: {written}\n")));
        let shown = match written.strip_prefix('-') {
            Some(number) => format!("<dd><bdi dir=\"ltr\">\u{2212}{number}</bdi></dd>"),
            None => format!("<dd>{written}</dd>"),
        };
        assert!(html(&report).contains(&shown), "{written}");
    }
    for number in [f64::NAN, f64::INFINITY, -1e300] {
        assert!(Cell::decimal(number, 2).is_nothing());
    }
}

#[test]
fn a_drawing_stands_beside_its_table() {
    let row = vec![
        Cell::foreign("<wells>"),
        Cell::decimal(0.5, 2),
        Cell::decimal(0.25, 2),
    ];
    let columns = [
        Column::words("what", "What"),
        Column::numbers("gini", "Gini"),
        Column::numbers("theil", "Theil"),
    ];
    let picture = Picture::Lorenz(LorenzCurves {
        along: "delegations".to_owned(),
        gini: "Gini".to_owned(),
        curves: vec![Curve {
            name: "<wells>".to_owned(),
            points: vec![(0.5, 0.2)],
            gini: Some(0.5),
        }],
    });
    let mut report = report("Early.");
    let plain = html(&report);
    report.sections[0].parts.push(Part::Drawing(Drawing {
        caption: "How evenly words are shared out",
        picture,
        table: table("evenness", &columns, vec![row]),
    }));
    let page = html(&report);
    assert!(!plain.contains(".lorenz") && page.contains(".lorenz"));
    assert!(page.contains("<figcaption>How evenly words are shared out</figcaption>"));
    assert!(page.contains("aria-hidden=\"true\"><svg"));
    assert!(
        page.contains("<summary>The same as a table</summary>"),
        "{page}"
    );
    assert!(!page.contains("<wells>") && page.contains("&lt;wells&gt;"));
    assert!(!page.contains("<script") && !page.contains("style=\""));
    assert!(markdown(&report).contains("| 0.50 |"));
    let data: Value = serde_json::from_str(&json(&report)).unwrap();
    assert_eq!(data["sections"][0]["tables"]["evenness"][0]["theil"], 0.25);
}

#[test]
fn a_table_for_a_spreadsheet_runs_nothing() {
    let row = |words: &str, number: f64| {
        vec![
            Cell::foreign(words),
            Cell::decimal(number, 1),
            Cell::said("-"),
        ]
    };
    let rows = vec![
        row("=HYPERLINK(\"x\")", -0.5),
        row("two\nlines, and more", 2.0),
        row("@sum", 0.0),
        row("\0=1\u{1b}[2J", 1.0),
        row("\u{ff1d}1", 1.0),
    ];
    let written = csv(&table("rows", &WORDS, rows));
    assert_eq!(
        written,
        "delegation,position,reason\n\"'=HYPERLINK(\"\"x\"\")\",-0.5,-\n\
         \"two\nlines, and more\",2.0,-\n'@sum,0.0,-\n'=1[2J,1.0,-\n'\u{ff1d}1,1.0,-\n"
    );
}
