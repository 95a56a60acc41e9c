//! What findings never do: write over what they read, leave out what was asked for without a word,
//! or count as late without a word what does not say when it came.

use serde_json::Value;

use crate::desk::Desk;
use crate::findings::converged;
use crate::findings_of_few::two_camps;

#[test]
fn what_is_read_is_never_written_over() {
    let desk = Desk::empty();
    let votes = "participant,statement,vote\na,s1,1\nb,s1,-1\n";
    let files = [
        ("votes.csv", votes),
        ("said.csv", "statement,text\ns1,Wells open at dawn.\n"),
        ("comments.csv", "text\nWells open at dawn.\n"),
        (
            "deeds.csv",
            "delegation,constituency,words\nketh,government,7\n",
        ),
        ("text.md", "Wells open at dawn, every day of the year.\n"),
    ];
    for (name, bytes) in files {
        desk.put(name, bytes);
    }
    std::os::unix::fs::symlink(desk.path("votes.csv"), desk.path("link.csv")).unwrap();
    for (call, lost) in [
        (
            &["converge", "votes.csv", "-o", "votes.csv"][..],
            "votes.csv",
        ),
        (&["converge", "votes.csv", "-o", "./link.csv"], "votes.csv"),
        (
            &[
                "converge",
                "votes.csv",
                "--statements",
                "said.csv",
                "-o",
                "said.csv",
            ],
            "said.csv",
        ),
        (
            &["campaigns", "comments.csv", "-o", "comments.csv"],
            "comments.csv",
        ),
        (&["balance", "deeds.csv", "-o", "deeds.csv"], "deeds.csv"),
        (
            &["origins", "text.md", "comments.csv", "-o", "text.md"],
            "text.md",
        ),
    ] {
        desk.comity(call).misused(&format!(
            "{lost} is one of the files that are read, and would be lost"
        ));
    }
    for (name, bytes) in files {
        assert_eq!(desk.read(name), bytes.as_bytes(), "{name}");
    }
}

#[test]
fn weighted_figures_that_are_left_out_are_told() {
    let desk = Desk::empty();
    desk.put("votes.csv", two_camps(12, 0));
    // Three of the second camp are a constituency.
    let mut declared = "participant,constituency\n200,south\n201,south\n202,south\n".to_owned();
    for at in 0..20 {
        declared += &format!("1{at:02},north\n");
    }
    desk.put("declared.csv", declared);
    let call = [
        "converge",
        "votes.csv",
        "--participants",
        "declared.csv",
        "--alpha",
        "1",
    ];
    let found = converged(&desk, &call);
    let statements = found["statements"].as_array().unwrap();
    assert!(statements.iter().all(|it| it["weighted"] == Value::Null));
    let notices = found["notices"].to_string();
    assert!(notices.contains("The weighted figure of "), "{notices}");
    let table = String::from_utf8(desk.done(&[&call[..], &["--to", "csv"]].concat())).unwrap();
    let mut rows = table.lines().skip(1);
    assert!(rows.all(|it| it.contains("weighted figure") || it.contains("nobody voted")));
    let page = String::from_utf8(desk.done(&[&call[..], &["--to", "html"]].concat())).unwrap();
    assert!(page.contains("No weighted figure is given"));
    for wrong in ["1.5", "NaN", "-1"] {
        let alpha = format!("--alpha={wrong}");
        desk.comity(&["converge", "missing.csv", &alpha])
            .misused("a number from 0 to 1 is needed");
    }
}

#[test]
fn inputs_that_do_not_say_when_they_came_are_told_beside_those_that_do() {
    let desk = Desk::empty();
    let words = "Wells open at dawn, every day of the year.";
    desk.put("text.md", format!("{words}\n"));
    desk.put("a-list.csv", format!("id,text\nlate,\"{words}\"\n"));
    desk.put(
        "b-list.csv",
        format!("id,text,date\nearly,\"{words}\",2031-02-05\n"),
    );
    desk.put("letter.md", format!("{words}\n"));
    let call = [
        "origins",
        "text.md",
        "b-list.csv",
        "letter.md",
        "a-list.csv",
        "--to",
        "json",
    ];
    let found: Value = serde_json::from_slice(&desk.done(&call)).unwrap();
    let inputs = found["inputs"].as_array().unwrap();
    let said = inputs
        .iter()
        .map(|it| (it["id"].as_str(), it["first_words"].as_u64()));
    let expected = [("late", 0), ("early", 9), ("letter.md", 0)];
    assert!(
        said.eq(expected.map(|it| (Some(it.0), Some(it.1)))),
        "{inputs:?}"
    );
    let told = found["notices"].to_string();
    for name in ["a-list.csv", "letter.md"] {
        assert!(told.contains(name), "{told}");
    }
    assert!(
        !told.contains("b-list.csv") && told.contains("count as the last"),
        "{told}"
    );
    std::fs::create_dir(desk.path("folder")).unwrap();
    desk.comity(&["origins", "text.md", "folder"])
        .refused("folder: file: it is a folder.");
}
