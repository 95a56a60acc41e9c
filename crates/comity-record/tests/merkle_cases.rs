//! The verdicts on the published Merkle proof cases.

use std::fs;
use std::path::{Path, PathBuf};

use comity_record::tree::{
    Hash, verify_consistency, verify_inclusion, verify_subtree_consistency,
    verify_subtree_inclusion,
};
use comity_testkit::corpus::corpus;
use data_encoding::BASE64;
use serde::Deserialize;

/// How many cases there are: a case that is not found is not a case that passes.
const CASES: usize = 518;

/// How many cases accept a range without leaves. We refuse those, whatever else they hold: nothing
/// can be shown of no leaves, and nobody should be handed a proof that shows nothing.
const CASES_OF_NO_LEAVES: usize = 6;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    #[serde(default)]
    leaf_idx: u64,
    #[serde(default)]
    tree_size: u64,
    #[serde(default)]
    size1: u64,
    #[serde(default)]
    size2: u64,
    #[serde(default)]
    start: u64,
    #[serde(default)]
    end: u64,
    #[serde(default)]
    size: u64,
    #[serde(default)]
    leaf_hash: String,
    #[serde(default)]
    root: String,
    #[serde(default)]
    root1: String,
    #[serde(default)]
    root2: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

/// What is said to be a hash. Some cases stand a few letters in for a root that nobody looks
/// into: they become a hash of their own. An empty one is none.
fn hash(text: &str) -> Option<Hash> {
    let bytes = BASE64.decode(text.as_bytes()).expect("cases are base64");
    match bytes.len() {
        0 => None,
        32 => Some(Hash::from_base64(text).expect("it has 32 bytes")),
        _ => Some(Hash::of_leaf(&bytes)),
    }
}

fn is_accepted(kind: &str, case: &Case) -> Option<bool> {
    let proof = case.proof.iter().flatten();
    let proof: Vec<Hash> = proof.map(|text| hash(text)).collect::<Option<_>>()?;
    let range = (case.start, case.end);
    let verdict = match kind {
        "inclusion" => {
            let (leaf, root) = (hash(&case.leaf_hash)?, hash(&case.root)?);
            verify_inclusion(&leaf, case.leaf_idx, case.tree_size, &root, &proof)
        }
        "subtreeinclusion" => {
            let (leaf, root) = (hash(&case.leaf_hash)?, hash(&case.root)?);
            verify_subtree_inclusion(&leaf, case.leaf_idx, range, &root, &proof)
        }
        "consistency" => {
            let (old, new) = (hash(&case.root1)?, hash(&case.root2)?);
            verify_consistency(case.size1, &old, case.size2, &new, &proof)
        }
        "subtreeconsistency" => {
            let (old, new) = (hash(&case.root1)?, hash(&case.root2)?);
            verify_subtree_consistency(range, &old, case.size, &new, &proof)
        }
        other => panic!("`{other}` is a kind of case that this test does not know"),
    };
    Some(verdict.is_ok())
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn published_cases_get_the_published_verdicts() {
    let Some(folder) = corpus("tlog/merkle-testdata/testdata") else {
        return;
    };
    let files = files_below(&folder);
    assert_eq!(files.len(), CASES);
    let (mut of_no_leaves, mut accepted) = (0, 0);
    for file in &files {
        let inside = file.strip_prefix(&folder).expect("it was found there");
        let kind = inside.iter().next().expect("cases are in folders");
        let kind = kind.to_str().expect("folders have plain names");
        let text = fs::read_to_string(file).expect("a case can be read");
        let case: Case = serde_json::from_str(&text).expect("a case is JSON");
        let is_accepted = is_accepted(kind, &case).unwrap_or(false);
        let shows_nothing = kind == "subtreeconsistency" && case.start == case.end;
        of_no_leaves += usize::from(shows_nothing && !case.want_err);
        accepted += usize::from(is_accepted);
        let expected = !case.want_err && !shows_nothing;
        assert_eq!(is_accepted, expected, "{}", inside.display());
    }
    assert_eq!(of_no_leaves, CASES_OF_NO_LEAVES);
    assert_eq!(accepted, 30, "6 + 6 + 12 + 12 good cases, without the six");
}
