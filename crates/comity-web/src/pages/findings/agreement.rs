//! Where agreement lies: common ground of each text that positions were taken on, in reading
//! order; opinion groups; texts that stand for everyone.

use std::sync::Arc;

use askama::Template;
use comity_analysis::common_ground::Ground;
use comity_analysis::converge::{Group, Outcome};
use comity_analysis::groups::NoGroups;
use comity_analysis::representative::Stance;
use comity_analysis::slates::Among;
use comity_app::findings::converge::{Rule, SLATE, Slated, letter};
use comity_app::views::agreement::{Agreement, Placed, TextAgreement};
use comity_app::views::changes::bearing;
use comity_app::views::{has_full_rights, party};
use comity_exchange::charts::{Level, OpinionMap, Picture, Point, strip};
use comity_procedure::State;
use comity_procedure::act::Subject;
use comity_procedure::ids::Constituency;
use comity_text::ProvisionId;
use data_encoding::HEXLOWER;

use super::{Making, Tab, decimal, percent, tabs, text_language};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::letters::without_unseen;
use crate::pages::text::Turning;
use crate::problem::Problem;
use crate::said::{Names, Place, first_words};
use crate::visit::Visit;
use crate::words::Words;

/// The most texts of one page.
const TEXTS_OF_A_PAGE: usize = 40;

/// The most that a list says of each text, in characters.
const MAX_START_CHARS: usize = 110;

/// The most provisions that are named of those that a proposal is about.
const MAX_ABOUT: usize = 3;

#[derive(Template)]
#[template(path = "findings/agreement.html")]
struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    /// Where the objections are.
    ledger: String,
    /// The language of the text.
    language: String,
    /// Why there are no numbers.
    trouble: Option<String>,
    shown: Option<Shown>,
}

struct Shown {
    /// How many positions of how many delegations on how many texts, as a sentence.
    counts: String,
    /// What can be chosen to be shown: where it is, its message, and whether it is shown.
    choices: Vec<(String, &'static str, bool)>,
    /// What the figure that is not by constituency is of.
    among: &'static str,
    constituencies: Vec<Part>,
    rows: Vec<Row>,
    turning: Turning,
    opinion: Opinion,
    slates: Vec<SlateRow>,
    making: Making,
}

/// A constituency that can be heard.
struct Part {
    /// Its place in the numbers; none where it has taken no position.
    at: Option<usize>,
    name: String,
}

/// A text and how far all can live with it.
struct Row {
    on: Place,
    /// What a proposal is about.
    about: Vec<Place>,
    /// Whether it is about more than that.
    about_more: bool,
    /// What it says, or why it is proposed.
    start: String,
    /// The bar, with a tick for each constituency that has spoken.
    strip: String,
    score: String,
    at_least: String,
    among_groups: String,
    by_constituency: Vec<String>,
    /// How many can live with it and how many object, as a sentence.
    said: String,
    /// How many constituencies have spoken, as a sentence.
    spoken: String,
    /// The constituencies from which somebody objects.
    objecting: Vec<String>,
}

/// Opinion groups, or why there are none.
struct Opinion {
    /// The message that says how it stands with them, as a sentence.
    sentence: String,
    /// The map, as HTML; empty where nobody could be placed, or nobody differs from another.
    map: String,
    /// How much of what they differ in the map shows, as a sentence.
    shows: String,
    /// Each delegation that could be placed.
    places: Vec<OnMap>,
    groups: Vec<GroupRow>,
}

/// A delegation on the map.
struct OnMap {
    /// Its number on the map.
    number: usize,
    /// As HTML.
    who: String,
    group: String,
    first: String,
    second: String,
}

struct GroupRow {
    name: String,
    /// Its delegations, as HTML.
    members: Vec<String>,
    particular: Vec<Particular>,
}

/// A text that is particular to a group.
struct Particular {
    /// How many of the group take which stance on it, as a sentence.
    stance: String,
    on: Place,
    start: String,
}

/// Texts that stand for everyone, by one rule.
struct SlateRow {
    rule: &'static str,
    /// In reading order.
    texts: Vec<Place>,
    /// Whether any group that is large enough is left out, as a sentence.
    verdict: String,
    covered: String,
    /// What is left out most, as a sentence.
    worst: Option<String>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let made = visit.site.numbers().agreement(&visit).await?;
    let size = made.size;
    let (found, trouble) = made.parted();
    Answer::page_to_keep(&Page {
        frame: visit.frame(visit.words().say("findings-agreement")),
        tabs: tabs(&visit),
        ledger: visit.room().at("/ledger"),
        language: text_language(&visit),
        trouble,
        shown: found.map(|it| shown(&visit, size, &it)),
    })
}

fn shown(visit: &Visit, size: u64, agreement: &Agreement) -> Shown {
    let names = Names::of(visit);
    let found = &agreement.found.convergence;
    let only = match visit.query.get("on") {
        "provisions" => "provisions",
        "proposals" => "proposals",
        _ => "",
    };
    let is_wanted = |it: &TextAgreement<'_>| match &it.listed.subject {
        Subject::Provision(_) => only != "proposals",
        Subject::Proposal(_) => only != "provisions",
    };
    let all: Vec<TextAgreement<'_>> = agreement.texts().filter(is_wanted).collect();
    let pages = all.len().div_ceil(TEXTS_OF_A_PAGE).max(1);
    let turning = Turning::to(visit, pages, None);
    let from = (turning.page - 1) * TEXTS_OF_A_PAGE;
    let constituencies = constituencies(visit, agreement);
    let rows = all.iter().skip(from).take(TEXTS_OF_A_PAGE);
    let command = "comity converge positions.csv --statements subjects.csv \\\n    \
                   --participants delegations.csv --delegations";
    let making = Making {
        seeded: Some((found.seed, HEXLOWER.encode(&agreement.found.input_hash))),
        ..Making::of(visit, size, &agreement.found.sources, command)
    };
    Shown {
        counts: visit.words().with(
            "agreement-counts",
            &[
                ("positions", &found.counts.votes),
                ("delegations", &found.counts.participants),
                ("texts", &found.counts.statements),
            ],
        ),
        choices: choices(visit, only),
        rows: rows
            .map(|it| row(visit, &names, it, &constituencies))
            .collect(),
        turning,
        opinion: opinion(visit, &names, agreement),
        // Where there are no more than a slate has, all of them are on it.
        slates: match found.counts.statements > SLATE {
            true => slates(visit, &names, agreement),
            false => Vec::new(),
        },
        making,
        among: match &found.outcome {
            Outcome::Groups(..) => "ground-among-groups",
            _ => "ground-everyone",
        },
        constituencies,
    }
}

