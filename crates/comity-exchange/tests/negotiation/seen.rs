//! A compilation as another program sees it: from the JSON alone, with nothing of our types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// One string of a value.
pub fn string<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is a string"))
}

/// One list of a value.
pub fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key]
        .as_array()
        .unwrap_or_else(|| panic!("{key} is a list"))
}

/// Whether a list of names has one.
pub fn has(value: &Value, key: &str, name: &str) -> bool {
    list(value, key).iter().any(|other| other == name)
}

/// The provisions that the base has.
pub fn of_base(compilation: &Value) -> impl Iterator<Item = &Value> {
    list(compilation, "provisions")
        .iter()
        .filter(|provision| list(provision, "added_by").is_empty())
}

/// The provisions that proposals add.
pub fn added(compilation: &Value) -> impl Iterator<Item = &Value> {
    list(compilation, "provisions")
        .iter()
        .filter(|provision| !list(provision, "added_by").is_empty())
}

/// What the base says in a provision: `text` and `base`, joined.
pub fn base_text(provision: &Value) -> String {
    let pieces = list(provision, "pieces").iter();
    pieces
        .map(|piece| match piece.get("base") {
            Some(base) => base.as_str().expect("words"),
            None => string(piece, "text"),
        })
        .collect()
}

/// What a proposal asks for in a provision: its own outcome where it has one, `base` where not.
pub fn asked_text(provision: &Value, proposal: &str) -> String {
    let pieces = list(provision, "pieces").iter();
    pieces
        .map(|piece| {
            let Some(base) = piece.get("base") else {
                return string(piece, "text");
            };
            let mut own = list(piece, "alternatives")
                .iter()
                .filter(|outcome| has(outcome, "proposals", proposal));
            let outcome = own.next();
            assert!(own.next().is_none(), "{proposal} asks for one thing");
            outcome.map_or_else(|| base.as_str().expect("words"), |own| string(own, "text"))
        })
        .collect()
}

/// No two outcomes of a region are equal, and none is what the base says. A proposal stands in
/// one of them at most.
pub fn check_regions(compilation: &Value) {
    for provision in list(compilation, "provisions") {
        for region in list(provision, "pieces") {
            if region.get("base").is_none() {
                continue;
            }
            let base = (string(region, "base").to_owned(), region["spans"].clone());
            let mut seen = vec![base];
            let mut who = BTreeSet::new();
            for outcome in list(region, "alternatives") {
                let own = (string(outcome, "text").to_owned(), outcome["spans"].clone());
                assert!(!seen.contains(&own), "{}: {own:?}", provision["label"]);
                seen.push(own);
                for proposal in list(outcome, "proposals") {
                    assert!(who.insert(proposal.as_str()), "{proposal} twice");
                }
            }
        }
    }
}

/// Every proposal stands somewhere in the provisions, or is named in a notice.
pub fn check_nothing_is_lost(compilation: &Value) {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for provision in list(compilation, "provisions") {
        for key in ["added_by", "suppressed_by", "keep"] {
            names.extend(list(provision, key).iter().filter_map(Value::as_str));
        }
        for key in ["moves", "joined_into"] {
            for one in list(provision, key) {
                names.extend(list(one, "proposals").iter().filter_map(Value::as_str));
            }
        }
        for piece in list(provision, "pieces") {
            for outcome in piece["alternatives"].as_array().into_iter().flatten() {
                names.extend(list(outcome, "proposals").iter().filter_map(Value::as_str));
            }
        }
    }
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for proposal in list(compilation, "proposals") {
        let id = string(proposal, "id");
        assert!(found.insert(id), "{id} stands twice in the list");
        let noticed = || {
            list(compilation, "notices").iter().any(|notice| {
                string(notice, "source") == string(proposal, "source")
                    && string(notice, "place").ends_with(&format!(" {id}"))
            })
        };
        assert!(names.contains(id) || noticed(), "{id} is lost");
    }
}

/// The text that a proposal asks for, provision by provision in its order.
pub fn read_back(compilation: &Value, proposal: &str) -> Vec<String> {
    let mut children: BTreeMap<Option<&str>, Vec<&Value>> = BTreeMap::new();
    for provision in list(compilation, "provisions") {
        let is_added = !list(provision, "added_by").is_empty();
        if is_added && !has(provision, "added_by", proposal) {
            continue;
        }
        let mut parent = provision["parent"].as_str();
        let mut after = None;
        for step in list(provision, "moves") {
            if has(step, "proposals", proposal) {
                parent = step["parent"].as_str();
                after = Some(step["after"].as_str());
            }
        }
        children.entry(parent).or_default().push(provision);
        // What is moved is put in its new place when all that it may stand after is known.
        if after.is_some() {
            let here = children.get_mut(&parent).expect("just made");
            here.pop();
        }
    }
    for provision in list(compilation, "provisions") {
        for step in list(provision, "moves") {
            if has(step, "proposals", proposal) {
                let here = children.entry(step["parent"].as_str()).or_default();
                let after = step["after"].as_str();
                let rank = after.map_or(0, |after| {
                    let at = here.iter().position(|other| string(other, "id") == after);
                    at.expect("it names a sibling that stays") + 1
                });
                here.insert(rank, provision);
            }
        }
    }
    let mut text = Vec::new();
    say(&children, None, proposal, &mut text);
    text
}

fn say<'v>(
    children: &BTreeMap<Option<&'v str>, Vec<&'v Value>>,
    parent: Option<&'v str>,
    proposal: &str,
    text: &mut Vec<String>,
) {
    for provision in children.get(&parent).into_iter().flatten() {
        if has(provision, "suppressed_by", proposal) {
            continue;
        }
        let words = asked_text(provision, proposal);
        text.extend(words.split('\n').map(str::to_owned));
        say(children, Some(string(provision, "id")), proposal, text);
    }
}
