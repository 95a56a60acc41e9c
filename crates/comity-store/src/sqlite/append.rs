//! The one transaction that writes.
//!
//! What a crash leaves: before `COMMIT` has begun, nothing of the batch. During it, the batch as a
//! whole or nothing: its pages go to the write-ahead file first, and the next one to open the
//! file uses them only if the last of them, which says that the batch is complete, arrived whole.
//! After it, the batch. A crash while pages move from the write-ahead file to the database loses
//! nothing: they are moved once more.

use std::collections::BTreeSet;

use comity_app::ports::{Batch, Blob, JournalError, Malformed, NegotiationId, Tile};
use sqlx::sqlite::{Sqlite, SqliteConnection};
use sqlx::{Connection, QueryBuilder, query, query_as, query_scalar, raw_sql};

use super::{SqliteJournal, fault};
use crate::{columns, statements};

/// How many rows go into one statement, from the most to the least. Few lengths, so that every
/// statement is prepared once and found again.
const ROWS_PER_STATEMENT: [usize; 5] = [256, 64, 16, 4, 1];

pub(super) async fn append(
    journal: &SqliteJournal,
    negotiation: &NegotiationId,
    batch: &Batch,
) -> Result<(), JournalError> {
    let mut writer = journal
        .file
        .writer
        .acquire()
        .await
        .map_err(|error| fault(&error))?;
    // Immediate: whoever waits for another process waits here, where nothing was done yet.
    let transaction = writer.begin_with("BEGIN IMMEDIATE").await;
    let mut transaction = transaction.map_err(|error| fault(&error))?;
    // Dropping the transaction on the way out of an error rolls it back.
    write(&mut transaction, negotiation, batch).await?;
    if let Err(error) = transaction.commit().await {
        // The disk refused while pages were on their way. A connection that was told so must not
        // be used again: the next one reads what is really there.
        writer.close_on_drop();
        return Err(JournalError::Uncertain(error.to_string()));
    }
    if !batch.redacted.is_empty() {
        // The erased words are still in the write-ahead file: move its pages and cut it off. If a
        // reader is in the way or the machine stops here, they go with the next cut, at the
        // latest when the file is opened again; the batch itself is safe, hence no error.
        let _ = raw_sql(super::file::CUT).execute(&mut *writer).await;
    }
    Ok(())
}

async fn write(
    writer: &mut SqliteConnection,
    negotiation: &NegotiationId,
    batch: &Batch,
) -> Result<(), JournalError> {
    let advanced = query_scalar(statements::ADVANCE)
        .bind(negotiation.as_str())
        .bind(columns::to_column(batch.first))
        .bind(columns::to_column(batch.size_after()))
        .bind(batch.checkpoint.as_str())
        .bind(columns::to_column(batch.term.0));
    let id: Option<i64> = (advanced.fetch_optional(&mut *writer).await).map_err(|e| fault(&e))?;
    let Some(id) = id else {
        let standing = query_as(statements::STANDING).bind(negotiation.as_str());
        let standing = standing.fetch_optional(&mut *writer).await;
        let standing = standing.map_err(|error| fault(&error))?;
        let asked = (batch.term, Some(batch.first));
        return Err(columns::not_advanced(negotiation, asked, standing));
    };
    write_entries(writer, id, batch).await?;
    write_blobs(writer, id, batch).await?;
    erase(writer, id, batch).await?;
    write_tiles(writer, id, batch).await
}

async fn write_entries(
    writer: &mut SqliteConnection,
    id: i64,
    batch: &Batch,
) -> Result<(), JournalError> {
    let mut first = columns::to_column(batch.first);
    for entries in groups(&batch.entries) {
        let mut rows = QueryBuilder::<Sqlite>::new("INSERT INTO entry (negotiation, n, bytes) ");
        rows.push_values((first..).zip(entries), |mut row, (n, bytes)| {
            row.push_bind(id).push_bind(n).push_bind(bytes.as_slice());
        });
        match rows.build().execute(&mut *writer).await {
            Ok(_) => first += columns::to_column(entries.len() as u64),
            // The head says that there is no such entry yet, and the table has it.
            Err(error) if is_taken(&error) => {
                return Err(columns::damage("an entry beyond the head"));
            }
            Err(error) => return Err(fault(&error)),
        }
    }
    Ok(())
}