fn choices(visit: &Visit, only: &str) -> Vec<(String, &'static str, bool)> {
    let choice = |(value, message): (&str, &'static str)| {
        let rest = match value {
            "" => "/findings".to_owned(),
            value => format!("/findings?on={value}"),
        };
        (visit.room().at(&rest), message, value == only)
    };
    [
        ("", "agreement-on-all"),
        ("provisions", "agreement-on-provisions"),
        ("proposals", "agreement-on-proposals"),
    ]
    .map(choice)
    .into()
}

/// The constituencies that can be heard, in the order of the modalities: those of delegations that
/// take part in deciding, and those that any position is from, though modalities may have dropped
/// them since.
fn constituencies(visit: &Visit, agreement: &Agreement) -> Vec<Part> {
    let state = visit.room().state();
    let names = &agreement.found.constituencies;
    let known = &state.modalities().constituencies;
    let called = |it: &Constituency| crate::pages::constituency(visit.words(), it);
    let is_there = |it: &Constituency| {
        let mut all = state.delegations().values();
        all.any(|delegation| delegation.constituency == *it && has_full_rights(delegation))
    };
    let heard = known.iter().filter_map(|it| {
        let at = names.iter().position(|name| name == it.as_str());
        let name = called(it);
        (at.is_some() || is_there(it)).then_some(Part { at, name })
    });
    let dropped = names.iter().enumerate().filter_map(|(at, name)| {
        let constituency = Constituency::new(name.as_str()).ok()?;
        let name = called(&constituency);
        let at = Some(at);
        (!known.contains(&constituency)).then_some(Part { at, name })
    });
    heard.chain(dropped).collect()
}

