//! Every act of the procedure can be written, read back as it was, and understood.

use std::collections::BTreeSet;

use comity_procedure::ActKind;
use comity_record::blob::{Blob, BlobLine, Salt};
use comity_record::v1::words::HoldsWords;
use comity_record::v1::{Act, DecodeError, Words};
use comity_record::{Shelf, canonical};

/// One act of each kind, in canonical form but for its texts, which stand in it.
const ACTS: &[&str] = &[
    r#"{"accredit":{"constituency":"government","delegation":"tavar","development":"ldc","key":"0101010101010101010101010101010101010101010101010101010101010101","name":"Tavar","region":"africa","standing":"delegation"}}"#,
    r#"{"accredit":{"constituency":"civil-society","delegation":"wells-watch","name":"Wells Watch","region":"africa","standing":{"through":"tavar"}}}"#,
    r#"{"adopt":{"revision":2}}"#,
    r#"{"answer-objection":{"answer":"Paragraph 4 says it.","objection":"o-1"}}"#,
    r#"{"break-silence":{"call":"c-1","provisions":["p3"],"reason":"Dawn differs.","remedy":"Say sunrise."}}"#,
    r#"{"cancel-call":{"call":"c-1","reason":"The text changed."}}"#,
    r#"{"clear-position":{"subject":{"provision":"p3"}}}"#,
    r#"{"close-call":{"call":"c-1"}}"#,
    r#"{"close-without-agreement":{"reason":"No text meets all."}}"#,
    r#"{"co-sponsor":{"proposal":"tavar-1","text":"0202020202020202020202020202020202020202020202020202020202020202"}}"#,
    r#"{"confirm-carriage":{"carriage":{"contribution":"in-1"}}}"#,
    r#"{"contest-carriage":{"carriage":{"statement":"s-1"},"reason":"We did not say so."}}"#,
    r#"{"contribute":{"contribution":"in-1","language":"en","passages":[{"on":"p3","words":"Open wells early."},{"words":"Measure often."}],"title":"Remarks"}}"#,
    r#"{"dispose":{"contribution":"in-1","disposition":"taken-up-in-part","link":{"provision":"p3"},"passage":0,"reason":"See there."}}"#,
    r#"{"dispose":{"contribution":"in-1","disposition":"noted","link":{"citation":{"entry":"0303030303030303030303030303030303030303030303030303030303030303","origin":"example.org/rivers","size":9}},"passage":1,"reason":"Said there."}}"#,
    r#"{"end-objection":{"ending":"accommodated","objection":"o-1"}}"#,
    r#"{"form-coalition":{"coalition":"islands","name":"Island keepers"}}"#,
    r#"{"join-coalition":{"coalition":"islands"}}"#,
    r#"{"leave-coalition":{"coalition":"islands"}}"#,
    r#"{"leave-proposal":{"proposal":"tavar-1"}}"#,
    r#"{"lift-break":{"call":"c-1","ending":"withdrawn","reason":"The answer will do."}}"#,
    r#"{"merge-proposals":{"changes":[{"keep":{"provision":"p2"}}],"of":["tavar-1","loa-1"],"proposal":"joint-1","rationale":"One voice.","revision":0}}"#,
    r#"{"name-delegate":{"delegate":"d-1","powers":["speak","propose"]}}"#,
    r#"{"object":{"objection":"o-1","reason":"Too early.","remedy":"Say sunrise.","subject":{"provision":"p3"},"text":"0202020202020202020202020202020202020202020202020202020202020202"}}"#,
    r#"{"open":{"modalities":{"accreditation":"open","constituencies":["government"],"languages":["en"],"may":[{"acts":["strike"],"by":["clock"]}],"objections-respected":["government"],"preset":"consensus","regions":["east"],"silence-again-hours":24,"silence-hours":72,"without-agreement":"keep-text"},"title":"Wells"}}"#,
    r#"{"open-call":{"again":"c-0","call":"c-1","closes":"2031-03-07T09:00:00.000Z","kind":"silence","opens":"2031-03-04T09:00:00.000Z","question":{"provisions":[{"provision":"p3","text":"0202020202020202020202020202020202020202020202020202020202020202"}]}}}"#,
    r#"{"open-call":{"call":"c-2","kind":"explicit","opens":"2031-03-04T09:00:00.000Z","question":{"adoption":{"revision":1}}}}"#,
    r#"{"open-stage":{"reason":"More time.","stage":"inputs"}}"#,
    r#"{"oppose-accreditation":{"delegation":"keth","reason":"It keeps no well."}}"#,
    r#"{"propose":{"changes":[{"replace":{"end":31,"provision":"p3","start":27,"with":{"text":"sunrise"}}},{"add":{"after":"p3","id":"tavar-1.1","kind":"operative","words":{"spans":[{"end":4,"start":0,"style":["emphasis"]}],"text":"Also at dusk."}}},{"suppress":{"joined-into":"p4","provision":"p5"}},{"move":{"after":"p2","provision":"p4"}}],"proposal":"tavar-1","rationale":"Clearer.","revision":0,"variant-of":["loa-1"]}}"#,
    r#"{"redact":{"ground":"It names a person.","texts":["0202020202020202020202020202020202020202020202020202020202020202"]}}"#,
    r#"{"remove-delegate":{"delegate":"d-1"}}"#,
    r#"{"reopen-provision":{"provision":"p3","reason":"A new fact."}}"#,
    r#"{"revise-proposal":{"changes":[{"replace":{"end":3,"provision":"p3","start":0}}],"proposal":"tavar-1","rationale":"Shorter.","revision":1}}"#,
    r#"{"settle-accreditation":{"admitted":true,"delegation":"keth","reason":"It keeps two."}}"#,
    r#"{"state":{"kind":"reservation","on":[{"provision":"p3"},{"entry":4}],"statement":"s-1","words":"We go along."}}"#,
    r#"{"strike":{"deadline":{"call":"c-1"}}}"#,
    r#"{"sustain-objection":{"objection":"o-1","reason":"It does not.","text":"0202020202020202020202020202020202020202020202020202020202020202"}}"#,
    r#"{"table-revision":{"accepted":[{"change":0,"proposal":"tavar-1"}],"addressees":[{"addressees":["keepers"],"provision":"p3"}],"outcomes":[{"carried":[{"keep":{"provision":"p2"}}],"outcomes":[{"carried":[{"keep":{"provision":"p2"}}]},"satisfied",{"conflicting":[0]},{"orphaned":"suppressed"}],"proposal":"loa-1"}],"reason":"Agreed in the room.","results":[{"provision":"p3","words":{"text":"Keepers shall open the well at sunrise."}}],"revision":1}}"#,
    r#"{"table-text":{"provisions":[{"addressees":["keepers"],"id":"p1","kind":"title","words":{"text":"Wells"}},{"id":"p2","kind":"item-1","label":"(a)","parent":"p1","words":{"text":"Open."}}]}}"#,
    r#"{"take-position":{"stance":"can-live-with","subject":{"proposal":"tavar-1"},"text":"0202020202020202020202020202020202020202020202020202020202020202"}}"#,
    r#"{"translate":{"language":"ar","provisions":[{"of":"0202020202020202020202020202020202020202020202020202020202020202","provision":"p3","words":{"text":"يفتح الحراس البئر عند الشروق."}}]}}"#,
    r#"{"validate-merge":{"of":"tavar-1","proposal":"joint-1","reason":"Dusk is lost.","reflected":false}}"#,
    r#"{"withdraw-proposal":{"proposal":"tavar-1"}}"#,
];

