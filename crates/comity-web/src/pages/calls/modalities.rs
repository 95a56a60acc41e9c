//! What two sets of modalities say otherwise, member by member, as in the file that they are.
//!
//! Never here: what a member means. Whoever is asked reads the words that the rules are written in.
//!
//! Start at [`differences`].

use std::collections::BTreeSet;

use comity_record::v1::modalities::Modalities;
use serde_json::{Map, Value};

/// A member that two sets of modalities do not say alike.
pub(super) struct Member {
    /// Its name in the file.
    pub(super) name: String,
    /// What is in force and would be no more.
    pub(super) now: Vec<String>,
    /// What would be in force instead.
    pub(super) then: Vec<String>,
}

/// The members that are not alike, by their names. Of lists, only what is in one of them; of those
/// that differ in their order alone, all.
pub(super) fn differences(now: &Modalities, then: &Modalities) -> Vec<Member> {
    let (now, then) = (members(now), members(then));
    let names: BTreeSet<&String> = now.keys().chain(then.keys()).collect();
    let unlike = names.into_iter().filter(|it| now.get(*it) != then.get(*it));
    unlike
        .map(|name| {
            let (before, after) = (lines(now.get(name)), lines(then.get(name)));
            let only = |own: &[String], other: &[String]| -> Vec<String> {
                own.iter()
                    .filter(|it| !other.contains(it))
                    .cloned()
                    .collect()
            };
            let (gone, new) = (only(&before, &after), only(&after, &before));
            let is_order = gone.is_empty() && new.is_empty();
            Member {
                name: name.clone(),
                now: if is_order { before } else { gone },
                then: if is_order { after } else { new },
            }
        })
        .collect()
}

fn members(modalities: &Modalities) -> Map<String, Value> {
    match serde_json::to_value(modalities) {
        Ok(Value::Object(members)) => members,
        _ => unreachable!("modalities are written as an object"),
    }
}

fn lines(value: Option<&Value>) -> Vec<String> {
    match value {
        None => Vec::new(),
        Some(Value::Array(list)) => list.iter().map(line).collect(),
        Some(one) => vec![line(one)],
    }
}

/// A value on one line: `acts: propose, co-sponsor; by: delegation`.
fn line(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let all: Vec<String> = list.iter().map(line).collect();
            all.join(", ")
        }
        Value::Object(members) => {
            let all: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{name}: {}", line(value)))
                .collect();
            all.join("; ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_otherwise_is_named() {
        let now = Modalities::preset("consensus").unwrap();
        let mut then = now.clone();
        then.silence_hours = 48;
        then.languages.reverse();
        let row = then.may.pop().unwrap();
        then.signed.clear();
        let found = differences(&now, &then);
        let said: Vec<(&str, &[String], &[String])> = found
            .iter()
            .map(|it| (&*it.name, &*it.now, &*it.then))
            .collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert_eq!(said[0].0, "languages");
        assert_eq!(said[0].1.len(), 6, "their order is all that changed");
        assert_eq!(said[1].0, "may");
        assert_eq!(row.acts, ["state"]);
        let gone = "acts: state; by: delegation, observer, organisation";
        assert_eq!(said[1].1, [gone]);
        assert!(said[1].2.is_empty());
        assert_eq!(
            said[2],
            ("signed", &["oppose-accreditation".to_owned()][..], &[][..])
        );
        assert_eq!(
            said[3],
            (
                "silence-hours",
                &["72".to_owned()][..],
                &["48".to_owned()][..]
            )
        );
        assert!(differences(&now, &now).is_empty());
    }
}
