//! `comity verify`: the four answers about a record, or what the proof of one entry shows.
//!
//! The answers go to standard output, also when something is wrong: then the first wrong entry or
//! file is named, and the exit code is 1.

use std::path::Path;

use comity_app::views::outcome::{OutcomeView, outcome};
use comity_exchange::report::{self, Cell, Fact, Report};
use comity_record::checkpoint::{Checkpoint, SignedCheckpoint};
use comity_record::note::{MAX_NOTE_BYTES, VerifierKey};
use comity_record::policy::{MAX_POLICY_BYTES, Policy};
use comity_record::proof::{MAX_PROOF_FILE_BYTES, ProofFile, ProofFileError};
use comity_record::tiles::MAX_ENTRY_BYTES;
use comity_record::v1::hex::Hex;
use comity_record::verify::{Against, Answer, Report as Verification};

use crate::arguments::{VerificationFormat, VerifyArguments};
use crate::report::{Failure, seen};
use crate::show::words::{ending, numbers};
use crate::{bundle, files};

/// The longest key, or file with one, in bytes: a name of some hundred letters and sixty more.
const MAX_KEY_BYTES: usize = 4_096;

/// What is answered: lines for people, values for machines.
struct Answers {
    lines: Vec<(&'static str, String)>,
    facts: Vec<Fact>,
    holds: bool,
}

pub(crate) fn run(arguments: &VerifyArguments) -> Result<(), Failure> {
    let against = against(arguments)?;
    let answers = match &arguments.entry {
        Some(entry) => of_proof(&arguments.bundle, entry, &against)?,
        None => {
            let found = bundle::open(&arguments.bundle)?;
            let quiet = arguments.destination.quiet;
            of_bundle(&bundle::replayed(&found, &against, quiet, |_| {}))
        }
    };
    let holds = answers.holds;
    let written = match arguments.to {
        VerificationFormat::Text => text(&answers.lines),
        VerificationFormat::Json => report::json(&Report {
            view: "verification",
            what: "Verification".to_owned(),
            facts: answers.facts,
            ..Report::default()
        }),
    };
    let output = arguments.destination.output.as_deref();
    files::write(output, written.as_bytes(), false)?;
    match holds {
        true => Ok(()),
        false => Err(Failure::Answered),
    }
}

fn against(arguments: &VerifyArguments) -> Result<Against, Failure> {
    let key = arguments.key.as_deref().map(key).transpose()?;
    let checkpoint = arguments.checkpoint.as_deref().map(|path| {
        let bytes = files::read_small(path, MAX_NOTE_BYTES)?;
        SignedCheckpoint::parse(&bytes).map_err(|error| wrong(path, &error))
    });
    let policy = arguments.policy.as_deref().map(|path| {
        let bytes = files::read_small(path, MAX_POLICY_BYTES)?;
        Policy::parse(&bytes).map_err(|error| wrong(path, &error))
    });
    Ok(Against {
        key,
        checkpoint: checkpoint.transpose()?,
        policy: policy.transpose()?,
    })
}

/// A key as it was given: itself, or the file that holds it.
fn key(given: &str) -> Result<VerifierKey, Failure> {
    let path = Path::new(given);
    let text = match path.exists() {
        true => String::from_utf8_lossy(&files::read_small(path, MAX_KEY_BYTES)?).into_owned(),
        false => given.to_owned(),
    };
    text.trim().parse().map_err(|error| {
        let shown: String = given.chars().take(80).collect();
        Failure::Unusable(
            format!("--key {shown}"),
            format!("it is neither a file nor a key: {error}."),
        )
    })
}

fn wrong(path: &Path, error: &impl ToString) -> Failure {
    Failure::Unusable(
        path.display().to_string(),
        format!("{}.", error.to_string()),
    )
}

fn of_bundle(found: &Verification) -> Answers {
    let mut answers = Answers {
        lines: Vec::new(),
        facts: Vec::new(),
        holds: found.holds(),
    };
    answers.consistent(found);
    answers.say(("authentic", "authentic_by"), &found.authentic, "--key");
    let with = "--checkpoint or --policy";
    let keys = ("not_rolled_back", "not_rolled_back_by");
    answers.say(keys, &found.not_rolled_back, with);
    answers.line(
        "acts",
        format!(
            "{} signed by delegations, {} attested by the server",
            found.signed, found.attested
        ),
    );
    answers.number("signed", Some(found.signed));
    answers.number("attested", Some(found.attested));
    answers.record(found.head.as_ref());
    let right = found.consistent.is_ok();
    answers.outcome(right.then(|| outcome(found.replay.state())).as_ref());
    let undecided = found.replay.undecided();
    if !undecided.is_empty() {
        answers.line(
            "not decided again",
            format!(
                "{}: words of these entries are withheld",
                numbers(undecided)
            ),
        );
    }
    let undecided = undecided.iter().map(|entry| Cell::Number(*entry));
    answers.fact("undecided", Cell::Several(undecided.collect()));
    answers
}

/// What a proof shows about an entry: that it stands in the log, and who says so.
fn of_proof(proof: &Path, entry: &Path, against: &Against) -> Result<Answers, Failure> {
    let proof_file = ProofFile::parse(&files::read_small(proof, MAX_PROOF_FILE_BYTES)?)
        .map_err(|error| wrong(proof, &error))?;
    let entry = files::read_small(entry, MAX_ENTRY_BYTES)?;
    let shown: Result<String, ProofFileError> = match (&against.policy, &against.key) {
        (Some(policy), key) => proof_file
            .verify_under(&entry, policy, key.as_slice())
            .map(|_| "signed by the log, and enough witnesses have cosigned it".to_owned()),
        (None, Some(key)) => proof_file
            .verify(&entry, std::slice::from_ref(key))
            .map(|_| format!("signed by {}", key.name())),
        (None, None) => {
            let usage = "a proof is worth what its signature is: give the key of the log with \
                         --key, or witnesses with --policy";
            return Err(Failure::Usage(usage.to_owned()));
        }
    };
    let mut answers = Answers {
        lines: Vec::new(),
        facts: Vec::new(),
        holds: shown.is_ok(),
    };
    let said = match shown {
        Ok(by) => Answer::Yes(format!("entry {}, {by}", proof_file.index)),
        Err(error) => Answer::No(error.to_string()),
    };
    answers.say(("in_the_log", "in_the_log_by"), &said, "--key");
    answers.number("entry", Some(proof_file.index));
    answers.record(Some(proof_file.checkpoint.claim()));
    Ok(answers)
}

impl Answers {
    fn line(&mut self, heading: &'static str, said: String) {
        self.lines.push((heading, said));
    }

