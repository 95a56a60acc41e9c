//! Acts of parties and of those who run the negotiation: accreditation, delegates, coalitions,
//! stages, inputs, statements, translations, redactions.

use comity_procedure::act::{
    Actor, Behalf, Carriage, Disposition, Link, Passage, Power, Standing, StatementKind,
    TabledProvision,
};
use comity_procedure::ids::{
    CoalitionId, Constituency, ContributionId, DelegateId, DelegationId, Language, PublicKey,
    Region, StatementId, TextHash,
};
use comity_procedure::modalities::{Capacity, Stage};
use comity_procedure::state::{AccreditationState, CarriageState, Voice};
use comity_procedure::words::Words;
use comity_procedure::{Act, ActKind};
use comity_text::Text;

use super::chooser::{acting, parties, party};
use super::story::texts::says;
use super::story::{p, text, w};
use super::walk::Desk;

/// The draft of an act of these kinds, if there is anything to do it on.
pub fn draft(desk: &mut Desk, kind: ActKind) -> Option<(Actor, Act)> {
    use ActKind as K;
    match kind {
        K::Open => Some((
            Actor::Secretariat,
            Act::Open {
                title: w("Again"),
                modalities: desk.state.modalities().clone(),
            },
        )),
        K::Accredit | K::OpposeAccreditation | K::SettleAccreditation => accreditation(desk, kind),
        K::NameDelegate | K::RemoveDelegate => delegates(desk, kind),
        K::FormCoalition | K::JoinCoalition | K::LeaveCoalition => coalitions(desk, kind),
        K::OpenStage => Some(stage(desk)),
        K::TableText => Some((Actor::Secretariat, first_text())),
        K::Contribute | K::Dispose => inputs(desk, kind),
        K::ContestCarriage | K::ConfirmCarriage => carried(desk, kind),
        K::State => statement(desk),
        K::Translate => translate(desk),
        K::Redact => {
            let hashes = desk.state.current().map(|it| it.hashes.values().copied());
            let hashes: Vec<TextHash> = hashes.map_or_else(Vec::new, Iterator::collect);
            let text = desk.dice.one(&hashes).copied();
            let texts = vec![text.unwrap_or(TextHash([desk.fresh as u8; 32]))];
            let ground = w("It names a person.");
            Some((Actor::Secretariat, Act::Redact { texts, ground }))
        }
        _ => None,
    }
}

fn accreditation(desk: &mut Desk, kind: ActKind) -> Option<(Actor, Act)> {
    let waiting = |wanted: fn(&AccreditationState) -> bool, desk: &mut Desk| {
        let all = desk.state.delegations().values();
        let found: Vec<DelegationId> = all
            .filter(|it| wanted(&it.accreditation))
            .map(|it| it.id.clone())
            .collect();
        desk.dice.one(&found).cloned()
    };
    let reason = w("The bureau has heard both sides.");
    match kind {
        ActKind::Accredit => Some((Actor::Secretariat, accredit(desk))),
        ActKind::OpposeAccreditation => {
            let delegation = waiting(
                |it| matches!(it, AccreditationState::Announced { .. }),
                desk,
            )?;
            let by = party(desk)?;
            let act = Act::OpposeAccreditation { delegation, reason };
            Some((acting(desk, by), act))
        }
        _ => {
            let delegation = waiting(
                |it| matches!(it, AccreditationState::Contested { .. }),
                desk,
            )?;
            let admitted = desk.dice.once_in(2);
            let act = Act::SettleAccreditation {
                delegation,
                admitted,
                reason,
            };
            Some((Actor::Chair, act))
        }
    }
}

fn accredit(desk: &mut Desk) -> Act {
    let constituencies = desk.state.modalities().constituencies.clone();
    let constituency: Constituency = desk.dice.of(&constituencies);
    let full = parties(&desk.state, Capacity::Delegation);
    let standing = match desk.dice.below(6) {
        0 => Standing::Observer,
        1 => desk
            .dice
            .one(&full)
            .cloned()
            .map_or(Standing::Observer, Standing::Through),
        _ => Standing::Delegation,
    };
    desk.fresh += 1;
    let number = desk.fresh;
    Act::Accredit {
        delegation: DelegationId::new(&format!("d{number}")).expect("a slug"),
        name: w("Keepers of a well"),
        constituency,
        region: Region::new("east").expect("a slug"),
        development: None,
        standing,
        key: Some(PublicKey([number as u8; 32])),
    }
}

