//! Ids of participants and statements: each gets a number when it is first seen.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::rows::shortened;
use crate::limits::{MAX_NAME_BYTES, MAX_NAMES_BYTES};

/// Ids in the order in which they were first seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    ids: Vec<String>,
}

impl Names {
    /// The ids: the one at `i` is what the reader called `i`.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The numbers in the order of their ids, by [`name_order`]: the first one is the number of
    /// the id that comes first.
    #[must_use]
    pub fn sorted(&self) -> Vec<u32> {
        let count = u32::try_from(self.ids.len()).expect("there are fewer than the limit");
        let mut sorted: Vec<u32> = (0..count).collect();
        sorted.sort_by(|a, b| name_order(&self.ids[*a as usize], &self.ids[*b as usize]));
        sorted
    }

    /// The place of each id in that order: what was called `i` comes at `ranks()[i]`.
    #[must_use]
    pub fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.ids.len()];
        for (rank, number) in (0..).zip(self.sorted()) {
            ranks[number as usize] = rank;
        }
        ranks
    }
}

/// The order of ids, the same on every machine: those of digits alone first, by their value, so
/// that 9 comes before 10; then all others by code point.
#[must_use]
pub fn name_order(a: &str, b: &str) -> Ordering {
    let value = |id: &str| {
        let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| id.trim_start_matches('0').len())
    };
    match (value(a), value(b)) {
        (Some(x), Some(y)) => {
            let digits = |id: &str| id.trim_start_matches('0').to_owned();
            // Leading zeros come last: they say the same value, and ids are not the same.
            x.cmp(&y)
                .then_with(|| digits(a).cmp(&digits(b)))
                .then_with(|| a.cmp(b))
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

/// Gives numbers to ids.
#[derive(Default)]
pub(super) struct Register {
    numbers: HashMap<Box<str>, u32>,
    bytes: usize,
}

impl Register {
    /// The number of an id, and whether it is a new one.
    ///
    /// # Errors
    /// Says what is wrong with the id, or that there are too many.
    pub(super) fn number(&mut self, id: &str, most: usize) -> Result<(u32, bool), String> {
        if let Some(number) = self.numbers.get(id) {
            return Ok((*number, false));
        }
        if id.is_empty() {
            return Err("The id is empty.".to_owned());
        }
        if id.len() > MAX_NAME_BYTES {
            let start = shortened(id);
            return Err(format!(
                "The id `{start}` has more than {MAX_NAME_BYTES} bytes."
            ));
        }
        self.bytes += id.len();
        if self.numbers.len() >= most {
            return Err(format!("There are more than {most} different ids."));
        }
        if self.bytes > MAX_NAMES_BYTES {
            return Err(format!(
                "The ids have more than {MAX_NAMES_BYTES} bytes in all."
            ));
        }
        let number = u32::try_from(self.numbers.len()).expect("there are fewer than the limit");
        self.numbers.insert(id.into(), number);
        Ok((number, true))
    }

    /// The ids in the order in which they came.
    pub(super) fn names(self) -> Names {
        let mut ids = vec![String::new(); self.numbers.len()];
        for (id, number) in self.numbers {
            ids[number as usize] = id.into_string();
        }
        Names { ids }
    }
}
