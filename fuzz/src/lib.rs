//! What the fuzz targets do with bytes. No target may panic, whatever it is given.
//!
//! Never here: input that is looked for on disk. Start at the function with the name of the target.

use std::io::{Cursor, Write};

use comity_exchange::amendments::{
    AmendmentRow, read_amendments_csv, read_amendments_json_lines, resolve,
};
use comity_exchange::block::Block;
use comity_exchange::docx::read_docx as read_tracked;
use comity_exchange::docx::write::{write_bracketed, write_tracked};
use comity_exchange::lists::{
    read_balance, read_comments, read_inputs, read_participants, read_statements, read_votes,
};
use comity_exchange::proposals::{Base, ProposalDocument, ReadingOptions, read_proposals};
use comity_exchange::{PageFacts, html, json, markdown, markdown_out, plain, structure};
use comity_text::compile::Piece;
use comity_text::label::{LabelIndex, labels};
use comity_text::{
    Change, Compilation, Instrument, Kind, Place, Proposal, ProtocolOrder, Provision, ProvisionId,
    Text, apply, compile, invert,
};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A text that rows are resolved against.
const RESOLUTION: &str = "# On ports\n\nThe Council of Ports,\n\nRecalling its charter,\n\n\
    1. Decides to meet;\n\n2. Asks members to:\n\n(a) report;\n\n(b) share:\n\n(i) maps;\n";

/// Bytes as a DOCX, in each of its views.
pub fn read_docx(bytes: &[u8]) {
    let Ok((document, _)) = read_tracked("fuzz.docx", bytes) else {
        return;
    };
    instrument_of(&document.rejected());
    instrument_of(&document.accepted());
    for author in document.authors() {
        instrument_of(&document.accepted_by(&author).blocks);
    }
    let _ = document.rationale_by(None);
}

/// Bytes as the main part of a DOCX that is sound otherwise.
pub fn docx_document_xml(bytes: &[u8]) {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let started = archive.start_file("word/document.xml", SimpleFileOptions::default());
    started.expect("an archive in memory takes a part");
    archive.write_all(bytes).expect("memory can be written");
    let archive = archive.finish().expect("memory can be written");
    read_docx(&archive.into_inner());
}

/// Bytes as Markdown.
pub fn read_markdown(bytes: &[u8]) {
    if let Ok((blocks, _)) = markdown::read_markdown("fuzz.md", bytes) {
        instrument_of(&blocks);
    }
}

/// Bytes as plain text.
pub fn read_plain(bytes: &[u8]) {
    if let Ok((blocks, _)) = plain::read_plain("fuzz.txt", bytes) {
        instrument_of(&blocks);
    }
}

/// Bytes as an amendment list with a delimiter.
pub fn amendments_csv(bytes: &[u8]) {
    if let Ok((rows, _)) = read_amendments_csv("fuzz.csv", bytes) {
        resolved(&rows);
    }
}

/// Bytes as an amendment list in JSON lines.
pub fn amendments_jsonl(bytes: &[u8]) {
    if let Ok((rows, _)) = read_amendments_json_lines("fuzz.jsonl", bytes) {
        resolved(&rows);
    }
}

/// Bytes as votes: every vote handed on is on the scale and names a participant and a statement.
pub fn read_ballots(bytes: &[u8]) {
    let (mut cast, mut participants, mut statements) = (0, 0, 0);
    let read = read_votes("fuzz.csv", bytes, &mut |participant, statement, vote| {
        assert!((-1..=1).contains(&vote), "it is on the scale");
        cast += 1;
        participants = participants.max(participant as usize + 1);
        statements = statements.max(statement as usize + 1);
    });
    let Ok((read, _)) = read else {
        return;
    };
    assert_eq!(read.votes, cast);
    assert!(
        read.participants.len() >= participants,
        "everybody has a name"
    );
    assert!(
        read.statements.len() >= statements,
        "every statement has a name"
    );
    let mut ranks = read.participants.ranks();
    ranks.sort_unstable();
    assert!(
        (0..).zip(ranks).all(|(at, rank)| at == rank),
        "each has a place of its own"
    );
}

/// Bytes as any other list that is read row by row.
pub fn read_rows(bytes: &[u8]) {
    let _ = read_statements("fuzz.csv", bytes);
    let _ = read_participants("fuzz.csv", bytes);
    let _ = read_balance("fuzz.csv", bytes);
}

/// Bytes as comments and as inputs, in CSV, JSON lines or a JSON array; none is ever blank.
pub fn read_words(bytes: &[u8]) {
    let _ = read_comments("fuzz", bytes, "text", &mut |comment| {
        assert!(!comment.text.trim().is_empty(), "blank ones are left out");
    });
    if let Ok((inputs, _)) = read_inputs("fuzz", bytes, "text") {
        assert!(inputs.iter().all(|input| !input.text.trim().is_empty()));
    }
}

