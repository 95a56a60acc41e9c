//! How a compilation is laid out for readers: which regions stand in the line and which below
//! it, under which letters; where moved provisions arrive; where each proposal asks for something.
//!
//! The same for HTML and Markdown. It decides, it never writes. Start at [`Layout::new`].

use std::collections::HashMap;

use comity_text::compile::{Alternative, CompiledProvision, Conflict, Piece, Region};
use comity_text::{Compilation, Kind, ProvisionId, Text};

use crate::script::is_ideograph;

/// The longest outcome that stands in the line when it has a rival, in words.
const MAX_INLINE_WORDS: usize = 8;
/// The longest region that stands in the line, in characters of all its outcomes.
const MAX_INLINE_CHARS: usize = 120;
/// The most outcomes that stand in the line.
const MAX_INLINE_OUTCOMES: usize = 3;
/// The longest insertion without a rival that stands in the line, in words: a sentence that is
/// read in its place is understood sooner than one that is looked up below.
const MAX_INLINE_ADDITION_WORDS: usize = 40;
/// The longest replacement without a rival that stands in the line, in characters of both sides.
const MAX_INLINE_REPLACEMENT_CHARS: usize = 200;
/// The shortest base of a region that is shown as rivals of the whole provision, in characters.
const MIN_WHOLE_CHARS: u32 = 60;
/// The part of its provision that such a region covers, in tenths.
const WHOLE_TENTHS: u32 = 6;

/// The longest label that fits into a narrow column on two lines, in characters.
const MAX_SHORT_LABEL_CHARS: usize = 18;
/// The shortest stretch that is cut within a word, in characters: scripts without spaces are one
/// long word to the end of the clause.
const MIN_CUT_CHARS: usize = 8;

/// How a region is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// In brackets in the line.
    Inline,
    /// Base words with a place mark, outcomes lettered below.
    Lettered {
        /// The number of the region in its provision, from 1.
        number: usize,
        /// The place of its first outcome among the lettered ones of the provision.
        first: usize,
    },
    /// The base, with each outcome as a rival of the whole below.
    Whole {
        /// The number of the first rival: 1 for `alt`, 2 for `alt 2`.
        first: usize,
    },
}

/// One outcome of a region, the base included where somebody asks to keep it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome<'a> {
    /// The base stays.
    Keep(&'a [usize]),
    /// Other words.
    Other(&'a Alternative),
}

/// What the layout holds on one provision.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProvisionLayout {
    /// How each region is shown, in the order of the pieces.
    pub(crate) forms: Vec<Form>,
    /// The proposals that ask for anything here, sorted.
    pub(crate) proposals: Vec<usize>,
    /// How many distinct outcomes there are.
    pub(crate) outcomes: usize,
    /// The conflicts here, as a range of the compilation's list sorted by provision.
    pub(crate) conflicts: Vec<Conflict>,
    /// Provisions that stand below this one as rivals of the whole.
    pub(crate) rivals: Vec<usize>,
    /// Whether it is shown below the provision that it is a rival for.
    pub(crate) shown_as_rival: bool,
    /// The heading before this provision that says no more than its label, and so is not shown.
    pub(crate) named_by: Option<usize>,
    /// Whether this is such a heading.
    pub(crate) said_by_label: bool,
    /// What moves to right behind this provision: provision, and which of its moves.
    pub(crate) arrivals: Vec<(usize, usize)>,
}

/// A compilation with all that a writer needs to know beforehand.
#[derive(Debug)]
pub(crate) struct Layout<'a> {
    pub(crate) compilation: &'a Compilation,
    pub(crate) provisions: Vec<ProvisionLayout>,
    /// The provisions in which each proposal asks for something, in reading order.
    pub(crate) places: Vec<Vec<usize>>,
    /// What moves to the very start.
    pub(crate) arrivals_at_start: Vec<(usize, usize)>,
    /// Whether some label needs more room beside its text than a short one does.
    pub(crate) has_long_labels: bool,
    /// The level of the highest headings below the title.
    pub(crate) top_heading_level: u8,
    index: HashMap<&'a ProvisionId, usize>,
}

