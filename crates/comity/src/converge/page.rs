//! Where agreement lies as a report: in short, common ground, groups, slates, every statement.
//!
//! Statements stand in the order of their ids everywhere, never by how many agree.

use comity_analysis::common_ground::{
    Agreement, Count, Ground, Kind, NoGround, StatementFigures, Total,
};
use comity_analysis::converge::{Outcome, Settings, Trials};
use comity_app::findings::converge::{Converged, Voted};
use comity_exchange::charts::{Agreed, AgreementBars, Level, Picture};
use comity_exchange::report::{Cell, Column, Drawing, Fact, Part, Report, Section, Table};
use data_encoding::HEXLOWER;

use super::{groups, slates};
use crate::findings::{making, number, percent, prose, version, without_empty};

/// Statements that are drawn: as many as are taken in.
const DRAWN: usize = 10;

const STATEMENTS: [Column; 11] = [
    Column::words("statement", "Statement"),
    Column::words("text", "Words"),
    Column::numbers("agree", "Agree"),
    Column::numbers("pass", "Pass"),
    Column::numbers("disagree", "Disagree"),
    Column::numbers("common_ground", "Common ground"),
    Column::numbers("at_least", "Agree at least"),
    Column::numbers("among_constituencies", "Among constituencies"),
    Column::numbers("among_constituencies_at_least", "Agree at least"),
    Column::numbers("weighted", "Weighted"),
    Column::words("remark", "Remark"),
];

pub(super) fn report(found: &Converged, title: String) -> Report {
    let mut sections = vec![common_ground(found)];
    sections.extend(among_constituencies(found));
    sections.push(groups::section(found));
    sections.extend(slates::section(found));
    sections.push(Section {
        id: "statements".to_owned(),
        heading: Cell::said("Every statement"),
        parts: of_weights(found)
            .into_iter()
            .chain([Part::Table(statements(found, true))])
            .collect(),
    });
    sections.push(making(facts(found), &found.sources, &found.notices));
    Report {
        view: "converge",
        what: "Where agreement lies".to_owned(),
        title,
        language: None,
        facts: head(found),
        sections,
    }
}

fn head(found: &Converged) -> Vec<Fact> {
    let counts = &found.convergence.counts;
    vec![
        Fact::new("participants", "Participants", number(counts.participants)),
        Fact::new("statements", "Statements", number(counts.statements)),
        Fact::new("votes", "Votes", number(counts.votes)),
        Fact::new("groups", "Opinion groups", groups::mark(found)),
    ]
}

fn facts(found: &Converged) -> Vec<Fact> {
    let of = &found.convergence;
    let hash = HEXLOWER.encode(&found.input_hash);
    let method = format!(
        "default mode, method {}; the same input gives the same numbers, bit for bit",
        of.method
    );
    vec![
        version(),
        Fact::new("method", "Method", Cell::said(method)),
        Fact::new("input_hash", "Input hash", Cell::Code(hash)),
        Fact::new("seed", "Seed", Cell::Code(of.seed.to_string())),
        Fact::new("settings", "Settings", settings(&of.settings)),
        Fact::new("placed", "Placed on the map", number(of.counts.placed)),
        Fact::new("replaced", "Votes replaced", number(found.replaced)),
    ]
}

/// What was chosen that changes numbers.
fn settings(settings: &Settings) -> Cell {
    let mut said = match settings.kind {
        Kind::Delegations => vec!["positions of delegations, all shown".to_owned()],
        Kind::Ballots { minimum_mass, .. } => {
            let share = percent(minimum_mass.share);
            let persons = minimum_mass.persons;
            vec![format!(
                "ballots of individuals, nothing of fewer than five; a part has a say from {share} of \
                 all who voted and {persons} persons on (minimum mass)"
            )]
        }
    };
    if settings.kind.counts_clones_as_one() {
        said.push("equal ballots once in weighted figures (--clones-as-one)".to_owned());
    }
    if settings.alpha > 0.0 {
        let alpha = settings.alpha;
        said.push(format!(
            "in weighted figures one counts by 1 / size of his constituency to the power of {alpha} \
             (--alpha)"
        ));
    }
    if settings.trials == Trials::LeftOut {
        said.push("groups not looked for again".to_owned());
    }
    Cell::said(said.join("; "))
}

