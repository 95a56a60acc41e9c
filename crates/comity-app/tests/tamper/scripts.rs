//! Every script that ships, played; both verifiers read the same text in its record.

use std::path::{Path, PathBuf};

use comity_app::ports::{Holder, Journal, NegotiationId};
use comity_app::script::{Script, SetClock, Stage, play};
use comity_app::{Ground, export, open};
use comity_record::checkpoint::Origin;
use comity_store::MemoryJournal;

use crate::desk::{Counter, ORIGIN, log_key};
use crate::forge::{Memory, against};
use crate::judge::same_text;

/// The folders in which scripts stand, or folders with scripts, from the root of the workspace.
const FOLDERS: [&str; 2] = [
    "crates/comity/tests/program/scripts",
    "examples/negotiations",
];

/// The scripts in a folder and the folders in it.
fn scripts_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for item in std::fs::read_dir(folder).into_iter().flatten() {
        let path = item.unwrap().path();
        if path.is_dir() {
            found.extend(scripts_in(&path));
        } else if path.extension().is_some_and(|it| it == "jsonl") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The record of a script.
async fn record(path: &Path) -> Memory {
    let script = Script::parse(&std::fs::read(path).unwrap()).unwrap();
    let named = || NegotiationId::new("script").unwrap();
    let id = script.negotiation.clone().unwrap_or_else(named);
    let (journal, clock, chance) = (
        MemoryJournal::new(),
        SetClock::default(),
        Counter::default(),
    );
    journal.create(&id).await.unwrap();
    let ground = Ground {
        journal: journal.clone(),
        clock: clock.clone(),
        chance: chance.clone(),
        key: log_key(),
        origin: Origin::new(ORIGIN).unwrap(),
    };
    let holder = Holder::new("test").unwrap();
    let (negotiation, sequencer) = open(ground, id.clone(), holder).await.unwrap();
    tokio::spawn(sequencer.run());
    let beside = path.parent().unwrap();
    let stage = Stage {
        negotiation,
        id: id.clone(),
        clock,
        chance,
        documents: |name: &str| std::fs::read(beside.join(name)).map_err(|it| it.to_string()),
    };
    let played = play(&script, &stage, |_| {}).await;
    played.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut files = Memory::default();
    let put = |path: &str, bytes: &[u8]| {
        files.0.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    export(&journal, &id, put).await.unwrap();
    files
}

#[tokio::test]
async fn two_verifiers_read_the_same_text_in_every_script() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let scripts: Vec<PathBuf> = FOLDERS
        .iter()
        .flat_map(|it| scripts_in(&root.join(it)))
        .collect();
    assert!(!scripts.is_empty());
    for path in scripts {
        same_text(
            &path.display().to_string(),
            &record(&path).await,
            &against(),
        );
    }
}
