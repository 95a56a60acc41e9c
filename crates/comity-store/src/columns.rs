//! Between columns and values: what both databases hand out, read into what the port promises.
//!
//! A value that cannot have been written by us is damage, with its place; it never becomes a
//! guess.

use comity_app::ports::{
    Blob, BlobName, Head, Holder, JournalError, Kept, MAX_ENTRIES_PER_PAGE, NegotiationId, Term,
};

/// What a person can do about damage.
const WAY_OUT: &str = "stop the server, keep the damaged data aside, and put a backup or a \
                       published bundle of the record in its place";

/// Where a negotiation stands: its key in the database, its size and its latest term.
pub(crate) type Standing = (i64, i64, i64);

/// A text as it stands in its row: name, entry, salt and words.
pub(crate) type BlobRow = (Vec<u8>, i64, Option<Vec<u8>>, Option<Vec<u8>>);

/// Damage at a place.
pub(crate) fn damage(place: impl Into<String>) -> JournalError {
    JournalError::Corrupt {
        place: place.into(),
        way_out: WAY_OUT.to_owned(),
    }
}

/// A number for the database. Whoever has more than it can count asks beyond the end.
pub(crate) fn to_column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number from the database, where it is a size or an index.
pub(crate) fn from_column(place: &str, number: i64) -> Result<u64, JournalError> {
    u64::try_from(number).map_err(|_| damage(format!("{place} ({number})")))
}

/// Names of negotiations.
pub(crate) fn to_negotiations(slugs: Vec<String>) -> Result<Vec<NegotiationId>, JournalError> {
    let read = |slug: String| {
        NegotiationId::new(&slug).map_err(|_| damage(format!("the name `{slug}` of a negotiation")))
    };
    slugs.into_iter().map(read).collect()
}

/// The head of a negotiation.
pub(crate) fn to_head(
    negotiation: &NegotiationId,
    row: Option<(i64, Option<String>)>,
) -> Result<Option<Head>, JournalError> {
    let (size, checkpoint) =
        row.ok_or_else(|| JournalError::UnknownNegotiation(negotiation.clone()))?;
    let size = from_column(&format!("the size of `{negotiation}`"), size)?;
    match checkpoint {
        Some(checkpoint) => Ok(Some(Head { size, checkpoint })),
        None if size == 0 => Ok(None),
        None => Err(damage(format!("the checkpoint of `{negotiation}`"))),
    }
}

/// A term that was just taken.
pub(crate) fn to_term(negotiation: &NegotiationId, term: i64) -> Result<Term, JournalError> {
    from_column(&format!("the term of `{negotiation}`"), term).map(Term)
}

/// Why a lease was not given.
pub(crate) fn not_acquired(
    negotiation: &NegotiationId,
    row: Option<(Option<String>, i64)>,
) -> JournalError {
    match row {
        None => JournalError::UnknownNegotiation(negotiation.clone()),
        Some((Some(holder), until)) => match Holder::new(&holder) {
            Ok(holder) => JournalError::Held { holder, until },
            Err(_) => damage(format!("the holder of `{negotiation}`")),
        },
        // It was taken when we asked and is free now that we look: somebody gave it up.
        Some((None, _)) => JournalError::Unavailable("the lease has just become free".to_owned()),
    }
}

/// Why a term may not write, or why its batch does not fit; `first` is nothing where only the
/// term matters.
pub(crate) fn not_advanced(
    negotiation: &NegotiationId,
    (given, first): (Term, Option<u64>),
    standing: Option<Standing>,
) -> JournalError {
    let Some((_, size, latest)) = standing else {
        return JournalError::UnknownNegotiation(negotiation.clone());
    };
    let latest = match to_term(negotiation, latest) {
        Ok(latest) => latest,
        Err(damage) => return damage,
    };
    let found = from_column(&format!("the size of `{negotiation}`"), size);
    match (first, found) {
        _ if given != latest || latest == Term(0) => JournalError::Fenced { given, latest },
        (Some(expected), Ok(found)) => JournalError::Conflict { expected, found },
        (_, Err(damage)) => damage,
        (None, Ok(_)) => JournalError::Unavailable("the term has just been renewed".to_owned()),
    }
}

