//! Inputs, calls, obstacles, and the choices for the next revision.

use std::collections::BTreeMap;

use comity_app::tasks::{Sources, Task, prepare};
use comity_app::views::calls::{asked, breaks, calls, heard};
use comity_app::views::choices::{ChangeFate, choices, preview};
use comity_app::views::contributions::{contributions, counts, next_undisposed};
use comity_app::views::obstacles::obstacles;
use comity_procedure::State;
use comity_procedure::ids::{CallId, ContributionId, DelegationId};
use comity_record::v1::{Act, Words};

use crate::room::{line, room};

fn act(by: &str, act: &str) -> String {
    line(by, &format!(r#"{{"act":{act}}}"#))
}

fn contribute(by: &str, id: &str, passages: usize) -> String {
    let passages = vec![r#"{"words":"A point."}"#; passages].join(",");
    act(
        by,
        &format!(
            r#"{{"contribute":{{"contribution":"{id}","language":"en","title":"Points","passages":[{passages}]}}}}"#
        ),
    )
}

fn dispose(id: &str, passage: usize) -> String {
    act(
        "chair",
        &format!(
            r#"{{"dispose":{{"contribution":"{id}","passage":{passage},"disposition":"noted","reason":"Known.","link":{{"provision":"p2"}}}}}}"#
        ),
    )
}

#[test]
fn inputs_stand_in_the_order_of_the_record_and_are_counted_by_constituency() {
    let state = room(&[
        contribute("loa", "loa-1", 2),
        contribute("tavar", "a-tavar-1", 1),
        dispose("loa-1", 1),
    ]);
    let lines = contributions(&state);
    let ids: Vec<&str> = lines.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["loa-1", "a-tavar-1"]);
    let row = |name: &str| {
        let counts = counts(&state, &lines);
        let mut rows = counts.into_iter();
        rows.find(|it| it.constituency.as_str() == name).unwrap()
    };
    let civil = row("civil-society");
    assert_eq!(
        (
            civil.contributions,
            civil.passages,
            civil.noted,
            civil.undisposed
        ),
        (1, 2, 1, 1)
    );
    assert_eq!(row("academia").contributions, 0);
}

#[test]
fn the_next_passage_follows_the_one_that_was_answered_and_begins_again_at_the_end() {
    let state = room(&[
        contribute("loa", "loa-1", 2),
        contribute("tavar", "tavar-1", 1),
    ]);
    let check = |after: Option<(&str, usize)>, next: Option<(&str, usize)>| {
        let after = after.map(|(id, at)| (ContributionId::new(id).unwrap(), at));
        let found = next_undisposed(&state, after.as_ref().map(|(id, at)| (id, *at)));
        let found = found.as_ref().map(|(id, at)| (id.as_str(), *at));
        assert_eq!(found, next, "after {after:?}");
    };
    check(None, Some(("loa-1", 0)));
    check(Some(("loa-1", 0)), Some(("loa-1", 1)));
    check(Some(("loa-1", 1)), Some(("tavar-1", 0)));
    check(Some(("tavar-1", 0)), Some(("loa-1", 0)));
    let one = room(&[contribute("loa", "loa-1", 1)]);
    let id = ContributionId::new("loa-1").unwrap();
    assert_eq!(next_undisposed(&one, Some((&id, 0))), None);
}

fn silence(id: &str, provision: &str, hours: u32) -> String {
    let day = 3 + hours / 24;
    act(
        "chair",
        &format!(
            r#"{{"open-call":{{"call":"{id}","kind":"silence","question":{{"provisions":[{{"provision":"{provision}"}}]}},"opens":"2031-03-03T09:00:00Z","closes":"2031-03-{day:02}T09:00:00Z"}}}}"#
        ),
    )
}

#[test]
fn open_calls_stand_by_their_deadline_and_say_who_has_heard_them() {
    let explicit = act(
        "chair",
        r#"{"open-call":{"call":"a-now","kind":"explicit","question":{"provisions":[{"provision":"p4"}]},"opens":"2031-03-03T09:00:00Z"}}"#,
    );
    let broken = act(
        "loa",
        r#"{"break-silence":{"call":"soon","provisions":["p3"],"reason":"No.","remedy":"Say less."}}"#,
    );
    let state = room(&[
        explicit,
        silence("later", "p2", 96),
        silence("soon", "p3", 72),
        broken,
    ]);
    let found = calls(&state);
    let ids: Vec<&str> = found.open.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(
        ids,
        ["soon", "later", "a-now"],
        "those without an end come last"
    );
    let call = &state.calls()[&CallId::new("soon").unwrap()];
    let provisions = asked(&state, call);
    assert_eq!(
        provisions[0].words.as_str(),
        "2. Keepers ask no price of the poor."
    );
    assert_eq!(provisions[0].broken_by[0].id.as_str(), "loa");
    assert_eq!(breaks(&state, call).len(), 1);
    let seen = [(DelegationId::new("tavar").unwrap(), 7)];
    let by: BTreeMap<String, Vec<(Option<i64>, bool)>> = heard(&state, call, &seen)
        .into_iter()
        .map(|it| {
            let all = it.delegations.iter().map(|it| (it.seen, it.broke));
            (it.constituency.to_string(), all.collect())
        })
        .collect();
    assert_eq!(by["government"], [(None, false), (Some(7), false)]);
    assert_eq!(by["civil-society"], [(None, true)]);
    assert_eq!(by["academia"], []);
}

#[test]
fn a_call_keeps_the_words_that_it_asked() {
    let state = room(&[
        act(
            "chair",
            r#"{"open-call":{"call":"now","kind":"explicit","question":{"provisions":[{"provision":"p2"}]},"opens":"2031-03-03T09:00:00Z"}}"#,
        ),
        act(
            "chair",
            r#"{"cancel-call":{"call":"now","reason":"A proposal came."}}"#,
        ),
        propose(
            "tavar",
            "tavar-1",
            "p2",
            "1. Keepers shall give water to all.",
        ),
        line(
            "chair",
            r#"{"accept":{"proposals":["tavar-1"],"reason":"Agreed."}}"#,
        ),
    ]);
    let found = calls(&state);
    assert!(found.open.is_empty());
    let provisions = asked(&state, &found.ended[0]);
    assert_eq!(
        provisions[0].words.as_str(),
        "1. Keepers should give water to all."
    );
    assert!(provisions[0].changed);
}

#[test]
fn an_objection_stands_in_the_way_before_its_answer_and_after_it() {
    let mut lines = vec![
        act(
            "loa",
            r#"{"object":{"objection":"loa-1","subject":{"provision":"p2"},"reason":"Too much.","remedy":"Say less."}}"#,
        ),
        propose("tavar", "tavar-1", "p3", "2. Keepers ask no price."),
    ];
    let check = |lines: &[String], unanswered: usize, in_the_way: usize, can_be_called: bool| {
        let found = obstacles(&room(lines)).unwrap();
        let it = &found[1];
        assert_eq!(it.standing.id.as_str(), "p2");
        assert_eq!(
            (it.unanswered.len(), it.in_the_way.len(), it.can_be_called()),
            (unanswered, in_the_way, can_be_called)
        );
        assert!(it.keeps_from_adoption());
        assert_eq!(found[2].proposals[0].as_str(), "tavar-1");
    };
    check(&lines, 1, 1, false);
    lines.push(act(
        "chair",
        r#"{"answer-objection":{"objection":"loa-1","answer":"It says less now."}}"#,
    ));
    check(&lines, 0, 1, true);
    lines.push(act(
        "loa",
        r#"{"end-objection":{"objection":"loa-1","ending":"withdrawn"}}"#,
    ));
    check(&lines, 0, 0, true);
}

fn propose(by: &str, id: &str, provision: &str, text: &str) -> String {
    line(
        by,
        &format!(
            r#"{{"propose":{{"proposal":"{id}","rationale":"So it is clearer.","edits":[{{"provision":"{provision}","text":"{text}"}}]}}}}"#
        ),
    )
}

/// Nothing but the acts that brought the changes; of these the words do not matter here.
struct Recorded(BTreeMap<u64, Act>);

impl Sources for Recorded {
    fn document(&self, _: &str) -> Result<Vec<u8>, String> {
        Err("there is none".to_owned())
    }

    fn act(&self, entry: u64) -> Option<Act> {
        self.0.get(&entry).cloned()
    }

    fn text(&self, _: &[u8; 32]) -> Option<String> {
        None
    }
}

/// The proposals of a state as acts that stand on its record.
fn recorded(state: &State) -> Recorded {
    let acts = state.proposals().values().map(|it| {
        let version = it.version();
        let changes = version.changes.list.iter();
        let written = changes.map(|change| match change {
            comity_text::Change::Replace {
                provision,
                start,
                end,
                with,
            } => comity_record::v1::change::Change::Replace {
                provision: provision.as_str().to_owned(),
                start: *start,
                end: *end,
                with: Some(comity_record::v1::words::Styled {
                    spans: Vec::new(),
                    text: Words::inline(with.as_str()),
                }),
            },
            other => panic!("no proposal of these asks for {other:?}"),
        });
        let act = Act::Propose {
            changes: written.collect(),
            proposal: it.id.to_string(),
            rationale: Words::inline("Why."),
            revision: version.revision,
            variant_of: Vec::new(),
        };
        (version.entry, act)
    });
    Recorded(acts.collect())
}

fn rivals() -> State {
    room(&[
        propose(
            "tavar",
            "tavar-1",
            "p2",
            "1. Keepers shall give water to all.",
        ),
        propose("loa", "loa-1", "p2", "1. Keepers shall give water to all."),
        propose(
            "meridia",
            "meridia-1",
            "p2",
            "1. Keepers may give water to all.",
        ),
        propose("meridia", "meridia-2", "p3", "2. Keepers ask no price."),
        act("meridia", r#"{"co-sponsor":{"proposal":"loa-1"}}"#),
    ])
}

#[test]
fn equal_changes_are_one_choice_in_the_protocol_order_of_those_who_ask() {
    let state = rivals();
    let found = choices(&state).unwrap();
    let ids: Vec<&str> = found.proposals.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["loa-1", "meridia-1", "meridia-2", "tavar-1"]);
    let outcomes = &found.provisions[0].outcomes;
    let by = |at: usize| -> Vec<&str> { outcomes[at].by.iter().map(|it| it.0.as_str()).collect() };
    assert_eq!(
        (by(0), by(1)),
        (vec!["loa-1", "tavar-1"], vec!["meridia-1"])
    );
    assert_eq!(
        (outcomes[0].deleted.as_str(), outcomes[0].inserted.as_str()),
        ("should", "shall")
    );
    assert_eq!(outcomes[1].excludes.len(), 2);
    assert_eq!(outcomes[0].excludes[0].0.as_str(), "meridia-1");
    let support = &found.proposals[0].support;
    let of = |name: &str| {
        let row = support.iter().find(|it| it.constituency.as_str() == name);
        row.unwrap().sponsors
    };
    assert_eq!((of("civil-society"), of("government")), (1, 1));
}

#[test]
fn a_preview_says_what_becomes_of_everybody_or_what_excludes_what() {
    let state = rivals();
    let look = |proposals: &[&str]| {
        let task = Task::Accept {
            proposals: proposals.iter().map(|it| (*it).to_owned()).collect(),
            changes: Vec::new(),
            reason: "Agreed.".to_owned(),
            addressees: BTreeMap::new(),
        };
        let act = prepare(&state, task, &recorded(&state)).unwrap().act;
        preview(&state, &act).unwrap()
    };
    let seen = look(&["tavar-1"]);
    assert!(seen.redline.is_some() && seen.excluded.is_empty());
    let fate = |id: &str| {
        let found = seen.fates.iter().find(|it| it.proposal.as_str() == id);
        found.unwrap().changes[0].clone()
    };
    assert_eq!(fate("tavar-1"), ChangeFate::Accepted);
    assert_eq!(fate("loa-1"), ChangeFate::Satisfied);
    assert_eq!(fate("meridia-2"), ChangeFate::Carried);
    match fate("meridia-1") {
        ChangeFate::Conflicting(with) => assert_eq!(with[0].proposal, "tavar-1"),
        other => panic!("{other:?}"),
    }
    let seen = look(&["tavar-1", "meridia-1"]);
    assert!(seen.redline.is_none());
    assert_eq!(seen.excluded.len(), 1);
    assert_eq!(seen.excluded[0].2, "para. 1");
}