fn row(visit: &Visit, names: &Names, text: &TextAgreement<'_>, parts: &[Part]) -> Row {
    let words = visit.words();
    let state = visit.room().state();
    let level = |part: &Part| text.by_constituency[part.at?];
    let levels: Vec<Option<f64>> = parts.iter().map(level).collect();
    let ticks: Vec<f64> = levels.iter().flatten().copied().collect();
    let together = text.together.map(|it| Level {
        score: it.score,
        // Of those who have not spoken nothing is certain.
        at_least: Some(it.lower).filter(|_| ticks.len() == parts.len()),
    });
    let score = |ground: Option<Ground>| decimal(ground.map(|it| it.score));
    let objects = |it: &&Part| it.at.is_some_and(|at| text.objecting.contains(&at));
    let (about, about_more) = about(state, names, &text.listed.subject);
    Row {
        on: names.subject(&text.listed.subject),
        about,
        about_more,
        start: first_words(&text.listed.words, MAX_START_CHARS),
        strip: together.map_or_else(String::new, |it| strip(it, &ticks)),
        score: score(text.together),
        at_least: decimal(together.and_then(|it| it.at_least)),
        among_groups: score(text.among_groups),
        by_constituency: levels.iter().map(|it| decimal(*it)).collect(),
        said: words.say2(
            "ground-said",
            &("agree", text.tally.agree),
            &("object", text.tally.disagree),
        ),
        spoken: words.say2(
            "ground-spoken",
            &("spoken", ticks.len()),
            &("all", parts.len()),
        ),
        objecting: parts
            .iter()
            .filter(objects)
            .map(|it| it.name.clone())
            .collect(),
    }
}

/// The first provisions of the text that a proposal asks something of, none for what it would add,
/// and whether there are more.
fn about(state: &State, names: &Names, subject: &Subject) -> (Vec<Place>, bool) {
    let Subject::Proposal(id) = subject else {
        return (Vec::new(), false);
    };
    let found = state.proposals().get(id);
    let changes = found.map(|it| it.version().changes.list.iter());
    let text = state.current().map(|it| &it.instrument);
    let stands = |it: &ProvisionId| text.is_some_and(|text| text.get(it).is_some());
    let all = changes.into_iter().flatten().flat_map(bearing);
    let mut all: Vec<ProvisionId> = all.filter(stands).collect();
    all.dedup();
    let first = all.iter().take(MAX_ABOUT).map(|it| names.provision(it));
    (first.collect(), all.len() > MAX_ABOUT)
}

fn opinion(visit: &Visit, names: &Names, agreement: &Agreement) -> Opinion {
    let words = visit.words();
    let found = &agreement.found.convergence;
    let sentence = match &found.outcome {
        Outcome::Groups(groups, _) => words.say1("opinion-groups", "count", groups.len()),
        Outcome::NotStable(parting) => words.say1("opinion-not-stable", "count", parting.count),
        Outcome::None(NoGroups::TooFewPlaced { placed }) => words.say2(
            "opinion-too-few",
            &("placed", *placed),
            &("needed", found.counts.needed_positions),
        ),
        Outcome::None(NoGroups::NothingVaries) => words.say("opinion-nothing-varies"),
        Outcome::None(NoGroups::NoneStandOut { .. }) => words.say("opinion-none-stand-out"),
    };
    let groups: &[Group] = match &found.outcome {
        Outcome::Groups(groups, _) => groups,
        _ => &[],
    };
    let group_name = |at: usize| words.say1("opinion-group", "letter", letter(at).to_string());
    let state = visit.room().state();
    let stand = agreement.placed(state.modalities());
    let axis = |at: usize| {
        let share = found.spectrum.get(at).copied().unwrap_or(0.0);
        let share = (share.clamp(0.0, 1.0) * 100.0).round() as u64;
        let said = words.say2("opinion-axis", &("number", at + 1), &("share", share));
        without_unseen(&said)
    };
    let picture = Picture::Map(OpinionMap {
        points: points(&stand),
        groups: (0..groups.len())
            .map(|it| without_unseen(&group_name(it)))
            .collect(),
        axes: [axis(0), axis(1)],
    });
    let places = stand.iter().zip(1..).map(|(it, number)| {
        let [first, second] = it.place.map(Some).map(decimal);
        OnMap {
            number,
            who: party(state, it.delegation).map_or_else(String::new, |it| names.party(&it)),
            group: it.group.map_or_else(String::new, group_name),
            first,
            second,
        }
    });
    let shares = found.spectrum.iter().take(2).sum::<f64>();
    let shows = (shares.clamp(0.0, 1.0) * 100.0).round() as u64;
    Opinion {
        sentence,
        map: match stand.is_empty() || found.spectrum.is_empty() {
            true => String::new(),
            false => picture.draw(),
        },
        shows: words.say1("opinion-shows", "share", shows),
        places: places.collect(),
        groups: groups
            .iter()
            .enumerate()
            .map(|(at, group)| {
                group_row(
                    visit,
                    names,
                    (agreement, &stand),
                    (at, group_name(at)),
                    group,
                )
            })
            .collect(),
    }
}