fn read(json: &str) -> Act {
    canonical::read(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// An act with its texts named, and the shelf with them.
fn named(json: &str) -> (Act, Shelf) {
    let mut act = read(json);
    let mut shelf = Shelf::new();
    let mut salt = 0;
    act.each_words(&mut |words: &mut Words| {
        if let Words::Inline(text) = words {
            salt += 1;
            let blob = Blob::new(Salt([salt; 32]), std::mem::take(text))?;
            *words = Words::named(blob.name().0);
            shelf.put(BlobLine::Whole(blob));
        }
        Ok::<(), comity_record::blob::BlobError>(())
    })
    .unwrap();
    (act, shelf)
}

#[test]
fn every_act_is_written_as_it_was_read() {
    for json in ACTS {
        let written = canonical::write(&read(json)).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), *json);
    }
}

#[test]
fn every_act_is_understood_once_its_texts_are_named() {
    let mut seen = BTreeSet::new();
    for json in ACTS {
        let (act, shelf) = named(json);
        let understood = act
            .rules(&shelf)
            .unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(understood.kind(), act.kind(), "{json}");
        assert!(
            json.contains(&format!("\"{}\":", act.kind().name())),
            "{json}"
        );
        seen.insert(act.kind());
    }
    let missing: Vec<_> = ActKind::ALL
        .iter()
        .filter(|kind| !seen.contains(kind))
        .collect();
    assert!(missing.is_empty(), "no sample of {missing:?}");
}

#[test]
fn a_text_in_the_act_itself_is_no_entry() {
    let act = read(r#"{"close-without-agreement":{"reason":"No text meets all."}}"#);
    assert_eq!(act.rules(&Shelf::new()), Err(DecodeError::Inline));
}

#[test]
fn a_text_that_is_not_there_is_named() {
    let (act, _) = named(r#"{"close-without-agreement":{"reason":"No text meets all."}}"#);
    let error = act.rules(&Shelf::new()).unwrap_err();
    assert!(matches!(error, DecodeError::Missing(_)), "{error}");
}

#[test]
fn what_the_format_does_not_know_is_refused() {
    let check = |json: &str, says: &str| {
        let read: Result<Act, _> = canonical::read(json.as_bytes());
        let error = match read {
            Err(error) => error.to_string(),
            Ok(_) => {
                let (act, shelf) = named(json);
                act.rules(&shelf).unwrap_err().to_string()
            }
        };
        assert!(error.contains(says), "{json}: {error}");
    };
    check(r#"{"adopt":{"loudly":true,"revision":2}}"#, "loudly");
    check(r#"{"applaud":{}}"#, "applaud");
    check(r#"{"open-stage":{"stage":"lunch"}}"#, "lunch");
    check(r#"{"adopt":{"revision":-1}}"#, "-1");
    check(
        r#"{"join-coalition":{"coalition":"The Islands"}}"#,
        "The Islands",
    );
    check(
        r#"{"propose":{"changes":[{"add":{"id":"x","kind":"item-0","words":{"text":"a"}}}],"proposal":"t","rationale":"r","revision":0}}"#,
        "item-0",
    );
    check(
        r#"{"state":{"kind":"general","statement":"s","words":{"blob":"AB"}}}"#,
        "did not match",
    );
}
