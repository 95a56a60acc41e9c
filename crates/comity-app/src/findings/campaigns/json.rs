//! A finding of campaigns as JSON: what `docs/formats/campaigns.md` promises.

use comity_analysis::campaigns::Group;
use comity_analysis::words::WordReader;
use serde::Serialize;

use super::Gathered;
use crate::findings::mirror::{
    JsonNotice, JsonSource, PROGRAM, VERSION, notices, sources, written,
};

/// Writes a finding as JSON, one line.
#[must_use]
pub fn json(found: &Gathered) -> String {
    let settings = &found.settings;
    let reader = WordReader::new();
    let comments = &found.comments;
    let name = |it: &u32| {
        let comment = &comments[*it as usize];
        JsonName {
            line: comment.line,
            id: Some(comment.id.as_str()).filter(|id| !id.is_empty()),
        }
    };
    written(&JsonGathered {
        version: VERSION,
        finding: "campaigns",
        program: PROGRAM,
        sources: sources(std::slice::from_ref(&found.source)),
        settings: JsonSettings {
            shingle_words: settings.shingle_words,
            jaccard_percent: settings.jaccard_percent,
            containment_percent: settings.containment_percent,
            contained_shingles: settings.contained_shingles,
            contained_times: settings.contained_times,
            kinship_percent: settings.kinship_percent,
        },
        comments: comments.len(),
        groups: found
            .campaigns
            .groups
            .iter()
            .map(|group| JsonGroup {
                count: group.count(),
                representative: name(&group.representative),
                text: &comments[group.representative as usize].text,
                copies: group.copies.iter().map(name).collect(),
                variations: variations(found, group, &reader, &name),
            })
            .collect(),
        wordless: found.campaigns.wordless.iter().map(name).collect(),
        notices: notices(&found.notices),
    })
}

#[derive(Serialize)]
struct JsonGathered<'f> {
    version: u64,
    finding: &'static str,
    program: &'static str,
    sources: Vec<JsonSource<'f>>,
    settings: JsonSettings,
    comments: usize,
    groups: Vec<JsonGroup<'f>>,
    wordless: Vec<JsonName<'f>>,
    notices: Vec<JsonNotice<'f>>,
}

#[derive(Serialize)]
struct JsonSettings {
    shingle_words: usize,
    jaccard_percent: u32,
    containment_percent: u32,
    contained_shingles: u32,
    contained_times: u32,
    kinship_percent: u32,
}

#[derive(Serialize)]
struct JsonGroup<'f> {
    count: usize,
    representative: JsonName<'f>,
    text: &'f str,
    copies: Vec<JsonName<'f>>,
    variations: Vec<JsonVariation<'f>>,
}

#[derive(Serialize)]
struct JsonName<'f> {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'f str>,
}

#[derive(Serialize)]
struct JsonVariation<'f> {
    #[serde(flatten)]
    name: JsonName<'f>,
    own_words: Vec<&'f str>,
    changes: Vec<JsonChange>,
}

#[derive(Serialize)]
struct JsonChange {
    was: String,
    is: String,
}

fn variations<'f>(
    found: &'f Gathered,
    group: &Group,
    reader: &WordReader,
    name: &impl Fn(&u32) -> JsonName<'f>,
) -> Vec<JsonVariation<'f>> {
    let each = group.variations.iter().map(|it| {
        let said = found.variation(reader, group.representative, *it);
        let changes = said.changes.into_iter().map(|it| JsonChange {
            was: it.was,
            is: it.is,
        });
        JsonVariation {
            name: name(it),
            own_words: said.own_words,
            changes: changes.collect(),
        }
    });
    each.collect()
}