    fn fact(&mut self, key: &'static str, value: Cell) {
        self.facts.push(Fact::new(key, key, value));
    }

    fn number(&mut self, key: &'static str, value: Option<u64>) {
        self.fact(key, value.map_or(Cell::Nothing, Cell::Number));
    }

    fn consistent(&mut self, found: &Verification) {
        let wrong = found.consistent.as_ref().err();
        let size = found.replay.state().size();
        match wrong {
            None => self.line(
                "consistent",
                format!("yes: hashes, tree and the replay of {size} entries agree"),
            ),
            Some(wrong) => self.line("consistent", format!("NO: {wrong}")),
        }
        let word = if wrong.is_none() { "yes" } else { "no" };
        self.fact("consistent", Cell::said(word));
        self.number("wrong_entry", wrong.and_then(|wrong| wrong.entry));
        let file = wrong.and_then(|wrong| wrong.file.clone());
        self.fact("wrong_file", file.map_or(Cell::Nothing, Cell::Foreign));
        let why = wrong.map(|wrong| wrong.why.clone());
        self.fact("wrong_why", why.map_or(Cell::Nothing, Cell::Foreign));
    }

    /// One of the answers; its heading is its name with spaces.
    fn say(&mut self, (key, by): (&'static str, &'static str), said: &Answer, with: &str) {
        let (word, why, line) = match said {
            Answer::Yes(why) => ("yes", Some(why), format!("yes: {why}")),
            Answer::No(why) => ("no", Some(why), format!("NO: {why}")),
            Answer::NotAsked => ("not-asked", None, format!("not asked; ask with {with}")),
        };
        let heading = match key {
            "in_the_log" => "in the log",
            "not_rolled_back" => "not rolled back",
            other => other,
        };
        self.line(heading, line);
        self.fact(key, Cell::said(word));
        let why = why.map_or(Cell::Nothing, |why| Cell::foreign(why.clone()));
        self.fact(by, why);
    }

    fn record(&mut self, head: Option<&Checkpoint>) {
        if let Some(head) = head {
            let Checkpoint {
                origin, size, root, ..
            } = head;
            self.line("record", format!("{origin}, {size} entries, root {root}"));
        }
        let origin = head.map(|head| Cell::foreign(head.origin.as_str()));
        self.fact("origin", origin.unwrap_or_default());
        self.number("entries", head.map(|head| head.size));
        let root = head.map(|head| Cell::Code(head.root.to_string()));
        self.fact("root", root.unwrap_or_default());
    }

    fn outcome(&mut self, view: Option<&OutcomeView>) {
        let text = view.and_then(|view| view.text.as_ref().ok());
        let hash = text
            .and_then(|text| text.hash)
            .map(|hash| Hex(hash).to_string());
        if let Some(view) = view {
            self.line("outcome", ending(view));
            let said = match (&view.text, &hash) {
                (Ok(text), Some(hash)) => format!("revision {}, hash {hash}", text.revision),
                (Ok(text), None) => {
                    format!(
                        "revision {}, no hash while words are withheld",
                        text.revision
                    )
                }
                (Err(none), _) => none.to_string(),
            };
            self.line("text", said);
        }
        let stage = view.map(|view| Cell::said(view.stage.name()));
        self.fact("stage", stage.unwrap_or_default());
        let outcome = view.map(|view| Cell::said(crate::show::words::ending_word(view)));
        self.fact("outcome", outcome.unwrap_or_default());
        self.number("revision", text.map(|text| u64::from(text.revision)));
        self.fact("text", hash.map_or(Cell::Nothing, Cell::Code));
    }
}

/// One line for each answer.
fn text(lines: &[(&'static str, String)]) -> String {
    let mut out = String::new();
    for (heading, said) in lines {
        out.extend([*heading, ": "]);
        out.push_str(&seen(said, &[]));
        out.push('\n');
    }
    out
}
