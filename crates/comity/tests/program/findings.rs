//! Findings through the program: what each command gives on the shipped examples, that its data
//! keep their promise, and what it says of files that are no such files.

use std::path::{Path, PathBuf};

use comity_testkit::corpus::corpus;
use serde_json::Value;

use crate::desk::Desk;
use crate::findings_of_few::two_camps;

/// A file of the examples.
fn example(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/findings");
    folder.join(name).to_str().unwrap().to_owned()
}

/// The call of each command on its example.
fn calls() -> [(&'static str, Vec<String>); 4] {
    let call = |words: &[&str]| -> Vec<String> {
        let named = words.iter().map(|word| match word.contains('.') {
            true => example(word),
            false => (*word).to_owned(),
        });
        named.collect()
    };
    [
        (
            "converge",
            call(&[
                "converge",
                "votes.csv",
                "--statements",
                "statements.csv",
                "--participants",
                "participants.csv",
            ]),
        ),
        ("campaigns", call(&["campaigns", "comments.csv"])),
        (
            "origins",
            call(&["origins", "final.md", "inputs.csv", "--base", "draft.md"]),
        ),
        ("balance", call(&["balance", "delegations.csv"])),
    ]
}

fn with<'c>(call: &'c [String], more: &[&'c str]) -> Vec<&'c str> {
    call.iter()
        .map(String::as_str)
        .chain(more.iter().copied())
        .collect()
}

#[track_caller]
fn keeps_promise(name: &str, value: &Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats");
    let schema = std::fs::read(folder.join(format!("{name}.schema.json"))).unwrap();
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults = validator.iter_errors(value);
    let faults: Vec<String> = faults
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, [] as [String; 0], "{name}");
}

/// Where the data of `converge` may have nothing; a number that is none is written as nothing too,
/// so that it is seen at any other place. `*` stands for any place in a list.
const MAY_BE_NOTHING: [&str; 20] = [
    "settings.minimum_mass",
    "settings.clones",
    "groups.parting.stability",
    "map.*.group",
    "constituencies.*.size",
    "statements.*.total.tally",
    "statements.*.by_group.*",
    "statements.*.by_constituency.*",
    "statements.*.weighted",
    "slates.*.agreeing",
    "slates.*.covered",
    "slates.*.worst",
    "slates.*.worst.people",
    "slates.*.worst.ratio",
    // In the mode of Polis:
    "groups.*.size",
    "groups.*.representative.*.relative",
    "groups.*.representative.*.relative_test",
    "statements.*.mean",
    "statements.*.extremity",
    "statements.*.group_aware_consensus",
];

/// The places in a value where there is nothing and something belongs.
fn missing(value: &Value, place: &str) -> Vec<String> {
    let below = |step: &str| match place.is_empty() {
        true => step.to_owned(),
        false => format!("{place}.{step}"),
    };
    match value {
        Value::Null if !MAY_BE_NOTHING.contains(&place) => vec![place.to_owned()],
        Value::Array(all) => all.iter().flat_map(|it| missing(it, &below("*"))).collect(),
        Value::Object(all) => {
            let each = all.iter();
            each.flat_map(|(name, it)| missing(it, &below(name)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The words of a page or table that stand for a number that is none.
fn no_numbers(text: &str) -> Vec<&str> {
    let words = text.split(|it: char| !it.is_alphanumeric());
    words
        .filter(|it| ["nan", "inf", "infinity"].contains(&it.to_lowercase().as_str()))
        .collect()
}

#[test]
fn a_number_that_is_none_is_seen() {
    let point = |x: f64| serde_json::json!({"map": [{"x": x, "y": 0.0, "group": null}]});
    assert_eq!(missing(&point(0.5), ""), [] as [String; 0]);
    assert_eq!(missing(&point(f64::NAN), ""), ["map.*.x"]);
    assert_eq!(missing(&point(f64::INFINITY), ""), ["map.*.x"]);
    let written = format!("<td>{}</td>,{},-{}", 0.5, f64::NAN, f64::INFINITY);
    assert_eq!(no_numbers(&written), ["NaN", "inf"]);
    assert_eq!(no_numbers("information from Nancy"), [] as [&str; 0]);
}

/// A finding of agreement in every form: its data keep their promise, and nothing in any of them is
/// a number that is none.
#[track_caller]
pub(crate) fn converged(desk: &Desk, call: &[&str]) -> Value {
    let value = desk.json(&[call, &["--to", "json"]].concat());
    keeps_promise("converge", &value);
    assert_eq!(missing(&value, ""), [] as [String; 0]);
    for format in ["html", "markdown", "csv"] {
        let text = desk.done(&[call, &["--to", format]].concat());
        let text = String::from_utf8(text).unwrap();
        assert_eq!(no_numbers(&text), [] as [&str; 0], "{format}");
    }
    value
}

#[test]
fn each_command_on_its_example_in_each_form() {
    let desk = Desk::empty();
    for (name, call) in calls() {
        let shown = desk.done(&with(&call, &[]));
        insta::assert_snapshot!(
            format!("findings_{name}"),
            String::from_utf8(shown).unwrap()
        );
        let value = desk.json(&with(&call, &["--to", "json"]));
        keeps_promise(name, &value);
        assert_eq!(value["finding"], *name);
        let page = String::from_utf8(desk.done(&with(&call, &["--to", "html"]))).unwrap();
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
        assert!(
            !page.contains("<script") && !page.contains(" style=\""),
            "{name}"
        );
        assert!(
            !page.contains("http://") && !page.contains("https://"),
            "{name}"
        );
        for said in ["Made by", "SHA-256", "Seed"] {
            assert!(page.contains(said), "{name} does not say {said}");
        }
    }
}

#[test]
fn tables_for_spreadsheets() {
    let desk = Desk::empty();
    for (name, call) in calls() {
        let outcome = desk.comity(&with(&call, &["--to", "csv"]));
        if name == "origins" {
            assert_eq!(outcome.code, Some(2), "{}", outcome.err);
            continue;
        }
        insta::assert_snapshot!(format!("findings_{name}_csv"), outcome.text());
    }
}

#[test]
fn the_compatibility_mode_keeps_its_promise() {
    let desk = Desk::empty();
    let (votes, said) = (example("votes.csv"), example("statements.csv"));
    let call = ["converge", &votes, "--statements", &said, "--mode", "polis"];
    let value = converged(&desk, &call);
    assert_eq!(
        (&value["mode"], &value["method"]),
        (&"polis".into(), &1.into())
    );
    let groups = value["groups"].as_array().unwrap();
    let sizes: u64 = groups.iter().map(|it| it["size"].as_u64().unwrap()).sum();
    assert_eq!(value["counts"]["admitted"], sizes);
    for statement in value["statements"].as_array().unwrap() {
        let tallies = statement["by_group"].as_array().unwrap();
        let product = tallies.iter().try_fold(1.0, |product, it| {
            let (agree, votes) = (it["agree"].as_f64()?, it["votes"].as_f64()?);
            Some(product * (agree + 1.0) / (votes + 2.0))
        });
        match (product, statement["group_aware_consensus"].as_f64()) {
            (Some(product), Some(said)) => assert!((product - said).abs() < 1e-12),
            (None, None) => {}
            other => panic!("{statement}: {other:?}"),
        }
    }
    let shown = desk.done(&call);
    insta::assert_snapshot!("findings_converge_polis", String::from_utf8(shown).unwrap());
}

#[test]
fn a_second_run_gives_the_same_bytes() {
    let desk = Desk::empty();
    for (name, call) in calls() {
        for format in ["json", "html", "markdown"] {
            let one = desk.done(&with(&call, &["--to", format]));
            let two = desk.done(&with(&call, &["--to", format]));
            assert!(one == two, "{name} as {format}");
        }
    }
}

/// The rows of a table in another order, its header first all the same.
fn turned(name: &str) -> String {
    let text = std::fs::read_to_string(example(name)).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    format!("{header}\n{}\n", rows.join("\n"))
}

#[test]
fn the_order_of_rows_makes_no_difference() {
    let desk = Desk::empty();
    for name in [
        "votes.csv",
        "statements.csv",
        "participants.csv",
        "delegations.csv",
    ] {
        desk.put(name, turned(name));
    }
    let [(_, there), .., (_, balance)] = calls();
    let here = [
        "converge",
        "votes.csv",
        "--statements",
        "statements.csv",
        "--participants",
        "participants.csv",
    ];
    let without_hashes = |call: &[&str]| {
        let mut value = desk.json(&[call, &["--to", "json"]].concat());
        value["sources"] = Value::Null;
        value
    };
    assert_eq!(without_hashes(&with(&there, &[])), without_hashes(&here));
    let here = ["balance", "delegations.csv"];
    assert_eq!(without_hashes(&with(&balance, &[])), without_hashes(&here));
}

#[test]
fn votes_that_cannot_be_read_are_refused_with_their_line() {
    let desk = Desk::empty();
    let check = |bytes: &[u8], words: &str| {
        desk.put("votes.csv", bytes);
        let before = desk.names();
        let call = ["converge", "votes.csv", "-o", "out.html"];
        desk.comity_with_little_memory(&call)
            .refused(&format!("votes.csv: {words}"));
        assert_eq!(desk.names(), before);
    };
    check(b"", "file: The file has no text in it.");
    check(b"a,b,c\n", "line 1: These are not the columns of votes.");
    check(
        b"participant,1,2\nx,1\n",
        "line 2: The row has 2 cells and the header 3",
    );
    check(b"participant,1,2\nx,1,7\n", "line 2: `7` is no vote.");
    check(
        b"participant,1,2\nx,1,\xe9\n",
        "line 2: The line is not text in UTF-8.",
    );
    check(
        b"participant,1,2\nx,\"1,1\n",
        "line 2: A quotation mark opens a cell",
    );
    desk.put("votes.csv", "participant,1,2\nx,1,1\n");
    desk.put("who.csv", "participant\nx\n");
    desk.comity(&["converge", "votes.csv", "--participants", "who.csv"])
        .refused("who.csv: line 1: The column `constituency` is missing.");
    desk.put("said.csv", "statement\n1\n");
    desk.comity(&["converge", "votes.csv", "--statements", "said.csv"])
        .refused("said.csv: line 1: The column `comment-body` or `text` is missing.");
    desk.comity(&["converge", "nowhere.csv"])
        .refused("nowhere.csv: file: there is no such file.");
    assert_eq!(
        desk.comity(&["converge", "votes.csv", "--slate", "65"])
            .code,
        Some(2)
    );
    assert_eq!(
        desk.comity(&["converge", "votes.csv", "--to", "docx"]).code,
        Some(2)
    );
    assert_eq!(
        desk.comity(&["converge", "votes.csv", "-o", "x.pdf"]).code,
        Some(2)
    );
}

#[test]
fn votes_of_which_nothing_can_be_said_say_why() {
    let desk = Desk::empty();
    let outcome = |votes: String| {
        desk.put("votes.csv", votes);
        converged(&desk, &["converge", "votes.csv"])
    };
    let nobody = outcome("participant,1,2\n".to_owned());
    assert_eq!(nobody["groups"]["why"]["reason"], "too_few_placed");
    assert_eq!(
        nobody["statements"][0]["among_groups"]["why"],
        "nobody_took_a_position"
    );
    let one = outcome("participant,1,2\nx,1,-1\n".to_owned());
    assert_eq!(one["statements"][0]["total"]["of"], "hidden");
    // Not even by a slate.
    assert_eq!(one["slates"], serde_json::json!([]));
    let alike: String = (0..30)
        .map(|at| format!("p{at},1,1,-1,0,1,1,1,1\n"))
        .collect();
    let alike = outcome(format!("participant,a,b,c,d,e,f,g,h\n{alike}"));
    assert_eq!(alike["groups"]["why"]["reason"], "nothing_varies");
    assert_eq!(alike["statements"][0]["total"]["tally"]["agree"], 30);
    let empty = outcome("participant,statement,vote\n".to_owned());
    assert_eq!(empty["counts"]["votes"], 0);
}

#[test]
fn the_mode_of_polis_says_of_nothing_that_there_is_nothing() {
    let desk = Desk::empty();
    let outcome = |votes: String| {
        desk.put("votes.csv", votes);
        converged(&desk, &["converge", "votes.csv", "--mode", "polis"])
    };
    let empty = outcome("participant,statement,vote\n".to_owned());
    assert_eq!(
        (&empty["groups"], &empty["map"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
    let nobody = outcome("participant,1,2\n".to_owned());
    assert_eq!(
        nobody["statements"][0]["group_aware_consensus"],
        Value::Null
    );
    assert_eq!(nobody["statements"][0]["mean"], Value::Null);
    let one = outcome("participant,1,2\nx,1,-1\n".to_owned());
    assert_eq!(one["groups"][0]["size"], Value::Null);
    assert_eq!(one["statements"][0]["by_group"], serde_json::json!([null]));
    assert_eq!(one["statements"][0]["extremity"], Value::Null);
    let alike: String = (0..30)
        .map(|at| format!("p{at},1,1,-1,0,1,1,1,1\n"))
        .collect();
    let alike = outcome(format!("participant,a,b,c,d,e,f,g,h\n{alike}"));
    assert_eq!(alike["groups"][0]["size"], 30);
    assert_eq!(
        (
            &alike["statements"][0]["mean"],
            &alike["statements"][2]["mean"]
        ),
        (&1.0.into(), &(-1.0).into())
    );
    assert_eq!(alike["statements"][0]["extremity"], 0.0);
}

#[test]
fn the_mode_of_polis_counts_statements_that_nobody_voted_on() {
    let desk = Desk::empty();
    desk.put(
        "votes.csv",
        "participant,statement,vote\nx,1,1\nx,10,-1\ny,1,-1\n",
    );
    desk.put(
        "said.csv",
        "statement,text\n1,Open\n2,Closed\n10,Free\n11,Paid\n",
    );
    let call = ["converge", "votes.csv", "--statements", "said.csv"];
    let polis = converged(
        &desk,
        &[&call[..], &["--mode", "polis", "--delegations"]].concat(),
    );
    let statements = polis["statements"].as_array().unwrap();
    let said: Vec<_> = statements
        .iter()
        .map(|it| (&it["id"], &it["text"], &it["mean"]))
        .collect();
    let expected = [
        ("1", "Open", 0.0.into()),
        ("2", "Closed", Value::Null),
        ("10", "Free", (-1.0).into()),
        ("11", "Paid", Value::Null),
    ];
    for (said, expected) in said.iter().zip(&expected) {
        assert_eq!(
            (said.0, said.1, said.2),
            (&expected.0.into(), &expected.1.into(), &expected.2)
        );
    }
    assert_eq!((said.len(), &polis["counts"]["votes"]), (4, &3.into()));
    let notice = polis["notices"][0]["message"].as_str().unwrap();
    assert_eq!(
        notice,
        "Statements of the list that nobody voted on, counted all the same: 2 (2, 11)."
    );
    assert_eq!(converged(&desk, &call)["counts"]["statements"], 2);
}

#[test]
fn what_plays_no_part_in_the_mode_of_polis_is_refused() {
    let desk = Desk::empty();
    desk.put("votes.csv", two_camps(12, 3));
    desk.put("who.csv", "participant,constituency\n101,academia\n");
    for option in [
        &["--participants", "who.csv"][..],
        &["--alpha", "0.5"],
        &["--clones-as-one"],
        &["--slate", "10"],
    ] {
        let call = [&["converge", "votes.csv"], option, &["--mode", "polis"]].concat();
        let outcome = desk.comity(&call);
        assert_eq!(
            (outcome.code, outcome.out.len()),
            (Some(2), 0),
            "{}",
            outcome.err
        );
        let words = format!("{} plays no part in --mode polis", option[0]);
        assert!(outcome.err.contains(&words), "{}", outcome.err);
    }
}

#[test]
fn a_meaning_that_is_turned_round_is_told_in_every_format() {
    let letter = "the proposed rule on wells because it keeps water clean for all who live near the \
                  river and pay for it";
    let desk = Desk::empty();
    let mut list = "id,text\n".to_owned();
    for (id, asks, more) in [
        ("a", "to support", ""),
        ("b", "to support", ""),
        ("c", "not to support", " I mean it: no, not now."),
    ] {
        list += &format!("{id},\"We the undersigned write {asks} {letter}.{more}\"\n");
    }
    // More edits than a page has room for, and one more that turns it round.
    for at in 0..20 {
        let edited = letter.replace("river", &format!("stream {at}"));
        list += &format!("e{at},We the undersigned write to support {edited}.\n");
    }
    list += &format!("z,We the undersigned write to oppose {letter}.\n");
    desk.put("list.csv", list);
    let call = ["campaigns", "list.csv", "--to"];
    for format in ["html", "markdown"] {
        let page = String::from_utf8(desk.done(&[&call[..], &[format]].concat())).unwrap();
        let table = page.split("What people changed").nth(1).unwrap();
        let table = table.split("What people added").next().unwrap();
        assert!(table.contains("oppose") && table.contains("not"), "{table}");
        // What was added in one's own words is quoted as that.
        assert!(!table.contains("I mean it"), "{table}");
    }
    let csv = String::from_utf8(desk.done(&[&call[..], &["csv"]].concat())).unwrap();
    assert!(csv.contains("support → oppose\n"), "{csv}");
    assert!(csv.contains("\"I mean it: no, not now\", → not\n"), "{csv}");
    let found = desk.json(&[&call[..], &["json"]].concat());
    let variations = found["groups"][0]["variations"].as_array().unwrap();
    let turned = variations.iter().find(|it| it["id"] == "z").unwrap();
    assert_eq!(turned["changes"][0]["was"], "support");
    assert_eq!(turned["changes"][0]["is"], "oppose");
}

#[test]
fn many_ballots_that_are_the_same_are_told() {
    let desk = Desk::empty();
    let mut votes = "participant,statement,vote\n".to_owned();
    for statement in 0..8 {
        // Sixteen who all differ, and one ballot that nine cast.
        for person in 0..16 {
            let vote = (person >> (statement % 4)) % 2;
            votes += &format!("p{person},s{statement},{vote}\n");
        }
        for copy in 0..9 {
            votes += &format!("copy-{copy},s{statement},-1\n");
        }
    }
    desk.put("votes.csv", votes);
    let call = ["converge", "votes.csv", "--to", "json"].map(str::to_owned);
    let found = desk.json(&with(&call, &[]));
    let counts = &found["counts"];
    let of = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!((of("repeated"), of("largest_repeated")), (9, 9));
    let told = |found: &Value| {
        let notices = found["notices"].as_array().unwrap().iter();
        let messages = notices.map(|it| it["message"].as_str().unwrap());
        let told = messages.filter(|it| it.contains("the same as at least four others: 9"));
        told.map(str::to_owned).collect::<Vec<String>>()
    };
    assert!(told(&found)[0].contains("--clones-as-one counts"));
    let as_one = desk.json(&with(&call, &["--clones-as-one"]));
    assert!(told(&as_one)[0].contains("the weighted figures count"));
    let of_delegations = desk.json(&with(&call, &["--delegations"]));
    assert!(told(&of_delegations).is_empty());
}

#[test]
fn the_input_hash_covers_the_slates_and_the_seed_does_not() {
    let desk = Desk::empty();
    let [(_, call), ..] = calls();
    let of = |size: &str| desk.json(&with(&call, &["--slate", size, "--to", "json"]));
    let [three, four, forty, most] = ["3", "4", "40", "64"].map(of);
    assert_ne!(three["input_hash"], four["input_hash"]);
    assert_eq!(three["seed"], four["seed"]);
    assert_eq!(three["statements"], four["statements"]);
    // There are twenty statements, so that neither is larger.
    assert_eq!(forty, most);
}

#[test]
fn what_was_replaced_or_is_unknown_is_said() {
    let desk = Desk::empty();
    desk.put(
        "votes.csv",
        "participant,statement,vote\na,1,1\na,1,-1\nb,2,1\nc,4,1\n",
    );
    desk.put(
        "said.csv",
        "statement,text,moderated\n1,Open,1\n2,Closed,-1\n3,Never,0\n",
    );
    desk.put(
        "who.csv",
        "participant,constituency\na,academia\nd,academia\n",
    );
    let call = [
        "converge",
        "votes.csv",
        "--statements",
        "said.csv",
        "--participants",
        "who.csv",
        "--delegations",
        "--to",
        "json",
    ];
    let value = desk.json(&call);
    keeps_promise("converge", &value);
    assert_eq!(value["counts"]["replaced"], 1);
    assert_eq!(value["statements"][0]["total"]["tally"]["disagree"], 1);
    let said: Vec<String> = value["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["message"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        said,
        [
            "Votes that a later one on the same statement replaced: 1.",
            "Statements with votes that the list does not have, shown by their ids: 1 (4).",
            "Statements of the list that nobody voted on, left out: 1 (3).",
            "Participants with votes who declare no constituency: 2.",
            "Participants of the list without votes: 1.",
            "Statements that a moderator took out, left out here with their votes: 1 (2).",
        ]
    );
}

#[test]
fn foreign_words_are_isolated_in_every_report() {
    let desk = Desk::empty();
    let evil = "<script>x</script>\u{202e}=1";
    desk.put("votes.csv", format!("participant,statement,vote\na,{evil},1\nb,{evil},1\nc,{evil},1\nd,{evil},1\ne,{evil},1\n"));
    desk.put(
        "comments.csv",
        format!("id,text\n{evil},{evil} one two three\n2,{evil} one two three\n"),
    );
    desk.put(
        "deeds.csv",
        format!("delegation,constituency,words\n{evil},{evil},1\nb,c,2\n"),
    );
    desk.put(
        "text.md",
        "One two three four five six seven eight nine ten.\n",
    );
    desk.put("inputs.csv", format!("id,organisation,text\n{evil},{evil},{evil} one two three four five six seven eight nine ten\n"));
    for call in [
        &["converge", "votes.csv"][..],
        &["campaigns", "comments.csv"],
        &["balance", "deeds.csv"],
        &["origins", "text.md", "inputs.csv"],
    ] {
        let page = desk.done(&[call, &["--to", "html"]].concat());
        let page = String::from_utf8(page).unwrap();
        assert!(
            !page.contains("<script") && page.contains("&lt;script&gt;"),
            "{call:?}"
        );
        assert!(!page.contains('\u{202e}'), "{call:?}");
        if call[0] != "origins" {
            let table = desk.done(&[call, &["--to", "csv"]].concat());
            assert!(
                !String::from_utf8(table)
                    .unwrap()
                    .lines()
                    .any(|it| it.starts_with('='))
            );
        }
    }
}

#[test]
fn comments_inputs_and_deeds_that_cannot_be_read_are_refused() {
    let desk = Desk::empty();
    desk.put("text.md", "One two three.\n");
    let check = |name: &str, bytes: &str, call: &[&str], words: &str| {
        desk.put(name, bytes);
        desk.comity(call).refused(&format!("{name}: {words}"));
    };
    let campaigns = ["campaigns", "list.csv", "--column", "body"];
    check(
        "list.csv",
        "id,text\n1,a\n",
        &campaigns,
        "line 1: There is no column `body`.",
    );
    let campaigns = ["campaigns", "list.jsonl"];
    check(
        "list.jsonl",
        "{\"text\":\"a\"}\n{\n",
        &campaigns,
        "line 2: The line is not JSON",
    );
    let origins = ["origins", "text.md", "in.csv"];
    check(
        "in.csv",
        "id,words\n1,a\n",
        &origins,
        "line 1: The column `text` is missing.",
    );
    let origins = ["origins", "text.md", "in.pdf"];
    check("in.pdf", "x", &origins, "file: a .pdf file is not read");
    desk.put("dated.csv", "text,date\nTwo three.,2031-02-05\n");
    check(
        "numbered.csv",
        "text,order\nOne two.,7\n",
        &["origins", "text.md", "dated.csv", "numbered.csv"],
        "file: One list says when its inputs came by dates, another by numbers",
    );
    let balance = ["balance", "deeds.csv"];
    let deeds = "delegation,constituency,words\na,b,many\n";
    check(
        "deeds.csv",
        deeds,
        &balance,
        "line 2: `many` is no number of words.",
    );
}

/// A real conversation: read whole, with data that keep their promise, twice the same.
fn check_conversation(name: &str) {
    let Some(folder) = corpus(&format!("votes/{name}")) else {
        return;
    };
    let file = |name: &str| -> PathBuf { folder.join(name) };
    let (votes, said) = (file("participants-votes.csv"), file("comments.csv"));
    let call = [
        "converge",
        votes.to_str().unwrap(),
        "--statements",
        said.to_str().unwrap(),
    ];
    let desk = Desk::empty();
    let one = desk.done(&[&call[..], &["--to", "json"]].concat());
    let value: Value = serde_json::from_slice(&one).unwrap();
    keeps_promise("converge", &value);
    assert_eq!(missing(&value, ""), [] as [String; 0]);
    let outcome = value["groups"]["outcome"].as_str().unwrap();
    assert_eq!(
        value["groups"]["groups"].as_array().unwrap().is_empty(),
        outcome != "groups"
    );
    for point in value["map"].as_array().unwrap() {
        assert!(
            point["persons"].as_u64().unwrap() >= 5,
            "nobody is shown alone"
        );
    }
    for slate in value["slates"].as_array().unwrap() {
        let is_whole = slate["rule"] != "proportional" || slate["certificate"]["holds"] == true;
        assert!(is_whole, "proportional approval fulfils EJR+");
    }
}

#[test]
fn real_conversations_converge() {
    check_conversation("15-per-hour-seattle");
    check_conversation("brexit-consensus");
    check_conversation("vtaiwan.uberx");
}

#[test]
fn real_comments_are_gathered() {
    let Some(path) = corpus("comments/EPA-HQ-OPP-2015-0481-0050.csv") else {
        return;
    };
    let desk = Desk::empty();
    let value = desk.json(&["campaigns", path.to_str().unwrap(), "--to", "json"]);
    keeps_promise("campaigns", &value);
    let groups = value["groups"].as_array().unwrap();
    let counted: u64 = groups.iter().map(|it| it["count"].as_u64().unwrap()).sum();
    assert_eq!(
        counted + value["wordless"].as_array().unwrap().len() as u64,
        267
    );
    assert!(groups.len() < 267, "some are campaigns");
}

#[test]
fn real_proposals_are_traced_into_a_text() {
    let (Some(inputs), Some(folder)) =
        (corpus("origins/gdpr-proposals.jsonl"), corpus("amendments"))
    else {
        return;
    };
    let base = std::fs::read_dir(folder).unwrap();
    let base = base
        .map(|it| it.unwrap().path())
        .find(|it| it.extension().is_some_and(|it| it == "md"));
    let desk = Desk::empty();
    let base = base.unwrap();
    let call = [
        "origins",
        base.to_str().unwrap(),
        inputs.to_str().unwrap(),
        "--column",
        "new",
        "--to",
        "json",
    ];
    let value = desk.json(&call);
    keeps_promise("origins", &value);
    assert!(
        value["from_inputs"].as_u64().unwrap() > 1_000,
        "proposals quote the text they amend"
    );
    let based = desk.json(&[&call[..], &["--base", base.to_str().unwrap()]].concat());
    assert_eq!(based["from_inputs"], 0, "all words stood there before");
}
