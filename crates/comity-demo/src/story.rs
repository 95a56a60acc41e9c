//! The story: a script and its documents, as they are in `story`.

use comity_app::ports::NegotiationId;
use comity_app::script::{Line, Script, ScriptError};
use comity_app::tasks::Task;
use comity_record::v1::Act;

const SCRIPT: &[u8] = include_bytes!("../story/script.jsonl");

const DRAFT: &[u8] = include_bytes!("../story/draft.md");

const DRAFT_IN_ARABIC: &[u8] = include_bytes!("../story/draft.ar.md");

/// The script.
pub(crate) fn script() -> Result<Script, ScriptError> {
    Script::parse(SCRIPT)
}

/// The script up to the first word that somebody says.
pub(crate) fn opening() -> Result<Script, ScriptError> {
    let mut script = script()?;
    let opens = |task: &Task| match task {
        Task::Open { .. } => true,
        Task::Act(act) => matches!(**act, Act::Accredit { .. }),
        _ => false,
    };
    let is_opening = |line: &Line| line.step.as_ref().is_none_or(|it| opens(&it.task));
    let end = script.lines.iter().position(|line| !is_opening(line));
    script.lines.truncate(end.unwrap_or(script.lines.len()));
    Ok(script)
}

/// The name of the negotiation.
pub(crate) fn negotiation() -> NegotiationId {
    NegotiationId::new("code-of-conduct").expect("a name of letters and hyphens")
}

/// The documents that the script names.
pub(crate) fn document(name: &str) -> Result<Vec<u8>, String> {
    match name {
        "draft.md" => Ok(DRAFT.to_vec()),
        "draft.ar.md" => Ok(DRAFT_IN_ARABIC.to_vec()),
        _ => Err("the story has no such document".to_owned()),
    }
}
