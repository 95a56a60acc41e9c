//! Large negotiations from a seed, for benchmarks: a text of numbered paragraphs under
//! articles, and proposals that rewrite, add and suppress them.
//!
//! The words are our own and mean little; their frequencies, the lengths of paragraphs and the
//! number of rivals on the most contested ones are like those of real drafts. One seed gives
//! the same world on every machine. Never here: changes; a world holds what files would hold,
//! and finding the changes is the work that is measured.
//!
//! Start at [`World::new`]; consultations by votes are in [`ballots`].

pub mod ballots;
pub(crate) mod chance;
pub mod comments;
mod json;
pub mod origins;
mod vocabulary;

use comity_text::{Instrument, Kind, Provision, ProvisionId, Text};

use chance::{Chance, Weights};
use vocabulary::Vocabulary;

/// The sizes of the budget: proposals and words.
pub const SIZES: [(usize, usize); 3] = [(200, 8_000), (2_000, 80_000), (20_000, 400_000)];

/// How many words the one provision of [`World::hot`] has.
pub const HOT_WORDS: usize = 120;

/// The fewest and the most words of a provision.
const PROVISION_WORDS: (usize, usize) = (30, 90);

/// How many paragraphs stand under one article.
const PARAGRAPHS_PER_ARTICLE: usize = 8;

/// Of a hundred edits, how many repeat one that another proposal made.
const AGREEING_PERCENT: usize = 10;

/// Of a hundred proposals, how many add a provision.
const ADDING_PERCENT: usize = 8;

/// Of a hundred proposals, how many suppress a provision.
const SUPPRESSING_PERCENT: usize = 4;

/// A text and the proposals to it, as files would hold them.
#[derive(Clone, Debug)]
pub struct World {
    /// The text: articles with paragraphs.
    pub base: Instrument,
    /// The proposals, with ids from "1" on.
    pub proposals: Vec<WorldProposal>,
}

/// What one proposal asks for, as resulting texts.
#[derive(Clone, Debug, Default)]
pub struct WorldProposal {
    /// Its id.
    pub id: String,
    /// The delegations that sponsor it, each once.
    pub sponsors: Vec<String>,
    /// The paragraphs that it rewrites, each once and in reading order, with what they would
    /// say; never what they say already.
    pub edits: Vec<(ProvisionId, Text)>,
    /// The paragraphs that it adds: the sibling of the base to stand after, and what they say.
    pub additions: Vec<(ProvisionId, Text)>,
    /// The paragraphs that it suppresses; none that it rewrites.
    pub suppressions: Vec<ProvisionId>,
}

impl World {
    /// A world with a number of proposals and about a number of words in its text.
    #[must_use]
    pub fn new(seed: u64, proposals: usize, words: usize) -> World {
        let mut chance = Chance::new(seed);
        let vocabulary = Vocabulary::new();
        let base = text(&mut chance, &vocabulary, words);
        let mut floor = Floor::new(&base, chance, vocabulary);
        let proposals = (1..=proposals)
            .map(|number| floor.proposal(number))
            .collect();
        World { base, proposals }
    }

    /// A world with one provision of [`HOT_WORDS`] words and proposals that all rewrite a
    /// stretch around its middle, so that every one overlaps with every other.
    #[must_use]
    pub fn hot(seed: u64, proposals: usize) -> World {
        let mut chance = Chance::new(seed);
        let vocabulary = Vocabulary::new();
        let words = vocabulary.sentences(&mut chance, HOT_WORDS);
        let id = ProvisionId::new("1");
        let base = instrument(vec![paragraph(&id, None, &words)]);
        let proposals = (1..=proposals).map(|number| {
            let start = HOT_WORDS / 2 - chance.below(20);
            let end = HOT_WORDS / 2 + 1 + chance.below(20);
            // Words that the text has not, so that no common word cuts the stretch in two, and
            // a number of its own, so that no two proposals are equal.
            let mut phrase = vocabulary.phrase(&mut chance, 8);
            for word in &mut phrase {
                while words.iter().any(|other| same_word(other, word)) {
                    word.clone_from(&vocabulary.phrase(&mut chance, 1)[0]);
                }
            }
            phrase.insert(phrase.len() / 2, format!("({number})"));
            let mut edited = words.clone();
            edited.splice(start..end, phrase);
            WorldProposal {
                id: number.to_string(),
                sponsors: vocabulary::sponsors(&mut chance),
                edits: vec![(id.clone(), Text::plain(edited.join(" ")))],
                ..WorldProposal::default()
            }
        });
        let proposals = proposals.collect();
        World { base, proposals }
    }

    /// How many words the text has.
    #[must_use]
    pub fn words(&self) -> usize {
        self.base
            .provisions()
            .iter()
            .map(|provision| provision.text.as_str().split(' ').count())
            .sum()
    }

    /// The world as JSON lines: first each provision of the base with `provision` and `text`,
    /// then each proposal with `proposal`, `sponsors`, `edits` (pairs of provision and text),
    /// `additions` (pairs of sibling and text) and `suppressions`.
    #[must_use]
    pub fn to_json_lines(&self) -> String {
        json::lines(self)
    }
}

/// Those who write proposals, one after the other, on the floor of one negotiation.
struct Floor<'a> {
    chance: Chance,
    vocabulary: Vocabulary,
    /// The paragraphs, the most contested first.
    paragraphs: Vec<&'a Provision>,
    heat: Weights,
    /// What others have asked for, to agree with.
    made: Vec<(usize, Text)>,
}