fn delegates(desk: &mut Desk, kind: ActKind) -> Option<(Actor, Act)> {
    let by = party(desk)?;
    let delegate = DelegateId::new(desk.dice.of(&["ada", "ben"])).expect("a slug");
    let actor = Actor::Delegation {
        delegation: by,
        delegate: None,
        behalf: None,
    };
    let powers = match desk.dice.below(3) {
        0 => vec![Power::Speak],
        1 => vec![Power::Propose, Power::Decide],
        _ => vec![
            Power::Speak,
            Power::Propose,
            Power::Decide,
            Power::Represent,
        ],
    };
    let act = match kind {
        ActKind::NameDelegate => Act::NameDelegate {
            delegate,
            powers,
            key: desk.dice.once_in(3).then_some(PublicKey([200; 32])),
        },
        _ => Act::RemoveDelegate { delegate },
    };
    Some((actor, act))
}

fn coalitions(desk: &mut Desk, kind: ActKind) -> Option<(Actor, Act)> {
    let by = party(desk)?;
    let all: Vec<CoalitionId> = desk.state.coalitions().keys().cloned().collect();
    let act = match kind {
        ActKind::FormCoalition => Act::FormCoalition {
            coalition: CoalitionId::new(&desk.name("g")).expect("a slug"),
            name: w("Friends of the dawn"),
        },
        ActKind::JoinCoalition => {
            let coalition = desk.dice.one(&all)?.clone();
            Act::JoinCoalition { coalition }
        }
        _ => {
            let coalition = desk.dice.one(&all)?.clone();
            let members = desk.state.coalitions()[&coalition].members.clone();
            let member = desk.dice.one(&members)?.clone();
            return Some((acting(desk, member), Act::LeaveCoalition { coalition }));
        }
    };
    Some((acting(desk, by), act))
}

fn stage(desk: &mut Desk) -> (Actor, Act) {
    let here = desk.state.stage();
    let next = Stage::ALL.iter().copied().find(|it| *it > here);
    let stage = match desk.dice.below(6) {
        0 if !desk.settling => desk.dice.of(&Stage::ALL),
        _ => match here {
            Stage::Adopted => Stage::Implementation,
            Stage::Finalisation if !desk.settling => Stage::Readings,
            Stage::Finalisation => Stage::Adopted,
            _ => next.unwrap_or(here),
        },
    };
    let reason = Some(w("The room asked for it."));
    (Actor::Chair, Act::OpenStage { stage, reason })
}

/// The text of the stories, and an article with two items in it.
fn first_text() -> Act {
    let mut provisions = text();
    let template = provisions[2].clone();
    for (id, parent, words) in [
        ("p6", None, "Keepers of shared wells shall"),
        ("p7", Some("p6"), "share the water by the day"),
        ("p8", Some("p6"), "and mend the rope before winter."),
    ] {
        provisions.push(TabledProvision {
            id: p(id),
            parent: parent.map(p),
            wording: says(&Text::from(words)),
            ..template.clone()
        });
    }
    for provision in &mut provisions {
        let text = provision.wording.text.clone().unwrap_or_default();
        provision.wording = says(&text);
    }
    Act::TableText { provisions }
}

/// A party that speaks, for itself or for those it may speak for.
pub fn speaker(desk: &mut Desk) -> Option<Actor> {
    let by = party(desk)?;
    let state = &desk.state;
    let organisations = state.delegations().values().filter(|it| {
        it.standing == Standing::Through(by.clone())
            && it.accreditation == AccreditationState::Accredited
    });
    let mut for_whom: Vec<Behalf> = organisations
        .map(|it| Behalf::Organisation(it.id.clone()))
        .collect();
    let spoken = state.coalitions().iter();
    let spoken = spoken.filter(|(_, it)| it.spokes == by && !it.members.is_empty());
    for_whom.extend(spoken.map(|(id, _)| Behalf::Coalition(id.clone())));
    let behalf = match desk.dice.once_in(2) {
        true => desk.dice.one(&for_whom).cloned(),
        false => None,
    };
    Some(Actor::Delegation {
        delegation: by,
        delegate: None,
        behalf,
    })
}

