//! Refusals of acts as such: the negotiation, the key, the time, the right to act, texts and ids.

use comity_procedure::Act;
use comity_procedure::act::Actor;
use comity_procedure::modalities::Stage;

use crate::check;
use crate::story::Table;

#[test]
fn nothing_happens_before_the_opening() {
    let act = Act::OpenStage {
        stage: Stage::Inputs,
        reason: None,
    };
    check("not-opened", &Table::empty().refused(Actor::Chair, act));
}
