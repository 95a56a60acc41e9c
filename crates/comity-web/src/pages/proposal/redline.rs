//! The words of a proposal against those of the revision that it was made to.

use comity_exchange::html::ProvisionWriter;
use comity_procedure::state::ProposalState;
use comity_text::{Proposal, ProtocolOrder, Tokenizer, compile};

use crate::readings::embedding;
use crate::sheets::{redlined, written_in};
use crate::visit::Visit;

/// The provisions that a version of a proposal would change, each against the base, as HTML and in
/// reading order; none where the revision is not known or the version does not fit it.
pub(super) fn redlined_provisions(
    visit: &Visit,
    proposal: &ProposalState,
    number: usize,
) -> Vec<String> {
    let room = visit.room();
    let state = room.state();
    let version = &proposal.versions[number - 1];
    let Some(base) = state.revision(version.revision) else {
        return Vec::new();
    };
    let alone = Proposal {
        id: proposal.id.to_string(),
        changes: version.changes.list.clone(),
        ..Proposal::default()
    };
    let Ok(compilation) = compile(&base.instrument, &[alone], &ProtocolOrder::default()) else {
        return Vec::new();
    };
    let words = visit.words();
    let embedding = embedding(state, &room.at(""), words.tag, false);
    redlined(&Tokenizer::default(), |redline| {
        let writer = ProvisionWriter::new(&compilation, written_in(words), false, redline)
            .in_site(embedding);
        let all = 0..compilation.provisions.len();
        all.filter(|at| !writer.asked(*at).proposals.is_empty())
            .map(|at| writer.write(at))
            .collect()
    })
}
