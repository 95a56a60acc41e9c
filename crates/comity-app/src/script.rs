//! Scripts: a negotiation as lines of JSON, each a task with who does it and when.
//!
//! The form is described in `docs/formats/acts.md`. Reading a script finds whatever can be told
//! from its lines alone, and names the line; [`play`](play()) then does one line after the other
//! on an open negotiation, with a clock that the script sets.
//!
//! Never here: files and the time of day.
//!
//! Start at [`Script::parse`].

mod keys;
mod play;
mod seed;

use comity_procedure::{Refusal, Time};
use comity_record::canonical;
use comity_record::v1::Act;
use comity_record::v1::parts::{Actor, Behalf};
use comity_record::v1::times::Moment;
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use crate::ports::NegotiationId;
use crate::tasks::Task;

pub use keys::script_key;
pub use play::{Played, RunError, SetClock, Stage, Why, play};
pub use seed::Seeded;

/// The largest script, in bytes: a negotiation of years with every word of it stays below.
pub const MAX_SCRIPT_BYTES: u64 = 64 << 20;

/// The longest line, in bytes: an act may bring many texts, and each is a megabyte at most.
pub const MAX_LINE_BYTES: usize = 16 << 20;

/// The most lines: a script that asks for more is made by a program that can ask the server.
pub const MAX_LINES: usize = 1_000_000;

/// A scripted negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The name of the negotiation, if a line says it.
    pub negotiation: Option<NegotiationId>,
    /// Its lines, without empty ones and comments.
    pub lines: Vec<Line>,
}

/// One line of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// When it happens.
    pub at: Time,
    /// What is done; nothing, where only time passes.
    pub step: Option<Step>,
}

/// What is done on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who does it.
    pub by: Actor,
    /// What.
    pub task: Task,
    /// The name of the script key that signs it.
    pub sign: Option<String>,
    /// The rule that is to refuse it.
    pub expect: Option<String>,
}

