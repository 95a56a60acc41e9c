//! Proof files and policies: what the author of an act takes home, and whose word is enough.

use comity_record::checkpoint::{Checkpoint, CheckpointError, Origin, SignedCheckpoint};
use comity_record::cosignature::{CosignerKey, PosixSeconds};
use comity_record::note::{KeyName, NoteError, SignerKey, VerifierKey};
use comity_record::policy::{Policy, PolicyError, QuorumError};
use comity_record::proof::{ProofFile, ProofFileError};
use comity_record::tiles::{TileFile, TileWriter, TiledTree};
use comity_record::tree::{ProofError, prove_inclusion};
use comity_testkit::law;
use proptest::prelude::*;

const LOG: &str = "record.example/forum-2031";

fn name(name: &str) -> KeyName {
    KeyName::new(name).expect("a good name")
}

fn log_key(secret: u8) -> SignerKey {
    SignerKey::from_secret(name(LOG), &[secret; 32])
}

/// The witness of this number; its key is called after it.
fn witness(number: u8) -> CosignerKey {
    CosignerKey::from_secret(
        name(&format!("witness.example/{number}")),
        &[100 + number; 32],
    )
}

fn entry(index: u64) -> Vec<u8> {
    format!("{{\"act\":{index}}}").into_bytes()
}

/// A log of `size` entries: its checkpoint, cosigned by some witnesses, and a proof for `index`.
fn proof(index: u64, size: u64, witnesses: &[u8]) -> ProofFile {
    let mut writer = TileWriter::new();
    for index in 0..size {
        writer.append(&entry(index)).expect("it is short");
    }
    let files = writer.take_files();
    let tree = TiledTree::new(size, |path| {
        let file = files.iter().find(|file: &&TileFile| file.path == path);
        file.map(|file| file.bytes.clone())
    });
    let checkpoint = Checkpoint {
        origin: Origin::new(LOG).expect("a good origin"),
        size,
        root: writer.root(),
        extensions: Vec::new(),
    };
    let mut checkpoint = checkpoint.sign(&log_key(1)).expect("it is the log's key");
    for number in witnesses {
        let time = 1_900_000_000 + u64::from(*number);
        let time = PosixSeconds::new(time).expect("it is below 2^63");
        let cosigned = witness(*number).cosign(&mut checkpoint, time);
        cosigned.expect("there is room");
    }
    ProofFile {
        extra: None,
        index,
        hashes: prove_inclusion(&tree, index, size).expect("every tile is there"),
        checkpoint,
    }
}

fn keys() -> [VerifierKey; 1] {
    [log_key(1).verifier()]
}

#[test]
fn an_author_shows_that_the_act_is_in_the_record() {
    for (index, size) in [(0, 1), (0, 2), (4, 5), (299, 700), (699, 700)] {
        let written = proof(index, size, &[]).to_string();
        let read = ProofFile::parse(written.as_bytes()).expect("it was written");
        assert_eq!(read.to_string(), written);
        let checkpoint = read
            .verify(&entry(index), &keys())
            .expect("it is in the log");
        assert_eq!(checkpoint.size, size);
        let other = read.verify(b"another act", &keys());
        let is_refused = matches!(
            other,
            Err(ProofFileError::Inclusion(ProofError::Root { .. }))
        );
        assert!(is_refused, "{index} of {size}");
    }
}

#[test]
fn a_proof_looks_like_this() {
    let file = proof(1, 2, &[]).to_string();
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines[..2], ["c2sp.org/tlog-proof@v1", "index 1"]);
    assert_eq!((lines[2].len(), lines[3]), (44, ""));
    assert_eq!(lines[4..6], [LOG, "2"]);
}

#[test]
fn another_log_shows_nothing() {
    let read = proof(1, 2, &[]);
    let impostor = [log_key(9).verifier()];
    let refused = read.verify(&entry(1), &impostor);
    let expected = matches!(
        refused,
        Err(ProofFileError::Checkpoint(CheckpointError::Note(
            NoteError::NoKnownKey { .. }
        )))
    );
    assert!(expected, "{refused:?}");
    let mut elsewhere = read.clone();
    elsewhere.index = 0;
    assert!(elsewhere.verify(&entry(1), &keys()).is_err());
    elsewhere.index = 2;
    assert!(elsewhere.verify(&entry(1), &keys()).is_err());
    let mut shorter = read;
    shorter.hashes.clear();
    assert!(shorter.verify(&entry(1), &keys()).is_err());
}

