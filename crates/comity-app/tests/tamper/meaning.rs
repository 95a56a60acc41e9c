//! A server that bends the rules and signs what it made of them. Every head here is signed by the
//! log's own key; each case is tried with the digests that stood there and with those that the
//! forger would like.

use comity_procedure::Effect;
use comity_procedure::modalities::Stage;
use comity_procedure::state::CallOutcome;
use comity_record::blob::BlobLine;
use comity_record::verify::Answer;
use serde_json::{Value, json};

use crate::forge::{Caught, Digests, Forgery, against, against_earlier, check, report};
use crate::story::{modalities, story};

/// A forgery that the rules refuse at an entry, whatever digests it has.
#[track_caller]
fn refused(case: &str, number: usize, rule: &str, forge: impl FnOnce(&mut Forgery)) {
    let mut forgery = Forgery::new();
    forge(&mut forgery);
    let said = format!("the rules refuse it ({rule})");
    for digests in [Digests::Honest, Digests::Claimed(number, &|_| {})] {
        check(
            case,
            &forgery.clone().signed(&digests),
            &against(),
            Caught::Entry(number, &said),
        );
    }
    // With the old digests an earlier entry may already say another digest than its own.
    assert!(
        report(&forgery.signed(&Digests::Old), &against())
            .consistent
            .is_err(),
        "{case}"
    );
}

/// A forgery whose claim about what an entry did is not what the rules give.
#[track_caller]
fn claimed(
    case: &str,
    number: usize,
    forge: impl FnOnce(&mut Forgery),
    claim: &dyn Fn(&mut Vec<Effect>),
) {
    let mut forgery = Forgery::new();
    forge(&mut forgery);
    let files = forgery.signed(&Digests::Claimed(number, claim));
    check(
        case,
        &files,
        &against(),
        Caught::Entry(number, "it does not do what it says"),
    );
}

/// Another log, good in itself: only whoever saw the first one can tell.
#[track_caller]
fn only_by_memory(case: &str, forge: impl FnOnce(&mut Forgery)) {
    let mut forgery = Forgery::new();
    forge(&mut forgery);
    let files = forgery.signed(&Digests::Honest);
    let alone = report(&files, &against());
    assert_eq!(alone.consistent, Ok(()), "{case}");
    assert_eq!(alone.not_rolled_back, Answer::NotAsked, "{case}");
    check(
        case,
        &files,
        &against_earlier(),
        Caught::RolledBack("are not those of the earlier head"),
    );
}

fn delegation(id: &str) -> Value {
    json!({"delegation": {"id": id}})
}

fn position(by_text: &Value) -> Value {
    json!({"take-position": {"stance": "support", "subject": {"provision": "p4"}, "text": by_text}})
}

#[test]
fn the_story_is_told_anew_by_the_tool_without_a_change() {
    let (story, forgery) = (story(), Forgery::new());
    assert!(story.entries.len() > 256 + 20, "{}", story.entries.len());
    assert!(story.entries.iter().any(|it| it.get("act-blob").is_some()));
    assert_eq!(forgery.as_it_is(), story.files);
    for digests in [Digests::Old, Digests::Honest] {
        assert_eq!(Forgery::new().signed(&digests), story.files);
    }
    let report = report(&story.files, &against_earlier());
    assert!(report.holds(), "{report:?}");
    assert_eq!(report.signed, 2);
    assert_eq!(report.replay.state().stage(), Stage::Adopted);
}

#[test]
fn a_call_is_closed_early() {
    let strike = story().find("strike", 1);
    let early = story().entries[strike - 1]["at"].clone();
    refused(
        "the clock strikes before the time",
        strike,
        "not-the-deadline",
        |it| {
            it.entries[strike]["at"] = early.clone();
        },
    );
    let call = story().find("open-call", 1);
    let opens = story().entries[call]["act"]["open-call"]["opens"].clone();
    refused(
        "the call is given a shorter silence",
        call,
        "silence-too-short",
        |it| {
            it.entries[call]["act"]["open-call"]["closes"] = later(&opens, 12);
        },
    );
    refused(
        "the chair closes a silence by hand",
        strike,
        "closed-by-clock",
        |it| {
            it.entries[strike]["act"] = json!({"close-call": {"call": "c-1"}});
            it.entries[strike]["actor"] = json!("chair");
            it.entries[strike]["at"] = early.clone();
        },
    );
}