async fn write_blobs(
    writer: &mut SqliteConnection,
    id: i64,
    batch: &Batch,
) -> Result<(), JournalError> {
    for blobs in groups(&batch.blobs) {
        let mut rows = QueryBuilder::<Sqlite>::new(
            "INSERT INTO blob (negotiation, name, entry, salt, words) ",
        );
        rows.push_values(blobs, |mut row, Blob { name, entry, kept }| {
            let kept = kept.as_ref();
            row.push_bind(id)
                .push_bind(name.0.to_vec())
                .push_bind(columns::to_column(*entry))
                .push_bind(kept.map(|kept| kept.salt.to_vec()))
                .push_bind(kept.map(|kept| kept.text.as_bytes()));
        });
        match rows.build().execute(&mut *writer).await {
            Ok(_) => {}
            Err(error) if is_taken(&error) => return Err(which_is_taken(writer, id, blobs).await),
            Err(error) => return Err(fault(&error)),
        }
    }
    Ok(())
}

/// The refused statement left nothing behind, so what is there now was there before it.
async fn which_is_taken(writer: &mut SqliteConnection, id: i64, blobs: &[Blob]) -> JournalError {
    for Blob { name, .. } in blobs {
        let there = query("SELECT 1 FROM blob WHERE negotiation = $1 AND name = $2")
            .bind(id)
            .bind(name.0.to_vec());
        match there.fetch_optional(&mut *writer).await {
            Ok(Some(_)) => return Malformed::BlobTaken(*name).into(),
            Ok(None) => {}
            Err(error) => return fault(&error),
        }
    }
    columns::damage("the index of the texts")
}

async fn erase(writer: &mut SqliteConnection, id: i64, batch: &Batch) -> Result<(), JournalError> {
    for name in batch.redacted.iter().collect::<BTreeSet<_>>() {
        let erase =
            query("UPDATE blob SET salt = NULL, words = NULL WHERE negotiation = $1 AND name = $2");
        let erase = erase.bind(id).bind(name.0.to_vec());
        let erased = erase
            .execute(&mut *writer)
            .await
            .map_err(|error| fault(&error))?;
        if erased.rows_affected() == 0 {
            return Err(Malformed::NothingToErase(*name).into());
        }
    }
    Ok(())
}

async fn write_tiles(
    writer: &mut SqliteConnection,
    id: i64,
    batch: &Batch,
) -> Result<(), JournalError> {
    for tiles in groups(&batch.tiles) {
        let mut rows = QueryBuilder::<Sqlite>::new("INSERT INTO tile (negotiation, path, bytes) ");
        rows.push_values(tiles, |mut row, Tile { path, bytes }| {
            row.push_bind(id)
                .push_bind(path.as_str())
                .push_bind(bytes.as_slice());
        });
        rows.push(" ON CONFLICT (negotiation, path) DO UPDATE SET bytes = excluded.bytes");
        let written = rows.build().execute(&mut *writer).await;
        written.map_err(|error| fault(&error))?;
    }
    Ok(())
}

fn is_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.is_unique_violation())
}

/// Rows in their order, in groups of the lengths that statements are made for.
fn groups<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let length = ROWS_PER_STATEMENT
            .into_iter()
            .find(|&length| length <= rest.len())?;
        let (group, after) = rest.split_at(length);
        rest = after;
        Some(group)
    })
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn groups_hold_every_row_once_and_in_order() {
        let rows: Vec<usize> = (0..600).collect();
        for count in [0, 1, 3, 4, 63, 255, 256, 257, 599, 600] {
            assert_eq!(groups(&rows[..count]).flatten().count(), count);
            assert!(groups(&rows[..count]).flatten().eq(&rows[..count]));
        }
        let lengths: Vec<usize> = groups(&rows).map(<[usize]>::len).collect();
        assert_eq!(lengths, [256, 256, 64, 16, 4, 4]);
    }
}
