//! Campaigns: what many people sent in nearly the same words is read once, with its count.
//!
//! Texts with the same words are copies. Others are compared by their shingles (runs of a few
//! words): a text belongs to a group if it shares enough with the group's *representative*, by
//! Jaccard (shared of all) for texts with small edits, or by containment (shared of the shorter)
//! for a template with a paragraph of one's own; or if it is alike to a member that was compared
//! with the representative itself, and akin to the representative too (see [`Settings`]). Shared
//! shingles of a sample only say whom to compare with; nothing is ever joined without a comparison
//! with the representative, and so never through a chain of texts that are each a little
//! different, because a chain ends anywhere.
//!
//! The outcome does not depend on the order of the texts: they are taken by how typical they are
//! (how many others hold their shingles), then by their content.
//!
//! What it cannot see: meaning. A template and the same one with "support" turned into "oppose"
//! are near-duplicates, and one group; whoever counts voices reads [`own_words`] beside the count.
//!
//! Never here: clause proposals, which the compilation groups by identical outcome and by nothing
//! else.
//!
//! Start at [`campaigns`].

mod leaders;
mod own_words;
mod shingles;
mod variants;

pub use own_words::{FEWEST_OWN_WORDS, own_words};

use variants::Variants;

/// When two texts are near-duplicates. The defaults were chosen on generated comments in six
/// languages and looked at on four real dockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Words in a shingle. Three: two share too much between strangers ("of the"), and every word
    /// more costs a shingle more for each edit.
    pub shingle_words: usize,
    /// Two texts are alike if they share at least this part of all their shingles, in per cent.
    /// An edited word costs three shingles on each side, so half allows one edit in nine words.
    pub jaccard_percent: u32,
    /// Or if they share at least this part of the shingles of the shorter one, in per cent:
    /// a template beneath one's own paragraph, both of them edited a little.
    pub containment_percent: u32,
    /// The fewest shingles of the shorter one for containment to count: a stock sentence or two
    /// inside somebody's letter is no campaign.
    pub contained_shingles: u32,
    /// The most that the longer one may be of the shorter one, in shingles, for containment to
    /// count: with this many times the words, the words are one's own.
    pub contained_times: u32,
    /// A text that is alike to a member only, or a group to another one, must still share this part
    /// with the representative, in per cent of the shorter one: one step from the centre, not two.
    pub kinship_percent: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            shingle_words: 3,
            jaccard_percent: 50,
            containment_percent: 65,
            contained_shingles: 20,
            contained_times: 6,
            kinship_percent: 40,
        }
    }
}

/// Texts that are near-duplicates of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The index of the most typical text. Of several with its very characters, the first.
    pub representative: u32,
    /// The texts with the same words as the representative, itself among them, ascending.
    pub copies: Vec<u32>,
    /// The texts with other words, ascending.
    pub variations: Vec<u32>,
}

impl Group {
    /// How many texts it holds.
    #[must_use]
    pub fn count(&self) -> usize {
        self.copies.len() + self.variations.len()
    }
}

/// The groups of some texts: each text with a word in it is in exactly one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Campaigns {
    /// The groups, those of one text among them, in an order that follows from the words of
    /// their representatives and says nothing about size, time or sender.
    pub groups: Vec<Group>,
    /// The texts without any word (empty, punctuation, emoji only), ascending; they are in no group.
    pub wordless: Vec<u32>,
}

/// The campaigns among some texts.
///
/// A text in NFC and the same one in NFD are copies, as are texts that differ in capitals,
/// accents, punctuation, spacing or invisible controls (see [`words`](crate::words)).
///
/// Time grows with the length of all texts together: each is compared with a fixed number of
/// others at most, whatever the texts have in common.
///
/// # Panics
/// If there are 2³² texts or more.
#[must_use]
pub fn campaigns<T: AsRef<str> + Sync>(texts: &[T], settings: &Settings) -> Campaigns {
    let (variants, sets, wordless) = variants::read(texts, settings);
    let leader_of = leaders::assign(&variants, &sets, settings);
    let mut groups = gathered(&variants, &leader_of);
    groups.sort_unstable_by_key(|it| it.0);
    Campaigns {
        groups: groups.into_iter().map(|it| it.1).collect(),
        wordless,
    }
}

/// The groups, each with the key of its representative.
fn gathered(variants: &Variants, leader_of: &[u32]) -> Vec<(variants::Key, Group)> {
    let mut place = vec![u32::MAX; variants.len()];
    let mut groups = Vec::new();
    for (variant, leader) in leader_of.iter().enumerate() {
        if *leader as usize == variant {
            place[variant] = u32::try_from(groups.len()).expect("a group has a text");
            let group = Group {
                representative: variants.typical(variant),
                copies: variants.members(variant),
                variations: Vec::new(),
            };
            groups.push((variants.key(variant), group));
        }
    }
    for (variant, leader) in leader_of.iter().enumerate() {
        if *leader as usize != variant {
            let group = &mut groups[place[*leader as usize] as usize].1;
            group.variations.extend(variants.members(variant));
        }
    }
    for (_, group) in &mut groups {
        group.variations.sort_unstable();
        group.variations.shrink_to_fit();
    }
    groups
}

#[cfg(test)]
mod tests;
