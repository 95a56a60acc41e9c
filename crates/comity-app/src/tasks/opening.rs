//! Opening: a preset with the members that this negotiation has otherwise.

use comity_record::v1::modalities::{Modalities, PRESETS};
use comity_record::v1::{Act, Words};
use serde_json::{Map, Value};

use super::TaskError;

/// The act that opens a negotiation.
pub(super) fn open(
    title: String,
    preset: &str,
    change: Map<String, Value>,
) -> Result<Act, TaskError> {
    let modalities = Modalities::preset(preset).ok_or_else(|| {
        let known: Vec<&str> = PRESETS.iter().map(|(name, _)| *name).collect();
        TaskError::UnknownPreset {
            preset: preset.to_owned(),
            known: known.join(", "),
        }
    })?;
    let modalities = changed(&modalities, change)?;
    // Words that the format does not know are named here, before the rules see them.
    modalities.rules()?;
    Ok(Act::Open {
        modalities: Box::new(modalities),
        title: Words::inline(title),
    })
}

fn changed(modalities: &Modalities, change: Map<String, Value>) -> Result<Modalities, TaskError> {
    let written = serde_json::to_value(modalities).expect("modalities are strings and numbers");
    let Value::Object(mut members) = written else {
        unreachable!("modalities are written as an object")
    };
    members.extend(change);
    serde_path_to_error::deserialize(Value::Object(members)).map_err(|error| {
        let path = error.path().to_string();
        let member = match path.as_str() {
            "." => "change".to_owned(),
            path => format!("change.{path}"),
        };
        TaskError::form(member, error.into_inner())
    })
}