/// What the column of weighted figures is, where there is one.
fn of_weights(found: &Converged) -> Option<Part> {
    let settings = &found.convergence.settings;
    let mut statements = found.convergence.statements.iter();
    let is_given = statements.any(|it| it.weighted.is_some());
    settings.ask_for_weights().then(|| {
        prose(match is_given {
            true => {
                "Weighted is the common ground among opinion groups where not everyone weighs the \
                 same, as the settings below say. It is left out where it would say how a few \
                 people voted."
            }
            false => {
                "No weighted figure is given: of every statement it would say how a few people \
                 voted."
            }
        })
    })
}

fn common_ground(found: &Converged) -> Section {
    let names = groups::names(found);
    let bars = drawn(found, &names, |figures| {
        (figures.among_groups, &figures.by_group)
    });
    let of_whom = match found.convergence.outcome {
        Outcome::Groups(..) => {
            "of each opinion group the share that agrees, times the share that does not disagree; \
             then the geometric mean over all groups that reach the minimum mass. So no group \
             decides by its size."
        }
        Outcome::None(_) | Outcome::NotStable(_) => {
            "the share that agrees, times the share that does not disagree. There are no opinion \
             groups that would be found again, so everyone counts as one part, and who is many \
             decides."
        }
    };
    let mut parts = vec![prose(format!(
        "How far everyone can live with a statement: {of_whom} The stroke across a bar marks how \
         many agree at least, with nine chances in ten, whoever disagrees; so it may stand beyond \
         the end of the bar. For all together it is that of the part where it is least."
    ))];
    parts.push(drawing(
        bars,
        "The statements with the most common ground, by their ids",
    ));
    Section {
        id: "common-ground".to_owned(),
        heading: Cell::said("Common ground"),
        parts,
    }
}

fn among_constituencies(found: &Converged) -> Option<Section> {
    if found.constituencies.is_empty() {
        return None;
    }
    let names = &found.constituencies;
    let bars = drawn(found, names, |figures| {
        (figures.among_constituencies, &figures.by_constituency)
    });
    let mut parts = vec![prose(
        "The same among declared constituencies. It withstands whoever opens accounts as far as \
         somebody checks who may declare which: each name that is declared is a constituency.",
    )];
    let mut sizes = Table::new("sizes", "Who declares which constituency", &SIZES);
    for (name, it) in names.iter().zip(&found.convergence.constituencies) {
        let size = it.size.map_or_else(|| Cell::said("not shown"), number);
        let say = if it.has_say {
            "yes"
        } else {
            "below the minimum mass"
        };
        sizes
            .rows
            .push(vec![Cell::foreign(&**name), size, Cell::said(say)]);
    }
    let caption = "The statements with the most common ground among constituencies, by their ids";
    parts.push(drawing(bars, caption));
    parts.push(Part::Table(sizes));
    Some(Section {
        id: "constituencies".to_owned(),
        heading: Cell::said("Common ground among constituencies"),
        parts,
    })
}

const SIZES: [Column; 3] = [
    Column::words("constituency", "Constituency"),
    Column::numbers("participants", "Participants"),
    Column::words("has_say", "Has a say"),
];

const LEVELS: [Column; 4] = [
    Column::words("statement", "Statement"),
    Column::words("part", "Of whom"),
    Column::numbers("score", "Common ground"),
    Column::numbers("at_least", "Agree at least"),
];

/// What is known of a statement among some parts.
type Among<'f> = (Result<Ground, NoGround>, &'f Vec<Count>);

/// The statements with the most common ground, in the order of their ids.
fn drawn<'f>(
    found: &'f Converged,
    names: &[String],
    among: impl Fn(&'f StatementFigures) -> Among<'f>,
) -> AgreementBars {
    let figures = found.convergence.statements.iter().enumerate();
    let mut known: Vec<(f64, usize)> = figures
        .filter_map(|(at, it)| Some((among(it).0.ok()?.score, at)))
        .collect();
    known.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    known.truncate(DRAWN);
    known.sort_by_key(|it| it.1);
    let statements = known.into_iter().filter_map(|(_, at)| {
        let (ground, counts) = among(&found.convergence.statements[at]);
        let ground = ground.ok()?;
        Some(Agreed {
            id: found.statements[at].id.clone(),
            words: found.statements[at].text.clone(),
            together: Level {
                score: ground.score,
                at_least: Some(ground.lower),
            },
            by_group: counts.iter().map(|it| level(*it)).collect(),
        })
    });
    AgreementBars {
        together: "All together".to_owned(),
        groups: names.to_vec(),
        statements: statements.collect(),
    }
}