impl<'a> Layout<'a> {
    pub(crate) fn new(compilation: &'a Compilation) -> Layout<'a> {
        let index: HashMap<_, _> = compilation
            .provisions
            .iter()
            .enumerate()
            .map(|(at, provision)| (&provision.id, at))
            .collect();
        let mut layout = Layout {
            compilation,
            provisions: vec![ProvisionLayout::default(); compilation.provisions.len()],
            places: vec![Vec::new(); compilation.proposals.len()],
            arrivals_at_start: Vec::new(),
            has_long_labels: compilation
                .provisions
                .iter()
                .any(|provision| provision.label.chars().count() > MAX_SHORT_LABEL_CHARS),
            top_heading_level: top_heading_level(compilation),
            index,
        };
        let last_inside = layout.last_inside();
        layout.place_rivals(&last_inside);
        layout.place_arrivals(&last_inside);
        for (at, provision) in compilation.provisions.iter().enumerate() {
            let rivals = layout.provisions[at].rivals.len();
            layout.provisions[at].forms = forms(provision, rivals);
            layout.provisions[at].outcomes = count_outcomes(provision);
            let proposals = proposals_in(provision);
            for proposal in &proposals {
                if let Some(places) = layout.places.get_mut(*proposal) {
                    places.push(at);
                }
            }
            layout.provisions[at].proposals = proposals;
        }
        layout.fold_headings();
        for conflict in &compilation.conflicts {
            if let Some(provision) = layout.provisions.get_mut(conflict.provision) {
                provision.conflicts.push(*conflict);
            }
        }
        layout
    }

    /// Where a provision stands.
    pub(crate) fn position(&self, id: &ProvisionId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// What to call a provision: its label, that of the heading it stands in, or its first words.
    pub(crate) fn name(&self, at: usize) -> String {
        let provision = &self.compilation.provisions[at];
        if !provision.label.is_empty() {
            return provision.label.clone();
        }
        let words = excerpt(provision, 40);
        if provision.kind.is_heading() {
            return words;
        }
        let parent = provision.parent.as_ref().and_then(|id| self.position(id));
        match parent.map(|parent| &self.compilation.provisions[parent]) {
            Some(parent) if parent.kind.is_heading() && parent.kind != Kind::Title => {
                let heading = if parent.label.is_empty() {
                    excerpt(parent, 40)
                } else {
                    parent.label.clone()
                };
                format!("{heading}: “{}”", excerpt(provision, 24))
            }
            _ => format!("“{words}”"),
        }
    }

    /// The sponsors of all proposals, each once, in protocol order.
    pub(crate) fn sponsors(&self) -> Vec<&'a str> {
        let mut seen = std::collections::HashSet::new();
        let proposals = self.compilation.proposals.iter();
        proposals
            .flat_map(|proposal| &proposal.sponsors)
            .map(String::as_str)
            .filter(|sponsor| seen.insert(*sponsor))
            .collect()
    }

    fn last_inside(&self) -> Vec<usize> {
        let provisions = &self.compilation.provisions;
        let mut last: Vec<usize> = (0..provisions.len()).collect();
        for at in (0..provisions.len()).rev() {
            let parent = provisions[at].parent.as_ref();
            if let Some(parent) = parent.and_then(|id| self.position(id)) {
                last[parent] = last[parent].max(last[at]);
            }
        }
        last
    }

    fn place_rivals(&mut self, last_inside: &[usize]) {
        for (at, provision) in self.compilation.provisions.iter().enumerate() {
            let rival_of = provision.alt_of.as_ref().and_then(|id| self.position(id));
            let Some(rival_of) = rival_of.filter(|rival_of| *rival_of != at) else {
                continue;
            };
            // A rival with children of its own keeps its place, or they would lose it; a rival
            // of a rival does too, so that nothing is shown twice or never.
            let has_rivals = !self.provisions[at].rivals.is_empty();
            if last_inside[at] == at && !has_rivals && !self.provisions[rival_of].shown_as_rival {
                self.provisions[at].shown_as_rival = true;
                self.provisions[rival_of].rivals.push(at);
            }
        }
    }

    /// A heading that nobody would change, and that says what the label of the provision below it
    /// says, would only say it twice.
    fn fold_headings(&mut self) {
        let provisions = &self.compilation.provisions;
        for (at, pair) in provisions.windows(2).enumerate() {
            let [heading, below] = pair else {
                continue;
            };
            let says_the_label = heading.kind.is_heading()
                && heading.label.is_empty()
                && !below.label.is_empty()
                && below.parent.as_ref() == Some(&heading.id)
                && base_text(heading).as_str().trim() == below.label;
            let stands_alone = self.provisions[at].proposals.is_empty()
                && self.provisions[at].arrivals.is_empty()
                && !self.provisions[at + 1].shown_as_rival;
            if says_the_label && stands_alone {
                self.provisions[at].said_by_label = true;
                self.provisions[at + 1].named_by = Some(at);
            }
        }
    }

    fn place_arrivals(&mut self, last_inside: &[usize]) {
        for (at, provision) in self.compilation.provisions.iter().enumerate() {
            for (nth, (place, _)) in provision.moves.iter().enumerate() {
                let after = place.after.as_ref().and_then(|id| self.position(id));
                let parent = place.parent.as_ref().and_then(|id| self.position(id));
                match (after, parent) {
                    (Some(after), _) => {
                        let behind = last_inside[after];
                        self.provisions[behind].arrivals.push((at, nth));
                    }
                    (None, Some(parent)) => self.provisions[parent].arrivals.push((at, nth)),
                    (None, None) => self.arrivals_at_start.push((at, nth)),
                }
            }
        }
    }
}

/// The outcomes of a region in protocol order: keeping the base takes its place by the first
/// proposal that asks for it.
pub(crate) fn outcomes(region: &Region) -> Vec<Outcome<'_>> {
    let mut outcomes: Vec<_> = region.alternatives.iter().map(Outcome::Other).collect();
    if let Some(keeper) = region.keep.first() {
        let at = region
            .alternatives
            .iter()
            .position(|other| other.proposals.first().is_some_and(|first| first > keeper));
        outcomes.insert(at.unwrap_or(outcomes.len()), Outcome::Keep(&region.keep));
    }
    outcomes
}

