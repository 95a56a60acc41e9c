//! The history of a provision: every input, proposal, revision and objection that bears on it, in
//! the order of the record. Nothing that was tabled is lost.

use comity_app::views::Speaker;
use comity_app::views::trace::{
    AskTrace, PassageTrace, ProposalTrace, RevisionTrace, Touch, VersionTrace, proposals, trace_of,
};
use comity_exchange::html::written_string;
use comity_procedure::State;
use comity_procedure::act::{Disposition, Orphan};
use comity_procedure::ids::ContributionId;
use comity_procedure::state::{Disposed, Fated};
use comity_text::ProvisionId;

use crate::pages::naming::Naming;
use crate::words::Words;

/// Something that happened to a provision.
pub(super) struct Event {
    /// The entry that it came with.
    pub(super) entry: u64,
    /// The class that marks it.
    pub(super) class: &'static str,
    /// What happened, as HTML.
    pub(super) what: String,
    /// What was said, as HTML.
    pub(super) said: String,
    /// The entry, as HTML.
    pub(super) link: String,
}

/// What happened to a provision, the first input first.
pub(super) fn history(
    state: &State,
    words: &Words,
    naming: &Naming<'_>,
    id: &ProvisionId,
) -> Vec<Event> {
    let teller = Teller { words, naming };
    let trace = trace_of(state, id);
    let mut events = Vec::new();
    if let Some(trace) = &trace {
        events.extend(trace.passages.iter().map(|it| teller.passage(it)));
        events.extend(trace.revisions.iter().map(|it| teller.revision(it)));
        for objection in &trace.objections {
            if let Some(found) = state.objections().get(objection) {
                let by = naming.delegation(&found.by);
                events.push(Event {
                    entry: found.entry,
                    class: "h-objection",
                    what: words.say1("read-history-objection", "who", by),
                    said: naming.quote(&found.reason),
                    link: naming.entry(found.entry),
                });
            }
        }
    }
    for proposal in proposals(state, id) {
        let versions = proposal.versions.iter();
        events.extend(versions.map(|version| teller.version(&proposal, version)));
    }
    events.sort_by_key(|it| it.entry);
    events
}

struct Teller<'t> {
    words: &'t Words,
    naming: &'t Naming<'t>,
}

impl Teller<'_> {
    fn passage(&self, passage: &PassageTrace) -> Event {
        let who = self.speaker(&passage.by);
        let mut said = self.naming.quote(&passage.words);
        if let Some(disposed) = &passage.disposed {
            said.push_str(&self.disposed(disposed));
        }
        Event {
            entry: passage.entry,
            class: "h-input",
            what: self.words.with(
                "read-history-input",
                &[
                    ("who", &who),
                    ("input", &self.contribution(&passage.contribution)),
                ],
            ),
            said,
            link: self.naming.entry(passage.entry),
        }
    }

    fn disposed(&self, disposed: &Disposed) -> String {
        let what = match disposed.disposition {
            Disposition::TakenUp => "read-disposed-taken-up",
            Disposition::TakenUpInPart => "read-disposed-in-part",
            Disposition::Noted => "read-disposed-noted",
            Disposition::NotTakenUp => "read-disposed-not-taken-up",
        };
        format!(
            "<p class=\"then-what\"><b>{}</b></p>{}",
            self.words.say(what),
            self.naming.quote(&disposed.reason)
        )
    }

    fn version(&self, proposal: &ProposalTrace, version: &VersionTrace) -> Event {
        let key = match version.number {
            1 => "read-history-proposal",
            _ => "read-history-version",
        };
        let what = self.words.with(
            key,
            &[
                ("who", &self.speaker(&proposal.by)),
                ("proposal", &self.naming.proposal(&proposal.id)),
                ("version", &version.number),
            ],
        );
        let mut said: String = version.asks.iter().map(|it| self.asked(it)).collect();
        if version.number == 1 && version.rationale.text().is_some_and(|it| !it.is_empty()) {
            said.push_str(&self.naming.quote(&version.rationale));
        }
        Event {
            entry: version.entry,
            class: "h-proposal",
            what,
            said,
            link: self.naming.entry(version.entry),
        }
    }

    fn asked(&self, ask: &AskTrace) -> String {
        let mut out = format!(
            "<p class=\"asked-for\" dir=\"auto\"><bdi class=\"kinds\" lang=\"en\">{}</bdi> ",
            ask.kind.name()
        );
        if !ask.deleted.is_empty() {
            out.extend(["<del>", &written_string(&ask.deleted), "</del> "]);
        }
        if !ask.inserted.is_empty() {
            out.extend(["<ins>", &written_string(&ask.inserted), "</ins>"]);
        }
        out.push_str("</p>");
        if let Some(fate) = &ask.fate {
            out.push_str("<p class=\"then-what\">");
            out.push_str(&fate_said(self.words, self.naming, fate));
            out.push_str("</p>");
        }
        out
    }

    fn revision(&self, revision: &RevisionTrace) -> Event {
        let key = match revision.what {
            Touch::Brought => "read-history-brought",
            Touch::Changed => "read-history-changed",
            Touch::Dropped => "read-history-dropped",
        };
        Event {
            entry: revision.entry,
            class: "h-revision",
            what: self
                .words
                .say1(key, "revision", self.naming.revision(revision.revision)),
            said: String::new(),
            link: self.naming.entry(revision.entry),
        }
    }

    fn speaker(&self, speaker: &Speaker) -> String {
        self.naming.speaker(speaker)
    }

    fn contribution(&self, id: &ContributionId) -> String {
        self.naming.link("contributions", id.as_str(), id.as_str())
    }
}

/// What a revision made of a change, as HTML.
pub(crate) fn fate_said(words: &Words, naming: &Naming<'_>, fate: &Fated) -> String {
    match fate {
        Fated::Accepted => words.say("read-fate-accepted"),
        Fated::Carried => words.say("read-fate-carried"),
        Fated::Satisfied => words.say("read-fate-satisfied"),
        Fated::Conflicting(with) => {
            let with: Vec<String> = with.iter().map(|it| naming.proposal(it)).collect();
            words.say1("read-fate-conflicting", "with", with.join(" · "))
        }
        Fated::Orphaned(why) => words.say(match why {
            Orphan::Suppressed => "read-fate-suppressed",
            Orphan::ContainerSuppressed => "read-fate-container",
            Orphan::JoinTargetSuppressed => "read-fate-join-target",
            Orphan::Dependent => "read-fate-dependent",
        }),
    }
}
