//! Who is heard: each group's part of what was done beside its part of those who are there, and how
//! evenly it is spread over them.

use std::sync::Arc;

use askama::Template;
use comity_analysis::balance::{GroupBalance, Grouping, Index, Measure};
use comity_app::findings::balance::{Balanced, grouping_name};
use comity_app::views::balance::PartyBalance;
use comity_app::views::contributions::withheld;
use comity_exchange::charts::{Curve, Intervals, LorenzCurves, Picture, Ranged};
use comity_procedure::ids::Constituency;
use comity_record::v1::vocabulary::DEVELOPMENTS;

use super::{Making, Tab, decimal, tabs, whole_percent};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::delegations::called::{development, region};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Words;

#[derive(Template)]
#[template(path = "findings/balance.html")]
struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    /// Why there are no numbers.
    trouble: Option<String>,
    /// How many contributions have words that are withheld.
    withheld: usize,
    shown: Option<Shown>,
}

struct Shown {
    parties: usize,
    /// By what parties can be put into groups: where it is, its message, and whether it is shown.
    choices: Vec<(String, &'static str, bool)>,
    /// The message of what the groups are.
    of_whom: &'static str,
    /// Whether it could not be said whose words the text is made of.
    unknown: bool,
    measures: Vec<Measured>,
    evenness: Evenness,
    making: Making,
}

/// What was done of one kind, by group.
struct Measured {
    /// The message of what is counted.
    name: &'static str,
    /// Whether nobody did any of it.
    nothing: bool,
    /// The indices, as HTML.
    drawing: String,
    groups: Vec<GroupRow>,
}

struct GroupRow {
    name: String,
    parties: usize,
    count: u128,
    share: String,
    present: String,
    index: String,
    low: String,
    high: String,
}

/// How evenly it is spread.
struct Evenness {
    /// The curves, as HTML; empty where there are none.
    drawing: String,
    /// What is counted, the mean, and the indices of Gini and Theil.
    rows: Vec<(&'static str, String, String, String)>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let made = visit.site.numbers().balance(&visit).await?;
    let size = made.size;
    let (found, trouble) = made.parted();
    Answer::page_to_keep(&Page {
        frame: visit.frame(visit.words().say("findings-balance")),
        tabs: tabs(&visit),
        trouble,
        withheld: withheld(visit.room().state()),
        shown: found.map(|it| shown(&visit, size, &it)),
    })
}

fn shown(visit: &Visit, size: u64, balance: &PartyBalance) -> Shown {
    let found = &balance.found;
    let wanted = visit.query.get("by");
    let known = Grouping::ALL
        .into_iter()
        .find(|it| grouping_name(*it) == wanted);
    let grouping = known.unwrap_or(Grouping::Constituency);
    let at = Grouping::ALL.iter().position(|it| *it == grouping);
    let groups = &found.balance.groups[at.expect("all groupings are there")];
    let groups = in_order(visit, found, grouping, groups);
    let measures = Measure::ALL.into_iter().enumerate().skip(1);
    let measures = measures.filter(|it| found.is_measured(it.1));
    Shown {
        parties: found.balance.parties,
        choices: Grouping::ALL
            .into_iter()
            .map(|it| choice(visit, it, it == grouping))
            .collect(),
        of_whom: match grouping {
            Grouping::Constituency => "table-constituency",
            Grouping::Region => "balance-region",
            Grouping::Status => "balance-status",
        },
        unknown: !found.is_measured(Measure::TakenUp),
        measures: measures
            .map(|(at, measure)| measured(visit.words(), found, grouping, &groups, (at, measure)))
            .collect(),
        evenness: evenness(visit.words(), found),
        making: Making::of(
            visit,
            size,
            std::slice::from_ref(&found.source),
            "comity balance deeds.csv",
        ),
    }
}

/// Constituencies in the order of the modalities; regions and statuses by their names.
fn in_order<'g>(
    visit: &Visit,
    found: &Balanced,
    grouping: Grouping,
    groups: &'g [GroupBalance],
) -> Vec<&'g GroupBalance> {
    let order = &visit.room().state().modalities().constituencies;
    let mut all: Vec<&GroupBalance> = groups.iter().collect();
    if grouping == Grouping::Constituency {
        all.sort_by_key(|it| {
            let name = found.name(grouping, it.label);
            order.iter().position(|known| known.as_str() == name)
        });
    }
    all
}

