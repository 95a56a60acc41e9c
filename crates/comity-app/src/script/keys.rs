//! The keys of scripts: made from a name, so that everybody has them.
//!
//! They show how acts are signed and protect nothing. Never use one outside of a script.

use comity_record::v1::entry::public_key;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// The secret half of the script key with a name: the SHA-256 of `comity script key`, a line feed
/// and the name. Whoever knows the name has it.
#[must_use]
pub fn script_key(name: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"comity script key\n");
    hasher.update(name);
    hasher.finalize().into()
}

/// The task with every `"key":{"script":"name"}` as the public half of that key.
pub(super) fn with_keys(mut task: Value) -> Result<Value, String> {
    if let Some(Value::Object(act)) = task.get_mut("act") {
        for kind in ["accredit", "name-delegate"] {
            if let Some(Value::Object(members)) = act.get_mut(kind) {
                with_key(members).map_err(|wrong| format!("task.act.{kind}.key: {wrong}"))?;
            }
        }
    }
    Ok(task)
}

fn with_key(members: &mut Map<String, Value>) -> Result<(), String> {
    let Some(Value::Object(key)) = members.get("key") else {
        return Ok(());
    };
    let name = key.get("script").and_then(Value::as_str);
    let Some(name) = name.filter(|_| key.len() == 1) else {
        return Err(
            "write a public key in hexadecimal digits, or {\"script\":\"NAME\"}".to_owned(),
        );
    };
    let public = public_key(&script_key(name)).to_string();
    members.insert("key".to_owned(), Value::String(public));
    Ok(())
}
