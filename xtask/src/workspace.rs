//! Rules for the workspace: which crate stands on which, and how many packages are locked.

use std::collections::BTreeSet;

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

/// What cargo has resolved: how much is locked, and what a crate is really built with.
pub struct Resolved<'a> {
    /// How many packages `Cargo.lock` lists.
    pub locked_packages: usize,
    /// The packages below a crate of the workspace, direct or not, without those of its tests.
    pub packages_below: &'a dyn Fn(&str) -> Vec<String>,
}

/// How many packages `Cargo.lock` lists.
///
/// # Errors
/// When the text is not TOML.
pub fn locked_packages(text: &str) -> Result<usize, toml::de::Error> {
    let table: Table = text.parse()?;
    let packages = table.get("package").and_then(Value::as_array);
    Ok(packages.map_or(0, Vec::len))
}

/// Every breach in the manifests and in what follows from them.
#[must_use]
pub fn faults(manifests: &[Manifest], resolved: &Resolved<'_>) -> Vec<Fault> {
    let mut faults = package_budget(resolved);
    faults.extend(empty_rooms(manifests));
    for manifest in manifests {
        match ROOMS.iter().find(|room| room.name == name_of(manifest)) {
            Some(room) => faults.extend(room_faults(manifest, room, resolved)),
            None => faults.push(Fault::whole(
                &manifest.path,
                format!("`{}` is not in the table of crates", name_of(manifest)),
                "give it a row in `ROOMS` (xtask/src/house.rs) and a decision record",
            )),
        }
    }
    faults
}

fn room_faults(manifest: &Manifest, room: &Room, resolved: &Resolved<'_>) -> Vec<Fault> {
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
    let foreign = used.iter().filter(|name| !is_room(name));
    if let Some(only) = room.only_foreign {
        let strangers = foreign.filter(|name| !only.contains(&name.as_str()));
        faults.extend(strangers.map(|name| {
            Fault::whole(
                &manifest.path,
                format!("`{}` may not depend on `{name}`", room.name),
                format!("do without it, or argue for it in a decision record; allowed: {only:?}"),
            )
        }));
    }
    let below = (resolved.packages_below)(room.name);
    let reached = room.never_reaches.iter();
    let reached = reached.filter(|never| below.iter().any(|package| package == *never));
    faults.extend(reached.map(|never| {
        Fault::whole(
            &manifest.path,
            format!("`{}` reaches `{never}` through its dependencies", room.name),
            format!(
                "`cargo tree -p {} -e normal -i {never}` shows the way: turn that feature off, or \
                 replace the dependency",
                room.name
            ),
        )
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

fn package_budget(resolved: &Resolved<'_>) -> Vec<Fault> {
    if resolved.locked_packages <= MAX_LOCKED_PACKAGES {
        return Vec::new();
    }
    vec![Fault::whole(
        "Cargo.lock",
        format!(
            "{} packages; the budget is {MAX_LOCKED_PACKAGES}",
            resolved.locked_packages
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
