//! The scripted negotiations in `examples/negotiations`: they run, their records verify, and
//! between them they use every kind of act.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use comity_procedure::act::ActKind;
use comity_procedure::modalities::Stage;
use comity_record::bundle::Folder;
use comity_record::verify::{Against, Report};
use comity_record::{instrument_hash, verify};

use crate::desk::Desk;

/// What is known of an example: golden, so that a change of the rules or of a script is seen.
struct Example {
    name: &'static str,
    summary: &'static str,
    entries: usize,
    signed: u64,
    /// The entries of which a text is withheld.
    withheld: &'static [u64],
    stage: Stage,
    /// The hash of the text that it ended with, if one remains.
    text: Option<&'static str>,
}

const OUTAGES: Example = Example {
    name: "outage-notices",
    summary: "158 entries (10 more refused, as the script expects); revision 2 is adopted",
    entries: 158,
    signed: 20,
    withheld: &[48],
    stage: Stage::Implementation,
    text: Some("1e87a6c210fb3ffd850ee05a90326a39c785914727214a73020c4296a3d03eab"),
};

const NAMES: Example = Example {
    name: "shared-names",
    summary: "51 entries (2 more refused, as the script expects); closed without agreement",
    entries: 51,
    signed: 9,
    withheld: &[],
    stage: Stage::Closed,
    text: None,
};

fn script(name: &str) -> PathBuf {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/negotiations");
    examples.join(name).join("script.jsonl")
}

/// Runs an example and verifies its record.
fn recorded(example: &Example) -> (Report, BTreeSet<ActKind>) {
    let desk = Desk::empty();
    let script = script(example.name);
    let outcome = desk.comity(&[
        "run",
        script.to_str().unwrap(),
        "-o",
        "record",
        "--seed",
        "1",
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let summary = format!("comity: {}\n", example.summary);
    assert!(outcome.err.starts_with(&summary), "{}", outcome.err);
    let mut kinds = BTreeSet::new();
    let report = verify(
        &Folder(desk.path("record")),
        &Against::default(),
        |_, step| {
            kinds.insert(step.submission.act.kind());
        },
    );
    (report, kinds)
}

#[track_caller]
fn check(example: &Example) {
    let (report, _) = recorded(example);
    assert_eq!(report.consistent, Ok(()));
    let state = report.replay.state();
    assert_eq!(state.size(), example.entries as u64);
    assert_eq!(report.signed, example.signed);
    assert_eq!(report.replay.undecided(), example.withheld);
    assert_eq!(state.stage(), example.stage);
    let text = state
        .outcome_text()
        .map(|it| instrument_hash(&it.instrument));
    let text = text.map(|hash| hash.to_string());
    assert_eq!(text.as_deref(), example.text);
    let script = std::fs::read_to_string(script(example.name)).unwrap();
    let refused = script.matches("\"expect\":").count();
    let said = format!("({refused} more refused,");
    assert!(example.summary.contains(&said), "{said}");
}

#[test]
fn the_principles_on_outages_are_adopted() {
    check(&OUTAGES);
}

#[test]
fn the_guidelines_on_names_close_without_agreement_and_without_a_text() {
    check(&NAMES);
}

#[test]
fn together_they_use_every_kind_of_act() {
    let used = &recorded(&OUTAGES).1 | &recorded(&NAMES).1;
    let missing = ActKind::ALL.iter().filter(|kind| !used.contains(kind));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&ActKind>::new());
}

#[test]
fn the_same_seed_gives_the_same_archive() {
    for example in [OUTAGES, NAMES] {
        let desk = Desk::empty();
        let script = script(example.name);
        let archive = |output: &str, seed: &str| {
            let script = script.to_str().unwrap();
            desk.done(&["run", script, "-o", output, "--seed", seed]);
            desk.read(output)
        };
        let one = archive("one.zip", "1");
        assert!(one == archive("same.zip", "1"), "{}", example.name);
        assert!(one != archive("other.zip", "2"), "{}", example.name);
    }
}