/// A moment some hours after another.
fn later(moment: &Value, hours: i64) -> Value {
    use comity_record::v1::times::Moment;
    let Moment(at) = Moment::parse(moment.as_str().unwrap()).unwrap();
    json!(Moment(comity_procedure::Time(at.0 + hours * 3_600_000)).text())
}

#[test]
fn somebody_takes_a_position_who_may_not() {
    let at = story().find("take-position", 0);
    let text = story().entries[at + 1]["act"]["take-position"]["text"].clone();
    for (case, who, rule) in [
        (
            "nobody has accredited them",
            "northern-union",
            "unknown-delegation",
        ),
        ("an observer", "keth", "not-entitled"),
    ] {
        refused(case, at, rule, |it| {
            it.insert(at, delegation(who), position(&text));
        });
    }
}

#[test]
fn a_position_is_moved_to_another_text() {
    let at = story().find("take-position", 1);
    let other = story().entries[at - 1]["act"]["take-position"]["text"].clone();
    refused(
        "to the words of another provision",
        at,
        "other-text",
        |it| {
            it.entries[at]["act"]["take-position"]["text"] = other.clone();
        },
    );
    let propose = story().find("propose", 0);
    let revision = story().find("table-revision", 0);
    refused(
        "the proposal says something else than what was taken up",
        revision,
        "other-result",
        |it| {
            let words = it.say(propose, "noon");
            it.entries[propose]["act"]["propose"]["changes"][0]["replace"]["with"]["text"] = words;
            it.texts[propose]
                .retain(|line| !matches!(line, BlobLine::Whole(blob) if blob.text() == "sunrise"));
        },
    );
}

#[test]
fn an_objection_is_dropped() {
    let broke = story().find("break-silence", 0);
    claimed("as if it had not been made", broke, |_| {}, &Vec::clear);
    claimed("without its place in the ledger", broke, |_| {}, &|done| {
        done.retain(|it| !matches!(it, Effect::ObjectionRaised(_)));
    });
    let (lift, strike) = (story().find("lift-break", 0), story().find("strike", 1));
    claimed(
        "it was never lifted, and the call ends with consensus",
        strike - 1,
        |it| it.remove(lift),
        &|done| {
            for effect in done {
                if let Effect::CallEnded(
                    _,
                    CallOutcome::Closed {
                        consensus,
                        agreed,
                        not_agreed,
                        ..
                    },
                ) = effect
                {
                    *consensus = true;
                    agreed.append(not_agreed);
                }
            }
        },
    );
}

#[test]
fn an_objection_is_taken_out_of_the_log_and_only_memory_finds_it() {
    let first = story().find("break-silence", 0);
    let mut forgery = Forgery::new();
    for _ in 0..3 {
        forgery.remove(first);
    }
    let files = forgery.signed(&Digests::Honest);
    let alone = report(&files, &against());
    assert!(alone.holds(), "the log is good in itself: {alone:?}");
    // The head in the proof that the objector took home was signed over the objection.
    let proof = &story().proof;
    let objection = comity_record::canonical::write(&story().entries[first]).unwrap();
    assert!(
        proof
            .verify(
                &objection,
                std::slice::from_ref(&crate::desk::log_key().verifier())
            )
            .is_ok()
    );
    let mut with_proof = against();
    with_proof.checkpoint = Some(proof.checkpoint.clone());
    check(
        "held against the objector's proof",
        &files,
        &with_proof,
        Caught::RolledBack("are not those of the earlier head"),
    );
    let mut with_head = against();
    with_head.checkpoint = Some(story().files.checkpoint());
    check(
        "held against the last head",
        &files,
        &with_head,
        Caught::RolledBack("was seen before"),
    );
}

