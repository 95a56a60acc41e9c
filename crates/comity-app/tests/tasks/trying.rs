//! Trials: what a proposal would be beside those of others, before it is made.

use comity_app::views::trial::{Trial, Tried, trial};
use comity_procedure::ids::DelegationId;

use crate::room::{line, prepared, room};

const OTHERS: [(&str, &str); 2] = [
    (
        "tavar",
        r#"[{"provision":"p2","text":"1. Keepers shall give water to all."}]"#,
    ),
    (
        "loa",
        r#"[{"suppress":"p3"},{"add":{"after":"p4","text":"4. Wells are metered."}}]"#,
    ),
];

/// What Meridia would be told of these edits.
fn tried(edits: &str) -> Trial {
    let others = OTHERS.map(|(by, edits)| {
        let task =
            format!(r#"{{"propose":{{"proposal":"{by}-1","rationale":"So.","edits":{edits}}}}}"#);
        line(by, &task)
    });
    let state = room(&others);
    let task =
        format!(r#"{{"propose":{{"proposal":"meridia-1","rationale":"So.","edits":{edits}}}}}"#);
    let tried = Tried {
        id: "meridia-1".to_owned(),
        sponsors: vec![DelegationId::new("meridia").unwrap()],
        changes: prepared(&state, &task).unwrap().changes,
    };
    trial(&state, &tried).unwrap()
}

#[test]
fn whoever_collides_is_named_and_whoever_asks_for_the_same_is_found() {
    let check = |edits: &str, collisions: &[&str], same: &[&str]| {
        let found = tried(edits);
        let ids = |list: &[std::sync::Arc<comity_procedure::state::ProposalState>]| -> Vec<String> {
            list.iter().map(|it| it.id.to_string()).collect()
        };
        assert_eq!(ids(&found.collisions), collisions, "{edits}");
        assert_eq!(ids(&found.same), same, "{edits}");
        assert_eq!(found.contested.is_empty(), collisions.is_empty(), "{edits}");
        assert!(!found.touched.is_empty(), "{edits}");
        assert_eq!(found.alone.proposals.len(), 1, "{edits}");
    };
    let words = r#"[{"provision":"p2","text":"1. Keepers must give water to all."}]"#;
    check(words, &["tavar-1"], &[]);
    check(OTHERS[0].1, &[], &["tavar-1"]);
    // New provisions have ids of their own; what they say is what counts.
    check(OTHERS[1].1, &[], &["loa-1"]);
    check(
        r#"[{"keep":"p2"},{"keep":"p3"}]"#,
        &["loa-1", "tavar-1"],
        &[],
    );
    check(r#"[{"add":{"after":"p2","text":"1 bis."}}]"#, &[], &[]);
}
