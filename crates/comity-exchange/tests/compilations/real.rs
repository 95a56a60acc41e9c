//! A real committee's amendments as a compilation: whole words in common at both ends of all
//! rivals stay, the rest is one region. Coarser than the engine, and so harder to show.

use comity_text::ProtocolOrder;
use std::collections::BTreeMap;

use comity_text::compile::{CompiledProvision, Conflict, Piece, Region};
use comity_text::{Compilation, Kind, Proposal, ProvisionId};

use super::{provision, region, text};

/// One row of the list.
struct Row {
    kind: String,
    provision: String,
    proposed: String,
}

/// The compilation, or `None` with a word on the way where the corpus is absent.
pub fn amendments() -> Option<Compilation> {
    let corpus = comity_testkit::corpus::corpus("amendments")?;
    let base = std::fs::read_to_string(corpus.join("gdpr-base.md")).unwrap();
    let mut list = csv::Reader::from_path(corpus.join("gdpr-amendments.csv")).unwrap();
    let (mut rows, mut proposals) = (Vec::new(), Vec::new());
    for record in list.records() {
        let record = record.unwrap();
        proposals.push(Proposal {
            id: record[0].to_owned(),
            sponsors: record[3].split("; ").map(str::to_owned).collect(),
            rationale: record[6].to_owned(),
            source: "amendments.csv".to_owned(),
            ..Proposal::default()
        });
        rows.push(Row {
            kind: record[1].to_owned(),
            provision: record[2].to_owned(),
            proposed: record[5].split_whitespace().collect::<Vec<_>>().join(" "),
        });
    }
    let provisions = provisions(&base, &rows);
    let conflicts = conflicts(&provisions);
    Some(Compilation {
        proposals,
        provisions,
        conflicts,
        order: ProtocolOrder::default(),
    })
}

fn provisions(base: &str, rows: &[Row]) -> Vec<CompiledProvision> {
    let mut asked: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        asked.entry(&row.provision).or_default().push(at);
    }
    let mut provisions = Vec::new();
    for part in base.split("\n## ") {
        let (heading, words) = part.split_once('\n').unwrap();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(title) = heading.strip_prefix("# ") {
            provisions.push(provision("title", "", Kind::Title, vec![text(title)]));
            continue;
        }
        let asked_here = asked.remove(heading).unwrap_or_default();
        let (changing, deleting): (Vec<usize>, Vec<usize>) = asked_here
            .into_iter()
            .partition(|at| rows[*at].kind != "SUP");
        let pieces = pieces(&words, rows, &changing);
        let id = format!("p{}", provisions.len());
        // Half with labels beside the text, half under headings: readers make both.
        let mut made = if heading.starts_with("Recital") {
            provision(&id, heading, Kind::Preambular, pieces)
        } else {
            provisions.push(provision(
                &format!("{id}h"),
                "",
                Kind::Heading(2),
                vec![text(heading)],
            ));
            let mut made = provision(&id, "", Kind::Paragraph, pieces);
            made.parent = Some(ProvisionId::new(format!("{id}h")));
            made
        };
        made.suppressed_by = deleting;
        provisions.push(made);
    }
    for (label, by) in asked {
        for at in by {
            let id = format!("p{}", provisions.len());
            let words = rows[at].proposed.as_str();
            let mut made = provision(&id, label, Kind::Paragraph, vec![text(words)]);
            made.added_by = vec![at];
            provisions.push(made);
        }
    }
    provisions
}

fn pieces(base: &str, rows: &[Row], changing: &[usize]) -> Vec<Piece> {
    let mut outcomes: Vec<(&str, Vec<usize>)> = Vec::new();
    for at in changing
        .iter()
        .copied()
        .filter(|at| rows[*at].proposed != base)
    {
        let words = rows[at].proposed.as_str();
        match outcomes.iter_mut().find(|outcome| outcome.0 == words) {
            Some(outcome) => outcome.1.push(at),
            None => outcomes.push((words, vec![at])),
        }
    }
    if outcomes.is_empty() {
        return vec![text(base)];
    }
    let shared = |end: &dyn Fn(&str, &str) -> usize| {
        outcomes
            .iter()
            .map(|outcome| end(base, outcome.0))
            .min()
            .unwrap()
    };
    let front = shared(&shared_front);
    let back = outcomes
        .iter()
        .map(|outcome| shared_back(&base[front..], &outcome.0[front..]))
        .min()
        .unwrap();
    let others: Vec<(&str, &[usize])> = outcomes
        .iter()
        .map(|(words, by)| (&words[front..words.len() - back], by.as_slice()))
        .collect();
    let mut pieces = vec![text(&base[..front])];
    pieces.push(region(&base[front..base.len() - back], &[], &others));
    pieces.push(text(&base[base.len() - back..]));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    pieces
}

/// Bytes of whole words, each with its space, that two strings open with.
fn shared_front(one: &str, other: &str) -> usize {
    let pairs = one.split_inclusive(' ').zip(other.split_inclusive(' '));
    pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len())
        .sum()
}

/// Bytes of whole words, each with the space before it, that two strings end with.
fn shared_back(one: &str, other: &str) -> usize {
    let ends = |string: &str| -> Vec<String> {
        string.rsplit(' ').map(|word| format!(" {word}")).collect()
    };
    let (one_ends, other_ends) = (ends(one), ends(other));
    let same = one_ends.iter().zip(&other_ends).take_while(|(a, b)| a == b);
    let bytes: usize = same.map(|(a, _)| a.len()).sum();
    bytes.min(one.len().min(other.len()).saturating_sub(1)) // the first word has no space
}

fn conflicts(provisions: &[CompiledProvision]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for (at, provision) in provisions.iter().enumerate() {
        let mut sides: Vec<&[usize]> = vec![&provision.suppressed_by];
        for piece in &provision.pieces {
            if let Piece::Region(Region { alternatives, .. }) = piece {
                sides.extend(alternatives.iter().map(|other| other.proposals.as_slice()));
            }
        }
        for (nth, side) in sides.iter().enumerate() {
            for other in sides[nth + 1..].iter().flat_map(|side| side.iter()) {
                conflicts.extend(side.iter().map(|one| Conflict {
                    provision: at,
                    first: *one.min(other),
                    second: *one.max(other),
                }));
            }
        }
    }
    conflicts.sort();
    conflicts.dedup();
    conflicts
}
