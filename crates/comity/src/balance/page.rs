//! Balance as a report: by constituency, region and development status, and how evenly.

use comity_analysis::balance::{GroupBalance, Grouping, Index, Measure, Part as OfMeasure, Spread};
use comity_analysis::distribution::Undistributed;
use comity_app::findings::balance::{Balanced, grouping_name, measure_name};
use comity_exchange::charts::{Curve, Intervals, LorenzCurves, Picture, Ranged};
use comity_exchange::report::{Cell, Column, Drawing, Fact, Part, Report, Section, Table};

use crate::findings::{making, number, prose, version, without_empty};

const PARTS: [Column; 9] = [
    Column::words("group", "Of whom"),
    Column::numbers("index", "Index"),
    Column::numbers("low", "From"),
    Column::numbers("high", "To"),
    Column::numbers("count", "Count"),
    Column::numbers("share", "Share"),
    Column::numbers("present_share", "Share present"),
    Column::numbers("delegations", "Delegations"),
    Column::words("remark", "Remark"),
];

const ALL: [Column; 11] = [
    Column::words("by", "By"),
    Column::words("group", "Of whom"),
    Column::words("measure", "Measure"),
    Column::numbers("index", "Index"),
    Column::numbers("low", "From"),
    Column::numbers("high", "To"),
    Column::numbers("count", "Count"),
    Column::numbers("share", "Share"),
    Column::numbers("present_share", "Share present"),
    Column::numbers("delegations", "Delegations"),
    Column::words("remark", "Remark"),
];

const SPREADS: [Column; 7] = [
    Column::words("measure", "Measure"),
    Column::numbers("mean", "Mean"),
    Column::numbers("gini", "Gini"),
    Column::numbers("theil", "Theil"),
    Column::numbers("between_constituencies", "Between constituencies"),
    Column::numbers("between_regions", "Between regions"),
    Column::numbers("between_statuses", "Between statuses"),
];

pub(super) fn report(found: &Balanced, title: String) -> Report {
    let shown = Grouping::ALL.into_iter().enumerate();
    let shown = shown.filter(|it| found.is_grouped(it.1));
    let mut sections = vec![spreads(found), explained()];
    sections.extend(shown.map(|(at, grouping)| by(found, at, grouping)));
    let seed = Fact::new(
        "seed",
        "Seed",
        Cell::said("none: nothing here is left to chance"),
    );
    let sources = std::slice::from_ref(&found.source);
    sections.push(making(vec![version(), seed], sources, &found.notices));
    Report {
        view: "balance",
        what: "Who is heard".to_owned(),
        title,
        language: None,
        facts: vec![
            Fact::new("delegations", "Delegations", number(found.balance.parties)),
            Fact::new(
                "constituencies",
                "Constituencies",
                number(found.names[0].len()),
            ),
        ],
        sections,
    }
}

fn explained() -> Section {
    Section {
        id: "explained".to_owned(),
        heading: Cell::said("Beside those present"),
        parts: vec![prose(
            "The index is a group's share of what was done beside its share of those present: 1 is \
             an even part, 2 twice that. From and to hold what chance could have made of it, with \
             95 chances in 100; where 1 lies between them, the group's part could be even. A track \
             runs from an eighth of an even part to eight times that, with the even part in the \
             middle; an arrow goes on beyond it. Groups stand in the order of their names.",
        )],
    }
}

fn by(found: &Balanced, at: usize, grouping: Grouping) -> Section {
    let groups = &found.balance.groups[at];
    let measured = Measure::ALL.into_iter().enumerate();
    let measured = measured.filter(|it| found.is_measured(it.1) && it.1 != Measure::Present);
    let tables = measured.map(|(of, measure)| {
        let (id, caption) = named(measure);
        let mut parts = Table::new(id, caption, &PARTS);
        let mut ranged = Vec::new();
        for group in groups {
            parts.rows.push(row(found, grouping, group, of).into());
            ranged.push(Ranged {
                name: match found.name(grouping, group.label) {
                    "" => "not said".to_owned(),
                    name => name.to_owned(),
                },
                index: match group.parts[of].index {
                    Index::Known { value, low, high } => Some([value, low, high]),
                    Index::NothingDone | Index::NotPresent => None,
                },
            });
        }
        Part::Drawing(Drawing {
            caption,
            picture: Picture::Intervals(Intervals { groups: ranged }),
            table: without_empty(parts, PARTS.len() - 1),
        })
    });
    Section {
        id: grouping_name(grouping).to_owned(),
        heading: Cell::said(match grouping {
            Grouping::Constituency => "By constituency",
            Grouping::Region => "By region",
            Grouping::Status => "By development status",
        }),
        parts: tables.collect(),
    }
}

