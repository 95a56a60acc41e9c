//! Notes, checkpoints and cosignatures: what is signed is believed, and nothing else.

use comity_record::checkpoint::{Checkpoint, CheckpointError, Origin, SignedCheckpoint};
use comity_record::cosignature::{CosignerKey, PosixSeconds};
use comity_record::note::{
    KeyError, KeyName, MAX_NOTE_BYTES, MAX_SIGNATURES, Note, NoteError, SignatureType, SignerKey,
    VerifierKey,
};
use comity_record::tree::Hash;
use comity_testkit::corpus::corpus;
use comity_testkit::law;
use proptest::prelude::*;

const LOG: &str = "record.example/forum-2031";

fn signer(name: &str, secret: u8) -> SignerKey {
    SignerKey::from_secret(KeyName::new(name).expect("a good name"), &[secret; 32])
}

fn cosigner(name: &str, secret: u8) -> CosignerKey {
    CosignerKey::from_secret(KeyName::new(name).expect("a good name"), &[secret; 32])
}

fn time(seconds: u64) -> PosixSeconds {
    PosixSeconds::new(seconds).expect("it is below 2^63")
}

fn note(text: &str, signers: &[&SignerKey]) -> Note {
    let mut note = Note::new(text.to_owned()).expect("a good text");
    for signer in signers {
        signer.sign(&mut note).expect("there is room");
    }
    note
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: Origin::new(LOG).expect("a good origin"),
        size: 7,
        root: Hash::of_leaf(b"Keth"),
        extensions: Vec::new(),
    }
}

fn signed() -> SignedCheckpoint {
    checkpoint()
        .sign(&signer(LOG, 1))
        .expect("it is the log's key")
}

#[test]
fn keys_are_written_and_read() {
    let key = signer(LOG, 1);
    let public = key.verifier();
    assert_eq!(public.to_string().parse(), Ok(public.clone()));
    let again = SignerKey::parse_secret(&key.to_secret_text()).expect("it was written");
    assert_eq!(again.verifier(), public);
    let witness = cosigner("witness.example/loa", 2);
    let again = CosignerKey::parse_secret(&witness.to_secret_text()).expect("it was written");
    assert_eq!(again.verifier(), witness.verifier());
    assert_eq!(witness.verifier().kind(), SignatureType::Cosignature);
    let shown = format!("{key:?} {witness:?}");
    assert!(!shown.contains("PRIVATE"), "{shown}");
}

#[test]
fn a_key_that_is_none_is_refused() {
    let good = signer(LOG, 1).verifier().to_string();
    let refused = |text: &str| text.parse::<VerifierKey>().expect_err(text);
    assert_eq!(
        refused(""),
        KeyError::Name {
            found: String::new()
        }
    );
    assert_eq!(refused("name"), KeyError::Shape);
    assert_eq!(refused(&good.replace("+AYqI", "+A YqI")), KeyError::Shape);
    let renamed = good.replace("2031", "2032");
    assert!(matches!(refused(&renamed), KeyError::Id { .. }));
    let secret = signer(LOG, 1).to_secret_text();
    assert!(
        secret.parse::<VerifierKey>().is_err(),
        "a secret key is no public one"
    );
    assert!(CosignerKey::parse_secret(&secret).is_err());
    assert!(SignerKey::parse_secret(&good).is_err());
    // The neutral point: everybody can make signatures that it accepts.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let name = KeyName::new(LOG).expect("a good name");
    let weak = VerifierKey::new(name, SignatureType::Note, &neutral);
    assert!(matches!(weak, Err(KeyError::Unsound { .. })));
    for name in ["", "a b", "a+b", "a\nb", "a\u{a0}b", &"a".repeat(256)] {
        assert!(KeyName::new(name).is_err(), "{name:?}");
    }
}

#[test]
fn a_note_is_opened_by_those_who_signed() {
    let (loa, keth) = (signer("loa.example", 1), signer("keth.example", 2));
    let written = note("One text.\n\nTwo parts.\n", &[&loa, &keth]).to_string();
    let read = Note::parse(written.as_bytes()).expect("it was written");
    assert_eq!(read.to_string(), written);
    let keys = [keth.verifier(), signer("tavar.example", 3).verifier()];
    let (text, vouchers) = read.open(&keys).expect("Keth signed");
    assert_eq!(text, "One text.\n\nTwo parts.\n");
    assert_eq!(vouchers.len(), 1);
    assert_eq!((vouchers[0].key, vouchers[0].time), (&keys[0], None));
}

