//! What we write is what `docs/formats` promises: each shape against its schema.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

use comity_exchange::fates::rebase_proposal;
use comity_exchange::json;
use comity_text::{
    Change, Kind, MergeError, Place, Proposal, ProtocolOrder, ProvisionId, Style, Text, apply,
    compile, merge,
};
use serde_json::{Value, json};

mod negotiation;
use negotiation::{LANGUAGES, Negotiation, real, sample};

fn schema(name: &str) -> jsonschema::Validator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats");
    let text = fs::read_to_string(folder.join(format!("{name}.schema.json"))).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn check(name: &str, written: &str) {
    assert!(written.ends_with('\n') && !written.trim_end().contains('\n'));
    let value: Value = serde_json::from_str(written).unwrap();
    let faults: Vec<String> = schema(name)
        .iter_errors(&value)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, [] as [String; 0]);
}

fn negotiations() -> Vec<Negotiation> {
    LANGUAGES.into_iter().map(sample).chain(real()).collect()
}

#[test]
fn compilations_keep_their_promise() {
    for negotiation in negotiations() {
        check("compilation", &negotiation.json());
    }
}

#[test]
fn differences_keep_their_promise() {
    for negotiation in LANGUAGES.map(sample) {
        for proposal in &negotiation.proposals {
            let alone = [proposal.clone()];
            let order = ProtocolOrder::default();
            let compilation = compile(&negotiation.base.instrument, &alone, &order).unwrap();
            check(
                "comparison",
                &json::comparison(&compilation, &negotiation.notices),
            );
        }
    }
}

#[test]
fn rebased_proposals_keep_their_promise() {
    let mut outcomes = std::collections::BTreeSet::new();
    for negotiation in LANGUAGES.map(sample) {
        let base = &negotiation.base.instrument;
        for revision in negotiation.proposals.iter().take(4) {
            let rebased: Vec<_> = negotiation
                .proposals
                .iter()
                .map(|proposal| rebase_proposal(base, &revision.changes, proposal).unwrap())
                .collect();
            let changes = rebased.iter().flat_map(|rebased| &rebased.changes);
            outcomes.extend(changes.map(comity_exchange::fates::RebasedChange::outcome));
            check("rebase", &json::rebased(&rebased, &negotiation.notices));
        }
    }
    let all = ["carried", "conflicting", "orphaned", "satisfied"];
    assert_eq!(outcomes.into_iter().collect::<Vec<_>>(), all);
}

#[test]
fn merged_texts_and_what_excludes_itself_keep_their_promise() {
    for negotiation in LANGUAGES.map(sample) {
        let base = &negotiation.base.instrument;
        let order = ProtocolOrder::default();
        for proposal in &negotiation.proposals {
            let text = merge(base, std::slice::from_ref(proposal), &order).unwrap();
            check("instrument", &json::instrument(&text, &negotiation.notices));
        }
        let Err(MergeError::Excludes(sets)) = merge(base, &negotiation.proposals, &order) else {
            panic!("delegations do not agree on everything");
        };
        let sets: Vec<Vec<String>> = sets.into_iter().map(|set| set.proposals).collect();
        check("instrument", &json::excludes(&sets, &negotiation.notices));
    }
}

/// Emphasis, splits, joins and moves in one text, so that no part of a shape goes untried.
#[test]
fn every_part_of_the_shapes_is_tried() {
    let base = sample("en").base;
    let ids: Vec<ProvisionId> = base
        .instrument
        .provisions()
        .iter()
        .filter(|provision| provision.kind == Kind::Operative)
        .map(|provision| provision.id.clone())
        .collect();
    let mut strong = Text::default();
    strong.push_str("States", Style::STRONG | Style::UNDERLINE);
    let changes = vec![
        Change::Replace {
            provision: ids[0].clone(),
            start: 0,
            end: 2,
            with: strong,
        },
        Change::Replace {
            provision: ids[1].clone(),
            start: 3,
            end: 4,
            with: Text::plain("\n"),
        },
        Change::Suppress {
            provision: ids[4].clone(),
            joined_into: Some(ids[3].clone()),
        },
        Change::Move {
            provision: ids[6].clone(),
            place: Place {
                parent: base.instrument.get(&ids[6]).unwrap().parent.clone(),
                after: None,
            },
        },
    ];
    apply(&base.instrument, &changes).unwrap();
    let proposal = Proposal {
        id: "Meridia".to_owned(),
        changes,
        ..Proposal::default()
    };
    let order = ProtocolOrder::default();
    let compilation = compile(&base.instrument, &[proposal], &order).unwrap();
    let written = json::compilation(&compilation, &[]);
    check("compilation", &written);
    for part in ["\"spans\"", "\\n", "\"joined_into\":[{", "\"moves\":[{"] {
        assert!(written.contains(part), "{part}");
    }
    let written = json::comparison(&compilation, &[]);
    check("comparison", &written);
    for change in ["modified", "split", "joined", "moved", "inserted_spans"] {
        assert!(written.contains(change), "{change}");
    }
}

/// A schema that takes everything proves nothing: each fault here is one that it must find.
#[test]
fn the_schema_finds_faults() {
    let good = sample("en").value();
    let validator = schema("compilation");
    assert!(validator.is_valid(&good));
    let faults: [fn(&mut Value); 6] = [
        |value| value["more"] = json!(1),
        |value| value["conflicts"][0]["between"] = json!(["one"]),
        |value| value["provisions"][2]["kind"] = json!("clause"),
        |value| value["provisions"][2]["pieces"] = json!([{"text": "one\ntwo"}]),
        |value| value["proposals"][0]["kinds"] = json!(["DEL"]),
        |value| {
            value["provisions"].as_array_mut().unwrap()[3]
                .as_object_mut()
                .unwrap()
                .remove("keep");
        },
    ];
    for (nth, spoil) in faults.into_iter().enumerate() {
        let mut value = good.clone();
        spoil(&mut value);
        assert!(!validator.is_valid(&value), "fault {nth}");
    }
}