fn inputs(desk: &mut Desk, kind: ActKind) -> Option<(Actor, Act)> {
    if kind == ActKind::Contribute {
        let actor = speaker(desk)?;
        let passage = |words: &str| Passage {
            words: w(words),
            on: None,
        };
        let act = Act::Contribute {
            contribution: ContributionId::new(&desk.name("k")).expect("a slug"),
            title: w("On the wells of the east"),
            language: Language::new("ar").expect("a slug"),
            passages: vec![passage("Water is short."), passage("Ropes are old.")],
        };
        return Some((actor, act));
    }
    let all: Vec<ContributionId> = desk.state.contributions().keys().cloned().collect();
    let contribution = desk.dice.one(&all)?.clone();
    let act = Act::Dispose {
        passage: desk.dice.below(2),
        disposition: desk.dice.of(&[Disposition::Noted, Disposition::TakenUp]),
        reason: w("It is kept for the second reading."),
        link: Link::Contribution(contribution.clone()),
        contribution,
    };
    Some((Actor::Secretariat, act))
}

fn carried(desk: &mut Desk, kind: ActKind) -> Option<(Actor, Act)> {
    let state = &desk.state;
    let for_others = |voice: &Voice| voice.organisation().cloned();
    let mut found: Vec<(DelegationId, Carriage, Option<CarriageState>)> = Vec::new();
    for (id, it) in state.contributions() {
        let carriage = Carriage::Contribution(id.clone());
        found.extend(for_others(&it.voice).map(|by| (by, carriage, it.voice.carriage.clone())));
    }
    for (id, it) in state.statements() {
        let carriage = Carriage::Statement(id.clone());
        found.extend(for_others(&it.voice).map(|by| (by, carriage, it.voice.carriage.clone())));
    }
    for (id, it) in state.proposals() {
        let carriage = Carriage::Proposal(id.clone());
        let voice = it.author.voice();
        found.extend(
            voice.and_then(|voice| Some((for_others(voice)?, carriage, voice.carriage.clone()))),
        );
    }
    let (by, carriage, _) = desk.dice.one(&found)?.clone();
    let act = match kind {
        ActKind::ContestCarriage => Act::ContestCarriage {
            carriage,
            reason: w("We never wrote this."),
        },
        _ => Act::ConfirmCarriage { carriage },
    };
    let actor = Actor::Delegation {
        delegation: by,
        delegate: None,
        behalf: None,
    };
    Some((actor, act))
}

fn statement(desk: &mut Desk) -> Option<(Actor, Act)> {
    let actor = speaker(desk)?;
    let statements: Vec<StatementId> = desk.state.statements().keys().cloned().collect();
    let provisions: Vec<_> = desk.state.provisions().keys().cloned().collect();
    let mut on = Vec::new();
    let kind = match desk.dice.below(3) {
        0 => {
            on.extend(desk.dice.one(&statements).cloned().map(Link::Statement));
            StatementKind::RightOfReply
        }
        1 => {
            on.extend(desk.dice.one(&provisions).cloned().map(Link::Provision));
            StatementKind::Reservation
        }
        _ => StatementKind::General,
    };
    let act = Act::State {
        statement: StatementId::new(&desk.name("s")).expect("a slug"),
        kind,
        on,
        words: Words::from("We have carried water on this road for a long time."),
    };
    Some((actor, act))
}

fn translate(desk: &mut Desk) -> Option<(Actor, Act)> {
    let provisions: Vec<_> = desk.state.provisions().keys().cloned().collect();
    let provision = desk.dice.one(&provisions)?.clone();
    let of = *desk.state.current()?.hashes.get(&provision)?;
    let wording = says(&Text::from("الآبار"));
    let act = Act::Translate {
        language: Language::new("ar").expect("a slug"),
        provisions: vec![(provision, of, wording)],
    };
    Some((Actor::Secretariat, act))
}
