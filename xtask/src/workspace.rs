//! Rules for the workspace: which crate stands on which, and how many packages are locked.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::Fault;
use crate::house::{EMPTY_NAMES, MAX_LOCKED_PACKAGES, ROOMS, Room};

/// The manifest of one workspace crate.
pub struct Manifest {
    /// Its path from the root of the workspace.
    pub path: String,
    /// What it says.
    pub table: Table,
}

/// `Cargo.lock`: each package with the packages that it may use.
pub struct Lock {
    uses: BTreeMap<String, BTreeSet<String>>,
    packages: usize,
}

impl Lock {
    /// Reads `Cargo.lock`; several versions of a package count as one when edges are followed.
    ///
    /// # Errors
    /// When the text is not TOML.
    pub fn read(text: &str) -> Result<Lock, toml::de::Error> {
        let table: Table = text.parse()?;
        let packages = table.get("package").and_then(Value::as_array);
        let packages = packages.map(Vec::as_slice).unwrap_or_default();
        let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for package in packages {
            let name = package.get("name").and_then(Value::as_str).unwrap_or("");
            let used = package.get("dependencies").and_then(Value::as_array);
            let used = used.into_iter().flatten().filter_map(Value::as_str);
            let used = used.filter_map(|entry| entry.split(' ').next());
            let entry = uses.entry(name.to_owned()).or_default();
            entry.extend(used.map(str::to_owned));
        }
        Ok(Lock {
            uses,
            packages: packages.len(),
        })
    }

    /// A way from some packages to another, both ends included.
    fn way(&self, from: &[String], to: &str) -> Option<Vec<String>> {
        let mut came_from: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let mut open: Vec<&str> = from.iter().map(String::as_str).collect();
        came_from.extend(open.iter().map(|name| (*name, None)));
        while let Some(name) = open.pop() {
            for next in self.uses.get(name).into_iter().flatten() {
                if !came_from.contains_key(next.as_str()) {
                    came_from.insert(next, Some(name));
                    open.push(next);
                }
            }
        }
        let mut way = vec![to.to_owned()];
        let mut step = *came_from.get(to)?;
        while let Some(name) = step {
            way.insert(0, name.to_owned());
            step = came_from.get(name).copied().flatten();
        }
        Some(way)
    }
}

/// Every breach in the manifests and the lock file.
#[must_use]
pub fn faults(manifests: &[Manifest], lock: &Lock) -> Vec<Fault> {
    let mut faults = package_budget(lock);
    faults.extend(empty_rooms(manifests));
    for manifest in manifests {
        match ROOMS.iter().find(|room| room.name == name_of(manifest)) {
            Some(room) => faults.extend(room_faults(manifest, room, lock)),
            None => faults.push(Fault::whole(
                &manifest.path,
                format!("`{}` is not in the table of crates", name_of(manifest)),
                "give it a row in `ROOMS` (xtask/src/house.rs) and a decision record",
            )),
        }
    }
    faults
}

fn room_faults(manifest: &Manifest, room: &Room, lock: &Lock) -> Vec<Fault> {
    let mut faults = Vec::new();
    let used = dependencies(&manifest.table, &["dependencies", "build-dependencies"]);
    let tests_use = dependencies(&manifest.table, &["dev-dependencies"]);
    let allowed_in_tests = [room.uses, room.tests_use].concat();
    faults.extend(edges(manifest, &used, room.uses, "use"));
    faults.extend(edges(
        manifest,
        &tests_use,
        &allowed_in_tests,
        "use in tests",
    ));
    let foreign: Vec<String> = used.iter().filter(|name| !is_room(name)).cloned().collect();
    if let Some(only) = room.only_foreign {
        let strangers = foreign.iter().filter(|name| !only.contains(&name.as_str()));
        faults.extend(strangers.map(|name| {
            Fault::whole(
                &manifest.path,
                format!("`{}` may not depend on `{name}`", room.name),
                format!("do without it, or argue for it in a decision record; allowed: {only:?}"),
            )
        }));
    }
    faults.extend(room.never_reaches.iter().filter_map(|never| {
        let way = lock.way(&foreign, never)?.join(" → ");
        Some(Fault::whole(
            &manifest.path,
            format!("`{}` reaches `{never}` through {way}", room.name),
            "turn that dependency's feature off, or replace the dependency",
        ))
    }));
    faults.extend(conduct(manifest));
    faults
}

fn edges(manifest: &Manifest, used: &[String], allowed: &[&str], verb: &str) -> Vec<Fault> {
    let name = name_of(manifest);
    used.iter()
        .filter(|other| is_room(other) && !allowed.contains(&other.as_str()))
        .map(|other| {
            Fault::whole(
                &manifest.path,
                format!("`{name}` may not {verb} `{other}`; it may {verb} {allowed:?}"),
                "move the code to the side that may, or change the design: a row in `ROOMS` \
                 (xtask/src/house.rs) and a decision record",
            )
        })
        .collect()
}

/// What every manifest has: the workspace's lints, and a name that says something.
fn conduct(manifest: &Manifest) -> Vec<Fault> {
    let mut faults = Vec::new();
    let lints = manifest.table.get("lints");
    let inherits = lints
        .and_then(|it| it.get("workspace"))
        .and_then(Value::as_bool);
    if inherits != Some(true) {
        faults.push(Fault::whole(
            &manifest.path,
            "the crate does not take the workspace's lints",
            "add `[lints]` with `workspace = true`",
        ));
    }
    let name = name_of(manifest);
    let last = name.rsplit(['-', '_']).next().unwrap_or(name);
    if EMPTY_NAMES.contains(&last) {
        faults.push(Fault::whole(
            &manifest.path,
            format!("`{name}` is a name that says nothing about what is inside"),
            "name it with a noun you could say in a meeting",
        ));
    }
    faults
}

fn package_budget(lock: &Lock) -> Vec<Fault> {
    if lock.packages <= MAX_LOCKED_PACKAGES {
        return Vec::new();
    }
    vec![Fault::whole(
        "Cargo.lock",
        format!(
            "{} packages; the budget is {MAX_LOCKED_PACKAGES}",
            lock.packages
        ),
        "drop a dependency, or raise the budget in a decision record",
    )]
}

/// Rows of the table that no crate answers to: a rule that holds nothing looks like one that holds.
fn empty_rooms(manifests: &[Manifest]) -> Vec<Fault> {
    let names: BTreeSet<&str> = manifests.iter().map(name_of).collect();
    ROOMS
        .iter()
        .filter(|room| !names.contains(room.name))
        .map(|room| {
            Fault::whole(
                "xtask/src/house.rs",
                format!("there is no crate `{}`", room.name),
                "take its row out of `ROOMS`, or correct the name",
            )
        })
        .collect()
}

fn is_room(name: &str) -> bool {
    ROOMS.iter().any(|room| room.name == name)
}

fn name_of(manifest: &Manifest) -> &str {
    let package = manifest.table.get("package");
    let name = package
        .and_then(|it| it.get("name"))
        .and_then(Value::as_str);
    name.unwrap_or("a crate without a name")
}

/// The packages under some headings of a manifest, those for single targets included.
fn dependencies(manifest: &Table, headings: &[&str]) -> Vec<String> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(Table::values);
    let mut names = BTreeSet::new();
    for table in targets.filter_map(Value::as_table).chain([manifest]) {
        let found = headings.iter().filter_map(|heading| table.get(*heading));
        for (key, value) in found.filter_map(Value::as_table).flatten() {
            let package = value.get("package").and_then(Value::as_str);
            names.insert(package.unwrap_or(key).to_owned());
        }
    }
    names.into_iter().collect()
}
