//! Opinion groups in a report: the map, how stable they are, and what is particular to each.

use comity_analysis::converge::{Group, Outcome, Parting};
use comity_analysis::groups::NoGroups;
use comity_analysis::representative::{Representative, Stance};
use comity_analysis::stability::{Runs, Stability};
use comity_app::findings::converge::{Converged, letter};
use comity_exchange::charts::{OpinionMap, Picture, Point};
use comity_exchange::report::{Cell, Column, Drawing, Fact, Part, Section, Table, Tone};

use crate::findings::{axes, number, percent, prose};

const HEAPS: [Column; 4] = [
    Column::words("group", "Group"),
    Column::numbers("persons", "Persons"),
    Column::numbers("first", "First component"),
    Column::numbers("second", "Second component"),
];

const PARTICULAR: [Column; 5] = [
    Column::words("statement", "Statement"),
    Column::words("text", "Words"),
    Column::words("stance", "It"),
    Column::numbers("share", "Share of the group"),
    Column::numbers("relative", "Times the others' share"),
];

/// The table of each group, for machines; there are never more groups.
pub(super) const PARTICULAR_TO: [&str; 8] = [
    "particular_to_a",
    "particular_to_b",
    "particular_to_c",
    "particular_to_d",
    "particular_to_e",
    "particular_to_f",
    "particular_to_g",
    "particular_to_h",
];

/// What the groups are called; without groups all are one part.
pub(super) fn names(found: &Converged) -> Vec<String> {
    match &found.convergence.outcome {
        Outcome::Groups(groups, _) => (0..groups.len()).map(name).collect(),
        _ => Vec::new(),
    }
}

fn name(at: usize) -> String {
    format!("Group {}", letter(at))
}

/// How it stands with the groups, in a few words.
pub(super) fn mark(found: &Converged) -> Cell {
    match &found.convergence.outcome {
        Outcome::Groups(groups, parting) => {
            let badge = match parting.stability {
                Some(_) => "stable",
                None => "not tried",
            };
            let words = format!("{}, {badge}", groups.len());
            Cell::mark(Tone::Settled, "groups", words)
        }
        Outcome::NotStable(_) => Cell::mark(Tone::Open, "not_stable", "none that is stable"),
        Outcome::None(_) => Cell::mark(Tone::Past, "none", "none"),
    }
}

pub(super) fn section(found: &Converged) -> Section {
    let mut parts = Vec::new();
    match &found.convergence.outcome {
        Outcome::Groups(groups, parting) => {
            parts.push(prose(
                "People who hold much the same stand together on the map. Groups have letters in \
                 the order of the first component, not by their size, and each has the same say.",
            ));
            parts.extend(map(found));
            parts.push(tried(parting));
            for (at, group) in groups.iter().enumerate() {
                parts.extend(one(found, at, group));
            }
        }
        Outcome::NotStable(parting) => {
            parts.push(prose(format!(
                "People can be parted into {} groups, but other people of the same kind, or the \
                 same people with some votes fewer, would be parted otherwise. So no groups are \
                 published, and everyone counts as one part above.",
                parting.count
            )));
            parts.extend(map(found));
            parts.push(tried(parting));
        }
        Outcome::None(why) => {
            parts.push(prose(none(why)));
            parts.extend(map(found));
        }
    }
    Section {
        id: "groups".to_owned(),
        heading: Cell::said("Opinion groups"),
        parts,
    }
}

fn none(why: &NoGroups) -> String {
    match why {
        NoGroups::TooFewPlaced { placed } => format!(
            "There are no groups: {placed} participants took enough positions to be placed, and \
             parting people needs ten."
        ),
        NoGroups::NothingVaries => "There are no groups: nobody differs from anybody.".to_owned(),
        NoGroups::NoneStandOut { .. } => "There are no groups: no way of parting people stands \
                                          out from a cloud without groups."
            .to_owned(),
    }
}

fn map(found: &Converged) -> Option<Part> {
    let of = &found.convergence;
    if of.map.is_empty() {
        return None;
    }
    let points = of.map.iter().map(|it| Point {
        x: it.x,
        y: it.y,
        mass: it.persons as f64,
        group: it.group.map(usize::from),
        name: String::new(),
    });
    let mut heaps = Table::new("map", "Where people stand, as heaps of them", &HEAPS);
    for it in &of.map {
        let group = it
            .group
            .map_or_else(|| "all".to_owned(), |it| name(usize::from(it)));
        heaps.rows.push(vec![
            Cell::said(group),
            number(it.persons),
            Cell::decimal(it.x, 2),
            Cell::decimal(it.y, 2),
        ]);
    }
    let picture = OpinionMap {
        points: points.collect(),
        groups: names(found),
        axes: axes([0, 1].map(|at| of.spectrum.get(at).copied())),
    };
    Some(Part::Drawing(Drawing {
        caption: "The map of opinions: near each other are those who voted alike",
        picture: Picture::Map(picture),
        table: heaps,
    }))
}

fn tried(parting: &Parting) -> Part {
    let mut facts = vec![Fact::new(
        "silhouette",
        "Set apart by",
        Cell::Line(vec![
            Cell::decimal(parting.silhouette, 2),
            Cell::said("(silhouette; without groups it would be"),
            Cell::decimal(parting.silhouette_without_groups, 2),
            Cell::said("at most)"),
        ]),
    )];
    if let Some(Stability {
        bootstraps,
        dropouts,
        ..
    }) = &parting.stability
    {
        facts.push(Fact::new(
            "bootstraps",
            "Found again among others",
            runs(bootstraps, parting.count),
        ));
        facts.push(Fact::new(
            "dropouts",
            "Found again with fewer votes",
            runs(dropouts, parting.count),
        ));
    }
    Part::Facts(facts)
}

fn runs(runs: &Runs, count: usize) -> Cell {
    let all: usize = runs.counts.iter().sum();
    let same = runs.counts.get(count.wrapping_sub(1)).copied().unwrap_or(0);
    Cell::Line(vec![
        Cell::decimal(runs.agreement, 2),
        Cell::said("on average (adjusted Rand index; 1 is the same groups);"),
        Cell::said(format!("as many groups in {same} of {all} runs")),
    ])
}

fn one(found: &Converged, at: usize, group: &Group) -> Vec<Part> {
    let everyone: usize = found.convergence.counts.placed.max(1);
    let share = percent(group.size as f64 / everyone as f64);
    let say = match group.has_say {
        true => String::new(),
        false => "; below the minimum mass, so it blocks nothing".to_owned(),
    };
    let words = format!(
        "{}: {} persons, {share} of those placed{say}.",
        name(at),
        group.size
    );
    let id = PARTICULAR_TO.get(at).copied().unwrap_or("particular");
    let mut particular = Table::new(id, "What is particular to it", &PARTICULAR);
    for it in &group.representative {
        particular.rows.push(particular_row(found, it));
    }
    let mut parts = vec![prose(words)];
    match particular.rows.is_empty() {
        true => parts.push(prose("Nothing is particular to it.")),
        false => parts.push(Part::Table(particular)),
    }
    parts
}

fn particular_row(found: &Converged, it: &Representative) -> Vec<Cell> {
    let said = &found.statements[it.statement];
    let stance = match it.stance {
        Stance::Agrees => Cell::mark(Tone::Settled, "agree", "agrees"),
        Stance::Disagrees => Cell::mark(Tone::Blocked, "disagree", "disagrees"),
    };
    vec![
        Cell::foreign(&*said.id),
        Cell::foreign(&*said.text),
        stance,
        Cell::decimal(it.share, 2),
        Cell::decimal(it.relative, 1),
    ]
}
