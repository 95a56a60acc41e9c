//! A finding of agreement as JSON: what `docs/formats/converge.md` promises.

use comity_analysis::common_ground::{
    Agreement, Clones, Count, Ground, Kind, NoGround, StatementFigures, Tally, Total,
};
use comity_analysis::converge::{Group, Outcome, Parting, Settings, Trials};
use comity_analysis::groups::{MapPoint, NoGroups};
use comity_analysis::representative::Stance;
use comity_analysis::slates::Among;
use comity_analysis::stability::{Badge, Runs, Stability};
use data_encoding::HEXLOWER;
use serde::Serialize;

use super::{Converged, Slated};
use crate::findings::mirror::{
    JsonNotice, JsonSource, PROGRAM, VERSION, notices, sources, written,
};

/// Writes a finding as JSON, one line.
#[must_use]
pub fn json(found: &Converged) -> String {
    let of = &found.convergence;
    let counts = &of.counts;
    let names = Names { found };
    written(&JsonConverged {
        version: VERSION,
        finding: "converge",
        mode: "default",
        program: PROGRAM,
        method: of.method,
        sources: sources(&found.sources),
        input_hash: HEXLOWER.encode(&found.input_hash),
        seed: of.seed.to_string(),
        settings: settings(&of.settings),
        counts: JsonCounts {
            participants: counts.participants,
            with_positions: counts.with_positions,
            placed: counts.placed,
            needed_positions: counts.needed_positions,
            statements: counts.statements,
            seen_statements: counts.seen_statements,
            votes: counts.votes,
            repeated: counts.repeated.ballots,
            largest_repeated: counts.repeated.largest,
            replaced: found.replaced,
        },
        spectrum: &of.spectrum,
        groups: names.outcome(&of.outcome),
        map: of.map.iter().map(point).collect(),
        constituencies: found
            .constituencies
            .iter()
            .zip(&of.constituencies)
            .map(|(name, it)| JsonConstituency {
                name,
                size: it.size,
                has_say: it.has_say,
            })
            .collect(),
        statements: names.statements(),
        slates: found.slates.iter().map(|it| names.slate(it)).collect(),
        notices: notices(&found.notices),
    })
}

/// The letter that a group is called by.
#[must_use]
pub fn letter(group: usize) -> String {
    let letter = u8::try_from(group).map_or('Z', |it| char::from(b'A' + it.min(25)));
    letter.to_string()
}

#[derive(Serialize)]
struct JsonConverged<'f> {
    version: u64,
    finding: &'static str,
    mode: &'static str,
    program: &'static str,
    method: u32,
    sources: Vec<JsonSource<'f>>,
    input_hash: String,
    seed: String,
    settings: JsonSettings,
    counts: JsonCounts,
    spectrum: &'f [f64],
    groups: JsonGroups<'f>,
    map: Vec<JsonPoint>,
    constituencies: Vec<JsonConstituency<'f>>,
    statements: Vec<JsonStatement<'f>>,
    slates: Vec<JsonSlate<'f>>,
    notices: Vec<JsonNotice<'f>>,
}

#[derive(Serialize)]
struct JsonSettings {
    positions_of: &'static str,
    alpha: f64,
    trials: bool,
    minimum_mass: Option<JsonMass>,
    clones: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonMass {
    share: f64,
    persons: usize,
}

fn settings(settings: &Settings) -> JsonSettings {
    let (positions_of, mass, clones) = match settings.kind {
        Kind::Delegations => ("delegations", None, None),
        Kind::Ballots {
            minimum_mass,
            clones,
        } => {
            let mass = JsonMass {
                share: minimum_mass.share,
                persons: minimum_mass.persons,
            };
            let clones = match clones {
                Clones::InFull => "in_full",
                Clones::AsOne => "as_one",
            };
            ("individuals", Some(mass), Some(clones))
        }
    };
    JsonSettings {
        positions_of,
        alpha: settings.alpha,
        trials: settings.trials == Trials::Run,
        minimum_mass: mass,
        clones,
    }
}

#[derive(Serialize)]
struct JsonCounts {
    participants: usize,
    with_positions: usize,
    placed: usize,
    needed_positions: usize,
    statements: usize,
    seen_statements: usize,
    votes: usize,
    repeated: usize,
    largest_repeated: usize,
    replaced: usize,
}

#[derive(Serialize)]
struct JsonGroups<'f> {
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<JsonWhy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parting: Option<JsonParting>,
    groups: Vec<JsonGroup<'f>>,
}

#[derive(Serialize)]
struct JsonWhy {
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    placed: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excess: Option<f64>,
}