#[test]
fn an_outcome_of_a_revision_is_changed() {
    let at = story().find("table-revision", 0);
    let of = |it: &mut Forgery, proposal: &str, outcome: Value| {
        let outcomes = it.entries[at]["act"]["table-revision"]["outcomes"]
            .as_array_mut()
            .unwrap();
        let of = outcomes
            .iter_mut()
            .find(|it| it["proposal"] == proposal)
            .unwrap();
        *of = outcome;
    };
    refused(
        "what is carried is said to be satisfied",
        at,
        "other-outcome",
        |it| {
            of(
                it,
                "meridia-1",
                json!({"proposal": "meridia-1", "outcomes": ["satisfied"], "carried": []}),
            );
        },
    );
    refused(
        "what is carried is said to be orphaned",
        at,
        "other-outcome",
        |it| {
            of(
                it,
                "meridia-1",
                json!({"proposal": "meridia-1", "outcomes": [{"orphaned": "suppressed"}], "carried": []}),
            );
        },
    );
    refused("a proposal is forgotten", at, "forgotten", |it| {
        let outcomes = it.entries[at]["act"]["table-revision"]["outcomes"]
            .as_array_mut()
            .unwrap();
        outcomes.retain(|it| it["proposal"] != "meridia-1");
    });
    refused(
        "the words that are carried are others",
        at,
        "other-outcome",
        |it| {
            let words = it.say(at, "Wells are sold.");
            let mut add =
                it.entries[story().find("propose", 2)]["act"]["propose"]["changes"][0].clone();
            add["add"]["words"]["text"] = words;
            of(
                it,
                "meridia-1",
                json!({"proposal": "meridia-1", "outcomes": [{"carried": [add]}], "carried": [add]}),
            );
        },
    );
}

#[test]
fn a_revision_says_what_nobody_proposed() {
    let at = story().find("table-revision", 0);
    refused("other words", at, "other-result", |it| {
        let words = it.say(at, "Keepers sell the water.");
        it.entries[at]["act"]["table-revision"]["results"][0]["words"]["text"] = words;
    });
    refused(
        "words of a provision that nobody changed",
        at,
        "other-results",
        |it| {
            let words = it.say(at, "Keepers sell the water.");
            let results = it.entries[at]["act"]["table-revision"]["results"]
                .as_array_mut()
                .unwrap();
            results.insert(1, json!({"provision": "p3", "words": {"text": words}}));
        },
    );
    refused("emphasis that nobody proposed", at, "other-result", |it| {
        it.entries[at]["act"]["table-revision"]["results"][0]["words"]["spans"] =
            json!([{"start": 0, "end": 7, "style": ["strong"]}]);
    });
}

#[test]
fn a_deadline_is_forgotten() {
    let strike = story().find("strike", 1);
    refused(
        "the clock does not strike",
        strike,
        "deadline-unstruck",
        |it| it.remove(strike),
    );
}

#[test]
fn somebody_acts_in_anothers_name() {
    let at = story().find("break-silence", 0);
    let other = delegation("meridia");
    let mut forgery = Forgery::new();
    forgery.entries[at]["actor"] = other.clone();
    let files = forgery.signed(&Digests::Honest);
    check(
        "under the signature of the first",
        &files,
        &against(),
        Caught::Entry(at, "the signature of the delegation is wrong"),
    );
    refused(
        "without a signature, where one is demanded",
        at,
        "signature-required",
        |it| {
            it.entries[at]["actor"] = other.clone();
            it.entries[at].as_object_mut().unwrap().remove("signature");
        },
    );
    // Nobody signs statements in this record: that one was made is the word of the server alone.
    let said = story().find("state", 0);
    only_by_memory("an act that nobody signs", |it| {
        it.entries[said]["actor"] = other.clone();
    });
}

