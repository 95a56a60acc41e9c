//! A finding of balance as JSON: what `docs/formats/balance.md` promises.

use comity_analysis::balance::{Grouping, Index, Measure, Spread};
use comity_analysis::distribution::Undistributed;
use serde::Serialize;

use super::{Balanced, grouping_name, measure_name};
use crate::findings::mirror::{
    JsonNotice, JsonSource, PROGRAM, VERSION, notices, sources, written,
};

/// Writes a finding as JSON, one line. Measures and groupings that the file does not have are left
/// out.
#[must_use]
pub fn json(found: &Balanced) -> String {
    let groupings = Grouping::ALL.iter().filter(|it| found.is_grouped(**it));
    let measures = Measure::ALL.iter().enumerate();
    let measures = measures.filter(|it| found.is_measured(*it.1));
    written(&JsonBalanced {
        version: VERSION,
        finding: "balance",
        program: PROGRAM,
        sources: sources(std::slice::from_ref(&found.source)),
        delegations: found.balance.parties,
        groupings: groupings.map(|it| grouping(found, *it)).collect(),
        spreads: measures.map(|(at, it)| spread(found, at, *it)).collect(),
        notices: notices(&found.notices),
    })
}

#[derive(Serialize)]
struct JsonBalanced<'f> {
    version: u64,
    finding: &'static str,
    program: &'static str,
    sources: Vec<JsonSource<'f>>,
    delegations: usize,
    groupings: Vec<JsonGrouping<'f>>,
    spreads: Vec<JsonSpread>,
    notices: Vec<JsonNotice<'f>>,
}

#[derive(Serialize)]
struct JsonGrouping<'f> {
    by: &'static str,
    groups: Vec<JsonGroup<'f>>,
}

#[derive(Serialize)]
struct JsonGroup<'f> {
    name: &'f str,
    delegations: usize,
    parts: Vec<JsonPart>,
}

#[derive(Serialize)]
struct JsonPart {
    measure: &'static str,
    count: u64,
    share: Option<f64>,
    index: JsonIndex,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonIndex {
    Known { value: f64, low: f64, high: f64 },
    Unknown { why: &'static str },
}

#[derive(Serialize)]
struct JsonSpread {
    measure: &'static str,
    #[serde(flatten)]
    spread: JsonSpreadOr,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonSpreadOr {
    Known {
        mean: f64,
        gini: f64,
        theil: f64,
        theil_by: Vec<JsonTheil>,
        lorenz: Vec<[f64; 2]>,
    },
    Unknown {
        why: &'static str,
    },
}

#[derive(Serialize)]
struct JsonTheil {
    by: &'static str,
    between: f64,
    within: f64,
}

fn grouping<'f>(found: &'f Balanced, by: Grouping) -> JsonGrouping<'f> {
    let at = Grouping::ALL.iter().position(|it| *it == by);
    let groups = &found.balance.groups[at.expect("all groupings are there")];
    let each = groups.iter().map(|group| {
        let parts = Measure::ALL.into_iter().zip(&group.parts);
        let parts = parts.filter(|it| found.is_measured(it.0));
        JsonGroup {
            name: found.name(by, group.label),
            delegations: group.parties,
            parts: parts
                .map(|(measure, part)| JsonPart {
                    measure: measure_name(measure),
                    count: u64::try_from(part.count).expect("a reader has a limit"),
                    share: part.share,
                    index: index(part.index),
                })
                .collect(),
        }
    });
    JsonGrouping {
        by: grouping_name(by),
        groups: each.collect(),
    }
}

fn index(index: Index) -> JsonIndex {
    match index {
        Index::Known { value, low, high } => JsonIndex::Known { value, low, high },
        Index::NothingDone => JsonIndex::Unknown {
            why: "nothing_done",
        },
        Index::NotPresent => JsonIndex::Unknown { why: "not_present" },
    }
}

fn spread(found: &Balanced, at: usize, measure: Measure) -> JsonSpread {
    let spread = match &found.balance.spreads[at] {
        Ok(spread) => known(found, spread),
        Err(why) => JsonSpreadOr::Unknown {
            why: undistributed(*why),
        },
    };
    JsonSpread {
        measure: measure_name(measure),
        spread,
    }
}

fn known(found: &Balanced, spread: &Spread) -> JsonSpreadOr {
    let by = Grouping::ALL.into_iter().zip(&spread.decompositions);
    let by = by.filter(|it| found.is_grouped(it.0));
    JsonSpreadOr::Known {
        mean: spread.mean,
        gini: spread.gini,
        theil: spread.theil,
        theil_by: by
            .map(|(grouping, it)| JsonTheil {
                by: grouping_name(grouping),
                between: it.between,
                within: it.within,
            })
            .collect(),
        lorenz: spread
            .lorenz
            .iter()
            .map(|it| [it.people, it.held])
            .collect(),
    }
}

fn undistributed(why: Undistributed) -> &'static str {
    match why {
        Undistributed::Nobody => "nobody",
        Undistributed::Nothing => "nothing_done",
        Undistributed::Unusable(_) => "unusable",
    }
}