#[test]
fn unknown_keys_are_passed_over_and_wrong_signatures_are_not() {
    let (loa, keth) = (signer("loa.example", 1), signer("keth.example", 2));
    let read = note("A text.\n", &[&loa, &keth]);
    // Same name with another key, and same key with another name: both are unknown.
    let strangers = [
        signer("loa.example", 9).verifier(),
        signer("l.example", 1).verifier(),
    ];
    assert_eq!(read.vouchers(&strangers), Ok(Vec::new()));
    let refused = read.open(&strangers).expect_err("nobody known signed");
    assert!(refused.to_string().contains("loa.example+"), "{refused}");
    let altered = read.to_string().replace("A text", "B text");
    let altered = Note::parse(altered.as_bytes()).expect("it is still a note");
    let name = keth.name().clone();
    assert_eq!(
        altered.open(&[keth.verifier()]),
        Err(NoteError::WrongSignature { place: 2, name })
    );
}

#[test]
fn signing_twice_is_signing_once() {
    let loa = signer("loa.example", 1);
    assert_eq!(note("A text.\n", &[&loa, &loa]), note("A text.\n", &[&loa]));
}

#[test]
fn what_is_no_note_is_refused() {
    let good = note("A text.\n", &[&signer("loa.example", 1)]).to_string();
    assert!(Note::parse(good.as_bytes()).is_ok());
    let refused = |text: &str| Note::parse(text.as_bytes()).expect_err(text);
    assert_eq!(refused(""), NoteError::Unsigned);
    assert_eq!(refused("A text.\n\n"), NoteError::Unsigned);
    assert_eq!(refused(good.trim_end()), NoteError::Malformed { place: 1 });
    assert_eq!(
        refused(&format!("{good}x\n")),
        NoteError::Malformed { place: 2 }
    );
    assert_eq!(
        refused(&good.replace('—', "-")),
        NoteError::Malformed { place: 1 }
    );
    assert_eq!(
        refused(&good.replace('\n', "\r\n")),
        NoteError::Encoding { at: 7 }
    );
    assert_eq!(
        refused("A text.\n\n— a AAAAAA==\n"),
        NoteError::Malformed { place: 1 }
    );
    assert_eq!(Note::parse(b"\xff\n\n"), Err(NoteError::Encoding { at: 0 }));
    let line = &good["A text.\n\n".len()..];
    let many = format!("A text.\n\n{}", line.repeat(MAX_SIGNATURES));
    assert!(Note::parse(many.as_bytes()).is_ok());
    assert_eq!(
        refused(&format!("{many}{line}")),
        NoteError::TooManySignatures
    );
    let bytes = MAX_NOTE_BYTES + 1;
    assert_eq!(
        Note::parse(&vec![b'a'; bytes]),
        Err(NoteError::TooLong { bytes })
    );
    assert_eq!(Note::new("open".to_owned()), Err(NoteError::OpenText));
    assert_eq!(
        Note::new("\t\n".to_owned()),
        Err(NoteError::Encoding { at: 0 })
    );
}

#[test]
fn a_checkpoint_is_believed_from_its_log() {
    let written = signed().to_string();
    let read = SignedCheckpoint::parse(written.as_bytes()).expect("it was written");
    assert_eq!(read, signed());
    let log = [signer(LOG, 1).verifier()];
    let (opened, vouchers) = read.open(&log).expect("the log signed");
    assert_eq!((opened, vouchers.len()), (&checkpoint(), 1));
    let other = [signer("other.example", 1).verifier()];
    assert!(matches!(
        read.open(&other),
        Err(CheckpointError::NotTheLog { .. })
    ));
    let impostor = [signer(LOG, 9).verifier()];
    let refused = read.open(&impostor);
    assert!(matches!(
        refused,
        Err(CheckpointError::Note(NoteError::NoKnownKey { .. }))
    ));
    let foreign = checkpoint().sign(&signer("other.example", 1));
    assert!(matches!(foreign, Err(CheckpointError::NotTheLog { .. })));
}