#[derive(Serialize)]
struct JsonParting {
    count: usize,
    dimensions: usize,
    silhouette: f64,
    silhouette_without_groups: f64,
    stability: Option<JsonStability>,
}

#[derive(Serialize)]
struct JsonStability {
    badge: &'static str,
    bootstraps: JsonRuns,
    dropouts: JsonRuns,
}

#[derive(Serialize)]
struct JsonRuns {
    agreement: f64,
    least: f64,
    counts: Vec<usize>,
}

#[derive(Serialize)]
struct JsonGroup<'f> {
    id: String,
    size: usize,
    has_say: bool,
    centre: &'f [f64],
    representative: Vec<JsonRepresentative<'f>>,
}

#[derive(Serialize)]
struct JsonRepresentative<'f> {
    statement: &'f str,
    stance: &'static str,
    share: f64,
    relative: f64,
    clear: f64,
    distinct: f64,
}

/// A heap of people on the map.
#[derive(Serialize)]
pub(super) struct JsonPoint {
    x: f64,
    y: f64,
    persons: usize,
    group: Option<String>,
}

impl JsonPoint {
    pub(super) fn new([x, y]: [f64; 2], persons: usize, group: Option<usize>) -> JsonPoint {
        JsonPoint {
            x,
            y,
            persons,
            group: group.map(letter),
        }
    }
}

#[derive(Serialize)]
struct JsonConstituency<'f> {
    name: &'f str,
    size: Option<usize>,
    has_say: bool,
}

#[derive(Serialize)]
struct JsonStatement<'f> {
    id: &'f str,
    text: &'f str,
    total: JsonTotal,
    by_group: Vec<Option<JsonTally>>,
    by_constituency: Vec<Option<JsonTally>>,
    among_groups: JsonGround<'f>,
    among_constituencies: JsonGround<'f>,
    weighted: Option<JsonWeighted<'f>>,
}

#[derive(Serialize)]
struct JsonTotal {
    of: &'static str,
    tally: Option<JsonTally>,
}

#[derive(Serialize)]
struct JsonTally {
    agree: u32,
    disagree: u32,
    pass: u32,
    effective: f64,
    lower: f64,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonGround<'f> {
    Known {
        score: f64,
        lower: f64,
    },
    Unknown {
        why: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        part: Option<&'f str>,
    },
}

#[derive(Serialize)]
struct JsonWeighted<'f> {
    agrees: f64,
    disagrees: f64,
    effective: f64,
    lower: f64,
    among_groups: JsonGround<'f>,
}

#[derive(Serialize)]
struct JsonSlate<'f> {
    rule: &'static str,
    size: usize,
    statements: Vec<&'f str>,
    participants: usize,
    agreeing: Option<usize>,
    covered: Option<usize>,
    certificate: JsonCertificate,
    worst: Option<JsonWorst<'f>>,
}

#[derive(Serialize)]
struct JsonCertificate {
    holds: bool,
    holds_among_agreeing: bool,
}

#[derive(Serialize)]
struct JsonWorst<'f> {
    statement: &'f str,
    level: usize,
    people: Option<usize>,
    ratio: Option<f64>,
}

struct Names<'f> {
    found: &'f Converged,
}

