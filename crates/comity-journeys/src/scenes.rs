//! Pages that come only when something was done, or done wrong: previews, forms with mistakes,
//! refusals, doors that stay closed, what another role sees.
//!
//! What they do stays in drafts and letters; no scene adds an entry to the record.
//!
//! Start at [`scenes`].

use comity_app::views::text::{Status, text};
use comity_procedure::State;
use comity_procedure::state::ProposalStatus;

use crate::deeds::Deed;
use crate::hall::Hall;
use crate::pages::{DELEGATION, Page, examples};

/// Words that leave nothing of a provision as it was, so that they collide with every other change.
const OTHERWISE: &str = "Whoever can repair a cable tells its neighbours before it is asked.";

/// Words that would rather be something else: a script, and letters that turn others round.
const HOSTILE: &str = "States publish <script>alert('here')</script> what they \u{202E}know\u{202C}, and\u{200B} keep it.";

/// How often a word is pasted: some more than a form may carry.
const TOO_OFTEN: u32 = 1_000_000;

/// A role, and the beginning of the names of its scenes.
struct Cast<'a> {
    hall: &'a Hall,
    role: Option<&'static str>,
    scenes: Vec<Page>,
}

impl<'a> Cast<'a> {
    fn of(hall: &'a Hall, role: Option<&'static str>) -> Cast<'a> {
        Cast {
            hall,
            role,
            scenes: Vec::new(),
        }
    }

    /// A scene on a page of the negotiation.
    fn at(&mut self, name: &str, rest: &str, deeds: Vec<Deed>) {
        self.on(name, &self.hall.at(rest), deeds);
    }

    /// A scene on any page.
    fn on(&mut self, name: &str, path: &str, deeds: Vec<Deed>) {
        self.scenes.push(Page {
            name: format!("scene-{name}"),
            path: path.to_owned(),
            role: self.role,
            open_to_all: self.role.is_none(),
            deeds,
        });
    }
}

/// The scenes of a hall as it stands, those of each role together.
///
/// # Panics
/// When the story has nothing of what a scene is about.
#[must_use]
pub fn scenes(hall: &Hall) -> Vec<Page> {
    let published = hall.desk().read();
    let state = &published.state;
    let mut all = of_strangers(hall, state);
    all.extend(of_a_delegation(hall, state));
    all.extend(of_the_chair(hall, state));
    all.extend(of_the_secretariat(hall, state));
    all
}

fn of_strangers(hall: &Hall, state: &State) -> Vec<Page> {
    let provision = contested(state);
    let mut cast = Cast::of(hall, None);
    cast.at("stranger-overview", "", vec![]);
    cast.at("stranger-text", "/text", vec![]);
    cast.at(
        "stranger-provision",
        &format!("/text/{provision}"),
        vec![Deed::Unfold],
    );
    cast.at(
        "not-signed-in",
        &format!("/text/{provision}/propose"),
        vec![],
    );
    let mail = |it: &str| Deed::Say("/sign-in", "mail", it.to_owned());
    let send = || Deed::Send("/sign-in", None);
    let wrong = vec![Deed::Careless, mail("loa at the island"), send()];
    cast.on("sign-in-wrong", "/sign-in", wrong);
    let asked = vec![mail("nobody@comity-demo.example"), send()];
    cast.on("sign-in-asked", "/sign-in", asked);
    cast.on(
        "link-is-over",
        &format!("/sign-in/{}", "0".repeat(64)),
        vec![],
    );
    cast.scenes
}

fn of_a_delegation(hall: &Hall, state: &State) -> Vec<Page> {
    let provision = contested(state);
    let examples = examples(state);
    let mut cast = Cast::of(hall, Some(DELEGATION));
    cast.at("not-allowed", "/chair", vec![]);
    let propose = format!("/text/{provision}/propose");
    let say = |words: &str| Deed::Say("/propose", "words-0", words.to_owned());
    let send = |what| Deed::Send("/propose", Some(what));
    let careless = || Deed::Careless;
    cast.at(
        "propose-preview",
        &propose,
        vec![say(OTHERWISE), send("preview")],
    );
    cast.at(
        "propose-hostile",
        &propose,
        vec![say(HOSTILE), send("preview")],
    );
    cast.at("propose-nothing", &propose, vec![careless(), send("table")]);
    cast.at(
        "propose-draft",
        &propose,
        vec![say(OTHERWISE), send("draft")],
    );
    cast.at("drafts", "/drafts", vec![]);
    let book = vec![Deed::Paste("#words-0", TOO_OFTEN), send("preview")];
    cast.at("propose-too-large", &propose, book);
    cast.at(
        "propose-forged",
        &propose,
        vec![Deed::Forge, send("preview")],
    );
    let object = format!("/text/{provision}/object");
    let empty = vec![careless(), Deed::Send("/object", None)];
    cast.at("object-nothing", &object, empty);
    let added = vec![Deed::Send("/send", Some("add"))];
    cast.at("send-added", "/contributions/send", added);
    let empty = vec![careless(), Deed::Send("/send", Some("send"))];
    cast.at("send-nothing", "/contributions/send", empty);
    let empty = vec![careless(), Deed::Send("/make", None)];
    cast.at("statement-nothing", "/statements/make", empty);
    if let Some(call) = examples.get("call") {
        let empty = vec![careless(), Deed::Send("/break", None)];
        cast.at("break-nothing", &format!("/calls/{call}"), empty);
    }
    let wrong = Deed::Say("/erase", "mail", "somebody@else.example".to_owned());
    let erase = vec![wrong, Deed::Send("/erase", None)];
    cast.on("erase-wrong", "/settings", erase);
    cast.on(
        "settings-kept",
        "/settings",
        vec![Deed::Send("/settings", None)],
    );
    looking(&mut cast, &provision, state);
    cast.scenes
}