fn row(found: &Balanced, grouping: Grouping, group: &GroupBalance, of: usize) -> [Cell; 9] {
    let part: &OfMeasure = &group.parts[of];
    let share = |share: Option<f64>| share.map_or(Cell::Nothing, |it| Cell::decimal(it, 3));
    let why = |said: &'static str| {
        (
            [Cell::Nothing, Cell::Nothing, Cell::Nothing],
            Cell::said(said),
        )
    };
    let ([value, low, high], remark) = match part.index {
        Index::Known { value, low, high } => {
            let known = [value, low, high].map(|it| Cell::decimal(it, 2));
            (known, Cell::Nothing)
        }
        Index::NothingDone => why("nobody did any of it, so there is no index"),
        Index::NotPresent => why("none of the group was present, so there is no index"),
    };
    let name = match found.name(grouping, group.label) {
        "" => Cell::said("not said"),
        name => Cell::foreign(name),
    };
    [
        name,
        value,
        low,
        high,
        Cell::Number(u64::try_from(part.count).expect("a reader has a limit")),
        share(part.share),
        share(group.parts[0].share),
        number(group.parties),
        remark,
    ]
}

/// Everything in one table, for a spreadsheet.
pub(super) fn all(found: &Balanced) -> Table {
    let mut all = Table::new("balance", "What each group did", &ALL);
    for (at, grouping) in Grouping::ALL.into_iter().enumerate() {
        if !found.is_grouped(grouping) {
            continue;
        }
        for group in &found.balance.groups[at] {
            for (of, measure) in Measure::ALL.into_iter().enumerate() {
                if !found.is_measured(measure) {
                    continue;
                }
                let [name, rest @ ..] = row(found, grouping, group, of);
                let mut cells = vec![
                    Cell::said(grouping_name(grouping)),
                    name,
                    Cell::said(measure_name(measure)),
                ];
                cells.extend(rest);
                all.rows.push(cells);
            }
        }
    }
    all
}

fn spreads(found: &Balanced) -> Section {
    let measured = Measure::ALL.into_iter().zip(&found.balance.spreads);
    let measured = measured.filter(|it| found.is_measured(it.0));
    let mut numbers = Table::new(
        "spreads",
        "How evenly it is spread over delegations",
        &SPREADS,
    );
    let (mut curves, mut parts) = (Vec::new(), Vec::new());
    for (measure, spread) in measured {
        match spread {
            Ok(spread) => {
                numbers.rows.push(spread_row(found, measure, spread));
                curves.push(Curve {
                    name: named(measure).1.to_owned(),
                    points: spread
                        .lorenz
                        .iter()
                        .map(|it| (it.people, it.held))
                        .collect(),
                    gini: Some(spread.gini),
                });
            }
            Err(why) => parts.push(prose(format!("{}: {}.", named(measure).1, unknown(*why)))),
        }
    }
    let picture = Picture::Lorenz(LorenzCurves {
        along: "delegations, those with least first".to_owned(),
        gini: "Gini".to_owned(),
        curves,
    });
    parts.insert(
        0,
        prose(
            "On the diagonal every delegation would have the same. The further a curve hangs below \
             it, the fewer have most of it. Gini is the part of the half-square that hangs between \
             them: 0 where all have the same, near 1 where one has it all. Theil is 0 where all have \
             the same and grows with what a few have; “between” is the part of it that groups differ \
             by.",
        ),
    );
    parts.push(Part::Drawing(Drawing {
        caption: "What the delegations with least have together, of all",
        picture,
        table: numbers,
    }));
    Section {
        id: "evenness".to_owned(),
        heading: Cell::said("How evenly it is spread"),
        parts,
    }
}

fn spread_row(found: &Balanced, measure: Measure, spread: &Spread) -> Vec<Cell> {
    let mut row = vec![
        Cell::said(named(measure).1),
        Cell::decimal(spread.mean, 1),
        Cell::decimal(spread.gini, 3),
        Cell::decimal(spread.theil, 3),
    ];
    let by = Grouping::ALL.into_iter().zip(&spread.decompositions);
    row.extend(by.map(|(grouping, it)| match found.is_grouped(grouping) {
        true => Cell::decimal(it.between, 3),
        false => Cell::Nothing,
    }));
    row
}

fn unknown(why: Undistributed) -> &'static str {
    match why {
        Undistributed::Nobody => "there is nobody to spread it over",
        Undistributed::Nothing => "nobody did any of it, so nothing is spread",
        Undistributed::Unusable(_) => "an amount cannot be used",
    }
}

/// A measure for machines and for people.
fn named(measure: Measure) -> (&'static str, &'static str) {
    let caption = match measure {
        Measure::Present => "Presence",
        Measure::Contributions => "Contributions",
        Measure::Proposals => "Proposals",
        Measure::Words => "Words",
        Measure::TakenUp => "Words taken up in the text",
    };
    (measure_name(measure), caption)
}