#[test]
fn extra_data_is_carried_and_not_believed() {
    let mut file = proof(1, 2, &[]);
    file.extra = Some(b"anything".to_vec());
    let read = ProofFile::parse(file.to_string().as_bytes()).expect("it was written");
    assert_eq!(read, file);
}

#[test]
fn what_is_no_proof_is_refused_by_line() {
    let good = proof(1, 2, &[]).to_string();
    let refused = |text: String| {
        let error = ProofFile::parse(text.as_bytes()).expect_err(&text);
        error.to_string()
    };
    assert!(refused(good.replace("@v1", "@v2")).starts_with("line 1 "));
    assert!(refused(good.replace("index 1", "index 01")).starts_with("line 2 "));
    assert!(refused(good.replace("index 1", "index -1")).starts_with("line 2 "));
    assert!(refused(good.replace("index 1", "extra ***\nindex 1")).starts_with("line 2 "));
    assert!(refused(good.replace("index 1", "extra AA==\nIndex 1")).starts_with("line 3 "));
    assert!(refused(good.replace("=\n\n", "\n\n")).starts_with("line 3 "));
    assert!(refused(good.replacen("\n\n", "\n", 1)).contains("line"));
    assert!(refused(good.replace('\n', "\r\n")).starts_with("line 1 "));
    let hash = good
        .lines()
        .nth(2)
        .expect("the third line is a hash")
        .to_owned();
    let tower = good.replace(&hash, &vec![hash.as_str(); 66].join("\n"));
    assert!(refused(tower).contains("no tree is so high"));
}

#[test]
fn any_bytes_are_a_proof_and_a_policy_or_not() {
    let good = proof(3, 5, &[1]).to_string();
    let case = any::<(prop::sample::Index, u8)>();
    law::holds("any_damage_to_a_proof_is_seen", &case, |(place, new), _| {
        let mut bytes = good.clone().into_bytes();
        let place = place.index(bytes.len());
        let old = std::mem::replace(&mut bytes[place], new);
        let read = ProofFile::parse(&bytes);
        let policy = policy("witness A W1\nquorum A").expect("a good policy");
        let is_shown = |file: &ProofFile| file.verify_under(&entry(3), &policy, &keys()).is_ok();
        prop_assert_eq!(
            read.as_ref().is_ok_and(is_shown),
            old == new,
            "byte {}",
            place
        );
        Ok(())
    });
    let words = "(group|witness|log|quorum|none|any|all|[0-9A-Za-z#\\t ]|\\n){0,30}";
    law::holds("policies_are_total", &words, |text, _| {
        let _ = Policy::parse(text.as_bytes());
        let _ = ProofFile::parse(text.as_bytes());
        Ok(())
    });
}

/// A policy in which `W1`, `W2`, … are the keys of witnesses and `KEY` is the log's.
fn policy(text: &str) -> Result<Policy, PolicyError> {
    let mut text = text.replace("KEY", &log_key(1).verifier().to_string());
    for number in 1..=6 {
        let key = witness(number).verifier().to_string();
        text = text.replace(&format!("W{number}"), &key);
    }
    Policy::parse(text.as_bytes())
}

#[track_caller]
fn check(text: &str, witnesses: &[u8], is_enough: bool) {
    let policy = policy(text).expect("a good policy");
    let checkpoint = proof(0, 1, witnesses).checkpoint;
    let opened = policy.open(&checkpoint, &[]);
    assert_eq!(opened.is_ok(), is_enough, "{opened:?}");
}

const TWO_HOUSES: &str = "
# Three witnesses of one house, two of another.
log KEY https://record.example/
witness X1 W1
\twitness X2 W2 https://witness.example/2
witness X3 W3
group X 2 X1 X2 X3

witness Y1 W4
witness Y2 W5
group Y any Y1 Y2
group both all X Y
quorum both
";

#[test]
fn enough_witnesses_of_each_house() {
    check(TWO_HOUSES, &[1, 2, 4], true);
    check(TWO_HOUSES, &[2, 3, 5], true);
    check(TWO_HOUSES, &[1, 2, 3, 4, 5, 6], true);
    check(TWO_HOUSES, &[1, 2, 3], false);
    check(TWO_HOUSES, &[1, 4, 5], false);
    check(TWO_HOUSES, &[6], false);
    check(TWO_HOUSES, &[], false);
}

