//! A finding of origins as JSON: what `docs/formats/origins.md` promises.

use comity_analysis::origins::{Became, Passage, Share};
use serde::Serialize;

use super::{Labelled, Traced};
use crate::findings::mirror::{
    JsonNotice, JsonSource, PROGRAM, VERSION, notices, sources, written,
};

/// Writes a finding as JSON, one line.
#[must_use]
pub fn json(found: &Traced) -> String {
    let of = &found.origins;
    let settings = &found.settings;
    written(&JsonTraced {
        version: VERSION,
        finding: "origins",
        program: PROGRAM,
        sources: sources(&found.sources),
        settings: JsonSettings {
            shingle_words: settings.shingle_words,
            window_shingles: settings.window_shingles,
            least_words: settings.least_words,
            least_own_words: settings.least_own_words,
            widest_gap_words: settings.widest_gap_words,
        },
        is_dated: found.is_dated,
        words: of.words,
        from_base: of.from_base,
        from_inputs: of.from_inputs,
        passages: found
            .passages
            .iter()
            .zip(&of.passages)
            .map(|(labelled, passage)| found.passage(labelled, passage))
            .collect(),
        inputs: of
            .became
            .iter()
            .enumerate()
            .map(|it| found.became(it))
            .collect(),
        notices: notices(&found.notices),
    })
}

#[derive(Serialize)]
struct JsonTraced<'f> {
    version: u64,
    finding: &'static str,
    program: &'static str,
    sources: Vec<JsonSource<'f>>,
    settings: JsonSettings,
    is_dated: bool,
    words: usize,
    from_base: usize,
    from_inputs: usize,
    passages: Vec<JsonPassage<'f>>,
    inputs: Vec<JsonInput<'f>>,
    notices: Vec<JsonNotice<'f>>,
}

#[derive(Serialize)]
struct JsonSettings {
    shingle_words: usize,
    window_shingles: usize,
    least_words: usize,
    least_own_words: usize,
    widest_gap_words: usize,
}

#[derive(Serialize)]
struct JsonPassage<'f> {
    label: &'f str,
    text: &'f str,
    words: usize,
    from_base: usize,
    from_inputs: usize,
    origins: Vec<JsonOrigin<'f>>,
}

#[derive(Serialize)]
struct JsonOrigin<'f> {
    input: usize,
    id: &'f str,
    words: usize,
    first_words: usize,
}

#[derive(Serialize)]
struct JsonInput<'f> {
    id: &'f str,
    organisation: &'f str,
    order: &'f str,
    words: usize,
    standing_words: usize,
    first_words: usize,
    passages: Vec<JsonStanding>,
    shares: Vec<JsonShare<'f>>,
}

#[derive(Serialize)]
struct JsonStanding {
    passage: usize,
    words: usize,
    first_words: usize,
}

#[derive(Serialize)]
struct JsonShare<'f> {
    text: String,
    input: &'f str,
    text_words: usize,
    input_words: usize,
    shared_words: usize,
    own_words: usize,
    likeness: f64,
    commonness: f64,
}

impl Traced {
    fn passage<'f>(&'f self, labelled: &'f Labelled, passage: &Passage) -> JsonPassage<'f> {
        let origins = passage.origins.iter().map(|it| JsonOrigin {
            input: it.input,
            id: &self.inputs[it.input].id,
            words: it.words,
            first_words: it.first_words,
        });
        JsonPassage {
            label: &labelled.label,
            text: &labelled.words,
            words: passage.words,
            from_base: passage.from_base,
            from_inputs: passage.from_inputs,
            origins: origins.collect(),
        }
    }

    fn became<'f>(&'f self, (at, became): (usize, &Became)) -> JsonInput<'f> {
        let input = &self.inputs[at];
        let shares = &self.origins.shares[became.shares.clone()];
        let starts = match shares {
            [] => Vec::new(),
            _ => starts(&input.text),
        };
        let share = |it: &Share| {
            let within = starts[it.within.start]..starts[it.within.end];
            self.share(it, &input.text[within])
        };
        JsonInput {
            id: &input.id,
            organisation: &input.organisation,
            order: input.came.as_ref().map_or("", |it| it.said()),
            words: became.words,
            standing_words: became.standing_words,
            first_words: became.first_words,
            passages: became
                .passages
                .iter()
                .map(|it| JsonStanding {
                    passage: it.passage,
                    words: it.words,
                    first_words: it.first_words,
                })
                .collect(),
            shares: shares.iter().map(share).collect(),
        }
    }

    fn share<'f>(&self, share: &Share, input: &'f str) -> JsonShare<'f> {
        JsonShare {
            text: self.words_of_text(share),
            input,
            text_words: share.text_words,
            input_words: share.input_words,
            shared_words: share.shared_words,
            own_words: share.own_words,
            likeness: share.likeness(),
            commonness: share.commonness,
        }
    }
}

/// The byte at which each scalar value of a text begins, and its end: an input is gone through
/// once, however many passages of it are aligned.
fn starts(text: &str) -> Vec<usize> {
    let all = text.char_indices().map(|it| it.0);
    all.chain([text.len()]).collect()
}
