//! Reads a real conversation of the corpus: votes in the wide form, one row for each participant.

use std::path::PathBuf;

use comity_analysis::positions::{Builder, Positions, Vote};
use comity_testkit::corpus::corpus;

/// A conversation as it was exported.
pub(crate) struct Conversation {
    pub(crate) positions: Positions,
    /// The id of each row, ascending.
    pub(crate) participants: Vec<u32>,
    /// The id of each column, ascending.
    pub(crate) statements: Vec<u32>,
    /// The group of each row as it was exported.
    pub(crate) groups: Vec<Option<u32>>,
}

/// The folder of a conversation, where the corpus is there.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    corpus(&format!("votes/{name}"))
}

/// Reads the votes of a folder.
pub(crate) fn read(folder: &std::path::Path) -> Conversation {
    let mut reader = csv::Reader::from_path(folder.join("participants-votes.csv")).unwrap();
    let head = reader.headers().unwrap().clone();
    let place = |name: &str| head.iter().position(|it| it == name).unwrap();
    let (id, group) = (place("participant"), place("group-id"));
    let columns: Vec<(usize, u32)> = head
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((at, name.parse().ok()?)))
        .collect();
    let mut statements: Vec<u32> = columns.iter().map(|it| it.1).collect();
    statements.sort_unstable();
    let mut builder = Builder::new();
    let mut rows: Vec<(u32, Option<u32>)> = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        let number = rows.len() as u32;
        rows.push((row[id].parse().unwrap(), row[group].parse().ok()));
        for (at, statement) in &columns {
            let vote = match &row[*at] {
                "1" => Vote::Agree,
                "-1" => Vote::Disagree,
                "0" => Vote::Pass,
                "" => continue,
                other => panic!("a vote of {other:?}"),
            };
            let column = statements.binary_search(statement).unwrap();
            builder.cast(number, column as u32, vote);
        }
    }
    let mut participants: Vec<u32> = rows.iter().map(|it| it.0).collect();
    participants.sort_unstable();
    let rank = |it: &(u32, Option<u32>)| participants.binary_search(&it.0).unwrap();
    let places: Vec<u32> = rows.iter().map(|it| rank(it) as u32).collect();
    let mut groups = vec![None; rows.len()];
    for row in &rows {
        groups[rank(row)] = row.1;
    }
    let same: Vec<u32> = (0..statements.len() as u32).collect();
    let (positions, _) = builder.finish(&places, &same);
    Conversation {
        positions,
        participants,
        statements,
        groups,
    }
}
