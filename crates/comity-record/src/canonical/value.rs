//! A value of canonical JSON, for whoever does not know its type.
//!
//! Never here: fractions and names of members that stand twice; reading refuses them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::check::is_name_byte;
use super::{CanonicalError, MAX_DEPTH, MAX_INTEGER};

/// A value of JSON as the record can hold it. Written, it comes out canonical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// An integer within [`MAX_INTEGER`].
    Integer(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, its members in ascending order of their names.
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// Reads JSON in any spelling: with white space, in any order of members.
    ///
    /// # Errors
    /// When it is no JSON, or holds a fraction, an integer beyond [`MAX_INTEGER`], a member name
    /// that is not plain ASCII or stands twice, or is deeper than [`MAX_DEPTH`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CanonicalError> {
        serde_json::from_slice(bytes).map_err(|error| CanonicalError::Content {
            reason: error.to_string(),
        })
    }

    /// The canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a value has only what JSON has, and memory takes it")
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(members) => serializer.collect_map(members),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Depth(0).deserialize(deserializer)
    }
}

/// Reads a value that stands this deep in others.
#[derive(Clone, Copy)]
struct Depth(usize);

impl Depth {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.0 >= MAX_DEPTH {
            let reason = "arrays and objects stand more than 32 deep in each other; flatten them";
            return Err(E::custom(reason));
        }
        Ok(Self(self.0 + 1))
    }
}

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, a boolean, an integer, a string, an array or an object")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        if !(-MAX_INTEGER..=MAX_INTEGER).contains(&value) {
            return Err(beyond(&value));
        }
        Ok(Value::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        let small = i64::try_from(value).map_err(|_| beyond(&value))?;
        self.visit_i64(small)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = access.next_element_seed(inside)? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut members = BTreeMap::new();
        while let Some(name) = access.next_key::<String>()? {
            if !name.bytes().all(is_name_byte) {
                let reason = format!("the member name {name:?} is not plain ASCII; choose another");
                return Err(A::Error::custom(reason));
            }
            let value = access.next_value_seed(inside)?;
            if members.contains_key(&name) {
                let reason = format!("two members are called `{name}`; keep one of them");
                return Err(A::Error::custom(reason));
            }
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

fn beyond<E: Error>(value: &dyn fmt::Display) -> E {
    E::custom(format!(
        "the integer {value} lies beyond 2^53 - 1; write it as a string"
    ))
}
