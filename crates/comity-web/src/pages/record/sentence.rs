//! What an entry did, as a sentence: for lists that people read.

use comity_app::recorded::Recorded;
use comity_app::views::about::{Doer, Thing, about, doer};
use comity_exchange::html::{address, anchor, written_string};
use comity_procedure::State;

use crate::words::Words;

/// Stand in a message where HTML comes; no message holds them, and no fact that is put into one.
const WHO: &str = "\u{e000}";
const THING: &str = "\u{e001}";

/// The sentence, as HTML, with a link to what it is about.
pub(crate) fn of(words: &Words, state: &State, recorded: &Recorded) -> String {
    let who = who(words, &doer(state, &recorded.entry.actor));
    let Some(act) = &recorded.act else {
        return words.say1("act-withheld", "who", WHO).replace(WHO, &who);
    };
    let about = about(state, act);
    let how = about.how.unwrap_or_default();
    let count = about.count.unwrap_or_default();
    let key = format!("act-{}", act.kind().name());
    let sentence = words.with(
        &key,
        &[
            ("who", &WHO),
            ("thing", &THING),
            ("how", &how),
            ("count", &count),
        ],
    );
    let at = format!("/n/{}", recorded.entry.negotiation);
    let thing = thing(words, &at, &about.thing);
    sentence.replace(WHO, &who).replace(THING, &thing)
}

/// Who acted.
fn who(words: &Words, doer: &Doer) -> String {
    let name = |name: &str| format!("<bdi>{}</bdi>", written_string(name));
    match doer {
        Doer::Chair => words.say("doer-chair"),
        Doer::Secretariat => words.say("doer-secretariat"),
        Doer::Clock => words.say("doer-clock"),
        Doer::Delegation(one, None) => name(one),
        Doer::Delegation(one, Some(other)) => {
            let facts = (&("name", WHO), &("other", THING));
            let said = words.say2("doer-for", facts.0, facts.1);
            said.replace(WHO, &name(one)).replace(THING, &name(other))
        }
    }
}

/// The thing, with a link where it has a page.
fn thing(words: &Words, at: &str, thing: &Thing) -> String {
    let link = |path: &str, name: &str| {
        let name = written_string(name);
        format!("<a href=\"{at}{path}\"><bdi>{name}</bdi></a>")
    };
    match thing {
        Thing::Whole => String::new(),
        Thing::Delegation(id, name) => link(&format!("/delegations/{}", address(id)), name),
        Thing::Coalition(name) => format!("<bdi>{}</bdi>", written_string(name)),
        Thing::Stage(name) => words.say(&format!("stage-{name}")),
        Thing::Contribution(id) => link(&format!("/contributions/{}", address(id)), id),
        Thing::Proposal(id) => link(&format!("/proposals/{}", address(id)), id),
        Thing::Provision(id, label) => link(&format!("/text/{}", address(id)), label),
        Thing::Revision(number) => {
            let name = words.say1("stage-revision", "number", number);
            link(
                &format!("/revisions/{number}"),
                &name.replace(['\u{2068}', '\u{2069}'], ""),
            )
        }
        Thing::Objection(id) => link(&format!("/ledger#{}", anchor(id)), id),
        Thing::Call(id) => link(&format!("/calls/{}", address(id)), id),
        Thing::Statement(id) => link(&format!("/statements#{}", anchor(id)), id),
        Thing::Language(tag) => format!("<bdi>{}</bdi>", written_string(tag)),
    }
}