fn choice(visit: &Visit, grouping: Grouping, current: bool) -> (String, &'static str, bool) {
    let rest = match grouping {
        Grouping::Constituency => "/findings/balance".to_owned(),
        other => format!("/findings/balance?by={}", grouping_name(other)),
    };
    (visit.room().at(&rest), named_grouping(grouping), current)
}

fn named_grouping(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Constituency => "balance-by-constituency",
        Grouping::Region => "balance-by-region",
        Grouping::Status => "balance-by-status",
    }
}

fn named_measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Present => "balance-present",
        Measure::Contributions => "balance-contributions",
        Measure::Proposals => "balance-proposals",
        Measure::Words => "balance-words",
        Measure::TakenUp => "balance-taken-up",
    }
}

/// What a group is called.
fn called(words: &Words, grouping: Grouping, name: &str) -> String {
    match grouping {
        _ if name.is_empty() => words.say("balance-not-said"),
        Grouping::Constituency => match Constituency::new(name) {
            Ok(known) => crate::pages::constituency(words, &known),
            Err(_) => name.to_owned(),
        },
        Grouping::Region => region(words, name),
        Grouping::Status => match DEVELOPMENTS.iter().find(|it| it.0 == name) {
            Some((_, known)) => words.say(development(*known)),
            None => name.to_owned(),
        },
    }
}

fn measured(
    words: &Words,
    found: &Balanced,
    grouping: Grouping,
    groups: &[&GroupBalance],
    (at, measure): (usize, Measure),
) -> Measured {
    let rows = groups.iter().map(|group| {
        let part = &group.parts[at];
        let index = match part.index {
            Index::Known { value, low, high } => Some([value, low, high]),
            Index::NothingDone | Index::NotPresent => None,
        };
        let name = called(words, grouping, found.name(grouping, group.label));
        let of = |at: usize| decimal(index.map(|it| it[at]));
        let share = |share: Option<f64>| match share {
            Some(share) => words.say1("balance-share", "percent", whole_percent(share)),
            None => "\u{2013}".to_owned(),
        };
        let row = GroupRow {
            parties: group.parties,
            count: part.count,
            share: share(part.share),
            present: share(group.parts[0].share),
            index: of(0),
            low: of(1),
            high: of(2),
            name: name.clone(),
        };
        (row, Ranged { name, index })
    });
    let (groups, ranged): (Vec<GroupRow>, Vec<Ranged>) = rows.unzip();
    let nothing = groups.iter().all(|it| it.count == 0);
    Measured {
        name: named_measure(measure),
        nothing,
        drawing: Picture::Intervals(Intervals { groups: ranged }).draw(),
        groups,
    }
}

fn evenness(words: &Words, found: &Balanced) -> Evenness {
    let all = Measure::ALL.into_iter().zip(&found.balance.spreads).skip(1);
    let all = all.filter(|it| found.is_measured(it.0));
    let known = all.filter_map(|(measure, spread)| Some((measure, spread.as_ref().ok()?)));
    let mut curves = Vec::new();
    let mut rows = Vec::new();
    for (measure, spread) in known {
        let name = named_measure(measure);
        curves.push(Curve {
            name: words.say(name),
            points: spread
                .lorenz
                .iter()
                .map(|it| (it.people, it.held))
                .collect(),
            gini: Some(spread.gini),
        });
        let [mean, gini, theil] = [spread.mean, spread.gini, spread.theil]
            .map(Some)
            .map(decimal);
        rows.push((name, mean, gini, theil));
    }
    let picture = Picture::Lorenz(LorenzCurves {
        along: words.say("balance-along"),
        gini: words.say("balance-gini"),
        curves,
    });
    Evenness {
        drawing: match rows.is_empty() {
            true => String::new(),
            false => picture.draw(),
        },
        rows,
    }
}