/// Why a script cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScriptError {
    /// A line is wrong.
    #[error("line {line}: {wrong}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// The member, what is wrong with it, and the way out.
        wrong: String,
    },
    /// The file is too large.
    #[error("it has {bytes} bytes, and {MAX_SCRIPT_BYTES} are read; divide it")]
    TooLarge {
        /// How many it has.
        bytes: u64,
    },
    /// It is no text.
    #[error("line {line}: it is no UTF-8 text; save it as UTF-8")]
    NoText {
        /// The line on which that shows.
        line: usize,
    },
    /// Nothing is done in it.
    #[error("it has no lines to play; write one task on a line, as docs/formats/acts.md says")]
    Empty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    at: Moment,
    #[serde(default)]
    by: Option<Value>,
    #[serde(default)]
    expect: Option<String>,
    #[serde(default)]
    negotiation: Option<String>,
    #[serde(default)]
    sign: Option<String>,
    #[serde(default)]
    task: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Party {
    delegation: String,
    #[serde(default)]
    delegate: Option<String>,
    #[serde(default, rename = "for")]
    behalf: Option<Behalf>,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// With the number of the first line that is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Script, ScriptError> {
        if bytes.len() as u64 > MAX_SCRIPT_BYTES {
            let bytes = bytes.len() as u64;
            return Err(ScriptError::TooLarge { bytes });
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            ScriptError::NoText { line }
        })?;
        let text = text.trim_start_matches('\u{feff}');
        let mut script = Script {
            negotiation: None,
            lines: Vec::new(),
        };
        for (at, line) in text.split('\n').enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with("//") {
                continue;
            }
            let number = at + 1;
            script
                .take(number, line)
                .map_err(|wrong| ScriptError::Line {
                    line: number,
                    wrong,
                })?;
        }
        match script.lines.is_empty() {
            true => Err(ScriptError::Empty),
            false => Ok(script),
        }
    }

    /// The same script so that its last line is at this time: all its times move alike, those of
    /// the calls in it too.
    #[must_use]
    pub fn ending_at(mut self, end: Time) -> Script {
        let last = self.lines.last().map_or(end, |it| it.at);
        let by = end.since(last);
        let moved = |time: Time| Time(time.0.saturating_add(by));
        for line in &mut self.lines {
            line.at = moved(line.at);
            let Some(step) = &mut line.step else { continue };
            let Task::Act(act) = &mut step.task else {
                continue;
            };
            if let Act::OpenCall { opens, closes, .. } = &mut **act {
                *opens = Moment(moved(opens.0));
                *closes = closes.map(|it| Moment(moved(it.0)));
            }
        }
        self
    }

    fn take(&mut self, number: usize, line: &str) -> Result<(), String> {
        if line.len() > MAX_LINE_BYTES {
            return Err(format!(
                "it has {} bytes, and {MAX_LINE_BYTES} are read; divide it",
                line.len()
            ));
        }
        if self.lines.len() >= MAX_LINES {
            return Err(format!(
                "there are more than {MAX_LINES} lines; divide the script"
            ));
        }
        // Finds members that stand twice and depths without end, which the next reader lets pass.
        canonical::Value::parse(line.as_bytes())
            .map_err(|error| format!("{error}. Write one JSON object on one line"))?;
        let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let written: Written = read("", value)?;
        self.named(written.negotiation)?;
        let at = written.at.0;
        if let Some(last) = self.lines.last().filter(|last| at < last.at) {
            return Err(format!(
                "at: {at} is before the time of line {}, {}; put the lines in the order of time",
                last.number, last.at
            ));
        }
        let step = match (written.by, written.task) {
            (None, None) if written.sign.is_none() && written.expect.is_none() => None,
            (Some(by), Some(task)) => Some(Step {
                by: actor(by)?,
                task: read("task", keys::with_keys(task)?)?,
                sign: written.sign,
                expect: written.expect.map(rule).transpose()?,
            }),
            (None, _) => return Err("by: nobody is named; say who does it".to_owned()),
            (Some(_), None) => {
                return Err(
                    "task: nothing is done; name a task, or leave by out to let time pass"
                        .to_owned(),
                );
            }
        };
        self.lines.push(Line { number, at, step });
        Ok(())
    }

    fn named(&mut self, name: Option<String>) -> Result<(), String> {
        let Some(name) = name else { return Ok(()) };
        let id = NegotiationId::new(&name).map_err(|error| format!("negotiation: {error}"))?;
        match &self.negotiation {
            Some(known) if *known != id => Err(format!(
                "negotiation: the script is of {known}; a script is of one negotiation"
            )),
            _ => {
                self.negotiation = Some(id);
                Ok(())
            }
        }
    }
}

/// A value of JSON as what it should be; else the path of the member and what is wrong with it.
fn read<T: serde::de::DeserializeOwned>(within: &str, value: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let member = match (within, path.as_str()) {
            ("", ".") => String::new(),
            ("", path) => format!("{path}: "),
            (within, ".") => format!("{within}: "),
            (within, path) => format!("{within}.{path}: "),
        };
        format!("{member}{}. See docs/formats/acts.md", error.into_inner())
    })
}

fn actor(by: Value) -> Result<Actor, String> {
    let party = match by {
        Value::String(name) => match name.as_str() {
            "chair" => return Ok(Actor::Chair),
            "secretariat" => return Ok(Actor::Secretariat),
            "clock" => return Ok(Actor::Clock),
            _ => Party {
                delegation: name,
                delegate: None,
                behalf: None,
            },
        },
        other => read("by", other)?,
    };
    let actor = Actor::Delegation {
        behalf: party.behalf,
        delegate: party.delegate,
        id: party.delegation,
    };
    match actor.rules() {
        Ok(_) => Ok(actor),
        Err(error) => Err(format!("by: {error}")),
    }
}

fn rule(name: String) -> Result<String, String> {
    match Refusal::RULES.contains(&name.as_str()) {
        true => Ok(name),
        false => Err(format!(
            "expect: no rule is called “{name}”; the rules are: {}",
            Refusal::RULES.join(", ")
        )),
    }
}
