//! The signatures of delegations: taken off, put in their place by others, or over another act.

use comity_record::v1::Signature;
use comity_record::v1::hex::Hex;
use comity_record::v1::{Act, parts::Actor};
use serde_json::{Value, json};

use crate::forge::{Caught, Digests, Forgery, against, check};
use crate::story::{LOA, TAVAR, story};

/// What the forger does to the signed entry, with the log written anew, and what is said to it.
#[track_caller]
fn found(case: &str, why: &str, forge: impl FnOnce(&mut Value)) {
    let at = story().find("break-silence", 0);
    let mut forgery = Forgery::new();
    forge(&mut forgery.entries[at]);
    for digests in [Digests::Old, Digests::Honest] {
        let files = forgery.clone().signed(&digests);
        check(case, &files, &against(), Caught::Entry(at, why));
    }
}

fn sign(entry: &Value, secret: &[u8; 32]) -> Value {
    let act: Act = serde_json::from_value(entry["act"].clone()).unwrap();
    let actor: Actor = serde_json::from_value(entry["actor"].clone()).unwrap();
    let key = Hex::parse(entry["key"].as_str().unwrap()).unwrap();
    let signature = Signature::made_with(secret, (&act, &actor, key), "wells");
    serde_json::to_value(signature).unwrap()
}

#[test]
fn a_signature_is_stripped_replaced_or_over_another_act() {
    let wrong = "the signature of the delegation is wrong";
    found("stripped", "signature-required", |it| {
        it.as_object_mut().unwrap().remove("signature");
    });
    found("by the key of another delegation", "other-key", |it| {
        it["signature"] = sign(it, &TAVAR);
    });
    found("by a key that nobody knows", "other-key", |it| {
        it["signature"] = sign(it, &[98; 32]);
    });
    found("another key is named", wrong, |it| {
        it["signature"]["by"] = sign(it, &TAVAR)["by"].clone();
    });
    found("of another act", wrong, |it| {
        let other = story().find("object", 0);
        it["signature"]["ed25519"] = story().entries[other]["signature"]["ed25519"].clone();
    });
    found("the act under it says other provisions", wrong, |it| {
        it["act"]["break-silence"]["provisions"] = json!(["p4"]);
    });
    found("the act under it has other words", wrong, |it| {
        it["act"]["break-silence"]["reason"] = it["act"]["break-silence"]["remedy"].clone();
    });
    found("another sending of it", wrong, |it| {
        it["key"] = json!("ab".repeat(16));
    });
}

#[test]
fn an_officer_signs_with_a_key_that_nobody_has_entered() {
    let at = story().find("adopt", 0);
    let mut forgery = Forgery::new();
    forgery.entries[at]["signature"] = sign(&forgery.entries[at], &LOA);
    let files = forgery.signed(&Digests::Honest);
    check(
        "the chair under a delegation's key",
        &files,
        &against(),
        Caught::Entry(at, "no-key"),
    );
}