/// The letter of an outcome: a … z, aa, ab …
pub(crate) fn letter(place: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(
            b'a' + u8::try_from(rest % 26).expect("26 letters fit a byte"),
        ));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The level of a heading, from 1; `None` for what is no heading.
pub(crate) fn heading_level(kind: Kind) -> Option<u8> {
    match kind {
        Kind::Title | Kind::Heading(0) | Kind::Annex => Some(1),
        Kind::Heading(level) => Some(level),
        Kind::Article => Some(2),
        _ => None,
    }
}

/// What the base says in a provision, or what is added where it is new.
pub(crate) fn base_text(provision: &CompiledProvision) -> Text {
    let mut base = Text::default();
    for piece in &provision.pieces {
        match piece {
            Piece::Text(text) => base.push(text),
            Piece::Region(region) => base.push(&region.base),
        }
    }
    base
}

/// The first words of a provision's base, on one line.
pub(crate) fn excerpt(provision: &CompiledProvision, max_chars: usize) -> String {
    let base = base_text(provision);
    let mut words = String::with_capacity(max_chars * 2);
    let mut chars = 0;
    for word in base.as_str().split_whitespace() {
        let length = word.chars().count();
        let fits = chars + length <= max_chars;
        let left = max_chars.saturating_sub(chars);
        let is_cut =
            !fits && (chars == 0 || word.chars().any(is_ideograph) && left >= MIN_CUT_CHARS);
        if !fits && !is_cut {
            return words + " …";
        }
        if chars > 0 {
            words.push(' ');
        }
        if is_cut {
            words.extend(word.chars().take(left));
            return words + "…";
        }
        words.push_str(word);
        chars += length + 1;
    }
    words
}

