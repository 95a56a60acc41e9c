//! Every word of the interface: there in each language, used somewhere, and the same facts in all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

pub fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(path);
        }
    }
}

/// The crates that say something, by where they are: each has messages, code and templates.
const SPEAK: [&str; 2] = [".", "../comity-demo"];

/// The messages of a language with the facts that each of them names.
pub fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    messages_of(".", language)
}

fn messages_of(speaks: &str, language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut paths = Vec::new();
    let locales = folder(speaks).join("locales");
    files(&locales.join(language), "ftl", &mut paths);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in paths {
        let mut current = String::new();
        for line in fs::read_to_string(path).unwrap().lines() {
            let begins = line.starts_with(|it: char| it.is_ascii_lowercase());
            if begins && let Some((name, _)) = line.split_once('=') {
                current = name.trim().to_owned();
                assert!(
                    !found.contains_key(&current),
                    "{language}: {current} stands twice"
                );
                found.insert(current.clone(), BTreeSet::new());
            }
            let trimmed = line.trim_start();
            if let Some(attribute) = trimmed.strip_prefix('.')
                && let Some((name, _)) = attribute.split_once('=')
            {
                let id = current.split('.').next().unwrap();
                current = format!("{id}.{}", name.trim());
                found.insert(current.clone(), BTreeSet::new());
            }
            for fact in line.split('$').skip(1) {
                let name: String = fact
                    .chars()
                    .take_while(|it| it.is_ascii_alphanumeric() || *it == '-')
                    .collect();
                found.get_mut(&current).unwrap().insert(name);
            }
        }
    }
    found
}

#[test]
fn every_language_has_every_message_with_the_same_facts() {
    for speaks in SPEAK {
        same_messages(speaks);
    }
}

fn same_messages(speaks: &str) {
    let english = messages_of(speaks, "en");
    let least = if speaks == "." { 50 } else { 5 };
    assert!(english.len() > least, "the words of English were not found");
    for words in comity_web::LANGUAGES.iter() {
        let own = messages_of(speaks, words.tag);
        let missing: Vec<_> = english.keys().filter(|it| !own.contains_key(*it)).collect();
        assert!(missing.is_empty(), "{}: missing: {missing:?}", words.tag);
        let more: Vec<_> = own.keys().filter(|it| !english.contains_key(*it)).collect();
        assert!(more.is_empty(), "{}: not in English: {more:?}", words.tag);
        for (name, facts) in &english {
            // A language may say “no objection” without the number, but never knows more.
            let own = &own[name];
            assert!(
                own.is_subset(facts),
                "{}: {name}: {own:?} for {facts:?}",
                words.tag
            );
        }
    }
}

#[test]
fn every_message_is_used_and_every_used_message_is_there() {
    for speaks in SPEAK {
        used_and_there(speaks);
    }
}

fn used_and_there(speaks: &str) {
    let english = messages_of(speaks, "en");
    // What the demonstration does not say itself, the site says.
    let mut known_there = messages("en");
    known_there.extend(english.clone());
    let mut paths = Vec::new();
    files(&folder(speaks).join("src"), "rs", &mut paths);
    files(&folder(speaks).join("templates"), "html", &mut paths);
    let code: String = paths
        .iter()
        .map(|it| fs::read_to_string(it).unwrap())
        .collect();
    let quoted: BTreeSet<&str> = code.split('"').collect();
    // Names that are put together, such as `stage-` with a stage, stand in the code as their
    // beginning with a hyphen.
    let beginnings: Vec<&str> = quoted
        .iter()
        .copied()
        .map(|it| it.split_once('{').map_or(it, |it| it.0))
        .filter(|it| {
            it.ends_with('-')
                && it.len() > 3
                && it.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        })
        .collect();
    let sentences = crate::documents::sentences();
    let used = |name: &str| {
        let id = name.split('.').next().unwrap();
        if sentences.contains_key(id) {
            return true;
        }
        quoted.contains(name)
            || quoted.contains(id)
            || beginnings.iter().any(|it| id.starts_with(it))
    };
    let unused: Vec<_> = english.keys().filter(|it| !used(it)).collect();
    assert!(unused.is_empty(), "nobody uses: {unused:?}");
    for word in [".say(\"", ".say1(\"", ".say2(\"", ".with(\""] {
        for part in code.split(word).skip(1) {
            let name = part.split('"').next().unwrap();
            let known = known_there.contains_key(name) || name.ends_with('-');
            assert!(
                known || name.is_empty() || name.contains(' '),
                "no message {name}"
            );
        }
    }
}