#[test]
fn a_witness_alone_does_not_speak_for_the_log() {
    let witness = cosigner("witness.example/loa", 2);
    let mut read = signed();
    witness
        .cosign(&mut read, time(1_900_000_000))
        .expect("there is room");
    let keys = [signer(LOG, 9).verifier(), witness.verifier()];
    let origin = Origin::new(LOG).expect("a good origin");
    assert_eq!(
        read.open(&keys),
        Err(CheckpointError::NotByTheLog { origin })
    );
}

#[test]
fn a_cosignature_says_when() {
    let witness = cosigner("witness.example/loa", 2);
    let mut read = signed();
    let made = witness
        .cosign(&mut read, time(1_900_000_000))
        .expect("there is room");
    assert_eq!(made.bytes.len(), 72);
    let written = read.to_string();
    let read = SignedCheckpoint::parse(written.as_bytes()).expect("it was written");
    let keys = [signer(LOG, 1).verifier(), witness.verifier()];
    let (_, vouchers) = read.open(&keys).expect("both signed");
    let times: Vec<_> = vouchers.iter().map(|voucher| voucher.time).collect();
    assert_eq!(times, [None, Some(time(1_900_000_000))]);
    // Another time is another message, and the log's signature is not a witness's.
    let mut altered = signed();
    let mut signature = made;
    signature.bytes[7] ^= 1;
    altered.add(signature).expect("there is room");
    let refused = altered.open(&keys);
    assert!(matches!(
        refused,
        Err(CheckpointError::Note(NoteError::WrongSignature { .. }))
    ));
    assert_eq!(PosixSeconds::new(1 << 63), None);
}

#[test]
fn of_several_cosignatures_by_one_witness_the_latest_counts() {
    let witness = cosigner("witness.example/loa", 2);
    let line = |seconds| {
        let made = witness.cosign(&mut signed(), time(seconds));
        made.expect("there is room").to_string()
    };
    let keys = [signer(LOG, 1).verifier(), witness.verifier()];
    for times in [[5, 9], [9, 5]] {
        let written = format!("{}{}{}", signed(), line(times[0]), line(times[1]));
        let read = SignedCheckpoint::parse(written.as_bytes()).expect("it is a checkpoint");
        let (_, vouchers) = read.open(&keys).expect("all signed");
        assert_eq!(vouchers.len(), 2);
        assert_eq!(vouchers[1].time, Some(time(9)), "{times:?}");
    }
}

#[test]
fn what_is_no_checkpoint_is_refused() {
    let good = checkpoint().to_string();
    assert_eq!(Checkpoint::parse(&good), Ok(checkpoint()));
    let extended = format!("{good}one more\n");
    let read = Checkpoint::parse(&extended).expect("a further line is allowed");
    assert_eq!((read.extensions.len(), read.to_string()), (1, extended));
    let root = checkpoint().root.to_base64();
    for wrong in [
        String::new(),
        good.trim_end().to_owned(),
        format!("{good}\n"),
        format!("\n7\n{root}\n"),
        format!("{LOG}\n7\n"),
        format!("{LOG}\n07\n{root}\n"),
        format!("{LOG}\n+7\n{root}\n"),
        format!("{LOG}\n18446744073709551616\n{root}\n"),
        format!("{LOG}\n0\n{root}\n"),
        format!("{LOG}\n7\n{}\n", root.trim_end_matches('=')),
        format!("{good}{}", "line\n".repeat(17)),
    ] {
        assert!(Checkpoint::parse(&wrong).is_err(), "{wrong:?}");
    }
    let mut broken = checkpoint();
    broken.extensions.push("two\nlines".to_owned());
    assert_eq!(broken.sign(&signer(LOG, 1)), Err(CheckpointError::Lines));
}

/// The first block of code in a published document that holds a mark, without its indent.
fn block_with(document: &str, mark: &str) -> String {
    let blocks = document.split("```").skip(1).step_by(2);
    let block = blocks.into_iter().find(|block| block.contains(mark));
    let block = block.expect("the document has the example");
    block.trim_start_matches('\n').to_owned()
}

