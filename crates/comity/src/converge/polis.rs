//! What Polis would say, as a report to compare with.

use comity_analysis::common_ground::Kind;
use comity_analysis::compatibility::{Direction, METHOD, Tally};
use comity_app::findings::converge::letter;
use comity_app::findings::converge::polis::Compatible;
use comity_exchange::charts::{OpinionMap, Picture, Point};
use comity_exchange::report::{Cell, Column, Drawing, Fact, Part, Report, Section, Table, Tone};
use data_encoding::HEXLOWER;

use super::groups::PARTICULAR_TO;
use crate::findings::{axes, making, number, prose, version};

const HEAPS: [Column; 4] = [
    Column::words("group", "Group"),
    Column::numbers("persons", "Persons"),
    Column::numbers("first", "First component"),
    Column::numbers("second", "Second component"),
];

const PARTICULAR: [Column; 4] = [
    Column::words("statement", "Statement"),
    Column::words("text", "Words"),
    Column::words("stance", "It"),
    Column::numbers("share", "Share of the group"),
];

const STATEMENTS: [Column; 6] = [
    Column::words("statement", "Statement"),
    Column::words("text", "Words"),
    Column::numbers("votes", "Votes of those grouped"),
    Column::numbers("consensus", "Group-aware consensus"),
    Column::numbers("extremity", "Extremity"),
    Column::words("remark", "Remark"),
];

pub(super) fn report(found: &Compatible, title: String) -> Report {
    let [participants, votes] = found.counts;
    let sections = vec![
        groups(found),
        Section {
            id: "statements".to_owned(),
            heading: Cell::said("Every statement"),
            parts: vec![Part::Table(statements(found))],
        },
        making(how(found), &found.sources, &found.notices),
    ];
    Report {
        view: "converge",
        what: "What Polis would say".to_owned(),
        title,
        language: None,
        facts: vec![
            Fact::new("participants", "Participants", number(participants)),
            Fact::new("statements", "Statements", number(found.statements.len())),
            Fact::new("votes", "Votes", number(votes)),
            Fact::new("groups", "Groups", number(found.sizes.len())),
        ],
        sections,
    }
}

fn groups(found: &Compatible) -> Section {
    let mut parts = vec![prose(
        "These are the numbers of the tool Polis for the same votes, computed once, to compare \
         with. Its groups depend on the order in which people came, and it says of no group \
         whether it would be found again. The default mode says both.",
    )];
    parts.extend(map(found));
    for (at, size) in found.sizes.iter().enumerate() {
        let name = letter(at);
        parts.push(prose(match size {
            Some(size) => format!("Group {name}: {size} persons."),
            None => format!("Group {name}, whose size is not shown."),
        }));
        let id = PARTICULAR_TO.get(at).copied().unwrap_or("particular");
        let mut particular = Table::new(id, "What represents it", &PARTICULAR);
        for it in found.representative(at).iter().map(|it| &it.of) {
            let said = &found.statements[it.statement];
            particular.rows.push(vec![
                Cell::foreign(&*said.id),
                Cell::foreign(&*said.text),
                match it.direction {
                    Direction::Agree => Cell::mark(Tone::Settled, "agree", "agrees"),
                    Direction::Disagree => Cell::mark(Tone::Blocked, "disagree", "disagrees"),
                },
                Cell::decimal(it.figures.share, 2),
            ]);
        }
        parts.push(Part::Table(particular));
    }
    Section {
        id: "groups".to_owned(),
        heading: Cell::said("Groups"),
        parts,
    }
}

fn map(found: &Compatible) -> Option<Part> {
    let heaps = found.heaps();
    if heaps.is_empty() {
        return None;
    }
    let caption = match found.kind {
        Kind::Delegations => "Base clusters",
        Kind::Ballots { .. } => "Base clusters of five and more",
    };
    let mut rows = Table::new("map", caption, &HEAPS);
    let mut points = Vec::new();
    for heap in &heaps {
        let group = heap.group.map(|it| it as usize);
        let name = group.map_or_else(String::new, |it| format!("Group {}", letter(it)));
        let [x, y] = heap.centre;
        rows.rows.push(vec![
            Cell::said(name),
            number(heap.persons),
            Cell::decimal(x, 2),
            Cell::decimal(y, 2),
        ]);
        points.push(Point {
            x,
            y,
            mass: heap.persons as f64,
            group,
            name: String::new(),
        });
    }
    let spectrum = found.spectrum();
    let share = |at: usize| {
        spectrum
            .strengths
            .get(at)
            .map(|it| it * it / spectrum.total)
    };
    let picture = OpinionMap {
        points,
        groups: (0..found.sizes.len())
            .map(|it| format!("Group {}", letter(it)))
            .collect(),
        axes: axes([0, 1].map(share)),
    };
    Some(Part::Drawing(Drawing {
        caption: "The map of opinions: near each other are those who voted alike",
        picture: Picture::Map(picture),
        table: rows,
    }))
}

/// Every statement with its figures, in the order of ids.
pub(super) fn statements(found: &Compatible) -> Table {
    let mut all = Table::new(
        "statements",
        "Every statement, in the order of ids",
        &STATEMENTS,
    );
    for (at, said) in found.statements.iter().enumerate() {
        let groups = 0..found.sizes.len();
        let tallies: Option<Vec<Tally>> = groups.map(|it| found.tally(it, at)).collect();
        let votes = tallies.map(|all| all.iter().map(|it| u64::from(it.votes)).sum());
        let remark = match (said.is_out, votes) {
            (true, _) => Cell::said("taken out by a moderator; counts as 0 for everyone"),
            (false, None) => Cell::said("fewer than five votes of a group; not shown"),
            (false, Some(0)) => Cell::Nothing,
            (false, Some(_)) if found.mean(at).is_none() => {
                Cell::said("fewer than five votes beside those of the groups; not shown")
            }
            (false, Some(_)) => Cell::Nothing,
        };
        let words = match said.text.is_empty() {
            true => Cell::Nothing,
            false => Cell::foreign(&*said.text),
        };
        let decimal = |it: Option<f64>| it.map_or(Cell::Nothing, |it| Cell::decimal(it, 3));
        all.rows.push(vec![
            Cell::foreign(&*said.id),
            words,
            votes.map_or(Cell::Nothing, Cell::Number),
            decimal(found.consensus(at)),
            decimal(found.extremity(at)),
            remark,
        ]);
    }
    all
}

fn how(found: &Compatible) -> Vec<Fact> {
    let hash = HEXLOWER.encode(&found.input_hash);
    let method =
        format!("compatibility mode, method {METHOD}; computed once and without a history");
    vec![
        version(),
        Fact::new("method", "Method", Cell::said(method)),
        Fact::new("input_hash", "Input hash", Cell::Code(hash)),
        Fact::new("seed", "Seed", Cell::Code(found.seed.to_string())),
        Fact::new("replaced", "Votes replaced", number(found.replaced)),
    ]
}
