//! What is read: which provisions an entry bears on, who stands behind a proposal, and the trace
//! of one provision.

use comity_app::views::changes::changes;
use comity_app::views::proposal::proposal;
use comity_app::views::trace::{proposals, trace, trace_of};
use comity_procedure::State;
use comity_procedure::ids::ProposalId;
use comity_record::v1::{Act, parts};
use comity_text::ProvisionId;

use crate::room::{line, room};

fn tavar_proposes() -> String {
    line(
        "tavar",
        r#"{"propose":{"proposal":"t-1","rationale":"Duties bind.","edits":[{"provision":"p2","text":"1. Keepers shall give water to all."},{"keep":"p4"}]}}"#,
    )
}

/// The provisions an entry bears on, in one line.
fn borne(state: &State, entry: u64, act: Option<&Act>) -> String {
    let all = changes(state, entry, act);
    let said: Vec<String> = all
        .iter()
        .map(|(id, news)| format!("{id} {}", news.name()))
        .collect();
    said.join(", ")
}

#[test]
fn an_entry_bears_on_the_provisions_that_it_names_or_leads_to() {
    let mut lines = vec![tavar_proposes()];
    lines.push(line("loa", r#"{"act":{"object":{"objection":"l-1","subject":{"proposal":"t-1"},"reason":"Too much.","remedy":"should"}}}"#));
    lines.push(line(
        "chair",
        r#"{"act":{"open-call":{"call":"c-1","kind":"explicit","question":{"provisions":[{"provision":"p3"}]},"opens":"2031-03-03T09:00:00Z"}}}"#,
    ));
    let state = room(&lines);
    let proposal = "t-1".to_owned();
    let check = |case: &str, act: Act, expected: &str| {
        assert_eq!(borne(&state, 0, Some(&act)), expected, "{case}");
    };
    check(
        "a proposal that somebody leaves",
        Act::LeaveProposal {
            proposal: proposal.clone(),
        },
        "p2 proposals, p4 proposals",
    );
    check(
        "a position on a proposal",
        Act::ClearPosition {
            subject: parts::Subject::Proposal(proposal),
        },
        "p2 positions, p4 positions",
    );
    check(
        "a position on a provision",
        Act::ClearPosition {
            subject: parts::Subject::Provision("p3".to_owned()),
        },
        "p3 positions",
    );
    check(
        "a call that is closed",
        Act::CloseCall {
            call: "c-1".to_owned(),
        },
        "p3 calls",
    );
    check(
        "a proposal that is not known",
        Act::WithdrawProposal {
            proposal: "x".to_owned(),
        },
        "",
    );
    check(
        "an act that is about no provision",
        Act::RemoveDelegate {
            delegate: "d".to_owned(),
        },
        "",
    );
    let tabled = state.current().unwrap().entry;
    assert_eq!(
        borne(&state, tabled, None),
        "p1 words, p2 words, p3 words, p4 words",
        "a text that was too long for its entry"
    );
    let made = state.proposals().values().next().unwrap().version().entry;
    assert_eq!(borne(&state, made, None), "p2 proposals, p4 proposals");
    assert_eq!(borne(&state, 0, None), "");
}

#[test]
fn who_stands_behind_a_proposal_is_told_apart() {
    let mut lines = vec![tavar_proposes()];
    lines.push(line(
        "meridia",
        r#"{"act":{"co-sponsor":{"proposal":"t-1"}}}"#,
    ));
    lines.push(line("loa", r#"{"act":{"co-sponsor":{"proposal":"t-1"}}}"#));
    lines.push(line(
        "loa",
        r#"{"act":{"leave-proposal":{"proposal":"t-1"}}}"#,
    ));
    lines.push(line(
        "tavar",
        r#"{"revise":{"proposal":"t-1","rationale":"Duties bind.","edits":[{"provision":"p2","text":"1. Keepers must give water to all."}]}}"#,
    ));
    let state = room(&lines);
    let view = proposal(&state, &ProposalId::new("t-1").unwrap()).unwrap();
    let named = |all: &[comity_app::views::Party]| -> Vec<String> {
        all.iter().map(|it| it.id.to_string()).collect()
    };
    assert_eq!(named(&view.sponsors), ["tavar"]);
    assert_eq!(named(&view.lapsed), ["meridia"]);
    assert_eq!(named(&view.left), ["loa"]);
    assert_eq!(view.proposal.versions.len(), 2);
    assert!(proposal(&state, &ProposalId::new("t-2").unwrap()).is_none());
}

#[test]
fn the_trace_of_one_provision_is_that_of_all() {
    let state = room(&[tavar_proposes()]);
    for all in trace(&state) {
        let one = trace_of(&state, &all.id).unwrap();
        assert_eq!(format!("{one:?}"), format!("{all:?}"));
        let asked = proposals(&state, &all.id).len();
        assert_eq!(asked, all.proposals.len());
    }
    let unknown = ProvisionId::new("p99");
    assert!(trace_of(&state, &unknown).is_none());
    assert!(proposals(&state, &unknown).is_empty());
}
