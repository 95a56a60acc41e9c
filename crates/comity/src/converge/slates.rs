//! Slates in a report: the statements of each, and whom it represents.

use comity_analysis::slates::Among;
use comity_app::findings::converge::{Claim, Converged, Rule, Slated};
use comity_exchange::report::{Cell, Column, Fact, Part, Section, Table, Tone};

use crate::findings::{number, percent, prose};

const SLATE: [Column; 2] = [
    Column::words("statement", "Statement"),
    Column::words("text", "Words"),
];

pub(super) fn section(found: &Converged) -> Option<Section> {
    if found.slates.is_empty() {
        return None;
    }
    let mut parts = vec![prose(
        "A few statements that stand for everyone. Those with the most common ground can be ten \
         times the same view; the two other rules give each group of like-minded people its part. \
         Beside each stands whom it represents: by EJR+ a group that is large enough for a number \
         of statements, and agrees on one that was not chosen, is entitled to as many.",
    )];
    let mut statements = found.convergence.statements.iter();
    if !statements.all(|it| it.total.is_whole()) {
        parts.push(prose(
            "Only votes that the totals of the statements count are counted here: those of a few \
             whom a total leaves out are not.",
        ));
    }
    for slated in &found.slates {
        parts.extend(one(found, slated));
    }
    Some(Section {
        id: "slates".to_owned(),
        heading: Cell::said("Statements that stand for everyone"),
        parts,
    })
}

fn one(found: &Converged, slated: &Slated) -> Vec<Part> {
    let (id, caption) = match slated.rule {
        Rule::Phragmen => (
            "phragmen",
            "Chosen by Phragmén's rule, in the order of choice",
        ),
        Rule::Proportional => ("proportional", "Chosen by proportional approval"),
        Rule::CommonGround => (
            "common_ground",
            "Those with the most common ground, to compare",
        ),
    };
    let mut statements = Table::new(id, caption, &SLATE);
    for it in &slated.slate.statements {
        let said = &found.statements[*it as usize];
        statements
            .rows
            .push(vec![Cell::foreign(&*said.id), Cell::foreign(&*said.text)]);
    }
    vec![Part::Table(statements), Part::Facts(facts(found, slated))]
}

fn facts(found: &Converged, slated: &Slated) -> Vec<Fact> {
    let shown = &slated.shown;
    let of = |total: Option<usize>| match (shown.covered, total) {
        (Some(covered), Some(total)) if total > 0 => {
            let share = percent(covered as f64 / total as f64);
            Cell::said(format!("{share} of {total}"))
        }
        _ => Cell::said("not shown; it would be about a few people"),
    };
    let holds = slated.holds(Among::All);
    let verdict = match holds {
        true => Cell::mark(Tone::Settled, "holds", "everyone is represented (EJR+)"),
        false => Cell::mark(
            Tone::Blocked,
            "violated",
            "a group finds fewer than its part (EJR+)",
        ),
    };
    let all = of(Some(shown.participants));
    let mut facts = vec![
        Fact::new("certificate", "Certificate", verdict),
        Fact::new("coverage", "Agree with at least one", all),
        Fact::new(
            "coverage_agreeing",
            "Of those who agree with anything",
            of(shown.agreeing),
        ),
    ];
    if let Some(worst) = &shown.worst {
        facts.extend(claim(found, worst, holds));
    }
    facts
}

fn claim(found: &Converged, worst: &Claim, holds: bool) -> Vec<Fact> {
    let people = worst.people.map_or_else(|| Cell::said("some"), number);
    let line = vec![
        people,
        Cell::said("who agree with"),
        Cell::id(&found.statements[worst.statement as usize].id),
        Cell::said(format!(
            "and find fewer than {} of theirs in it",
            worst.level
        )),
    ];
    let label = match holds {
        true => "Nearest to a claim",
        false => "The strongest claim",
    };
    let mut facts = vec![Fact::new("worst", label, Cell::Line(line))];
    if let Some(ratio) = worst.ratio {
        let line = vec![
            Cell::decimal(ratio, 2),
            Cell::said("of what would entitle them; from 1 on it is a violation"),
        ];
        facts.push(Fact::new("ratio", "Its size", Cell::Line(line)));
    }
    facts
}