fn top_heading_level(compilation: &Compilation) -> u8 {
    let provisions = compilation.provisions.iter();
    let below_title = provisions.filter(|provision| provision.kind != Kind::Title);
    let levels = below_title.filter_map(|provision| heading_level(provision.kind));
    levels.min().unwrap_or(1)
}

fn forms(provision: &CompiledProvision, rivals: usize) -> Vec<Form> {
    let whole = base_text(provision).len();
    let (mut number, mut lettered, mut alts) = (0, 0, rivals);
    let mut forms = Vec::new();
    for piece in &provision.pieces {
        let Piece::Region(region) = piece else {
            continue;
        };
        forms.push(if stands_in_line(region) {
            Form::Inline
        } else if region.base.len() >= MIN_WHOLE_CHARS
            && region.base.len() * 10 >= whole * WHOLE_TENTHS
        {
            let first = alts + 1;
            alts += region.alternatives.len();
            Form::Whole { first }
        } else {
            let first = lettered;
            lettered += outcomes(region).len();
            number += 1;
            Form::Lettered { number, first }
        });
    }
    forms
}

fn stands_in_line(region: &Region) -> bool {
    let alternatives = &region.alternatives;
    if let ([only], true) = (alternatives.as_slice(), region.keep.is_empty()) {
        if only.text.is_empty() {
            return true;
        }
        if region.base.is_empty() {
            return words(only.text.as_str()) <= MAX_INLINE_ADDITION_WORDS;
        }
        return width(region.base.as_str()) + width(only.text.as_str())
            <= MAX_INLINE_REPLACEMENT_CHARS;
    }
    let chars = alternatives.iter().map(|other| width(other.text.as_str()));
    alternatives.len() + usize::from(!region.keep.is_empty()) <= MAX_INLINE_OUTCOMES
        && width(region.base.as_str()) + chars.sum::<usize>() <= MAX_INLINE_CHARS
        && alternatives
            .iter()
            .all(|other| words(other.text.as_str()) <= MAX_INLINE_WORDS)
}

/// Words, where two ideographs count as one.
fn words(text: &str) -> usize {
    let ideographs = text.chars().filter(|c| is_ideograph(*c)).count();
    text.split_whitespace()
        .count()
        .saturating_sub(usize::from(ideographs > 0))
        + ideographs / 2
}

/// Characters, where an ideograph is as wide as two.
fn width(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(is_ideograph(c))).sum()
}

fn count_outcomes(provision: &CompiledProvision) -> usize {
    let regions = provision.pieces.iter().map(|piece| match piece {
        Piece::Text(_) => 0,
        Piece::Region(region) => region.alternatives.len() + usize::from(!region.keep.is_empty()),
    });
    regions.sum::<usize>()
        + usize::from(!provision.added_by.is_empty())
        + usize::from(!provision.suppressed_by.is_empty())
        + usize::from(!provision.keep.is_empty())
        + provision.moves.len()
}

