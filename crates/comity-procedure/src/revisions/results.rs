//! The words of the next revision: given by the act, and held against what the kernel makes.
//!
//! Where words have been withheld the kernel has nothing to work on; there the given words stand.

use std::collections::{BTreeMap, HashMap};

use comity_text::kernel::{apply_naming_parts, is_within};
use comity_text::{Instrument, Provision, ProvisionId, Text};

use super::union::Union;
use crate::ids::TextHash;
use crate::refusal::Refusal;
use crate::state::Revision;
use crate::words::Wording;

/// The next text.
pub(super) struct NextText {
    /// What it says.
    pub(super) instrument: Instrument,
    /// For each split provision the ids of the parts after the first.
    pub(super) parts: HashMap<ProvisionId, Vec<ProvisionId>>,
    /// The hash of the words of each provision.
    pub(super) hashes: BTreeMap<ProvisionId, TextHash>,
    /// The provisions whose words have been withheld.
    pub(super) withheld: Vec<ProvisionId>,
}

/// What the accepted changes make of the text, if the given words are exactly that.
pub(super) fn next_text(
    current: &Revision,
    union: &Union<'_>,
    results: &[(ProvisionId, Wording)],
) -> Result<NextText, Refusal> {
    let base = &current.instrument;
    let applied = apply_naming_parts(base, &union.applicable());
    let applied = applied.map_err(|error| Refusal::Excludes {
        why: error.to_string(),
    })?;
    let mut next = NextText {
        instrument: applied.instrument,
        parts: applied.parts,
        hashes: BTreeMap::new(),
        withheld: Vec::new(),
    };
    if !union.blind.is_empty() {
        next.find_unseen_parts(union, results);
    }
    let mut given = results.iter().peekable();
    let mut provisions = next.instrument.provisions().to_vec();
    for provision in &mut provisions {
        let id = provision.id.clone();
        let old = base.get(&id);
        let unseen = union.blind.contains(&id) || next.is_part_of_unseen(union, &id);
        let needed = old.is_none_or(|old| old.text != provision.text) && !unseen;
        let hash = match given.next_if(|(named, _)| *named == id) {
            Some((_, wording)) if needed || unseen => {
                let stood = current.hashes.get(&id).copied();
                let same_words = old.is_some_and(|old| old.text == provision.text);
                if wording
                    .text
                    .as_ref()
                    .is_some_and(|it| *it != provision.text)
                    && !unseen
                    || !unseen && !same_words && stood == Some(wording.hash)
                {
                    return Err(Refusal::OtherResult { provision: id });
                }
                provision.text = wording.text.clone().unwrap_or_default();
                if wording.text.is_none() {
                    next.withheld.push(id.clone());
                }
                wording.hash
            }
            Some(_) => return other_results(format!("the words of {id} have not changed")),
            None if needed => return other_results(format!("the words of {id} are missing")),
            None => {
                if current.withheld.contains(&id) {
                    next.withheld.push(id.clone());
                }
                match current.hashes.get(&id) {
                    Some(hash) => *hash,
                    None => return other_results(format!("the words of {id} are missing")),
                }
            }
        };
        next.hashes.insert(id, hash);
    }
    if let Some((id, _)) = given.next() {
        return other_results(match next.instrument.get(id) {
            Some(_) => format!("{id} is named twice or out of reading order"),
            None => format!("{id} is not in the new text"),
        });
    }
    next.instrument =
        Instrument::new(provisions).expect("the same provisions made an instrument before");
    Ok(next)
}

fn other_results<T>(why: String) -> Result<T, Refusal> {
    Err(Refusal::OtherResults { why })
}

impl NextText {
    /// Puts in the parts that withheld words split a provision into: they are known only by
    /// being named, under the ids that the kernel gives to parts.
    fn find_unseen_parts(&mut self, union: &Union<'_>, results: &[(ProvisionId, Wording)]) {
        let mut provisions = self.instrument.provisions().to_vec();
        for (id, _) in results {
            let whole = id.as_str().rsplit_once('.');
            let Some((whole, number)) = whole else {
                continue;
            };
            let whole = ProvisionId::new(whole);
            let is_number = number.parse::<u32>().is_ok();
            if !is_number || self.instrument.get(id).is_some() || !union.blind.contains(&whole) {
                continue;
            }
            let Some(first) = self.instrument.get(&whole).cloned() else {
                continue;
            };
            let parts = self.parts.entry(whole.clone()).or_default();
            let last = parts.last().unwrap_or(&whole).clone();
            let Some(at) = provisions
                .iter()
                .rposition(|it| it.id == last || is_within(&self.instrument, &it.id, &last))
            else {
                continue;
            };
            parts.push(id.clone());
            let part = Provision {
                id: id.clone(),
                label: None,
                text: Text::default(),
                ..first
            };
            provisions.insert(at + 1, part);
            let with_part = Instrument::new(provisions.clone());
            self.instrument = with_part.expect("a part stands beside the whole, under a free id");
        }
    }

    fn is_part_of_unseen(&self, union: &Union<'_>, id: &ProvisionId) -> bool {
        let mut blind = union.blind.iter();
        blind.any(|it| self.parts.get(it).is_some_and(|parts| parts.contains(id)))
    }
}