#[test]
fn modalities_are_changed_without_a_call() {
    let (opened, closed) = (story().find("open-call", 0), story().find("strike", 0));
    let silence = story().find("open-call", 1);
    refused("and used", silence - 2, "silence-too-short", |it| {
        it.remove(closed);
        it.remove(opened);
    });
    refused("by a second opening", opened, "opened-already", |it| {
        let act = json!({"open": {"modalities": modalities(1), "title": it.entries[0]["act"]["open"]["title"]}});
        it.insert(opened, json!("secretariat"), act);
    });
    claimed(
        "by a stage that claims it",
        closed,
        |it| {
            it.entries[closed]["act"] = json!({"cancel-call": {"call": "c-0", "reason": it.entries[0]["act"]["open"]["title"]}});
            it.entries[closed]["actor"] = json!("chair");
            it.entries[closed]["at"] = it.entries[opened]["at"].clone();
        },
        &|done| {
            let rules = comity_record::v1::modalities::Modalities::preset("consensus").unwrap();
            done.insert(0, Effect::ModalitiesChanged(rules.rules().unwrap().into()));
        },
    );
    only_by_memory("from the beginning", |it| {
        it.entries[0]["act"]["open"]["modalities"] = modalities(71);
    });
}

#[test]
fn time_goes_back_and_keys_come_twice() {
    let at = story().find("adopt", 0);
    let before = story().entries[at - 2]["at"].clone();
    refused("time goes back", at, "time-goes-back", |it| {
        it.entries[at]["at"] = before.clone();
    });
    let key = story().entries[3]["key"].clone();
    refused("a key comes twice", at, "taken-already", |it| {
        it.entries[at]["key"] = key.clone();
    });
    refused("an entry comes twice", at + 1, "taken-already", |it| {
        let entry = it.entries[at].clone();
        it.entries.insert(at + 1, entry);
        it.texts.insert(at + 1, Vec::new());
    });
    refused(
        "an act of another negotiation",
        at,
        "other-negotiation",
        |it| {
            it.entries[at]["negotiation"] = json!("rivers");
        },
    );
}

#[test]
fn a_digest_is_another() {
    for at in [0, 7, 100, 300] {
        let mut forgery = Forgery::new();
        forgery.entries[at]["effects"] = json!("5a".repeat(32));
        let files = forgery.signed(&Digests::Old);
        check(
            "a digest",
            &files,
            &against(),
            Caught::Entry(at, "it does not do what it says"),
        );
    }
}

#[test]
fn words_are_withheld_in_silence() {
    let said = story().find("state", 20);
    let chunk = |number: usize| format!("blobs/{:03}", number / 256);
    let hide = |it: &mut Forgery, number: usize| {
        let name = it.texts[number][0].name();
        it.texts[number][0] = BlobLine::Redacted(name);
    };
    let mut silent = Forgery::new();
    hide(&mut silent, said);
    let why = "is withheld, and no entry says so";
    check(
        "no act says so",
        &silent.as_it_is(),
        &against(),
        Caught::File(&chunk(said), why),
    );
    let redact = story().find("redact", 1);
    let mut other = Forgery::new();
    let name = other.texts[said][0].name().to_string();
    other.entries[redact]["act"]["redact"]["texts"] = json!([name]);
    let withheld = 100;
    let files = other.signed(&Digests::Honest);
    check(
        "the act names another text",
        &files,
        &against(),
        Caught::File(&chunk(withheld), why),
    );
    let mut act = Forgery::new();
    let table = story()
        .entries
        .iter()
        .position(|it| it.get("act-blob").is_some())
        .unwrap();
    let name = story().entries[table]["act-blob"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    for line in &mut act.texts[table] {
        if line.name() == name {
            *line = BlobLine::Redacted(name);
        }
    }
    check(
        "an act itself",
        &act.as_it_is(),
        &against(),
        Caught::Entry(table, "nothing after it can be decided"),
    );
}