/// The points of the map: those who stand in one place are one point, with all of their numbers.
fn points(stand: &[Placed<'_>]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for (it, number) in stand.iter().zip(1..) {
        let [x, y] = it.place;
        let same = |point: &&mut Point| point.x == x && point.y == y && point.group == it.group;
        match points.iter_mut().find(same) {
            Some(point) => {
                point.mass += 1.0;
                point.name.push_str(&format!(" {number}"));
            }
            None => points.push(Point {
                x,
                y,
                mass: 1.0,
                group: it.group,
                name: format!("{number}"),
            }),
        }
    }
    points
}

fn group_row(
    visit: &Visit,
    names: &Names,
    (agreement, stand): (&Agreement, &[Placed<'_>]),
    (at, name): (usize, String),
    group: &Group,
) -> GroupRow {
    let state = visit.room().state();
    let own = stand.iter().filter(|it| it.group == Some(at));
    let named = |it: &Placed<'_>| party(state, it.delegation).map(|it| names.party(&it));
    let particular = group.representative.iter().map(|it| {
        let listed = agreement.subject(it.statement);
        let stance = match it.stance {
            Stance::Agrees => "opinion-agrees",
            Stance::Disagrees => "opinion-disagrees",
        };
        let figures = &agreement.found.convergence.statements[it.statement];
        let tally = figures.by_group[at].shown().unwrap_or_default();
        let count = match it.stance {
            Stance::Agrees => tally.agree,
            Stance::Disagrees => tally.disagree,
        };
        Particular {
            stance: visit
                .words()
                .say2(stance, &("count", count), &("all", group.size)),
            on: names.subject(&listed.subject),
            start: first_words(&listed.words, MAX_START_CHARS),
        }
    });
    GroupRow {
        name,
        members: own.filter_map(named).collect(),
        particular: particular.collect(),
    }
}

fn slates(visit: &Visit, names: &Names, agreement: &Agreement) -> Vec<SlateRow> {
    let all = agreement.found.slates.iter();
    all.map(|slated| slate_row(visit.words(), names, agreement, slated))
        .collect()
}

fn slate_row(words: &Words, names: &Names, agreement: &Agreement, slated: &Slated) -> SlateRow {
    let Slated {
        rule, slate, shown, ..
    } = slated;
    let mut order: Vec<u32> = slate.statements.clone();
    order.sort_by_key(|it| agreement.reading_place(*it as usize));
    let subject = |at: u32| names.subject(&agreement.subject(at as usize).subject);
    let covered = shown.covered.unwrap_or(0);
    // As many as are entitled to one text of so many.
    let size = shown.participants.div_ceil(slate.statements.len().max(1));
    let holds = slated.holds(Among::All);
    let claim = |sentence: &str| {
        let worst = shown.worst?;
        Some(words.with(
            sentence,
            &[
                ("count", &worst.people.unwrap_or(0)),
                ("text", &subject(worst.statement).name),
                ("level", &worst.level),
            ],
        ))
    };
    SlateRow {
        rule: match rule {
            Rule::Phragmen => "slate-phragmen",
            Rule::Proportional => "slate-proportional",
            Rule::CommonGround => "slate-common-ground",
        },
        texts: order.iter().map(|it| subject(*it)).collect(),
        verdict: match holds {
            true => words.say1("slate-holds", "size", size),
            false => claim("slate-violated").unwrap_or_default(),
        },
        covered: words.with(
            "slate-covered",
            &[
                ("covered", &covered),
                ("all", &shown.participants),
                ("percent", &percent(covered, shown.participants)),
            ],
        ),
        worst: claim("slate-worst").filter(|_| holds),
    }
}
