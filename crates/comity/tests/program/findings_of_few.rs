//! What findings say of one to four individuals, through the program: nothing, in the mode of
//! Polis, by slates and in notices.
//!
//! That no sum of published tallies is about so few is a law of `comity_analysis`.

use serde_json::Value;

use crate::desk::Desk;
use crate::findings::converged;

/// Two camps that say the opposite on `a` and `b`; of the second, two have seen `rare`; on `late`
/// so many vote who have voted on nothing else.
pub(crate) fn two_camps(second: usize, newcomers: usize) -> String {
    let mut rows = "participant,a,b,c,d,e,f,g,rare,late\n".to_owned();
    for at in 0..20 {
        let seen = if at < 10 { "1,1" } else { "," };
        rows += &format!("1{at:02},1,1,0,0,0,0,0,{seen}\n");
    }
    for at in 0..second {
        let rare = if at < 2 { "-1" } else { "" };
        rows += &format!("2{at:02},-1,-1,0,0,0,0,0,{rare},-1\n");
    }
    for at in 0..newcomers {
        rows += &format!("3{at:02},,,,,,,,,-1\n");
    }
    rows
}

#[test]
fn the_mode_of_polis_says_nothing_about_a_few_individuals() {
    let desk = Desk::empty();
    let call = ["converge", "votes.csv", "--mode", "polis"];
    let found = |rows: String, more: &[&str]| {
        desk.put("votes.csv", rows);
        let value = converged(&desk, &[&call, more].concat());
        let statements = value["statements"].as_array().unwrap();
        let named = |id: &str| statements.iter().find(|it| it["id"] == id).unwrap().clone();
        let (rare, late) = (named("rare"), named("late"));
        (value, rare, late)
    };
    let nothing = |it: &Value, names: &[&str]| {
        names
            .iter()
            .for_each(|name| assert_eq!(it[name], Value::Null, "{name} in {it}"));
    };
    let (value, rare, late) = found(two_camps(12, 3), &[]);
    assert_eq!(rare["by_group"][0]["agree"], 10);
    assert_eq!(rare["by_group"][1], Value::Null);
    nothing(&rare, &["mean", "extremity", "group_aware_consensus"]);
    let particular = value["groups"][0]["representative"].as_array().unwrap();
    let of_rare = particular
        .iter()
        .find(|it| it["statement"] == "rare")
        .unwrap();
    nothing(of_rare, &["relative", "relative_test"]);
    assert!(
        particular
            .iter()
            .all(|it| it["statement"] == "rare" || it["relative"].is_f64())
    );
    // Both groups are given, so that the mean would be three people's who are in none.
    assert_eq!(late["by_group"][1]["disagree"], 12);
    nothing(&late, &["mean", "extremity"]);
    assert!(late["group_aware_consensus"].is_f64());
    let (_, _, late) = found(two_camps(12, 5), &[]);
    assert_eq!(late["mean"], -7.0 / 27.0);
    let (value, ..) = found(two_camps(3, 0), &[]);
    assert_eq!(
        (&value["groups"][0]["size"], &value["groups"][1]["size"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(value["counts"]["admitted"], 23);
    // Positions of delegations are public.
    let (value, rare, late) = found(two_camps(3, 1), &["--delegations"]);
    assert_eq!(value["groups"][1]["size"], 3);
    assert_eq!(rare["by_group"][1]["votes"], 2);
    assert!(rare["extremity"].is_f64() && late["mean"].is_f64());
    let map = value["map"].as_array().unwrap();
    let second = map.iter().filter(|it| it["group"] == "B");
    let persons: u64 = second.map(|it| it["persons"].as_u64().unwrap()).sum();
    assert_eq!(persons, 3, "{map:?}");
}

#[test]
fn slates_say_nothing_about_a_few_individuals() {
    let desk = Desk::empty();
    let rows = |rare: usize, against: usize| -> String {
        let each = (0..20 + against).map(|at| {
            let common = if at < 20 { "1" } else { "-1" };
            let rare = if at < rare { "1" } else { "" };
            format!("p{at},{common},{rare},0\n")
        });
        format!(
            "participant,common,rare,neither\n{}",
            each.collect::<String>()
        )
    };
    let found = |rare, against, more: &[&str]| {
        desk.put("votes.csv", rows(rare, against));
        converged(&desk, &[&["converge", "votes.csv"], more].concat())
    };
    // Three who agree with `rare` are on no slate, nor is it named.
    let few = found(3, 10, &[]);
    assert!(
        !few["slates"].to_string().contains("rare"),
        "{}",
        few["slates"]
    );
    let slate = &few["slates"][0];
    assert_eq!(
        (&slate["agreeing"], &slate["covered"]),
        (&20.into(), &20.into())
    );
    assert!(found(6, 10, &[])["slates"].to_string().contains("rare"));
    // Two who agree with nothing would be left of everyone.
    let left = found(3, 2, &[]);
    for slate in left["slates"].as_array().unwrap() {
        assert_eq!(
            (&slate["agreeing"], &slate["covered"]),
            (&Value::Null, &Value::Null)
        );
    }
    let page = desk.done(&["converge", "votes.csv"]);
    assert!(
        String::from_utf8(page)
            .unwrap()
            .contains("not shown; it would be about a few people")
    );
    let public = found(3, 2, &["--delegations"]);
    assert!(public["slates"].to_string().contains("rare"));
    assert_eq!(public["slates"][0]["covered"], 20);
}

#[test]
fn a_few_who_declare_nothing_are_not_counted() {
    let desk = Desk::empty();
    let list = |declared: &[(usize, &str)]| -> String {
        let mut rows = "participant,constituency\n".to_owned();
        let each = declared.iter().flat_map(|it| vec![it.1; it.0]);
        for (at, constituency) in each.enumerate() {
            rows += &format!("p{at},{constituency}\n");
        }
        rows
    };
    let votes: String = (0..40).map(|at| format!("p{at},1,-1\n")).collect();
    desk.put("votes.csv", format!("participant,a,b\n{votes}"));
    let found = |declared: &[(usize, &str)], more: &[&str]| {
        desk.put("who.csv", list(declared));
        let call = [
            &["converge", "votes.csv", "--participants", "who.csv"],
            more,
        ]
        .concat();
        let value = converged(&desk, &call);
        let notice = value["notices"][0]["message"].as_str().unwrap().to_owned();
        let sizes = value["constituencies"].as_array().unwrap();
        let sizes: Vec<Option<u64>> = sizes.iter().map(|it| it["size"].as_u64()).collect();
        (notice, sizes)
    };
    let said =
        |count: &str| format!("Participants with votes who declare no constituency: {count}.");
    let declared = [(20, "academia"), (18, "technical")];
    assert_eq!(
        found(&declared, &[]),
        (said("fewer than five"), vec![Some(20), None])
    );
    assert_eq!(
        found(&declared, &["--delegations"]),
        (said("2"), vec![Some(20), Some(18)])
    );
    // With thirteen of no constituency and twenty-four of one, three would be left.
    let declared = [(24, "academia"), (3, "technical")];
    assert_eq!(
        found(&declared, &[]),
        (said("five or more"), vec![Some(24), None])
    );
    let declared = [(20, "academia"), (15, "technical")];
    assert_eq!(found(&declared, &[]), (said("5"), vec![Some(20), Some(15)]));
}