#[test]
fn the_simplest_quorums() {
    check("log KEY\nquorum none", &[], true);
    check("log KEY\nwitness A W1\nquorum A", &[1], true);
    check("log KEY\nwitness A W1\nquorum A", &[2], false);
    check(
        "log KEY\nwitness A W1\nwitness B W2\ngroup G all A B\nquorum G",
        &[1],
        false,
    );
}

#[test]
fn who_vouches_and_who_does_not_is_named() {
    let policy = policy(TWO_HOUSES).expect("a good policy");
    let checkpoint = proof(0, 1, &[6, 2, 4]).checkpoint;
    let refused = policy
        .open(&checkpoint, &[])
        .expect_err("one of X is missing");
    let shown = refused.to_string();
    assert!(shown.contains("`both`") && shown.contains("2 of 5") && shown.contains("X2, Y1"));
    let checkpoint = proof(0, 1, &[6, 2, 1, 4]).checkpoint;
    let opened = policy.open(&checkpoint, &[]).expect("they are enough");
    let found = opened.witnesses.iter();
    let found: Vec<(String, u64)> = found
        .map(|(witness, time)| (witness.name.to_string(), time.get() - 1_900_000_000))
        .collect();
    let expected = [("X1", 1), ("X2", 2), ("Y1", 4)];
    assert!(
        found
            .iter()
            .map(|(name, time)| (name.as_str(), *time))
            .eq(expected)
    );
}

#[test]
fn witnesses_do_not_stand_in_for_the_log() {
    let without_log = policy("witness A W1\nquorum A").expect("a good policy");
    let checkpoint = proof(0, 1, &[1]).checkpoint;
    assert_eq!(without_log.open(&checkpoint, &[]), Err(QuorumError::NoLogs));
    assert!(without_log.open(&checkpoint, &keys()).is_ok());
    let impostor = [log_key(9).verifier()];
    assert!(without_log.open(&checkpoint, &impostor).is_err());
}

#[test]
fn a_false_cosignature_spoils_the_checkpoint() {
    let policy = policy("log KEY\nwitness A W1\nquorum none").expect("a good policy");
    let (ours, other) = (proof(0, 1, &[1]).checkpoint, proof(0, 2, &[1]).checkpoint);
    let foreign = other.note().signatures().last().cloned();
    let mut mixed: SignedCheckpoint = ours;
    mixed
        .add(foreign.expect("the witness signed"))
        .expect("there is room");
    let refused = policy.open(&mixed, &[]);
    assert!(
        matches!(refused, Err(QuorumError::Checkpoint(_))),
        "{refused:?}"
    );
}

#[test]
fn what_is_no_policy_is_refused_by_line() {
    let refused = |text: &str, line: usize, says: &str| {
        let error = policy(text).expect_err(text).to_string();
        assert!(error.starts_with(&format!("line {line} ")), "{error}");
        assert!(error.contains(says), "{error}");
    };
    refused("quorum none\nlogs KEY", 2, "`logs` is not known");
    refused("log", 1, "log KEY [URL]");
    refused("log KEY url more", 1, "log KEY [URL]");
    refused("log nonsense", 1, "no key");
    refused("log W1", 1, "a log signs with");
    refused("witness A KEY", 1, "a witness cosigns with");
    refused("log KEY\n\nlog KEY", 3, "line 1");
    refused("witness A W1\nwitness B W1", 2, "line 1");
    refused("witness A W1\nwitness A W2", 2, "`A` is taken");
    refused("witness none W1", 1, "`none` is taken");
    refused("group G any A", 1, "`A` is not defined");
    refused("witness A W1\ngroup G any none", 2, "`none` is not defined");
    refused("witness A W1\ngroup G any", 2, "MEMBER");
    refused("witness A W1\ngroup G 2 A", 2, "from 1 to 1");
    refused("witness A W1\ngroup G 0 A", 2, "from 1 to 1");
    refused("witness A W1\ngroup G 01 A", 2, "from 1 to 1");
    refused(
        "witness A W1\ngroup G 1 A A",
        2,
        "member of a group already",
    );
    refused(
        "witness A W1\ngroup G any A\ngroup H any A",
        3,
        "member of a group already",
    );
    refused("group G any G", 1, "`G` is not defined");
    refused("quorum A", 1, "`A` is not defined");
    refused("quorum none\nquorum none", 2, "line 1");
    refused("quorum none\r\n", 1, "0x0d");
    assert_eq!(policy("log KEY"), Err(PolicyError::NoQuorum));
}
