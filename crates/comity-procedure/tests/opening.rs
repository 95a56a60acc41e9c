//! The opening of a negotiation, and its stages.

mod story;

use comity_procedure::Act;
use comity_procedure::act::Actor;
use comity_procedure::modalities::Stage;
use story::{Table, w};

#[test]
fn a_negotiation_opens_once_and_goes_from_stage_to_stage() {
    let mut table = Table::opened();
    assert_eq!(table.state.stage(), Stage::Modalities);
    for stage in [Stage::Inputs, Stage::Drafting, Stage::Readings] {
        table.stage(stage);
        assert_eq!(table.state.stage(), stage);
    }
    let back = Act::OpenStage {
        stage: Stage::Inputs,
        reason: Some(w("Two constituencies had no time to write.")),
    };
    table.ok(Actor::Chair, back);
    assert_eq!(table.state.stage(), Stage::Inputs);
    assert_eq!(table.state.size(), 5);
}
