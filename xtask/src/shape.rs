//! The inspection of the whole house: walks the workspace and tries every rule.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::house::LONG_FILE_LINES;
use crate::workspace::{Lock, Manifest};
use crate::{Fault, documents, source, workspace};

/// What an inspection found.
#[derive(Debug, Default)]
pub struct Findings {
    /// Breaches, sorted by file and line; none in a house that is in order.
    pub faults: Vec<Fault>,
    /// Files on the way to the wall, with their length in lines, longest first.
    pub long_files: Vec<(usize, String)>,
    /// How many Rust files, manifests and documents were looked at.
    pub looked_at: usize,
}

/// Inspects the workspace under `root`.
///
/// # Errors
/// When a file cannot be read or a manifest is not TOML.
pub fn inspect(root: &Path) -> io::Result<Findings> {
    let mut findings = Findings::default();
    for path in rust_files(root)? {
        let text = read(root, &path)?;
        let count = text.lines().count();
        findings.looked_at += 1;
        findings.faults.extend(source::faults(&path, &text));
        if count > LONG_FILE_LINES {
            findings.long_files.push((count, path));
        }
    }
    let manifests = manifests(root)?;
    findings.looked_at += manifests.len();
    let lock = Lock::read(&read(root, "Cargo.lock")?).map_err(io::Error::other)?;
    findings.faults.extend(workspace::faults(&manifests, &lock));
    for path in markdown_files(root)? {
        let text = read(root, &path)?;
        let exists = |target: &Path| root.join(target).exists();
        findings.looked_at += 1;
        findings
            .faults
            .extend(documents::faults(&path, &text, exists));
    }
    let (readme, script) = (read(root, "README.md")?, read(root, ".ci/run")?);
    findings
        .faults
        .extend(documents::test_command_faults(&readme, &script));
    findings.faults.sort();
    findings.long_files.sort_by(|left, right| right.cmp(left));
    Ok(findings)
}

/// The root of the workspace that this crate was built in.
#[must_use]
pub fn workspace_root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = manifest
        .parent()
        .expect("xtask stands in a folder of the workspace");
    root.to_path_buf()
}

fn rust_files(root: &Path) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for folder in ["crates", "xtask", "fuzz", "examples"] {
        walk(root, Path::new(folder), "rs", &mut files)?;
    }
    Ok(files)
}

fn markdown_files(root: &Path) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    walk(root, Path::new("docs"), "md", &mut files)?;
    for entry in fs::read_dir(root)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            files.insert(name);
        }
    }
    Ok(files)
}

fn manifests(root: &Path) -> io::Result<Vec<Manifest>> {
    let mut paths = BTreeSet::from(["xtask/Cargo.toml".to_owned()]);
    walk(root, Path::new("crates"), "toml", &mut paths)?;
    paths.retain(|path| path.ends_with("/Cargo.toml"));
    paths
        .into_iter()
        .map(|path| {
            let table = read(root, &path)?.parse().map_err(io::Error::other)?;
            Ok(Manifest { path, table })
        })
        .collect()
}

/// Adds the files of one extension under a folder; what tools leave behind is passed over.
fn walk(
    root: &Path,
    folder: &Path,
    extension: &str,
    into: &mut BTreeSet<String>,
) -> io::Result<()> {
    if !root.join(folder).is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            if entry.file_name() != "target" && entry.file_name() != "node_modules" {
                walk(root, &path, extension, into)?;
            }
        } else if path.extension().is_some_and(|found| found == extension) {
            into.insert(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

fn read(root: &Path, path: &str) -> io::Result<String> {
    fs::read_to_string(root.join(path))
        .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))
}
