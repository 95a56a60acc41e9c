//! An invented vocabulary of drafting, and sentences made of it.

use super::chance::{Chance, Weights};

/// Words from the most to the least frequent. Their sentences sound like a draft and say
/// nothing about anyone.
const WORDS: &str = "the of and to shall in a for or on by with that any such as each from \
    be is are not may which this under its other their where at all between within upon \
    parties party notice harbour council measure lantern register without through per \
    information period request writing ferry reasonable cooperation keeper article subject \
    before after during against towards including only also no more than least one two three \
    island vessel beacon signal passage channel tide storm pilot dock mooring cargo berth \
    buoy lighthouse anchorage quay lagoon estuary sail freight voyage crew chart compass \
    assessment safeguard procedure provision obligation agreement decision report review \
    access transfer protection participation consultation transparency capacity assistance \
    publication inspection maintenance notification arrangement contribution responsibility \
    implementation evaluation consideration recommendation authorisation verification \
    appropriate necessary relevant common equal public open joint annual mutual voluntary \
    effective timely adequate regional seasonal independent proportionate predictable durable \
    ensure promote establish maintain provide support facilitate publish consider review \
    encourage adopt respect recognise protect share notify consult designate inspect assess \
    strengthen request accept withhold suspend restore extend limit verify prepare submit \
    shoreline breakwater watchtower foghorn logbook tonnage ballast rigging rudder mainland \
    archipelago causeway drawbridge lock-keeper harbourmaster toll manifest salvage dredging \
    thirty sixty ninety days months years hours forthwith notwithstanding thereof herein \
    whenever unless until insofar wherever likewise moreover otherwise accordingly";

/// Delegations that do not exist.
const DELEGATIONS: [&str; 24] = [
    "Meridia",
    "Tavar",
    "Sole",
    "Oru",
    "Kestrel Islands",
    "Västermark",
    "Union of Harbour Towns",
    "League of Lighthouses",
    "Æther Relay Cooperative",
    "Brenn",
    "Calder Republic",
    "Dunmarrow",
    "Eastern Shoals",
    "Fennmoor",
    "Guild of Pilots",
    "Hollin",
    "Isles of Amber",
    "Jorvale",
    "Network of Ferry Users",
    "Quillon",
    "Ravelin Institute",
    "Sundry Ports Forum",
    "Tideland",
    "Wick and Lowe Shipping",
];

/// Words with their frequencies.
pub(super) struct Vocabulary {
    words: Vec<&'static str>,
    frequency: Weights,
}

impl Vocabulary {
    pub(super) fn new() -> Vocabulary {
        let words: Vec<_> = WORDS.split_whitespace().collect();
        let frequency = Weights::zipf(words.len(), 3);
        Vocabulary { words, frequency }
    }

    /// One to `most` words.
    pub(super) fn phrase(&self, chance: &mut Chance, most: usize) -> Vec<String> {
        let count = 1 + chance.below(most);
        (0..count).map(|_| self.word(chance).to_owned()).collect()
    }

    /// Sentences of a number of words together: capitals, commas and full stops.
    pub(super) fn sentences(&self, chance: &mut Chance, count: usize) -> Vec<String> {
        let mut words: Vec<String> = Vec::with_capacity(count);
        let mut left = 0;
        while words.len() < count {
            let mut word = self.word(chance).to_owned();
            if left == 0 {
                left = 8 + chance.below(15);
                let first = word.remove(0).to_ascii_uppercase();
                word.insert(0, first);
            }
            left -= 1;
            if left == 0 || words.len() + 1 == count {
                word.push('.');
            } else if chance.percent(8) {
                word.push(',');
            }
            words.push(word);
        }
        words
    }

    fn word(&self, chance: &mut Chance) -> &'static str {
        self.words[self.frequency.draw(chance)]
    }
}

/// One to three delegations, each once.
pub(super) fn sponsors(chance: &mut Chance) -> Vec<String> {
    let first = chance.below(DELEGATIONS.len());
    let count = match chance.below(10) {
        0..7 => 1,
        7 | 8 => 2,
        _ => 3,
    };
    // Steps of seven visit every delegation of twenty-four before one comes again.
    (0..count)
        .map(|step| DELEGATIONS[(first + step * 7) % DELEGATIONS.len()].to_owned())
        .collect()
}
