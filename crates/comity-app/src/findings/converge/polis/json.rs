//! A finding of the compatibility mode as JSON: what `docs/formats/converge.md` promises.

use comity_analysis::compatibility::{Direction, METHOD, Tally};
use data_encoding::HEXLOWER;
use serde::Serialize;

use super::{Compatible, Particular};
use crate::findings::converge::json::{JsonPoint, letter};
use crate::findings::mirror::{
    JsonNotice, JsonSource, PROGRAM, VERSION, notices, sources, written,
};

/// Writes a finding as JSON, one line.
#[must_use]
pub fn json(found: &Compatible) -> String {
    let [participants, votes] = found.counts;
    let groups = found.sizes.iter().enumerate();
    written(&JsonCompatible {
        version: VERSION,
        finding: "converge",
        mode: "polis",
        program: PROGRAM,
        method: METHOD,
        sources: sources(&found.sources),
        input_hash: HEXLOWER.encode(&found.input_hash),
        seed: found.seed.to_string(),
        counts: JsonCounts {
            participants,
            admitted: found.admitted,
            statements: found.statements.len(),
            votes,
            replaced: found.replaced,
        },
        silhouettes: found
            .silhouettes()
            .iter()
            .map(|it| JsonSilhouette {
                groups: it.0,
                silhouette: it.1,
            })
            .collect(),
        groups: groups.map(|(at, size)| group(found, at, *size)).collect(),
        map: found
            .heaps()
            .into_iter()
            .map(|it| {
                let group = it.group.map(|it| it as usize);
                JsonPoint::new(it.centre, it.persons, group)
            })
            .collect(),
        statements: (0..found.statements.len())
            .map(|it| statement(found, it))
            .collect(),
        notices: notices(&found.notices),
    })
}

#[derive(Serialize)]
struct JsonCompatible<'f> {
    version: u64,
    finding: &'static str,
    mode: &'static str,
    program: &'static str,
    method: u32,
    sources: Vec<JsonSource<'f>>,
    input_hash: String,
    seed: String,
    counts: JsonCounts,
    silhouettes: Vec<JsonSilhouette>,
    groups: Vec<JsonGroup<'f>>,
    map: Vec<JsonPoint>,
    statements: Vec<JsonStatement<'f>>,
    notices: Vec<JsonNotice<'f>>,
}

#[derive(Serialize)]
struct JsonCounts {
    participants: usize,
    admitted: usize,
    statements: usize,
    votes: usize,
    replaced: usize,
}

#[derive(Serialize)]
struct JsonSilhouette {
    groups: usize,
    silhouette: f64,
}

#[derive(Serialize)]
struct JsonGroup<'f> {
    id: String,
    size: Option<usize>,
    representative: Vec<JsonRepresentative<'f>>,
}

#[derive(Serialize)]
struct JsonRepresentative<'f> {
    statement: &'f str,
    stance: &'static str,
    significant: bool,
    share: f64,
    test: f64,
    relative: Option<f64>,
    relative_test: Option<f64>,
}

#[derive(Serialize)]
struct JsonStatement<'f> {
    id: &'f str,
    text: &'f str,
    moderated_out: bool,
    mean: Option<f64>,
    extremity: Option<f64>,
    components: Vec<f64>,
    by_group: Vec<Option<JsonTally>>,
    group_aware_consensus: Option<f64>,
}

#[derive(Serialize)]
struct JsonTally {
    agree: u32,
    disagree: u32,
    votes: u32,
}

fn group(found: &Compatible, at: usize, size: Option<usize>) -> JsonGroup<'_> {
    let particular = found.representative(at);
    JsonGroup {
        id: letter(at),
        size,
        representative: particular
            .iter()
            .map(|it| representative(found, it))
            .collect(),
    }
}

fn representative<'f>(found: &'f Compatible, it: &Particular) -> JsonRepresentative<'f> {
    JsonRepresentative {
        statement: &found.statements[it.of.statement].id,
        stance: match it.of.direction {
            Direction::Agree => "agree",
            Direction::Disagree => "disagree",
        },
        significant: it.of.is_significant,
        share: it.of.figures.share,
        test: it.of.figures.test,
        relative: it.beside_others.map(|it| it[0]),
        relative_test: it.beside_others.map(|it| it[1]),
    }
}

fn statement(found: &Compatible, at: usize) -> JsonStatement<'_> {
    let components = found.spectrum().components.iter();
    let said = &found.statements[at];
    let tally = |it: Tally| JsonTally {
        agree: it.agrees,
        disagree: it.disagrees,
        votes: it.votes,
    };
    JsonStatement {
        id: &said.id,
        text: &said.text,
        moderated_out: said.is_out,
        mean: found.mean(at),
        extremity: found.extremity(at),
        components: components.map(|it| it[at]).collect(),
        by_group: (0..found.sizes.len())
            .map(|group| found.tally(group, at).map(tally))
            .collect(),
        group_aware_consensus: found.consensus(at),
    }
}