/// What a delegation looks at and does nothing about.
fn looking(cast: &mut Cast<'_>, provision: &str, state: &State) {
    cast.at("filtered", "/compilation?delegation=loa&open=yes", vec![]);
    cast.at(
        "filtered-to-nothing",
        "/compilation?delegation=chair",
        vec![],
    );
    cast.at("no-such-provision", "/text/nowhere", vec![]);
    cast.at(
        "since",
        &format!("/text?since={}&only=changed", state.size() / 2),
        vec![],
    );
    cast.at(
        "unfolded",
        &format!("/text/{provision}"),
        vec![Deed::Unfold],
    );
    let link = Deed::Reach(".region a, .outcomes a, .margin a".to_owned());
    cast.at("focus-in-text", "/text", vec![link]);
}

fn of_the_chair(hall: &Hall, state: &State) -> Vec<Page> {
    let examples = examples(state);
    let mut cast = Cast::of(hall, Some("chair"));
    cast.at("chair-overview", "", vec![]);
    let page = |of: &str, name: &str| examples.get(name).map(|it| format!("/{of}/{it}"));
    for (name, path) in [
        ("chair-provision", page("text", "provision")),
        ("chair-objection", page("ledger", "objection")),
        ("chair-call", page("calls", "call")),
        ("chair-delegation", page("delegations", "delegation")),
    ] {
        if let Some(path) = path {
            cast.at(name, &path, vec![Deed::Unfold]);
        }
    }
    let back = "form:has(#back) button".to_owned();
    let back = vec![Deed::Unfold, Deed::Careless, Deed::Follow(back)];
    cast.at("stage-without-reason", "/chair", back);
    let look = || Deed::Send("/revision", Some("look"));
    cast.at("revision-of-nothing", "/chair/revision", vec![look()]);
    let chosen =
        ".outcomes-of:first-of-type [name=change], .choose > li:first-child [name=proposal]";
    let some = vec![Deed::Tick(chosen.to_owned()), look()];
    cast.at("revision-preview", "/chair/revision", some);
    let all = vec![Deed::Tick("[name=change]".to_owned()), look()];
    cast.at("revision-excluded", "/chair/revision", all);
    let empty = vec![Deed::Careless, Deed::Send("/open", None)];
    cast.at("call-of-nothing", "/calls/open", empty);
    cast.scenes
}

fn of_the_secretariat(hall: &Hall, state: &State) -> Vec<Page> {
    let examples = examples(state);
    let mut cast = Cast::of(hall, Some("secretariat"));
    cast.at("secretariat-overview", "", vec![]);
    let name = |it: &str| Deed::Say("/accredit", "name", it.to_owned());
    let send = || Deed::Send("/accredit", None);
    let twice = vec![name("Loa"), send()];
    cast.at("accredit-twice", "/delegations/accredit", twice);
    let mail = Deed::Say("/invite", "mail", "somebody".to_owned());
    let wrong = vec![Deed::Careless, mail, Deed::Send("/invite", None)];
    let invite = format!("/delegations/{DELEGATION}/invite");
    cast.at("invite-wrong", &invite, wrong);
    if let Some(contribution) = examples.get("contribution") {
        let path = format!("/contributions/{contribution}/1/dispose");
        let empty = vec![Deed::Careless, Deed::Send("/dispose", Some("next"))];
        cast.at("dispose-nothing", &path, empty);
    }
    cast.on("outbox-with-letters", "/outbox", vec![]);
    cast.scenes
}

/// The open provision that most live proposals want to change.
fn contested(state: &State) -> String {
    let standing = text(state).expect("the story has a text");
    let open = standing.provisions.iter();
    let open = open.filter(|it| it.status == Status::Open && !it.label.is_empty());
    let wants = |id: &str| {
        let live = state.proposals().values();
        let live = live.filter(|it| it.status == ProposalStatus::Live);
        let about = live.filter(|it| {
            let mut changes = it.version().changes.list.iter();
            changes.any(|change| change.provision().as_str() == id)
        });
        about.count()
    };
    let most = open.max_by_key(|it| wants(it.id.as_str()));
    most.expect("the story has an open provision")
        .id
        .to_string()
}
