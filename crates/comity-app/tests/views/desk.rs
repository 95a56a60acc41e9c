//! What waits for whom.

use std::collections::BTreeSet;

use comity_app::Caller;
use comity_app::views::desk::{Waiting, adoptable, next_stage, waiting};
use comity_procedure::act::{Carriage, Subject};
use comity_procedure::ids::{CallId, DelegationId};
use comity_procedure::{Stage, State};

use crate::room::{line, room};

fn party(id: &str) -> Caller {
    Caller::Party {
        delegation: DelegationId::new(id).unwrap(),
        delegate: None,
    }
}

/// A thing in one line, as a delegate could say it.
fn said(thing: &Waiting) -> String {
    let what = match thing {
        Waiting::Silence { call, seen, .. } => format!("{call}, seen: {seen}"),
        Waiting::Repair { proposal } | Waiting::JoinAnew { proposal } => proposal.to_string(),
        Waiting::Validate { proposal, of } => format!("{of} in {proposal}"),
        Waiting::Answered {
            objection,
            text_changed,
        } => format!("{objection}, other text: {text_changed}"),
        Waiting::Lapsed { subject } => match subject {
            Subject::Provision(id) => id.to_string(),
            Subject::Proposal(id) => id.to_string(),
        },
        Waiting::Carried { carriage, by } => match carriage {
            Carriage::Contribution(id) => format!("contribution {id} by {by}"),
            other => format!("{} by {by}", other.id()),
        },
        Waiting::Unanswered { objection, by } => format!("{objection} by {by}"),
        Waiting::Undisposed {
            contribution,
            passages,
            first,
        } => format!("{contribution}: {passages} from {first}"),
        Waiting::Close { call } => call.to_string(),
        Waiting::Contested { delegation } => delegation.to_string(),
        Waiting::Stale {
            language,
            provisions,
        } => {
            let ids: Vec<&str> = provisions.iter().map(|it| it.as_str()).collect();
            format!("{language} {}", ids.join(" "))
        }
        Waiting::FirstText => String::new(),
        Waiting::Adoption { revision } => revision.to_string(),
        Waiting::Stage { stage } => stage.to_string(),
    };
    format!("{} {what}", thing.name()).trim().to_owned()
}

#[track_caller]
fn check(state: &State, caller: &Caller, waits: &[&str]) {
    let list: Vec<String> = waiting(state, caller, &BTreeSet::new())
        .iter()
        .map(said)
        .collect();
    assert_eq!(list, waits, "{caller:?}");
}

