//! Numbers about a negotiation: what of it is counted, and that the lists give the same again.

use std::sync::Arc;

use comity_analysis::common_ground::Kind;
use comity_app::findings::origins::{Question, listed};
use comity_app::findings::{Stream, origins as trace};
use comity_app::lists::{self, InputSource};
use comity_app::views::agreement::{Agreement, agreement};
use comity_app::views::balance::balance;
use comity_app::views::campaigns::campaigns;
use comity_app::views::origins::{TextOrigins, origins};
use comity_exchange::lists::{read_participants, read_statements, read_votes};
use comity_procedure::State;
use comity_procedure::ids::ContributionId;

use crate::room::{WELLS, line, opening, played_with, room};

fn act(by: &str, act: &str) -> String {
    line(by, &format!(r#"{{"act":{act}}}"#))
}

fn position(by: &str, subject: &str, stance: &str) -> String {
    act(
        by,
        &format!(r#"{{"take-position":{{"subject":{subject},"stance":"{stance}"}}}}"#),
    )
}

fn object(by: &str, provision: &str) -> String {
    act(
        by,
        &format!(
            r#"{{"object":{{"objection":"{by}-objection","subject":{{"provision":"{provision}"}},"reason":"No.","remedy":"Say less."}}}}"#
        ),
    )
}

fn contribute(by: &str, id: &str, words: &str) -> String {
    act(
        by,
        &format!(
            r#"{{"contribute":{{"contribution":"{id}","language":"en","title":"Points","passages":[{{"words":"{words}"}}]}}}}"#
        ),
    )
}

fn propose(by: &str, id: &str, provision: &str, text: &str) -> String {
    line(
        by,
        &format!(
            r#"{{"propose":{{"proposal":"{id}","rationale":"It is clearer.","edits":[{{"provision":"{provision}","text":"{text}"}}]}}}}"#
        ),
    )
}

fn found(state: &State) -> Arc<Agreement> {
    agreement(state, None).unwrap().unwrap()
}

/// Three delegations, and what they hold of two paragraphs.
fn held() -> Vec<String> {
    let provision = |it: &str| format!(r#"{{"provision":"{it}"}}"#);
    vec![
        position("tavar", &provision("p2"), "support"),
        position("meridia", &provision("p2"), "can-live-with"),
        position("loa", &provision("p2"), "recuse"),
        position("tavar", &provision("p3"), "no-objection"),
        position("meridia", &provision("p3"), "abstain"),
        object("loa", "p3"),
    ]
}

#[test]
fn who_can_live_with_a_text_counts_alike_and_who_objects_counts_against() {
    let lists = lists::positions(&room(&held()));
    let expected = "participant,statement,vote\nloa,provision:p3,-1\nmeridia,provision:p2,1\n\
                    meridia,provision:p3,0\ntavar,provision:p2,1\ntavar,provision:p3,1\n";
    let mut rows: Vec<&str> = lists.votes.lines().skip(1).collect();
    rows.sort_unstable();
    let expected: Vec<&str> = expected.lines().skip(1).collect();
    assert_eq!(rows, expected);
    let ids: Vec<&str> = lists.delegations.iter().map(|it| it.as_str()).collect();
    assert_eq!(ids, ["loa", "meridia", "tavar"]);
    assert!(
        lists
            .statements
            .contains("provision:p2,para. 1 1. Keepers should"),
        "{}",
        lists.statements
    );
    assert!(lists.participants.contains("\nloa,civil-society,global,\n"));
}

#[test]
fn what_was_said_of_other_words_does_not_count() {
    let mut lines = held();
    lines.push(propose(
        "loa",
        "loa-1",
        "p2",
        "1. Keepers should give clean water to all.",
    ));
    lines.push(line(
        "chair",
        r#"{"accept":{"proposals":["loa-1"],"reason":"Nobody is against it."}}"#,
    ));
    let lists = lists::positions(&room(&lines));
    assert!(!lists.votes.contains("provision:p2"), "{}", lists.votes);
    assert!(lists.votes.contains("provision:p3"));
    assert!(agreement(&room(&[]), None).unwrap().is_none());
}

#[test]
fn each_text_has_its_figures_and_every_constituency_counts_once() {
    let found = found(&room(&held()));
    assert_eq!(found.found.convergence.settings.kind, Kind::Delegations);
    assert_eq!(found.found.constituencies, ["civil-society", "government"]);
    let tallies: Vec<(&str, u32, u32, u32)> = found
        .texts()
        .map(|it| {
            let tally = it.tally;
            (
                it.listed.id.as_str(),
                tally.agree,
                tally.disagree,
                tally.pass,
            )
        })
        .collect();
    let heard: Vec<(usize, Vec<usize>)> = found
        .texts()
        .map(|it| (it.by_constituency.iter().flatten().count(), it.objecting))
        .collect();
    // Who recuses has not spoken; civil society objects to the second.
    assert_eq!(heard, [(1, vec![]), (2, vec![0])]);
    assert_eq!(
        tallies,
        [("provision:p2", 2, 0, 0), ("provision:p3", 1, 1, 1)]
    );
    let at = found
        .found
        .statements
        .iter()
        .position(|it| it.id == "provision:p3");
    assert_eq!(found.subject(at.unwrap()).id, "provision:p3");
    let places = &found.found.convergence.places;
    assert_eq!(places.len(), found.lists.delegations.len());
}

#[test]
fn the_same_positions_are_not_counted_again() {
    let before = found(&room(&held()));
    let mut lines = held();
    lines.push(contribute("tavar", "tavar-1", "Wells are for all."));
    let after = agreement(&room(&lines), Some(&before)).unwrap().unwrap();
    assert!(Arc::ptr_eq(&before, &after));
    lines.push(object("tavar", "p4"));
    let after = agreement(&room(&lines), Some(&before)).unwrap().unwrap();
    assert!(!Arc::ptr_eq(&before, &after));
    assert_ne!(before.found.input_hash, after.found.input_hash);
}

#[test]
fn the_lists_are_read_without_a_notice() {
    let lists = lists::positions(&room(&held()));
    let mut votes = Vec::new();
    let read = read_votes("v", lists.votes.as_bytes(), &mut |_, _, vote| {
        votes.push(vote);
    });
    assert!(read.unwrap().1.is_empty());
    assert_eq!(votes.iter().filter(|it| **it == -1).count(), 1);
    assert!(
        read_statements("s", lists.statements.as_bytes())
            .unwrap()
            .1
            .is_empty()
    );
    assert!(
        read_participants("p", lists.participants.as_bytes())
            .unwrap()
            .1
            .is_empty()
    );
}

/// A contribution before the text, a proposal that is accepted, and one that is not.
fn drafted() -> Vec<String> {
    vec![
        contribute(
            "loa",
            "loa-1",
            "We hold that keepers ask no price of the poor, ever.",
        ),
        propose(
            "tavar",
            "tavar-1",
            "p2",
            "1. Keepers should give clean water to all.",
        ),
        propose(
            "meridia",
            "meridia-1",
            "p4",
            "3. Disputes go to the elders of both villages.",
        ),
        line(
            "chair",
            r#"{"accept":{"proposals":["tavar-1"],"reason":"Nobody is against it."}}"#,
        ),
    ]
}

/// For each stretch that was not in the first text, its words and who said it first.
fn first(found: &TextOrigins) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (at, passage) in found.traced.passages.iter().enumerate() {
        let words: Vec<char> = passage.words.chars().collect();
        for (range, input) in found.first_said[at].clone() {
            let said: String = words[range].iter().collect();
            let by = match &found.sources[input] {
                InputSource::FirstText { .. } => continue,
                InputSource::Contribution { id, .. } => id.to_string(),
                InputSource::Proposal { id, .. } => id.to_string(),
            };
            all.push((said.trim().to_owned(), by));
        }
    }
    all
}

#[test]
fn a_word_is_of_whoever_said_it_first_and_of_nobody_who_was_not_taken_up() {
    let state = room(&drafted());
    let found = origins(&state, None).unwrap().unwrap();
    // The text was tabled before the contribution came, so that said nothing first.
    assert_eq!(first(&found), [("clean".to_owned(), "tavar-1".to_owned())]);
    let taken_up = found.taken_up();
    let of = |name: &str| {
        taken_up
            .iter()
            .find(|it| it.0.as_str() == name)
            .map(|it| *it.1)
    };
    assert_eq!(
        (of("tavar"), of("loa"), of("meridia")),
        (Some(1), Some(0), Some(0))
    );
    let (_, became) = found
        .became(&ContributionId::new("loa-1").unwrap())
        .unwrap();
    assert_eq!((became.standing_words, became.first_words), (7, 0));
    assert!(
        origins(&state, Some(&found))
            .unwrap()
            .is_some_and(|it| Arc::ptr_eq(&it, &found))
    );
}

#[test]
fn what_others_said_too_is_counted_by_party() {
    let words = "1. Keepers give water to all who come on foot after a long march.";
    let mut lines = vec![
        propose("tavar", "tavar-1", "p2", words),
        propose("tavar", "tavar-2", "p2", words),
        propose("meridia", "meridia-1", "p2", words),
        contribute(
            "loa",
            "loa-1",
            "We ask for all who come on foot after a long march.",
        ),
        contribute(
            "loa",
            "loa-2",
            "And again: all who come on foot after a long march.",
        ),
    ];
    let accept = r#"{"accept":{"proposals":["tavar-1"],"reason":"Nobody is against it."}}"#;
    lines.push(line("chair", accept));
    let found = origins(&room(&lines), None).unwrap().unwrap();
    let counts: Vec<(String, usize)> = found
        .said_too
        .iter()
        .flat_map(|it| it.iter().map(|(source, count)| (source.name(), *count)))
        .collect();
    // Loa twice, once; a proposal that repeats the provision is nobody's voice for its words.
    let expected = [("text:6", 1), ("proposal:tavar-1", 1)];
    assert_eq!(counts, expected.map(|it| (it.0.to_owned(), it.1)));
}

#[test]
fn the_list_of_inputs_gives_the_same_origins() {
    let state = room(&drafted());
    let found = origins(&state, None).unwrap().unwrap();
    let list = lists::inputs(&state).list;
    let stream = Stream {
        name: "inputs.csv",
        bytes: &mut list.as_bytes(),
    };
    let (inputs, source, notices) = listed(stream, "text").unwrap();
    assert!(notices.is_empty(), "{notices:?}");
    let again = trace(Question {
        text: &state.current().unwrap().instrument,
        bases: &[],
        inputs,
        sources: vec![source],
        notices,
    });
    assert_eq!(again.origins, found.traced.origins);
    assert_eq!(again.sources[0], found.traced.sources[1]);
}

#[test]
fn what_each_party_did_is_counted_once() {
    let state = room(&drafted());
    let found = origins(&state, None).unwrap().unwrap();
    let balanced = balance(&state, Ok(Some(&found)), None).unwrap().unwrap();
    assert_eq!(
        balanced.list,
        "delegation,constituency,region,status,present,contributions,proposals,words,taken_up_words\n\
         loa,civil-society,global,,1,1,0,12,0\n\
         meridia,government,global,,1,0,1,7,0\n\
         tavar,government,global,,1,0,1,4,1\n"
    );
    assert!(balanced.found.notices.is_empty());
    assert!(
        balance(&state, Ok(Some(&found)), Some(&balanced))
            .unwrap()
            .is_some_and(|it| Arc::ptr_eq(&it, &balanced))
    );
}

#[test]
fn what_an_organisation_contests_is_that_of_whoever_spoke() {
    let carried = [
        act(
            "secretariat",
            r#"{"accredit":{"delegation":"keth","name":"keth","constituency":"academia","region":"global","standing":{"through":"loa"}}}"#,
        ),
        contribute(
            "loa",
            "keth-1",
            "Keepers ask no price of the poor and write none down.",
        )
        .replace(
            r#""by":"loa""#,
            r#""by":{"delegation":"loa","for":{"organisation":"keth"}}"#,
        ),
    ];
    let contest = act(
        "keth",
        r#"{"contest-carriage":{"carriage":{"contribution":"keth-1"},"reason":"We were not asked."}}"#,
    );
    let before = room(&carried);
    let after = room(&[&carried[..], &[contest]].concat());
    let whose = |found: &TextOrigins| {
        let mut of = found.sources.iter().filter_map(InputSource::of);
        of.next().unwrap().to_string()
    };
    let first = origins(&before, None).unwrap().unwrap();
    assert_eq!(whose(&first), "keth");
    let then = origins(&after, Some(&first)).unwrap().unwrap();
    assert_eq!(whose(&then), "loa");
    let balanced = balance(&before, Ok(Some(&first)), None).unwrap().unwrap();
    let then = balance(&after, Ok(Some(&then)), Some(&balanced))
        .unwrap()
        .unwrap();
    let row = |of: &str, list: &str| {
        let row = list.lines().find(|it| it.starts_with(of)).unwrap();
        row.split(',').nth(5).unwrap().to_owned()
    };
    assert_eq!(
        [row("loa", &balanced.list), row("keth", &balanced.list)],
        ["0", "1"]
    );
    assert_eq!(
        [row("loa", &then.list), row("keth", &then.list)],
        ["1", "0"]
    );
}

#[test]
fn inputs_in_nearly_the_same_words_stand_together() {
    let template = "Wells are the common good of all who live near them, and nobody may close one \
                    of them without the consent of those who drink from it every day of the year";
    let state = room(&[
        contribute("tavar", "tavar-1", &format!("{template}.")),
        contribute("meridia", "meridia-1", "We have no wells."),
        contribute(
            "loa",
            "loa-1",
            &format!("{template}. On our islands there is no other water."),
        ),
    ]);
    let found = campaigns(&state, None).unwrap().unwrap();
    assert_eq!(found.found.repeated(), 1);
    let together = found
        .found
        .campaigns
        .groups
        .iter()
        .find(|it| it.count() == 2);
    let mut ids: Vec<&str> = together
        .unwrap()
        .copies
        .iter()
        .chain(&together.unwrap().variations)
        .map(|it| found.found.comments[*it as usize].id.as_str())
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, ["loa-1", "tavar-1"]);
    assert!(campaigns(&room(&[]), None).unwrap().is_none());
}

#[test]
fn a_version_is_of_the_sponsor_that_wrote_it() {
    let words = |text: &str| {
        format!(
            r#"{{"revise":{{"proposal":"tavar-1","rationale":"It is clearer.","edits":[{{"provision":"p2","text":"{text}"}}]}}}}"#
        )
    };
    let state = room(&[
        propose(
            "tavar",
            "tavar-1",
            "p2",
            "1. Keepers should give clean water to all.",
        ),
        line("loa", r#"{"act":{"co-sponsor":{"proposal":"tavar-1"}}}"#),
        line(
            "tavar",
            r#"{"act":{"leave-proposal":{"proposal":"tavar-1"}}}"#,
        ),
        line(
            "loa",
            &words("1. Keepers should give clean and cold water to all."),
        ),
        line(
            "chair",
            r#"{"accept":{"proposals":["tavar-1"],"reason":"Nobody is against it."}}"#,
        ),
    ]);
    let found = origins(&state, None).unwrap().unwrap();
    let taken_up = found.taken_up();
    let of = |name: &str| {
        taken_up
            .iter()
            .find(|it| it.0.as_str() == name)
            .map(|it| *it.1)
    };
    assert_eq!((of("tavar"), of("loa")), (Some(1), Some(2)));
    let list = lists::deeds(&state, Ok(Some(&found)));
    assert!(
        list.contains("\nloa,civil-society,global,,1,0,1,6,2\n"),
        "{list}"
    );
    let list = lists::deeds(&state, Err(lists::Unknown));
    assert!(list.starts_with(
        "delegation,constituency,region,status,present,contributions,proposals,words\n"
    ));
}

#[test]
fn of_a_text_that_is_too_long_to_be_compared_nobody_is_said_to_have_said_anything() {
    let paragraph = |it: usize| format!("\n{it}. {}\n", "well ".repeat(30_000));
    let paragraphs: Vec<String> = (4..36).map(paragraph).collect();
    let long = format!("{WELLS}{}", paragraphs.concat());
    assert!(long.len() > lists::MAX_INPUT_BYTES);
    let lines = [opening(), drafted()].concat();
    let (state, done) = played_with(&lines, |_| Ok(long.as_bytes().to_vec()));
    done.unwrap();
    assert!(origins(&state, None).is_err());
    let list = lists::list(&state, lists::List::Deeds);
    assert!(
        !list.contains("taken_up"),
        "{}",
        list.lines().next().unwrap()
    );
}
