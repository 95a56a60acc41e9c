//! Accepting: the rules take the revision that the task makes, and nobody is forgotten.

use comity_procedure::ids::ProposalId;
use comity_procedure::state::ProposalStatus;

use crate::room::{line, opening, played, room};

fn propose(by: &str, id: &str, edits: &str) -> String {
    line(
        by,
        &format!(r#"{{"propose":{{"proposal":"{id}","rationale":"So.","edits":[{edits}]}}}}"#),
    )
}

fn accept(what: &str) -> String {
    line(
        "chair",
        &format!(r#"{{"accept":{{{what},"reason":"The room agrees."}}}}"#),
    )
}

const SHALL: &str = r#"{"provision":"p2","text":"1. Keepers shall give water to all."}"#;
const MAY: &str = r#"{"provision":"p2","text":"1. Keepers may give water to all."}"#;
const SICK: &str =
    r#"{"provision":"p3","text":"2. Keepers ask no price of the poor or the sick."}"#;
const METER: &str = r#"{"add":{"after":"p4","text":"4. Wells are metered."}}"#;

/// What became of proposals, and the text, after a revision.
#[track_caller]
fn check(proposals: &[String], accepted: &str, statuses: &[(&str, &str)], reads: &str) {
    let state = room(&[proposals.to_vec(), vec![accept(accepted)]].concat());
    for (id, wanted) in statuses {
        let found = &state
            .proposals()
            .get(&ProposalId::new(id).unwrap())
            .unwrap()
            .status;
        let word = match found {
            ProposalStatus::Live => "live",
            ProposalStatus::NeedsRepair => "needs repair",
            ProposalStatus::TakenUp { .. } => "taken up",
            ProposalStatus::MergedInto(_) => "merged",
            ProposalStatus::Withdrawn => "withdrawn",
        };
        assert_eq!(word, *wanted, "{id}");
    }
    let text = &state.current().unwrap().instrument;
    let words: Vec<&str> = text.provisions()[1..]
        .iter()
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(words.join(" "), reads);
}

#[test]
fn what_excludes_it_needs_repair_and_what_stands_elsewhere_is_carried() {
    check(
        &[
            propose("tavar", "t-1", SHALL),
            propose("meridia", "m-1", MAY),
            propose("loa", "l-1", SICK),
        ],
        r#""proposals":["t-1"]"#,
        &[
            ("t-1", "taken up"),
            ("m-1", "needs repair"),
            ("l-1", "live"),
        ],
        "1. Keepers shall give water to all. 2. Keepers ask no price of the poor. 3. Disputes go to the elders.",
    );
}

#[test]
fn equal_changes_are_one_and_all_who_asked_are_satisfied() {
    check(
        &[
            propose("tavar", "t-1", &format!("{SHALL},{METER}")),
            propose("meridia", "m-1", SHALL),
            propose("loa", "l-1", METER),
        ],
        r#""proposals":["t-1"]"#,
        &[
            ("t-1", "taken up"),
            ("m-1", "taken up"),
            ("l-1", "taken up"),
        ],
        "1. Keepers shall give water to all. 2. Keepers ask no price of the poor. 3. Disputes go to the elders. 4. Wells are metered.",
    );
}

#[test]
fn two_that_add_the_same_add_it_once() {
    check(
        &[
            propose("tavar", "t-1", METER),
            propose("loa", "l-1", &format!("{METER},{SICK}")),
        ],
        r#""proposals":["t-1","l-1"]"#,
        &[("t-1", "taken up"), ("l-1", "taken up")],
        "1. Keepers should give water to all. 2. Keepers ask no price of the poor or the sick. 3. Disputes go to the elders. 4. Wells are metered.",
    );
}

#[test]
fn one_change_of_a_proposal_can_be_accepted() {
    check(
        &[propose("tavar", "t-1", &format!("{SHALL},{SICK}"))],
        r#""changes":[{"proposal":"t-1","change":1}]"#,
        &[("t-1", "live")],
        "1. Keepers should give water to all. 2. Keepers ask no price of the poor or the sick. 3. Disputes go to the elders.",
    );
}

#[test]
fn what_stands_in_what_goes_is_orphaned() {
    check(
        &[
            propose("tavar", "t-1", r#"{"suppress":"p3"}"#),
            propose("loa", "l-1", &format!("{SICK},{METER}")),
        ],
        r#""proposals":["t-1"]"#,
        &[("t-1", "taken up"), ("l-1", "needs repair")],
        "1. Keepers should give water to all. 3. Disputes go to the elders.",
    );
}

#[test]
fn a_proposal_that_is_carried_twice_asks_for_the_same() {
    let state = room(&[
        propose("loa", "l-1", &format!("{SICK},{METER}")),
        propose("tavar", "t-1", SHALL),
        accept(r#""proposals":["t-1"]"#),
        propose(
            "tavar",
            "t-2",
            r#"{"provision":"p4","text":"3. Disputes go to the *elders* first."}"#,
        ),
        accept(r#""proposals":["t-2"]"#),
    ]);
    let found = state
        .proposals()
        .get(&ProposalId::new("l-1").unwrap())
        .unwrap();
    let (first, last) = (&found.versions[0], found.version());
    assert_eq!(found.versions.len(), 3);
    assert_eq!(first.changes.hash, last.changes.hash);
    assert_eq!(last.revision, 2);
}

#[test]
fn a_split_provision_keeps_what_others_ask_of_its_parts() {
    let split = r#"{"provision":"p3","text":"2. Keepers ask no price.\nThis holds for the poor."}"#;
    let (state, done) = played(
        &[
            opening(),
            vec![
                propose("tavar", "t-1", split),
                propose("loa", "l-1", &format!("{SHALL},{METER}")),
                accept(r#""proposals":["t-1"]"#),
                accept(r#""proposals":["l-1"]"#),
            ],
        ]
        .concat(),
    );
    assert!(done.is_ok(), "{done:?}");
    assert_eq!(state.current().unwrap().number, 2);
    assert_eq!(state.current().unwrap().instrument.len(), 6);
}

/// The rules refuse what the task cannot know better.
#[test]
fn what_cannot_be_accepted_is_refused_by_the_rules() {
    let refused = |lines: &[String], rule: &str| {
        let (_, done) = played(&[opening(), lines.to_vec()].concat());
        let told = done.unwrap_err().to_string();
        assert!(told.contains(&format!("the rule {rule}:")), "{told}");
    };
    let both = [propose("tavar", "t-1", SHALL), propose("loa", "l-1", MAY)];
    refused(
        &[&both[..], &[accept(r#""proposals":["t-1","l-1"]"#)]].concat(),
        "excludes",
    );
    refused(&[accept(r#""proposals":["t-9"]"#)], "unknown");
    refused(&[accept(r#""proposals":[]"#)], "nothing");
    refused(
        &[
            propose("tavar", "t-1", SHALL),
            accept(r#""changes":[{"proposal":"t-1","change":4}]"#),
        ],
        "no-such-change",
    );
}