fn act(by: &str, act: &str) -> String {
    line(by, &format!(r#"{{"act":{act}}}"#))
}

fn propose(by: &str, id: &str, provision: &str, text: &str) -> String {
    line(
        by,
        &format!(
            r#"{{"propose":{{"proposal":"{id}","rationale":"So it is clearer.","edits":[{{"provision":"{provision}","text":"{text}"}}]}}}}"#
        ),
    )
}

fn object(by: &str, id: &str, provision: &str) -> String {
    act(
        by,
        &format!(
            r#"{{"object":{{"objection":"{id}","subject":{{"provision":"{provision}"}},"reason":"Too much.","remedy":"Say less."}}}}"#
        ),
    )
}

fn silence() -> String {
    act(
        "chair",
        r#"{"open-call":{"call":"quiet","kind":"silence","question":{"provisions":[{"provision":"p2"}]},"opens":"2031-03-03T09:00:00Z","closes":"2031-03-06T09:00:00Z"}}"#,
    )
}

#[test]
fn nothing_waits_for_the_public_and_the_next_stage_for_the_office() {
    let state = room(&[]);
    check(&state, &Caller::Public, &[]);
    check(&state, &party("loa"), &[]);
    check(&state, &Caller::Chair, &["stage finalisation"]);
    check(&state, &Caller::Secretariat, &["stage finalisation"]);
    assert_eq!(next_stage(Stage::Finalisation), None);
    assert_eq!(next_stage(Stage::Closed), None);
}

#[test]
fn an_objection_waits_for_its_answer_and_then_for_its_owner() {
    let mut lines = vec![object("loa", "loa-1", "p2")];
    let state = room(&lines);
    check(
        &state,
        &Caller::Chair,
        &["unanswered loa-1 by loa", "stage finalisation"],
    );
    check(&state, &Caller::Secretariat, &["stage finalisation"]);
    check(&state, &party("loa"), &[]);
    lines.push(act(
        "chair",
        r#"{"answer-objection":{"objection":"loa-1","answer":"The annex says less."}}"#,
    ));
    let state = room(&lines);
    check(&state, &Caller::Chair, &["stage finalisation"]);
    check(
        &state,
        &party("loa"),
        &["answered loa-1, other text: false"],
    );
    check(&state, &party("tavar"), &[]);
    lines.push(act(
        "loa",
        r#"{"sustain-objection":{"objection":"loa-1","reason":"The annex is not the text."}}"#,
    ));
    check(&room(&lines), &party("loa"), &[]);
}

#[test]
fn a_silence_waits_for_those_who_have_not_broken_it() {
    let breaks = act(
        "loa",
        r#"{"break-silence":{"call":"quiet","provisions":["p2"],"reason":"No.","remedy":"Say less."}}"#,
    );
    let state = room(&[silence(), breaks]);
    check(&state, &party("tavar"), &["silence quiet, seen: false"]);
    check(&state, &party("loa"), &[]);
    let seen = BTreeSet::from([CallId::new("quiet").unwrap()]);
    let list = waiting(&state, &party("tavar"), &seen);
    assert_eq!(said(&list[0]), "silence quiet, seen: true");
}

#[test]
fn a_new_text_asks_for_repair_for_positions_and_for_another_look() {
    let state = room(&[
        propose("tavar", "tavar-1", "p2", "Keepers shall give water to all."),
        propose("loa", "loa-1", "p2", "Keepers may give water to all."),
        object("loa", "loa-o", "p2"),
        act(
            "meridia",
            r#"{"take-position":{"subject":{"provision":"p2"},"stance":"support"}}"#,
        ),
        line(
            "chair",
            r#"{"accept":{"proposals":["tavar-1"],"reason":"Agreed in the room."}}"#,
        ),
    ]);
    check(
        &state,
        &party("loa"),
        &[
            "answered loa-o, other text: true",
            "repair loa-1",
            "lapsed p2",
        ],
    );
    check(&state, &party("meridia"), &["lapsed p2"]);
    check(&state, &party("tavar"), &[]);
}

#[test]
fn a_revised_proposal_waits_for_its_sponsors_and_a_merge_for_those_it_consolidates() {
    let mut lines = vec![
        propose("tavar", "tavar-1", "p2", "Keepers shall give water to all."),
        propose("loa", "loa-1", "p3", "Keepers ask no price."),
        act("meridia", r#"{"co-sponsor":{"proposal":"tavar-1"}}"#),
        line(
            "tavar",
            r#"{"revise":{"proposal":"tavar-1","rationale":"Softer.","edits":[{"provision":"p2","text":"Keepers give water to all."}]}}"#,
        ),
    ];
    check(&room(&lines), &party("meridia"), &["join-anew tavar-1"]);
    lines.push(line(
        "chair",
        r#"{"merge":{"proposal":"chair-1","of":["tavar-1","loa-1"],"rationale":"Both."}}"#,
    ));
    let state = room(&lines);
    check(&state, &party("tavar"), &["validate tavar-1 in chair-1"]);
    check(&state, &party("loa"), &["validate loa-1 in chair-1"]);
}

#[test]
fn passages_and_stale_words_wait_for_the_secretariat() {
    let contribute = act(
        "loa",
        r#"{"contribute":{"contribution":"loa-1","language":"fr","title":"Three points","passages":[{"words":"One."},{"words":"Two."},{"words":"Three."}]}}"#,
    );
    let dispose = act(
        "secretariat",
        r#"{"dispose":{"contribution":"loa-1","passage":0,"disposition":"noted","reason":"It is known.","link":{"provision":"p2"}}}"#,
    );
    let translate = line(
        "secretariat",
        r#"{"translate":{"language":"fr","provisions":{"p1":"Des puits","p2":"Un.","p3":"Deux.","p4":"Trois."}}}"#,
    );
    let state = room(&[
        contribute,
        dispose,
        translate,
        propose("tavar", "tavar-1", "p3", "Keepers ask no price."),
        line(
            "chair",
            r#"{"accept":{"proposals":["tavar-1"],"reason":"Agreed."}}"#,
        ),
    ]);
    check(
        &state,
        &Caller::Secretariat,
        &[
            "undisposed loa-1: 2 from 1",
            "stale fr p3",
            "stage finalisation",
        ],
    );
    check(
        &state,
        &Caller::Chair,
        &["undisposed loa-1: 2 from 1", "stage finalisation"],
    );
}

#[test]
fn a_text_that_is_agreed_waits_for_adoption() {
    let all = r#"[{"provision":"p1"},{"provision":"p2"},{"provision":"p3"},{"provision":"p4"}]"#;
    let mut lines = vec![
        act("chair", r#"{"open-stage":{"stage":"finalisation"}}"#),
        act(
            "chair",
            &format!(
                r#"{{"open-call":{{"call":"all","kind":"explicit","question":{{"provisions":{all}}},"opens":"2031-03-03T09:00:00Z"}}}}"#
            ),
        ),
    ];
    check(&room(&lines), &Caller::Chair, &["close all"]);
    lines.push(act("chair", r#"{"close-call":{"call":"all"}}"#));
    let state = room(&lines);
    check(&state, &Caller::Chair, &["adoption 0"]);
    check(&state, &Caller::Secretariat, &[]);
    lines.push(object("loa", "loa-1", "p2"));
    assert_eq!(adoptable(&room(&lines)), None);
}
