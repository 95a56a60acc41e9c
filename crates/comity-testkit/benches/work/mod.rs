//! The work that is measured: from what files would hold to a compilation.

use comity_testkit::worlds::World;
use comity_text::diff::BaseWords;
use comity_text::{
    Change, Compilation, Kind, Place, Proposal, ProtocolOrder, ProvisionId, Tokenizer, compile,
};

/// Finds the changes of every proposal and compiles them.
pub(crate) fn compiled(world: &World) -> Compilation {
    let tokenizer = Tokenizer::default();
    let mut words = BaseWords::new(&world.base, &tokenizer, false);
    let proposals: Vec<Proposal> = world
        .proposals
        .iter()
        .map(|asked| Proposal {
            id: asked.id.clone(),
            sponsors: asked.sponsors.clone(),
            changes: changes(world, asked, &mut words),
            ..Proposal::default()
        })
        .collect();
    compile(&world.base, &proposals, &ProtocolOrder::default()).expect("worlds fit their base")
}

fn changes(
    world: &World,
    asked: &comity_testkit::worlds::WorldProposal,
    words: &mut BaseWords<'_>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (provision, text) in &asked.edits {
        changes.extend(
            words
                .replacements(provision, text)
                .expect("edits name the base"),
        );
    }
    let suppressions = asked.suppressions.iter();
    changes.extend(suppressions.map(|provision| Change::Suppress {
        provision: provision.clone(),
        joined_into: None,
    }));
    for (number, (after, text)) in asked.additions.iter().enumerate() {
        let sibling = world.base.get(after).expect("additions name the base");
        changes.push(Change::Add {
            id: ProvisionId::new(format!("{}:{number}", asked.id)),
            place: Place {
                parent: sibling.parent.clone(),
                after: Some(after.clone()),
            },
            kind: Kind::Paragraph,
            label: None,
            text: text.clone(),
        });
    }
    changes
}
