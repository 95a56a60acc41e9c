//! What becomes of what people bring, and how anybody makes sure of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use comity_journeys::{Hall, Script};
use serde_json::json;

use crate::story::{ISLAND, size, text_entry};

journeys! {
    a_contribution_is_sent_and_its_author_sees_what_became_of_it
    the_bundle_is_downloaded_and_verified_offline
}

async fn a_contribution_is_sent_and_its_author_sees_what_became_of_it(hall: &Hall, script: Script) {
    let author = hall.person(ISLAND, script).await;
    author.go(&hall.at("/contributions")).await;
    author
        .click(&format!("a[href='{}']", hall.at("/contributions/send")))
        .await;
    let before = size(hall);
    let said = [
        ("title", "One cable"),
        (
            "words",
            "Where there is one cable, notice is given at once.",
        ),
    ];
    author.send_to("/send", &said, "send").await;
    assert_eq!(size(hall), before + 1, "{}", author.says("main").await);
    let page = author.path().await;
    let page = page.split('#').next().unwrap_or_default().to_owned();

    let desk = hall.person("secretariat", script).await;
    desk.go(&page).await;
    desk.click("main a[href$='/dispose']").await;
    let text = text_entry(hall);
    let said = [
        ("disposition", "noted"),
        ("reason", "Two proposals say so already."),
        ("entry", text.as_str()),
    ];
    desk.send_to("/dispose", &said, "next").await;

    author.go(&page).await;
    assert!(
        author
            .says("main")
            .await
            .contains("Two proposals say so already.")
    );
}

async fn the_bundle_is_downloaded_and_verified_offline(hall: &Hall, script: Script) {
    let folder = tempfile::tempdir().expect("a folder for what is kept");
    let reader = hall.stranger(script).await;
    let kept = json!({ "behavior": "allow", "downloadPath": folder.path() });
    reader.chromium("Browser.setDownloadBehavior", kept).await;
    reader.go(&hall.at("/record")).await;
    let said = reader.says("main").await;
    assert!(
        said.contains(&hall.verifier.to_string()),
        "the key stands on the page: {said}"
    );
    reader.touch("main a[href$='/bundle']").await;
    let arrived = async |_: &comity_journeys::Browser| bundle_in(folder.path()).is_some();
    reader.until("the bundle has arrived", arrived).await;

    let bundle = bundle_in(folder.path()).expect("it has arrived");
    let verified = Command::new(the_program())
        .arg("verify")
        .arg(bundle)
        .args(["--key", &hall.verifier.to_string()])
        .output()
        .expect("cargo runs");
    let answers = String::from_utf8_lossy(&verified.stdout);
    let wrong = String::from_utf8_lossy(&verified.stderr);
    assert!(verified.status.success(), "{answers}{wrong}");
    for answer in ["consistent", "authentic"] {
        let line = answers.lines().find(|it| it.starts_with(answer));
        assert!(line.is_some_and(|it| it.contains("yes")), "{answers}");
    }
}

/// The program that a reader has, built as the tests of the workspace are: where they run there is
/// nothing left to build.
fn the_program() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--workspace", "--no-run"])
        .args(["--test", "program"])
        .output()
        .expect("cargo runs");
    let wrong = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{wrong}");
    let own = std::env::current_exe().expect("this test has a file");
    let folder = own.ancestors().nth(2).expect("it lies in `deps`");
    folder.join("comity")
}

/// The file that has come whole: Chromium names it otherwise until then.
fn bundle_in(folder: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder).ok()?;
    let mut files = files.filter_map(|it| Some(it.ok()?.path()));
    files.find(|it| {
        it.extension()
            .is_some_and(|it| it == "zip" || it == "comity")
    })
}
