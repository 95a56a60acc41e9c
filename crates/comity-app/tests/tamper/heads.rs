//! The signed head: replaced by an older one, by one of another key, by one that says something
//! else; a whole old bundle; and the word of a witness.

use comity_record::cosignature::{CosignerKey, PosixSeconds};
use comity_record::note::{KeyName, SignerKey};
use comity_record::policy::Policy;
use comity_record::tree::Hash;
use comity_record::verify::{Against, Answer};

use crate::desk::{ORIGIN, log_key};
use crate::forge::{
    Caught, Digests, Forgery, Memory, against, against_earlier, head, other_key, report,
};
use crate::judge::check_twice as check;
use crate::story::story;

/// The bundle of the story under another head.
fn under(head: &str) -> Memory {
    story()
        .files
        .with("checkpoint", |it| *it = head.as_bytes().to_vec())
}

/// The partial tile that a record of so many entries has.
fn tile(size: u64) -> String {
    format!("tile/0/001.p/{}", size - 256)
}

#[test]
fn a_head_says_something_else() {
    let claim = story().files.checkpoint().claim().clone();
    let (size, root) = (claim.size, claim.root);
    let signed = |size, root| head(ORIGIN, size, root, &log_key());
    let earlier = story().earlier.clone();
    let earlier_size: u64 = earlier.lines().nth(1).unwrap().parse().unwrap();
    for (case, head, file, why) in [
        (
            "an older head",
            earlier,
            tile(earlier_size),
            "it is missing",
        ),
        (
            "another root",
            signed(size, Hash::of_leaf(b"")),
            "checkpoint".to_owned(),
            "the entries give",
        ),
        (
            "an entry more",
            signed(size + 1, root),
            tile(size + 1),
            "it is missing",
        ),
        (
            "an entry less",
            signed(size - 1, root),
            tile(size - 1),
            "it is missing",
        ),
    ] {
        check(case, &under(&head), &against(), Caught::File(&file, why));
    }
}

#[test]
fn a_head_is_signed_by_somebody_else() {
    let claim = story().files.checkpoint().claim().clone();
    let by = |origin: &str, key: &SignerKey| under(&head(origin, claim.size, claim.root, key));
    let forged = by(ORIGIN, &other_key(ORIGIN));
    check(
        "by another key of the same name",
        &forged,
        &against(),
        Caught::Authentic("no known key has signed"),
    );
    let name = KeyName::new("example.org/rivers").unwrap();
    let same_secret = SignerKey::from_secret(name, &[9; 32]);
    let other = by("example.org/rivers", &same_secret);
    check(
        "as another log",
        &other,
        &against(),
        Caught::Authentic("the log is `example.org/rivers`"),
    );
    let earlier = Against {
        key: None,
        ..against_earlier()
    };
    let said = report(&other, &earlier).not_rolled_back;
    assert!(
        matches!(&said, Answer::No(why) if why.contains("of the log")),
        "{said:?}"
    );
    let unsigned = story().files.with("checkpoint", |it| {
        let text = String::from_utf8(it.clone()).unwrap();
        *it = text.split_inclusive("\n\n").next().unwrap().into();
    });
    check(
        "by nobody",
        &unsigned,
        &against(),
        Caught::File("checkpoint", ""),
    );
}

#[test]
fn an_old_bundle_is_given_for_the_new_one() {
    let size = usize::try_from(
        story()
            .earlier
            .lines()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap(),
    )
    .unwrap();
    let mut old = Forgery::new();
    old.entries.truncate(size);
    old.texts.truncate(size);
    // What a later entry withheld was still there then.
    old.remove(size - 1);
    let withheld = |line: &mut comity_record::blob::BlobLine| {
        matches!(line, comity_record::blob::BlobLine::Redacted(_))
    };
    let silent: Vec<usize> = (0..old.entries.len())
        .filter(|at| old.texts[*at].iter_mut().any(withheld))
        .collect();
    assert_eq!(silent.len(), 2, "{silent:?}");
    let at = silent[1];
    let name = old.texts[at][0].name().to_string();
    let mut words = old.entries[at].clone();
    words["act"]["state"]["words"] = old.say(at, "Statement: wells are for all.");
    old.entries[at] = words;
    old.texts[at].retain(|line| line.name().to_string() != name);
    let files = old.signed(&Digests::Honest);
    assert!(report(&files, &against()).holds());
    let newer = Against {
        checkpoint: Some(story().files.checkpoint()),
        ..against()
    };
    check(
        "an old head",
        &files,
        &newer,
        Caught::RolledBack("was seen before; this one has"),
    );
    let mut forged = newer;
    let claim = story().files.checkpoint().claim().clone();
    let by_other = head(ORIGIN, claim.size, claim.root, &other_key(ORIGIN));
    forged.checkpoint =
        Some(comity_record::checkpoint::SignedCheckpoint::parse(by_other.as_bytes()).unwrap());
    check(
        "a forged earlier head",
        &story().files,
        &forged,
        Caught::RolledBack("the earlier head:"),
    );
}

#[test]
fn a_witness_is_put_words_in_the_mouth() {
    let witness = |secret| {
        CosignerKey::from_secret(
            KeyName::new("halle.example/witness").unwrap(),
            &[secret; 32],
        )
    };
    let policy = format!("witness halle {}\nquorum halle\n", witness(5).verifier());
    let asked = || Against {
        policy: Some(Policy::parse(policy.as_bytes()).unwrap()),
        ..against()
    };
    let cosigned = |by: &CosignerKey, time| {
        let mut head = story().files.checkpoint();
        by.cosign(&mut head, PosixSeconds::new(time).unwrap())
            .unwrap();
        head.to_string()
    };
    let good = cosigned(&witness(5), 1_930_000_000);
    assert!(report(&under(&good), &asked()).holds());
    check(
        "no witness",
        &story().files,
        &asked(),
        Caught::RolledBack("halle"),
    );
    check(
        "by another key",
        &under(&cosigned(&witness(6), 1)),
        &asked(),
        Caught::RolledBack("halle"),
    );
    // The id and the time stay, the signature is of another time.
    let other = cosigned(&witness(5), 1_930_000_001);
    let bytes = |text: &str| {
        let line = text.lines().last().unwrap().rsplit_once(' ').unwrap().1;
        data_encoding::BASE64.decode(line.as_bytes()).unwrap()
    };
    let mixed = [&bytes(&good)[..12], &bytes(&other)[12..]].concat();
    let (rest, _) = good.trim_end().rsplit_once(' ').unwrap();
    let forged = format!("{rest} {}\n", data_encoding::BASE64.encode(&mixed));
    check(
        "a forged cosignature",
        &under(&forged),
        &asked(),
        Caught::RolledBack("wrong"),
    );
}