#[test]
fn the_published_example_is_believed() {
    let Some(path) = corpus("tlog/c2sp-specs/signed-note.md") else {
        return;
    };
    let document = std::fs::read_to_string(path).expect("it can be read");
    let note = Note::parse(block_with(&document, "— example.com/foo ").as_bytes());
    let note = note.expect("the example is a note");
    let key = document
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("example.com/foo+"));
    let key: VerifierKey = key.expect("it has a key").parse().expect("it is a key");
    let (_, vouchers) = note.open(std::slice::from_ref(&key)).expect("it is signed");
    assert_eq!(vouchers.len(), 1);
}

#[test]
fn published_checkpoints_are_read_and_written_as_they_are() {
    for (file, signatures) in [("tlog-checkpoint", 1), ("tlog-cosignature", 2)] {
        let Some(path) = corpus(&format!("tlog/c2sp-specs/{file}.md")) else {
            return;
        };
        let document = std::fs::read_to_string(path).expect("it can be read");
        let text = block_with(&document, "behind-the-sofa");
        let read = SignedCheckpoint::parse(text.as_bytes()).expect("it is a checkpoint");
        assert_eq!(read.to_string(), text);
        assert_eq!(read.claim().size, 20_852_163);
        assert_eq!(read.note().signatures().len(), signatures);
    }
}

#[test]
fn another_implementation_agrees() {
    use signed_note::{StandardSigner, StandardVerifier, Verifier, VerifierList};
    let texts = "[ -~é\\n]{0,60}\\n";
    law::holds(
        "another_implementation_agrees",
        &(texts, any::<u8>()),
        |(text, secret), _| {
            let ours = signer("record.example", secret);
            let public = ours.verifier().to_string();
            let theirs = StandardVerifier::new(&public).expect("they read our public key");
            prop_assert_eq!(theirs.key_id(), ours.verifier().id().0);
            // What we sign, they believe.
            let written = note(&text, &[&ours]).to_string();
            let read =
                signed_note::Note::from_bytes(written.as_bytes()).expect("they read our note");
            prop_assert_eq!(read.text(), text.as_bytes());
            prop_assert!(
                read.verify(&VerifierList::new(vec![Box::new(theirs)]))
                    .is_ok()
            );
            // What they sign with our key is the same, byte for byte.
            let signer =
                StandardSigner::new(&ours.to_secret_text()).expect("they read our secret key");
            let mut other =
                signed_note::Note::new(text.as_bytes(), &[]).expect("it is a good text");
            other.add_sigs(&[&signer]).expect("they sign");
            prop_assert_eq!(other.to_bytes(), written.into_bytes());
            Ok(())
        },
    );
}

#[test]
fn any_bytes_are_a_note_or_not() {
    let lines = "(— [a-z+ ]{0,4} [A-Za-z0-9+/=]{0,12}\\n|[ -~]{0,8}\\n|—){0,6}";
    law::holds("notes_are_total", &lines, |text, _| {
        if let Ok(note) = Note::parse(text.as_bytes()) {
            prop_assert_eq!(note.to_string(), text);
        }
        Ok(())
    });
    let bytes = proptest::collection::vec(prop_oneof![Just(b'\n'), any::<u8>()], 0..80);
    law::holds("checkpoints_are_total", &bytes, |bytes, _| {
        let _ = SignedCheckpoint::parse(&bytes);
        let _ = String::from_utf8_lossy(&bytes).parse::<VerifierKey>();
        Ok(())
    });
}

#[test]
fn any_damage_to_a_checkpoint_is_seen() {
    let case = any::<(prop::sample::Index, u8)>();
    let good = signed().to_string();
    let log = [signer(LOG, 1).verifier()];
    law::holds(
        "any_damage_to_a_checkpoint_is_seen",
        &case,
        |(place, new), _| {
            let mut bytes = good.clone().into_bytes();
            let place = place.index(bytes.len());
            if bytes[place] != new {
                bytes[place] = new;
                let opened = SignedCheckpoint::parse(&bytes).map(|read| read.open(&log).is_ok());
                prop_assert!(!opened.unwrap_or(false), "byte {}", place);
            }
            Ok(())
        },
    );
}