fn proposals_in(provision: &CompiledProvision) -> Vec<usize> {
    let mut all = Vec::new();
    for piece in &provision.pieces {
        if let Piece::Region(region) = piece {
            all.extend(&region.keep);
            all.extend(
                region
                    .alternatives
                    .iter()
                    .flat_map(|other| &other.proposals),
            );
        }
    }
    all.extend(&provision.added_by);
    all.extend(&provision.suppressed_by);
    all.extend(provision.joined_into.iter().flat_map(|(_, by)| by));
    all.extend(provision.moves.iter().flat_map(|(_, by)| by));
    all.extend(&provision.keep);
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let named: Vec<_> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letter).into();
        assert_eq!(named, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }

    fn provision(id: &str, kind: Kind, label: &str, text: &str) -> CompiledProvision {
        CompiledProvision {
            id: ProvisionId::new(id),
            label: label.to_owned(),
            kind,
            parent: None,
            after: None,
            alt_of: None,
            pieces: vec![Piece::Text(text.into())],
            added_by: Vec::new(),
            suppressed_by: Vec::new(),
            joined_into: Vec::new(),
            moves: Vec::new(),
            keep: Vec::new(),
        }
    }

    #[test]
    fn a_heading_that_the_next_label_says_is_not_said_twice() {
        let cases = [
            ("the same name", "Recital 3", "Recital 3", true, true),
            ("another name", "Recitals", "Recital 3", true, false),
            (
                "below another heading",
                "Recital 3",
                "Recital 3",
                false,
                false,
            ),
        ];
        for (case, heading, label, inside, folded) in cases {
            let heading = provision("p1", Kind::Heading(2), "", heading);
            let mut below = provision("p2", Kind::Paragraph, label, "words");
            below.parent = inside.then(|| heading.id.clone());
            let compilation = Compilation {
                provisions: vec![heading, below],
                ..Compilation::default()
            };
            let layout = Layout::new(&compilation);
            assert_eq!(layout.provisions[0].said_by_label, folded, "{case}");
            assert_eq!(layout.provisions[1].named_by, folded.then_some(0), "{case}");
        }
    }

    #[test]
    fn first_words_are_said_in_scripts_with_and_without_spaces() {
        let cases = [
            ("States should cooperate.", 16, "States should …"),
            (
                "13. 有能力的国家应根据请求支持能力建设",
                16,
                "13. 有能力的国家应根据请求支…",
            ),
            ("Internationalisation", 8, "Internat…"),
            ("short", 8, "short"),
        ];
        for (text, max_chars, expected) in cases {
            let provision = provision("p1", Kind::Paragraph, "", text);
            assert_eq!(excerpt(&provision, max_chars), expected);
        }
    }

    fn region(base: &str, keep: &[usize], others: &[(&str, &[usize])]) -> Region {
        Region {
            start: 0,
            base: base.into(),
            keep: keep.to_vec(),
            alternatives: others
                .iter()
                .map(|(text, proposals)| Alternative {
                    text: (*text).into(),
                    proposals: proposals.to_vec(),
                    variant_of: None,
                })
                .collect(),
        }
    }

    #[test]
    fn keeping_the_base_takes_its_place_in_protocol_order() {
        let region = region("should", &[2, 9], &[("shall", &[0, 8]), ("may", &[5])]);
        let order: Vec<_> = outcomes(&region)
            .iter()
            .map(|outcome| match outcome {
                Outcome::Keep(_) => "keep",
                Outcome::Other(other) => other.text.as_str(),
            })
            .collect();
        assert_eq!(order, ["shall", "keep", "may"]);
    }

    #[test]
    fn short_and_few_outcomes_stand_in_the_line_others_below() {
        let eight = "one two three four five six seven eight";
        let nine = "one two three four five six seven eight nine";
        let cases: [(&str, Region, bool); 9] = [
            (
                "one word for another",
                region("should", &[], &[("shall", &[0])]),
                true,
            ),
            ("eight words", region("x", &[1], &[(eight, &[0])]), true),
            ("nine words", region("x", &[1], &[(nine, &[0])]), false),
            (
                "nine words that nobody rivals",
                region("", &[], &[(nine, &[0])]),
                true,
            ),
            (
                "nine words with a rival",
                region("", &[], &[(nine, &[0]), ("x", &[1])]),
                false,
            ),
            (
                "a long deletion",
                region(&nine.repeat(9), &[], &[("", &[0])]),
                true,
            ),
            (
                "a long deletion contested",
                region(&nine.repeat(9), &[1], &[("", &[0])]),
                false,
            ),
            (
                "four outcomes",
                region("a", &[0], &[("b", &[1]), ("c", &[2]), ("d", &[3])]),
                false,
            ),
            (
                "ideographs",
                region(
                    "应",
                    &[1],
                    &[("各国应当在其能力范围内予以合作并且共享", &[0])],
                ),
                false,
            ),
        ];
        for (case, region, expected) in cases {
            assert_eq!(stands_in_line(&region), expected, "{case}");
        }
    }
}