/// A base and edited copies of it, parted by form feeds: all are compiled, every proposal reads
/// back from the compilation, and every writer writes it.
pub fn compile_any(text: &str) {
    let mut parts = text.split('\u{C}');
    let base = parts.next().unwrap_or_default();
    let Ok((blocks, _)) = markdown::read_markdown("base.md", base.as_bytes()) else {
        return;
    };
    let base = Base::new(instrument_of(&blocks));
    if base.instrument.is_empty() {
        return;
    }
    let mut proposals = Vec::new();
    for (at, copy) in parts.take(6).enumerate() {
        let document = ProposalDocument {
            source: format!("copy{at}.md"),
            sponsor: format!("Delegation {at}"),
            sponsor_is_given: true,
            bytes: copy.as_bytes(),
        };
        if let Ok((more, _)) = read_proposals(&document, &base, ReadingOptions::default()) {
            proposals.extend(more);
        }
    }
    let compilation = compile(&base.instrument, &proposals, &ProtocolOrder::default())
        .expect("what was compared with the base applies to it");
    read_back(&base.instrument, &compilation);
    let facts = PageFacts::default();
    let whole = |old: &Text, new: &Text| vec![(0, old.len(), new.clone())];
    let _ = html::write_compilation(&compilation, &[], &facts, &whole);
    let _ = markdown_out::write_compilation(&compilation, &[], &facts);
    let _ = json::compilation(&compilation, &[]);
    let _ = write_bracketed(&compilation, &[]);
    let _ = write_tracked(&compilation, &[]);
}

/// Bytes as changes of a small text: they apply or are refused, and what applied can be undone.
pub fn kernel_apply(bytes: &[u8]) {
    let base = small_text();
    let changes: Vec<Change> = bytes.chunks_exact(6).take(12).map(change).collect();
    let Ok(after) = apply(&base, &changes) else {
        return;
    };
    let Ok(back) = invert(&base, &changes) else {
        return;
    };
    let restored = apply(&after, &back).expect("what undoes a change applies to its result");
    assert!(restored.says_the_same(&base), "undone is as before");
}

fn instrument_of(blocks: &[Block]) -> Instrument {
    let (instrument, _) = structure::instrument("fuzz", blocks);
    let labels = labels(&instrument);
    assert_eq!(labels.len(), instrument.len());
    instrument
}

fn resolved(rows: &[AmendmentRow]) {
    let (blocks, _) =
        markdown::read_markdown("base.md", RESOLUTION.as_bytes()).expect("the text is a sound one");
    let base = instrument_of(&blocks);
    let labels = labels(&base);
    let index = LabelIndex::new(&base, &labels);
    for row in rows {
        let _ = resolve(row, &index);
    }
}

/// The base stands in the compilation, and so do the words of each proposal that only replaces.
fn read_back(base: &Instrument, compilation: &Compilation) {
    let kept = compilation
        .provisions
        .iter()
        .filter(|one| one.added_by.is_empty());
    for (one, provision) in kept.zip(base.provisions()) {
        assert_eq!(
            words(&one.pieces, None),
            provision.text.as_str(),
            "the base is in it"
        );
    }
    for (at, proposal) in compilation.proposals.iter().enumerate() {
        let wanted = apply(base, &proposal.changes).expect("it was compiled");
        for provision in wanted.provisions() {
            let Some(one) = compilation
                .provisions
                .iter()
                .find(|one| one.id == provision.id)
            else {
                continue;
            };
            if base.get(&provision.id).is_none() || splits(proposal) {
                continue;
            }
            let got = words(&one.pieces, Some(at));
            assert_eq!(
                got,
                provision.text.as_str(),
                "every word of a proposal is in it"
            );
        }
    }
}

/// A text with a break in it becomes several provisions, which carry other ids.
fn splits(proposal: &Proposal) -> bool {
    proposal.changes.iter().any(|change| match change {
        Change::Replace { with, .. } | Change::Add { text: with, .. } => {
            with.as_str().contains(comity_text::BREAK)
        }
        Change::Suppress { joined_into, .. } => joined_into.is_some(),
        _ => false,
    })
}

fn words(pieces: &[Piece], proposal: Option<usize>) -> String {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.as_str(),
        Piece::Region(region) => region
            .alternatives
            .iter()
            .find(|one| proposal.is_some_and(|at| one.proposals.contains(&at)))
            .map_or(region.base.as_str(), |one| one.text.as_str()),
    });
    words.collect()
}

fn small_text() -> Instrument {
    let provision = |at: u8, parent: Option<u8>| Provision {
        id: id(at),
        kind: Kind::Paragraph,
        parent: parent.map(id),
        label: None,
        text: Text::plain("States should é合 act."),
    };
    let provisions = vec![
        provision(0, None),
        provision(1, Some(0)),
        provision(2, Some(1)),
        provision(3, None),
        provision(4, Some(3)),
    ];
    Instrument::new(provisions).expect("parents stand before their children")
}

fn id(at: u8) -> ProvisionId {
    ProvisionId::new(format!("p{}", at % 8))
}

fn change(bytes: &[u8]) -> Change {
    let provision = id(bytes[1]);
    let place = Place {
        parent: (bytes[2] % 2 == 0).then(|| id(bytes[2] / 2)),
        after: (bytes[3] % 2 == 0).then(|| id(bytes[3] / 2)),
    };
    let text = ["", "shall", "\n", "é ", "one\ntwo"][usize::from(bytes[4]) % 5];
    match bytes[0] % 5 {
        0 => Change::Replace {
            provision,
            start: u32::from(bytes[2] % 32),
            end: u32::from(bytes[3] % 32),
            with: Text::plain(text),
        },
        1 => Change::Add {
            id: ProvisionId::new(format!("new{}", bytes[1] % 4)),
            place,
            kind: Kind::Paragraph,
            label: None,
            text: Text::plain(text),
        },
        2 => Change::Suppress {
            provision,
            joined_into: (bytes[2] % 3 == 0).then(|| id(bytes[3])),
        },
        3 => Change::Move { provision, place },
        _ => Change::Keep { provision },
    }
}
