//! `comity run`: play a scripted negotiation, write its record.
//!
//! The negotiation is held in memory; nothing is written before the last line has been taken.

use std::path::{Component, Path};

use comity_app::ports::{Holder, Journal, NegotiationId};
use comity_app::script::{MAX_SCRIPT_BYTES, Played, Script, Seeded, SetClock, Stage, play};
use comity_app::{Ground, Published, export, open};
use comity_procedure::State;
use comity_procedure::state::EndState;
use comity_record::checkpoint::Origin;
use comity_record::note::{KeyName, SignerKey, VerifierKey};
use comity_store::MemoryJournal;

use crate::arguments::RunArguments;
use crate::export::NewBundle;
use crate::report::{Failure, counted};
use crate::{files, inputs, report};

/// The largest file of a key, in bytes: a name, a hash and a seed in one line.
const MAX_KEY_BYTES: u64 = 16 << 10;

pub(crate) fn run(arguments: &RunArguments) -> Result<(), Failure> {
    let path = &arguments.script;
    let script = files::read_own(path, MAX_SCRIPT_BYTES)?;
    let script = Script::parse(&script).map_err(|error| unusable(path, error))?;
    NewBundle::demand_free(&arguments.output)?;
    let id = name_of(&script, path)?;
    let chance = match arguments.seed {
        Some(number) => Seeded::from_number(number),
        None => Seeded::new(entropy()?),
    };
    let key = key(arguments, &id, &chance)?;
    let verifier = key.verifier();
    // One act after the other on one thread: there is nobody else to wait for.
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| unusable(path, error))?;
    let desk = Desk {
        arguments,
        script: &script,
        id,
        chance,
    };
    let (published, played) = runtime.block_on(desk.work(key))?;
    if !arguments.quiet {
        say(arguments, &published, &played, &verifier);
    }
    Ok(())
}

/// Bytes that nobody could have foreseen.
pub(crate) fn entropy() -> Result<[u8; 32], Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        let wrong = format!("{error}. Without chance there is no key.");
        Failure::Unusable("the chance of this machine".to_owned(), wrong)
    })?;
    Ok(bytes)
}

fn unusable(path: &Path, error: impl ToString) -> Failure {
    Failure::Unusable(path.display().to_string(), error.to_string())
}

/// The name of the negotiation: as the script says, or as the file is called.
fn name_of(script: &Script, path: &Path) -> Result<NegotiationId, Failure> {
    if let Some(id) = &script.negotiation {
        return Ok(id.clone());
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    NegotiationId::new(&stem.to_lowercase()).map_err(|_| {
        let wrong = "line 1: negotiation: the script does not say how the negotiation is called, \
                     and the file has no name for one. Write \"negotiation\":\"NAME\" on the \
                     first line, of a-z, 0-9 and single hyphens.";
        unusable(path, wrong)
    })
}

/// The key that signs the log.
fn key(
    arguments: &RunArguments,
    id: &NegotiationId,
    chance: &Seeded,
) -> Result<SignerKey, Failure> {
    let Some(path) = &arguments.key else {
        let name = match &arguments.origin {
            Some(name) => name.clone(),
            None => format!("comity-run/{id}"),
        };
        let name =
            KeyName::new(name).map_err(|error| Failure::Usage(format!("--origin: {error}")))?;
        return Ok(SignerKey::from_secret(name, &chance.bytes_for("log key")));
    };
    let bytes = files::read_own(path, MAX_KEY_BYTES)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| unusable(path, "it is no text; name a file that keygen wrote."))?;
    let key = SignerKey::parse_secret(text.trim())
        .map_err(|error| unusable(path, format!("{error}. Name a file that keygen wrote.")))?;
    match &arguments.origin {
        Some(origin) if origin != key.name().as_str() => Err(Failure::Usage(format!(
            "the key signs for the log {}, not for {origin}; leave --origin out",
            key.name()
        ))),
        _ => Ok(key),
    }
}

/// A document beside the script.
fn document(script: &Path, name: &str) -> Result<Vec<u8>, String> {
    let inside = |part: Component<'_>| matches!(part, Component::Normal(_));
    if name.is_empty() || !Path::new(name).components().all(inside) {
        return Err(
            "documents lie beside the script or in a folder there; name it from there".to_owned(),
        );
    }
    let path = files::folder_of(script).join(name);
    files::read(&path).map_err(|failure| failure.to_string())
}

struct Desk<'d> {
    arguments: &'d RunArguments,
    script: &'d Script,
    id: NegotiationId,
    chance: Seeded,
}

impl Desk<'_> {
    /// Plays the script and writes the bundle.
    async fn work(self, key: SignerKey) -> Result<(std::sync::Arc<Published>, Played), Failure> {
        let path = &self.arguments.script;
        let wrong = |error: &dyn std::fmt::Display| unusable(path, error);
        let journal = MemoryJournal::new();
        let clock = SetClock::default();
        let origin = Origin::new(key.name().as_str()).map_err(|error| wrong(&error))?;
        let ground = Ground {
            journal: journal.clone(),
            clock: clock.clone(),
            chance: self.chance.clone(),
            key,
            origin,
        };
        journal
            .create(&self.id)
            .await
            .map_err(|error| wrong(&error))?;
        let holder = Holder::new("comity run").expect("a name without control characters");
        let opened = open(ground, self.id.clone(), holder).await;
        let (negotiation, sequencer) = opened.map_err(|error| wrong(&error))?;
        let sequencer = tokio::spawn(sequencer.run());
        let stage = Stage {
            negotiation: negotiation.clone(),
            id: self.id.clone(),
            clock,
            chance: self.chance.clone(),
            documents: |name: &str| document(path, name),
        };
        let bar = report::playing(self.script.lines.len(), self.arguments.quiet);
        let played = play(self.script, &stage, |_| bar.inc(1)).await;
        bar.finish_and_clear();
        let played = played.map_err(|error| wrong(&error))?;
        let published = negotiation.read();
        drop((stage, negotiation));
        match sequencer.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(wrong(&error)),
            Err(error) => return Err(wrong(&error)),
        }
        let mut bundle = NewBundle::begin(&self.arguments.output)?;
        let exported = export(&journal, &self.id, |path, bytes| bundle.put(path, bytes)).await;
        exported.map_err(|error| unusable(&self.arguments.output, error))?;
        bundle.finish()?;
        Ok((published, played))
    }
}

fn say(arguments: &RunArguments, published: &Published, played: &Played, verifier: &VerifierKey) {
    let bundle = inputs::file_name(&arguments.output);
    let size = usize::try_from(published.state.size()).unwrap_or(usize::MAX);
    let refused = match played.refused {
        0 => String::new(),
        count => format!(" ({count} more refused, as the script expects)"),
    };
    let summary = format!(
        "{}{refused}; {}\n  key: {verifier}\n  check it: comity verify {bundle} --key '{verifier}'",
        counted(size, "entry", "entries"),
        ending(&published.state),
    );
    report::done(&summary, &played.notices);
}

/// Where a negotiation stands, in a few words.
fn ending(state: &State) -> String {
    match state.ending() {
        Some(EndState::Adopted { revision, .. }) => format!("revision {revision} is adopted"),
        Some(EndState::WithoutAgreement { .. }) => "closed without agreement".to_owned(),
        None => format!("it stands at {}", state.stage()),
    }
}
