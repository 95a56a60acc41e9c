//! The inspection of the whole house: walks the workspace and tries every rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::house::{LONG_FILE_LINES, ROOMS};
use crate::workspace::{Manifest, Resolved};
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
/// When a file cannot be read, a manifest is not TOML, or cargo cannot resolve the workspace.
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
    let trees = packages_below_rooms(root)?;
    let locked = read(root, "Cargo.lock")?;
    let resolved = Resolved {
        locked_packages: workspace::locked_packages(&locked).map_err(io::Error::other)?,
        packages_below: &|name| trees.get(name).cloned().unwrap_or_default(),
    };
    findings
        .faults
        .extend(workspace::faults(&manifests, &resolved));
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

/// What each crate is built with, as cargo resolves it: `Cargo.lock` alone would not do, because
/// it does not tell which features a crate turns on.
fn packages_below_rooms(root: &Path) -> io::Result<BTreeMap<String, Vec<String>>> {
    ROOMS
        .iter()
        .filter(|room| !room.never_reaches.is_empty())
        .map(|room| Ok((room.name.to_owned(), packages_below(root, room.name)?)))
        .collect()
}

fn packages_below(root: &Path, name: &str) -> io::Result<Vec<String>> {
    let output = Command::new("cargo")
        .args(["tree", "--offline", "--prefix", "none", "--format", "{p}"])
        .args(["--edges", "normal,build", "--package", name])
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("cargo tree of {name}: {message}")));
    }
    let listing = String::from_utf8_lossy(&output.stdout);
    let names = listing.lines().filter_map(|line| line.split(' ').next());
    Ok(names.map(str::to_owned).collect())
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
