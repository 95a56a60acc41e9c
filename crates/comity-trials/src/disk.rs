//! A disk that lost its power: what it could hold, worked out from what was asked of it.
//!
//! What was written before a sync of its file is there. Of what was written since, any part may
//! be there, sector by sector. The folder keeps its changes in their order: those before its last
//! sync are there, of those since, the first ones up to some point.
//!
//! Start at [`Disk::after`].

use std::collections::BTreeMap;
use std::io;

use crate::Chance;

/// What a disk writes as a whole or not at all, in bytes.
const SECTOR_BYTES: u64 = 512;

/// One call, as the layer has written it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// Bytes were written at an offset.
    Write {
        name: String,
        offset: u64,
        bytes: Vec<u8>,
    },
    /// A file got a length.
    Truncate { name: String, length: u64 },
    /// A file was to be kept.
    Sync { name: String },
    /// The names in the folder were to be kept.
    SyncFolder,
    /// A name was removed.
    Unlink { name: String },
    /// A file got another name.
    Rename { from: String, to: String },
}

/// How much of what was not synced a disk has kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Nothing.
    Nothing,
    /// All of it, as when only the process was killed.
    Everything,
    /// Whole writes, or the sectors of each, as chance has it.
    Some { torn: bool },
}

/// A disk and what is still on its way to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    kept_names: BTreeMap<String, usize>,
    new_names: Vec<NameChange>,
}

#[derive(Clone, Debug, Default)]
struct File {
    kept: Vec<u8>,
    new: Vec<Change>,
}

#[derive(Clone, Debug)]
enum Change {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

#[derive(Clone, Debug)]
enum NameChange {
    Put(String, usize),
    Remove(String),
}

/// Reads what the layer has written down; a record that was cut off is the end.
pub(crate) fn read(mut log: &[u8]) -> io::Result<Vec<Event>> {
    let mut events = Vec::new();
    while let Some((event, rest)) = next(log)? {
        events.push(event);
        log = rest;
    }
    Ok(events)
}

fn next(log: &[u8]) -> io::Result<Option<(Event, &[u8])>> {
    let Some((head, rest)) = log.split_first_chunk::<19>() else {
        return Ok(None);
    };
    let number = |from: usize, to: usize| {
        let digits = head[from..to].iter().rev();
        digits.fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
    };
    let letters = usize::try_from(number(1, 3)).map_err(io::Error::other)?;
    let length = usize::try_from(number(11, 19)).map_err(io::Error::other)?;
    let Some((name, rest)) = rest.split_at_checked(letters) else {
        return Ok(None);
    };
    let Some((bytes, rest)) = rest.split_at_checked(length) else {
        return Ok(None);
    };
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(io::Error::other);
    let name = text(name)?;
    let event = match head[0] {
        b'W' => Event::Write {
            name,
            offset: number(3, 11),
            bytes: bytes.to_vec(),
        },
        b'T' => Event::Truncate {
            name,
            length: number(3, 11),
        },
        b'S' => Event::Sync { name },
        b'D' => Event::SyncFolder,
        b'U' => Event::Unlink { name },
        b'R' => Event::Rename {
            from: name,
            to: text(bytes)?,
        },
        other => return Err(io::Error::other(format!("no record begins with {other}"))),
    };
    Ok(Some((event, rest)))
}

impl Disk {
    /// The disk after these events, with all that is still on its way.
    pub(crate) fn after(events: &[Event]) -> Disk {
        let mut disk = Disk::default();
        for event in events {
            disk.take(event);
        }
        disk
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::Write {
                name,
                offset,
                bytes,
            } => {
                let change = Change::Write(*offset, bytes.clone());
                self.file(name).new.push(change);
            }
            Event::Truncate { name, length } => {
                self.file(name).new.push(Change::Truncate(*length));
            }
            Event::Sync { name } => {
                let file = self.file(name);
                for change in std::mem::take(&mut file.new) {
                    apply(&mut file.kept, &change);
                }
            }
            Event::SyncFolder => {
                self.kept_names = self.names.clone();
                self.new_names.clear();
            }
            Event::Unlink { name } => {
                self.names.remove(name);
                self.new_names.push(NameChange::Remove(name.clone()));
            }
            Event::Rename { from, to } => {
                let file = self.names.remove(from);
                self.new_names.push(NameChange::Remove(from.clone()));
                if let Some(file) = file {
                    self.name(to, file);
                }
            }
        }
    }

    /// The file of this name, which is new when nothing was heard of it.
    fn file(&mut self, name: &str) -> &mut File {
        let file = match self.names.get(name) {
            Some(&file) => file,
            None => {
                self.files.push(File::default());
                self.name(name, self.files.len() - 1);
                self.files.len() - 1
            }
        };
        &mut self.files[file]
    }

    fn name(&mut self, name: &str, file: usize) {
        self.names.insert(name.to_owned(), file);
        self.new_names.push(NameChange::Put(name.to_owned(), file));
    }

