//! The other verifier: a program in Python that knows only the documents. It must find the same
//! text in every bundle, and must reject what was tampered with without a new signature.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use comity_record::instrument_hash;
use comity_record::verify::Against;
use comity_testkit::corpus::{program, required};

use crate::forge::{Caught, Memory, against, against_earlier, check, report};
use crate::story::{Room, modalities, story};

const VERIFIER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../xtask/verifier/verify.py"
);

/// The program that runs it, if it is there with what it needs.
fn python() -> Option<&'static PathBuf> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let python = program("python3")?;
        let has = Command::new(&python)
            .args(["-c", "import cryptography"])
            .output();
        let has = has.is_ok_and(|it| it.status.success());
        required("python3 with cryptography", has.then_some(python))
    });
    found.as_ref()
}

fn write(files: &Memory, folder: &Path) {
    for (path, bytes) in &files.0 {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// What the other verifier says to a bundle; nothing where it cannot be run.
fn judged(files: &Memory, against: &Against) -> Option<(bool, String)> {
    let python = python()?;
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("bundle");
    write(files, &bundle);
    let mut command = Command::new(python);
    command.arg(VERIFIER).arg(&bundle);
    if let Some(key) = &against.key {
        command.arg("--key").arg(key.to_string());
    }
    if let Some(earlier) = &against.checkpoint {
        let path = folder.path().join("earlier");
        std::fs::write(&path, earlier.to_string()).unwrap();
        command.arg("--checkpoint").arg(path);
    }
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    assert!(stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    let said = String::from_utf8(stdout).unwrap();
    match status.code() {
        Some(0) => Some((true, said)),
        Some(1) => Some((false, said)),
        other => panic!("{other:?}: {said}"),
    }
}

/// The other verifier rejects a bundle and says where it is wrong.
#[track_caller]
pub fn rejects(case: &str, files: &Memory, against: &Against) {
    if let Some((holds, said)) = judged(files, against) {
        assert!(!holds && said.starts_with("wrong: "), "{case}: {said}");
    }
}

/// Both verifiers reject a bundle.
#[track_caller]
pub fn check_twice(case: &str, files: &Memory, against: &Against, caught: Caught<'_>) {
    check(case, files, against, caught);
    // Witnesses are not among the things it knows.
    if against.policy.is_none() {
        rejects(case, files, against);
    }
}

/// Both verifiers read the same text in a bundle.
#[track_caller]
pub fn same_text(case: &str, files: &Memory, against: &Against) {
    let ours = report(files, against);
    assert!(ours.holds(), "{case}: {:?}", ours.consistent);
    let text = ours.replay.state().revisions().last().map_or_else(
        || "none".to_owned(),
        |it| instrument_hash(&it.instrument).to_string(),
    );
    if let Some((holds, said)) = judged(files, against) {
        assert!(holds, "{case}: {said}");
        assert_eq!(said, format!("text: {text}\n"), "{case}");
    }
}

#[test]
fn two_verifiers_read_the_same_text() {
    same_text("the story", &story().files, &against());
    same_text("after an earlier head", &story().files, &against_earlier());
}

#[tokio::test]
async fn two_verifiers_read_a_record_without_a_text() {
    let room = Room::new().await;
    let open = serde_json::json!({"open": {"title": "Wells", "modalities": modalities(72)}});
    room.act("secretariat", open).await;
    same_text("an opening", &room.bundle().await, &against());
}