/// The indexes of a page, from one up to another: what was asked for, cut to what there is and
/// to what one read answers for.
pub(crate) fn page(
    negotiation: &NegotiationId,
    standing: Option<Standing>,
    (from, limit): (u64, usize),
) -> Result<(i64, i64, i64), JournalError> {
    let (id, size, _) =
        standing.ok_or_else(|| JournalError::UnknownNegotiation(negotiation.clone()))?;
    let from = to_column(from);
    let limit = to_column(limit.min(MAX_ENTRIES_PER_PAGE) as u64);
    Ok((id, from, from.saturating_add(limit).min(size)))
}

/// The entries of a page; each index must be there.
pub(crate) fn to_entries(
    negotiation: &NegotiationId,
    (from, until): (i64, i64),
    rows: Vec<(i64, Vec<u8>)>,
) -> Result<Vec<Vec<u8>>, JournalError> {
    let mut entries = Vec::with_capacity(rows.len());
    let mut next = from;
    for (n, bytes) in rows {
        if n != next {
            break;
        }
        entries.push(bytes);
        next += 1;
    }
    if next < until {
        return Err(damage(format!("entry {next} of `{negotiation}`")));
    }
    Ok(entries)
}

/// Texts.
pub(crate) fn to_blobs(
    negotiation: &NegotiationId,
    rows: Vec<BlobRow>,
) -> Result<Vec<Blob>, JournalError> {
    let read = |(name, entry, salt, words): BlobRow| {
        to_blob(name, entry, (salt, words))
            .ok_or_else(|| damage(format!("a text of entry {entry} of `{negotiation}`")))
    };
    rows.into_iter().map(read).collect()
}

fn to_blob(name: Vec<u8>, entry: i64, content: (Option<Vec<u8>>, Option<Vec<u8>>)) -> Option<Blob> {
    let kept = match content {
        (Some(salt), Some(words)) => Some(Kept {
            salt: salt.try_into().ok()?,
            text: String::from_utf8(words).ok()?,
        }),
        (None, None) => None,
        _ => return None,
    };
    Some(Blob {
        name: BlobName(name.try_into().ok()?),
        entry: entry.try_into().ok()?,
        kept,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(error: JournalError) -> String {
        match error {
            JournalError::Corrupt { place, .. } => place,
            other => panic!("{other}"),
        }
    }

    fn keth() -> NegotiationId {
        NegotiationId::new("keth").unwrap()
    }

    #[test]
    fn a_missing_entry_is_damage_wherever_it_is_missing() {
        let rows = |indexes: &[i64]| indexes.iter().map(|&n| (n, vec![1])).collect();
        let read = |indexes: &[i64]| to_entries(&keth(), (4, 7), rows(indexes));
        assert_eq!(read(&[4, 5, 6]).unwrap().len(), 3);
        for (indexes, missing) in [
            (vec![5, 6], 4),
            (vec![4, 6], 5),
            (vec![4, 5], 6),
            (vec![], 4),
        ] {
            let told = place(read(&indexes).unwrap_err());
            assert_eq!(told, format!("entry {missing} of `keth`"));
        }
    }

    #[test]
    fn half_a_text_is_damage() {
        let name = vec![1; 32];
        let whole = (name.clone(), 3, Some(vec![2; 32]), Some(b"words".to_vec()));
        assert!(to_blobs(&keth(), vec![whole.clone()]).is_ok());
        for (row, case) in [
            ((vec![1; 31], 3, None, None), "a short name"),
            ((name.clone(), 3, None, Some(vec![])), "words without salt"),
            (
                (name.clone(), 3, Some(vec![2; 32]), None),
                "salt without words",
            ),
            (
                (name.clone(), 3, Some(vec![2; 3]), Some(vec![])),
                "a short salt",
            ),
            (
                (name, 3, Some(vec![2; 32]), Some(vec![0xff])),
                "words that are none",
            ),
        ] {
            let told = place(to_blobs(&keth(), vec![row]).unwrap_err());
            assert_eq!(told, "a text of entry 3 of `keth`", "{case}");
        }
    }

    #[test]
    fn a_size_without_a_checkpoint_is_damage() {
        assert_eq!(to_head(&keth(), Some((0, None))), Ok(None));
        assert!(place(to_head(&keth(), Some((3, None))).unwrap_err()).contains("checkpoint"));
        assert!(place(to_head(&keth(), Some((-1, None))).unwrap_err()).contains("size"));
    }
}