impl<'a> Floor<'a> {
    fn new(base: &'a Instrument, mut chance: Chance, vocabulary: Vocabulary) -> Floor<'a> {
        let paragraphs = base.provisions().iter();
        let mut paragraphs: Vec<_> = paragraphs
            .filter(|provision| provision.kind == Kind::Paragraph)
            .collect();
        chance.shuffle(&mut paragraphs);
        // The twentieth part of the paragraphs draws about a quarter of the proposals, and the
        // hottest six or seven times the mean: what a real committee stage looks like.
        let heat = Weights::zipf(paragraphs.len(), paragraphs.len() / 20 + 1);
        Floor {
            chance,
            vocabulary,
            paragraphs,
            heat,
            made: Vec::new(),
        }
    }

    fn proposal(&mut self, number: usize) -> WorldProposal {
        let mut proposal = WorldProposal {
            id: number.to_string(),
            sponsors: vocabulary::sponsors(&mut self.chance),
            ..WorldProposal::default()
        };
        let mut edits: Vec<(usize, Text)> = Vec::new();
        for _ in 0..=self.chance.below(3) {
            let (paragraph, edited) = self.edit();
            if edits.iter().all(|(other, _)| *other != paragraph) {
                edits.push((paragraph, edited));
            }
        }
        self.made.extend(edits.iter().cloned());
        if self.chance.percent(ADDING_PERCENT) {
            let after = self.paragraphs[self.heat.draw(&mut self.chance)].id.clone();
            let words = 20 + self.chance.below(30);
            let words = self.vocabulary.sentences(&mut self.chance, words);
            proposal
                .additions
                .push((after, Text::plain(words.join(" "))));
        }
        if self.chance.percent(SUPPRESSING_PERCENT) {
            let paragraph = self.heat.draw(&mut self.chance);
            if edits.iter().all(|(other, _)| *other != paragraph) {
                proposal
                    .suppressions
                    .push(self.paragraphs[paragraph].id.clone());
            }
        }
        edits.sort_by_key(|(paragraph, _)| number_of(self.paragraphs[*paragraph]));
        proposal.edits = edits
            .into_iter()
            .map(|(paragraph, text)| (self.paragraphs[paragraph].id.clone(), text))
            .collect();
        proposal
    }

    /// A paragraph, by its heat, and what it should say.
    fn edit(&mut self) -> (usize, Text) {
        if !self.made.is_empty() && self.chance.percent(AGREEING_PERCENT) {
            return self.made[self.chance.below(self.made.len())].clone();
        }
        let paragraph = self.heat.draw(&mut self.chance);
        let base = self.paragraphs[paragraph].text.as_str();
        loop {
            let mut words: Vec<String> = base.split(' ').map(str::to_owned).collect();
            for _ in 0..=self.chance.below(3) {
                self.rewrite(&mut words);
            }
            let edited = words.join(" ");
            if edited != base {
                return (paragraph, Text::plain(edited));
            }
        }
    }

    /// Replaces, inserts or deletes a phrase.
    fn rewrite(&mut self, words: &mut Vec<String>) {
        let start = self.chance.below(words.len());
        let most = (words.len() - start).min(6);
        let (gone, new) = match self.chance.below(10) {
            0..5 => (1 + self.chance.below(most), 6),
            5..8 => (0, 6),
            _ => (1 + self.chance.below(most), 0),
        };
        // Something always stays to be read.
        let gone = gone.min(words.len() - 1);
        let phrase = match new {
            0 => Vec::new(),
            most => self.vocabulary.phrase(&mut self.chance, most),
        };
        words.splice(start..(start + gone).min(words.len()), phrase);
    }
}

fn text(chance: &mut Chance, vocabulary: &Vocabulary, words: usize) -> Instrument {
    let mut provisions = Vec::new();
    let (mut written, mut article) = (0, None);
    let mut number = 0;
    while written < words {
        if number % PARAGRAPHS_PER_ARTICLE == 0 {
            let id = ProvisionId::new(format!("a{}", number / PARAGRAPHS_PER_ARTICLE + 1));
            let heading = vocabulary.phrase(chance, 4);
            written += heading.len();
            provisions.push(Provision {
                kind: Kind::Article,
                ..paragraph(&id, None, &heading)
            });
            article = Some(id);
        }
        number += 1;
        let (fewest, most) = PROVISION_WORDS;
        let length = fewest + chance.below(most - fewest + 1);
        let says = vocabulary.sentences(chance, length);
        written += says.len();
        let id = ProvisionId::new(number.to_string());
        provisions.push(paragraph(&id, article.clone(), &says));
    }
    instrument(provisions)
}

fn paragraph(id: &ProvisionId, parent: Option<ProvisionId>, words: &[String]) -> Provision {
    Provision {
        id: id.clone(),
        kind: Kind::Paragraph,
        parent,
        label: None,
        text: Text::plain(words.join(" ")),
    }
}

fn instrument(provisions: Vec<Provision>) -> Instrument {
    Instrument::new(provisions).expect("paragraphs are numbered and follow their article")
}

/// Whether two words are one but for capitals and punctuation.
fn same_word(one: &str, other: &str) -> bool {
    let bare = |word: &str| word.trim_end_matches(['.', ',']).to_ascii_lowercase();
    bare(one) == bare(other)
}

/// The number of a paragraph, which is its place in reading order.
fn number_of(paragraph: &Provision) -> usize {
    paragraph.id.as_str().parse().unwrap_or(0)
}