    /// The files that are there when the power comes back.
    pub(crate) fn power_lost(&self, kept: Kept, chance: &mut Chance) -> BTreeMap<String, Vec<u8>> {
        let mut names = self.kept_names.clone();
        let changes = match kept {
            Kept::Nothing => 0,
            Kept::Everything => self.new_names.len(),
            Kept::Some { .. } => chance.below(self.new_names.len() + 1),
        };
        for change in &self.new_names[..changes] {
            match change {
                NameChange::Put(name, file) => names.insert(name.clone(), *file),
                NameChange::Remove(name) => names.remove(name),
            };
        }
        let content = |file: usize, chance: &mut Chance| self.files[file].content(kept, chance);
        names
            .into_iter()
            .map(|(name, file)| (name, content(file, chance)))
            .collect()
    }
}

impl File {
    fn content(&self, kept: Kept, chance: &mut Chance) -> Vec<u8> {
        let mut content = self.kept.clone();
        for change in &self.new {
            match (kept, change) {
                (Kept::Nothing, _) => {}
                (Kept::Everything, change) => apply(&mut content, change),
                (Kept::Some { torn: true }, Change::Write(offset, bytes)) => {
                    for sector in sectors(*offset, bytes) {
                        if chance.coin() {
                            apply(&mut content, &sector);
                        }
                    }
                }
                (Kept::Some { .. }, change) => {
                    if chance.coin() {
                        apply(&mut content, change);
                    }
                }
            }
        }
        content
    }
}

fn apply(content: &mut Vec<u8>, change: &Change) {
    let index = |number: u64| usize::try_from(number).expect("files of a trial fit into memory");
    match change {
        Change::Truncate(length) => content.resize(index(*length), 0),
        Change::Write(offset, bytes) => {
            let (start, end) = (index(*offset), index(*offset) + bytes.len());
            if content.len() < end {
                content.resize(end, 0);
            }
            content[start..end].copy_from_slice(bytes);
        }
    }
}

/// A write as the disk does it: cut where a sector begins.
fn sectors(offset: u64, bytes: &[u8]) -> Vec<Change> {
    let mut sectors = Vec::new();
    let (mut at, mut rest) = (offset, bytes);
    while !rest.is_empty() {
        let room = SECTOR_BYTES - at % SECTOR_BYTES;
        let length = rest
            .len()
            .min(usize::try_from(room).expect("a sector is small"));
        let (sector, after) = rest.split_at(length);
        sectors.push(Change::Write(at, sector.to_vec()));
        at += length as u64;
        rest = after;
    }
    sectors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(name: &str, offset: u64, bytes: &[u8]) -> Event {
        Event::Write {
            name: name.to_owned(),
            offset,
            bytes: bytes.to_vec(),
        }
    }

    fn sync(name: &str) -> Event {
        Event::Sync {
            name: name.to_owned(),
        }
    }

    /// What is there when nothing is kept that was not synced.
    fn check(events: &[Event], expected: &[(&str, &[u8])]) {
        let found = Disk::after(events).power_lost(Kept::Nothing, &mut Chance::new(1));
        let found: Vec<(&str, &[u8])> = found
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_slice()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_was_synced_is_there_and_nothing_else_need_be() {
        check(&[write("a", 0, b"one")], &[]);
        check(&[write("a", 0, b"one"), sync("a")], &[]);
        check(&[write("a", 0, b"one"), Event::SyncFolder], &[("a", b"")]);
        let kept = [write("a", 0, b"one"), sync("a"), Event::SyncFolder];
        check(&kept, &[("a", b"one")]);
        let further = [&kept[..], &[write("a", 1, b"xx")]].concat();
        check(&further, &[("a", b"one")]);
        let unlink = Event::Unlink {
            name: "a".to_owned(),
        };
        let unlinked = [&kept[..], std::slice::from_ref(&unlink)].concat();
        check(&unlinked, &[("a", b"one")]);
        check(&[&unlinked[..], &[Event::SyncFolder]].concat(), &[]);
        let renamed = Event::Rename {
            from: "a".to_owned(),
            to: "b".to_owned(),
        };
        let renamed = [&kept[..], &[renamed, Event::SyncFolder]].concat();
        check(&renamed, &[("b", b"one")]);
    }

    #[test]
    fn everything_may_be_there_as_well() {
        let length = Event::Truncate {
            name: "a".to_owned(),
            length: 5,
        };
        let events = [write("a", 0, b"one"), write("a", 2, b"two"), length];
        let disk = Disk::after(&events);
        let found = disk.power_lost(Kept::Everything, &mut Chance::new(1));
        assert_eq!(found["a"], b"ontwo");
    }

    #[test]
    fn a_write_can_be_torn_between_its_sectors() {
        let disk = Disk::after(&[Event::SyncFolder, write("a", 500, &[7; 1_000])]);
        let torn = (0..50).any(|seed| {
            let found = disk.power_lost(Kept::Some { torn: true }, &mut Chance::new(seed));
            found.get("a").is_some_and(|content| {
                let sector = |from: usize, to: usize| content.get(from..to);
                sector(500, 512) == Some(&[7; 12]) && sector(512, 1_024) == Some(&[0; 512])
            })
        });
        assert!(torn);
    }

    #[test]
    fn a_record_that_was_cut_off_is_the_end() {
        let mut log = vec![b'W', 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0];
        log.extend(b"aone");
        let whole = read(&log).unwrap();
        assert_eq!(whole, [write("a", 4, b"one")]);
        for end in 0..log.len() {
            assert_eq!(read(&log[..end]).unwrap(), []);
        }
    }
}