impl<'f> Names<'f> {
    fn id(&self, statement: usize) -> &'f str {
        &self.found.statements[statement].id
    }

    fn outcome(&self, outcome: &'f Outcome) -> JsonGroups<'f> {
        match outcome {
            Outcome::Groups(groups, tried) => JsonGroups {
                outcome: "groups",
                why: None,
                parting: Some(parting(tried)),
                groups: groups.iter().enumerate().map(|it| self.group(it)).collect(),
            },
            Outcome::NotStable(tried) => JsonGroups {
                outcome: "not_stable",
                why: None,
                parting: Some(parting(tried)),
                groups: Vec::new(),
            },
            Outcome::None(why) => JsonGroups {
                outcome: "none",
                why: Some(no_groups(why)),
                parting: None,
                groups: Vec::new(),
            },
        }
    }

    fn group(&self, (at, group): (usize, &'f Group)) -> JsonGroup<'f> {
        let particular = group.representative.iter().map(|it| JsonRepresentative {
            statement: self.id(it.statement),
            stance: match it.stance {
                Stance::Agrees => "agree",
                Stance::Disagrees => "disagree",
            },
            share: it.share,
            relative: it.relative,
            clear: it.clear,
            distinct: it.distinct,
        });
        JsonGroup {
            id: letter(at),
            size: group.size,
            has_say: group.has_say,
            centre: &group.centre,
            representative: particular.collect(),
        }
    }

    fn statements(&self) -> Vec<JsonStatement<'f>> {
        let figures = &self.found.convergence.statements;
        let both = self.found.statements.iter().zip(figures);
        let each = both.map(|(said, figures)| JsonStatement {
            id: &said.id,
            text: &said.text,
            total: total(figures.total),
            by_group: figures.by_group.iter().map(tally).collect(),
            by_constituency: figures.by_constituency.iter().map(tally).collect(),
            among_groups: self.ground(figures.among_groups, false),
            among_constituencies: self.ground(figures.among_constituencies, true),
            weighted: self.weighted(figures),
        });
        each.collect()
    }

    fn weighted(&self, figures: &StatementFigures) -> Option<JsonWeighted<'f>> {
        let weighted = figures.weighted?;
        let Agreement {
            agrees,
            disagrees,
            effective,
            lower,
        } = weighted.total;
        Some(JsonWeighted {
            agrees,
            disagrees,
            effective,
            lower,
            among_groups: self.ground(weighted.among_groups, false),
        })
    }

    fn ground(&self, ground: Result<Ground, NoGround>, declared: bool) -> JsonGround<'f> {
        let unknown = |why| JsonGround::Unknown { why, part: None };
        match ground {
            Ok(Ground { score, lower }) => JsonGround::Known { score, lower },
            Err(NoGround::NobodyTookAPosition) => unknown("nobody_took_a_position"),
            Err(NoGround::NoParts) => unknown("no_parts"),
            Err(NoGround::NoPartHasASay) => unknown("no_part_has_a_say"),
            Err(NoGround::HiddenFigures(part)) => JsonGround::Unknown {
                why: "hidden_figures",
                part: declared.then(|| self.found.constituencies[part].as_str()),
            },
        }
    }

    fn slate(&self, slated: &Slated) -> JsonSlate<'f> {
        let shown = &slated.shown;
        let statements = slated.slate.statements.iter();
        JsonSlate {
            rule: slated.rule.name(),
            size: slated.slate.size,
            statements: statements.map(|it| self.id(*it as usize)).collect(),
            participants: shown.participants,
            agreeing: shown.agreeing,
            covered: shown.covered,
            certificate: JsonCertificate {
                holds: slated.holds(Among::All),
                holds_among_agreeing: slated.holds(Among::Agreeing),
            },
            worst: shown.worst.map(|it| JsonWorst {
                statement: self.id(it.statement as usize),
                level: it.level,
                people: it.people,
                ratio: it.ratio,
            }),
        }
    }
}

fn no_groups(why: &NoGroups) -> JsonWhy {
    let (reason, placed, excess) = match why {
        NoGroups::TooFewPlaced { placed } => ("too_few_placed", Some(*placed), None),
        NoGroups::NothingVaries => ("nothing_varies", None, None),
        NoGroups::NoneStandOut { excess } => ("none_stand_out", None, *excess),
    };
    JsonWhy {
        reason,
        placed,
        excess,
    }
}

fn parting(parting: &Parting) -> JsonParting {
    JsonParting {
        count: parting.count,
        dimensions: parting.dimensions,
        silhouette: parting.silhouette,
        silhouette_without_groups: parting.silhouette_without_groups,
        stability: parting.stability.as_ref().map(stability),
    }
}

fn stability(stability: &Stability) -> JsonStability {
    let runs = |runs: &Runs| JsonRuns {
        agreement: runs.agreement,
        least: runs.least,
        counts: runs.counts.to_vec(),
    };
    JsonStability {
        badge: match stability.badge {
            Badge::Stable => "stable",
            Badge::NotStable => "not_stable",
        },
        bootstraps: runs(&stability.bootstraps),
        dropouts: runs(&stability.dropouts),
    }
}

fn point(point: &MapPoint) -> JsonPoint {
    JsonPoint::new(
        [point.x, point.y],
        point.persons,
        point.group.map(usize::from),
    )
}

fn total(total: Total) -> JsonTotal {
    let (of, tally) = match total {
        Total::Everyone(tally) => ("everyone", Some(tally)),
        Total::InShownGroups(tally) => ("shown_groups", Some(tally)),
        Total::Hidden => ("hidden", None),
    };
    let tally = tally.map(counted);
    JsonTotal { of, tally }
}

fn tally(count: &Count) -> Option<JsonTally> {
    count.shown().map(counted)
}

fn counted(tally: Tally) -> JsonTally {
    let agreement = tally.agreement();
    JsonTally {
        agree: tally.agree,
        disagree: tally.disagree,
        pass: tally.pass,
        effective: agreement.effective,
        lower: agreement.lower,
    }
}
