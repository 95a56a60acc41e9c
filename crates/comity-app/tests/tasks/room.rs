//! A room with a text on the table, and scripts that are played in it.

use std::collections::BTreeMap;

use comity_app::ports::{Holder, Journal, NegotiationId};
use comity_app::script::{RunError, Script, Seeded, SetClock, Stage, play};
use comity_app::tasks::{Prepared, Sources, Task, TaskError, prepare};
use comity_app::{Ground, open};
use comity_procedure::State;
use comity_record::checkpoint::Origin;
use comity_record::note::{KeyName, SignerKey};
use comity_record::v1::Act;
use comity_store::MemoryJournal;

/// The text on the table: `p1` is the title, `p2` to `p4` say something.
pub(crate) const WELLS: &str = "# On shared wells\n\n1. Keepers should give water to all.\n\n\
    2. Keepers ask no price of the poor.\n\n3. Disputes go to the *elders*.\n";

/// The documents that lie about.
pub(crate) fn documents() -> BTreeMap<&'static str, Vec<u8>> {
    BTreeMap::from([
        ("wells.md", WELLS.into()),
        ("copy.md", WELLS.replace("should", "shall").into()),
        ("same.md", WELLS.into()),
        (
            "more.md",
            format!("{WELLS}\n4. Wells are metered.\n").into(),
        ),
        (
            "wells.fr.md",
            "# Des puits partagés\n\n1. Un.\n\n2. Deux.\n\n3. Trois.\n".into(),
        ),
        ("short.fr.md", "# Des puits\n\n1. Un.\n".into()),
        (
            "list.csv",
            "number,kind,provision,sponsors,current,proposed,rationale\n".into(),
        ),
        ("blank.md", "\n".into()),
        ("wells.pdf", "%PDF".into()),
    ])
}

fn document(name: &str) -> Result<Vec<u8>, String> {
    let found = documents().remove(name);
    found.ok_or_else(|| "there is no such file".to_owned())
}

/// The lines that lead to the readings.
pub(crate) fn opening() -> Vec<String> {
    let mut lines = vec![line(
        "secretariat",
        r#"{"open":{"title":"On shared wells","change":{"accreditation":"open","languages":["en","fr"]}}}"#,
    )];
    for (name, constituency) in [
        ("tavar", "government"),
        ("meridia", "government"),
        ("loa", "civil-society"),
    ] {
        lines.push(line("secretariat", &format!(
            r#"{{"act":{{"accredit":{{"delegation":"{name}","name":"{name}","constituency":"{constituency}","region":"global","standing":"delegation"}}}}}}"#
        )));
    }
    lines.push(line(
        "chair",
        r#"{"act":{"open-stage":{"stage":"inputs"}}}"#,
    ));
    lines.push(line(
        "chair",
        r#"{"act":{"open-stage":{"stage":"drafting"}}}"#,
    ));
    lines.push(line("secretariat", r#"{"table":{"document":"wells.md"}}"#));
    lines.push(line(
        "chair",
        r#"{"act":{"open-stage":{"stage":"readings"}}}"#,
    ));
    lines
}

/// One line of a script.
pub(crate) fn line(by: &str, task: &str) -> String {
    format!(r#"{{"at":"2031-03-03T09:00:00Z","by":"{by}","task":{task}}}"#)
}

/// Plays lines; gives the state, and the error that stopped them.
pub(crate) fn played(lines: &[String]) -> (State, Result<u64, RunError>) {
    played_with(lines, document)
}

/// The same with other documents.
pub(crate) fn played_with(
    lines: &[String],
    document: impl Fn(&str) -> Result<Vec<u8>, String> + Copy,
) -> (State, Result<u64, RunError>) {
    let script = Script::parse(lines.join("\n").as_bytes()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let id = NegotiationId::new("wells").unwrap();
        let journal = MemoryJournal::new();
        journal.create(&id).await.unwrap();
        let chance = Seeded::from_number(1);
        let clock = SetClock::default();
        let ground = Ground {
            journal,
            clock: clock.clone(),
            chance: chance.clone(),
            key: SignerKey::from_secret(KeyName::new("log").unwrap(), &[7; 32]),
            origin: Origin::new("log").unwrap(),
        };
        let holder = Holder::new("test").unwrap();
        let (negotiation, sequencer) = open(ground, id.clone(), holder).await.unwrap();
        let running = tokio::spawn(sequencer.run());
        let stage = Stage {
            negotiation: negotiation.clone(),
            id,
            clock,
            chance,
            documents: document,
        };
        let done = play(&script, &stage, |_| {}).await;
        let state = negotiation.read().state.clone();
        drop((stage, negotiation));
        running.await.unwrap().unwrap();
        (state, done.map(|played| played.refused))
    })
}

/// The state after the opening and some more lines, all of which are taken.
#[track_caller]
pub(crate) fn room(more: &[String]) -> State {
    let (state, done) = played(&[opening(), more.to_vec()].concat());
    done.unwrap_or_else(|error| panic!("{error}"));
    state
}

/// The documents, and no record.
struct Shelf;

impl Sources for Shelf {
    fn document(&self, name: &str) -> Result<Vec<u8>, String> {
        document(name)
    }

    fn act(&self, _: u64) -> Option<Act> {
        None
    }

    fn text(&self, _: &[u8; 32]) -> Option<String> {
        None
    }
}

/// What a task becomes.
pub(crate) fn prepared(state: &State, task: &str) -> Result<Prepared, TaskError> {
    let task: Task = serde_json::from_str(task).unwrap();
    prepare(state, task, &Shelf)
}

/// The act that a task becomes, as JSON.
#[track_caller]
pub(crate) fn act(state: &State, task: &str) -> serde_json::Value {
    serde_json::to_value(prepared(state, task).unwrap().act).unwrap()
}