fn level(count: Count) -> Option<Level> {
    let Agreement {
        effective, lower, ..
    } = count.shown()?.agreement();
    Some(Level {
        score: effective,
        at_least: Some(lower),
    })
}

fn drawing(bars: AgreementBars, caption: &'static str) -> Part {
    if bars.statements.is_empty() {
        return prose("No statement has figures that could be given.");
    }
    let mut numbers = Table::new("levels", "Agreement with each statement", &LEVELS);
    for statement in &bars.statements {
        let mut push = |name: Cell, level: Option<Level>| {
            let score = level.map_or(Cell::Nothing, |it| Cell::decimal(it.score, 2));
            let least = level.and_then(|it| it.at_least);
            let least = least.map_or(Cell::Nothing, |it| Cell::decimal(it, 2));
            numbers
                .rows
                .push(vec![Cell::foreign(&*statement.id), name, score, least]);
        };
        push(Cell::said(&*bars.together), Some(statement.together));
        for (name, level) in bars.groups.iter().zip(&statement.by_group) {
            push(Cell::foreign(&**name), *level);
        }
    }
    Part::Drawing(Drawing {
        caption,
        picture: Picture::Agreement(bars),
        table: numbers,
    })
}

/// Every statement with its figures, in the order of ids; for people without the columns that
/// would be empty.
pub(super) fn statements(found: &Converged, for_people: bool) -> Table {
    let weighs = found.convergence.settings.ask_for_weights();
    let rows: Vec<[Cell; 11]> = found
        .statements
        .iter()
        .zip(&found.convergence.statements)
        .map(|(said, figures)| row(said, figures, weighs))
        .collect();
    let caption = "Every statement, in the order of ids";
    let mut all = Table::new("statements", caption, &STATEMENTS);
    all.rows = rows.into_iter().map(Vec::from).collect();
    match for_people {
        true => without_empty(all, 2),
        false => all,
    }
}

fn row(said: &Voted, figures: &StatementFigures, weighs: bool) -> [Cell; 11] {
    let (tally, remark) = match figures.total {
        Total::Everyone(tally) => (Some(tally), ""),
        Total::InShownGroups(tally) => (Some(tally), "counted in groups of five and more only"),
        Total::Hidden => (None, "fewer than five votes; not shown"),
    };
    let count = |of: fn(comity_analysis::common_ground::Tally) -> u32| {
        tally.map_or(Cell::Nothing, |it| Cell::Number(u64::from(of(it))))
    };
    let both = |ground: Result<Ground, NoGround>| match ground {
        Ok(it) => [Cell::decimal(it.score, 2), Cell::decimal(it.lower, 2)],
        Err(_) => [Cell::Nothing, Cell::Nothing],
    };
    let remark = match figures.among_groups {
        Err(NoGround::NobodyTookAPosition) => "nobody voted on it",
        Err(NoGround::NoPartHasASay) => "no group reaches the minimum mass",
        Err(NoGround::HiddenFigures(_)) if remark.is_empty() => {
            "a group has fewer than five votes; not shown"
        }
        _ => remark,
    };
    let remark = match figures.among_constituencies {
        Err(NoGround::HiddenFigures(_)) if remark.is_empty() => {
            "votes of a constituency are not shown"
        }
        _ => remark,
    };
    let no_weight = match weighs && figures.leave_weights_out() {
        true => "the weighted figure would say how a few voted; not shown",
        false => "",
    };
    let remarks: Vec<&str> = [remark, no_weight]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    let [score, lower] = both(figures.among_groups);
    let [declared, declared_lower] = both(figures.among_constituencies);
    let weighted = figures.weighted.and_then(|it| it.among_groups.ok());
    [
        Cell::foreign(&*said.id),
        match said.text.as_str() {
            "" => Cell::Nothing,
            text => Cell::foreign(text),
        },
        count(|it| it.agree),
        count(|it| it.pass),
        count(|it| it.disagree),
        score,
        lower,
        declared,
        declared_lower,
        weighted.map_or(Cell::Nothing, |it| Cell::decimal(it.score, 2)),
        match remarks.is_empty() {
            true => Cell::Nothing,
            false => Cell::said(remarks.join("; ")),
        },
    ]
}
