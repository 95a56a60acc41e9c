//! The one transaction that writes.
//!
//! What a crash leaves: before `COMMIT` is sent, nothing of the batch, because the server throws
//! away the transaction of a connection that went away. After it is sent, the batch as a whole or
//! nothing, and until the answer arrives nobody on this side knows which: that is
//! [`JournalError::Uncertain`]. After the answer, the batch.

use std::collections::BTreeSet;

use comity_app::ports::{Batch, BlobName, JournalError, Malformed, NegotiationId};
use sqlx::postgres::PgConnection;
use sqlx::{Connection, query, query_as, query_scalar};

use super::{PostgresJournal, fault};
use crate::{columns, statements};

const WRITE_ENTRIES: &str = "INSERT INTO entry (negotiation, n, bytes) \
     SELECT $1, $2 + place - 1, bytes \
     FROM unnest($3::bytea[]) WITH ORDINALITY AS given (bytes, place)";

const WRITE_BLOBS: &str = "INSERT INTO blob (negotiation, name, entry, salt, words) \
     SELECT $1, * FROM unnest($2::bytea[], $3::bigint[], $4::bytea[], $5::bytea[]) \
     ON CONFLICT (negotiation, name) DO NOTHING";

/// Texts of the log come with entries below those of the batch.
const TAKEN_BLOB: &str =
    "SELECT name FROM blob WHERE negotiation = $1 AND name = ANY ($2) AND entry < $3 LIMIT 1";

const ERASE: &str =
    "UPDATE blob SET salt = NULL, words = NULL WHERE negotiation = $1 AND name = ANY ($2)";

const NOT_ERASED: &str = "SELECT given.name FROM unnest($2::bytea[]) AS given (name) \
     WHERE NOT EXISTS \
     (SELECT 1 FROM blob WHERE negotiation = $1 AND blob.name = given.name) LIMIT 1";

const WRITE_TILES: &str = "INSERT INTO tile (negotiation, path, bytes) \
     SELECT $1, * FROM unnest($2::text[], $3::bytea[]) \
     ON CONFLICT (negotiation, path) DO UPDATE SET bytes = excluded.bytes";

pub(super) async fn append(
    journal: &PostgresJournal,
    negotiation: &NegotiationId,
    batch: &Batch,
) -> Result<(), JournalError> {
    let mut writer = journal
        .pool
        .acquire()
        .await
        .map_err(|error| fault(&error))?;
    let mut transaction = writer.begin().await.map_err(|error| fault(&error))?;
    // Dropping the transaction on the way out of an error rolls it back.
    write(&mut transaction, negotiation, batch).await?;
    if let Err(error) = transaction.commit().await {
        writer.close_on_drop();
        return Err(JournalError::Uncertain(error.to_string()));
    }
    Ok(())
}

async fn write(
    writer: &mut PgConnection,
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
    writer: &mut PgConnection,
    id: i64,
    batch: &Batch,
) -> Result<(), JournalError> {
    if batch.entries.is_empty() {
        return Ok(());
    }
    let entries: Vec<&[u8]> = batch.entries.iter().map(Vec::as_slice).collect();
    let write = query(WRITE_ENTRIES)
        .bind(id)
        .bind(columns::to_column(batch.first))
        .bind(entries);
    match write.execute(&mut *writer).await {
        Ok(_) => Ok(()),
        // The head says that there is no such entry yet, and the table has it.
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            Err(columns::damage("an entry beyond the head"))
        }
        Err(error) => Err(fault(&error)),
    }
}

async fn write_blobs(
    writer: &mut PgConnection,
    id: i64,
    batch: &Batch,
) -> Result<(), JournalError> {
    if batch.blobs.is_empty() {
        return Ok(());
    }
    let blobs = || batch.blobs.iter();
    let names: Vec<&[u8]> = blobs().map(|blob| blob.name.0.as_slice()).collect();
    let entries: Vec<i64> = blobs().map(|blob| columns::to_column(blob.entry)).collect();
    let kept = || blobs().map(|blob| blob.kept.as_ref());
    let salts: Vec<Option<&[u8]>> = kept().map(|kept| Some(kept?.salt.as_slice())).collect();
    let words: Vec<Option<&[u8]>> = kept().map(|kept| Some(kept?.text.as_bytes())).collect();
    let write = query(WRITE_BLOBS)
        .bind(id)
        .bind(&names)
        .bind(entries)
        .bind(salts)
        .bind(words);
    let written = write
        .execute(&mut *writer)
        .await
        .map_err(|error| fault(&error))?;
    if written.rows_affected() == names.len() as u64 {
        return Ok(());
    }
    let taken = query_scalar(TAKEN_BLOB)
        .bind(id)
        .bind(names)
        .bind(columns::to_column(batch.first));
    let taken = taken.fetch_optional(&mut *writer).await;
    match to_name(taken.map_err(|error| fault(&error))?) {
        Some(name) => Err(Malformed::BlobTaken(name).into()),
        None => Err(columns::damage("a text of an entry beyond the head")),
    }
}

async fn erase(writer: &mut PgConnection, id: i64, batch: &Batch) -> Result<(), JournalError> {
    if batch.redacted.is_empty() {
        return Ok(());
    }
    let names: BTreeSet<&[u8]> = batch
        .redacted
        .iter()
        .map(|name| name.0.as_slice())
        .collect();
    let names: Vec<&[u8]> = names.into_iter().collect();
    let erase = query(ERASE).bind(id).bind(&names);
    let erased = erase
        .execute(&mut *writer)
        .await
        .map_err(|error| fault(&error))?;
    if erased.rows_affected() == names.len() as u64 {
        return Ok(());
    }
    let missing = query_scalar(NOT_ERASED).bind(id).bind(names);
    let missing = missing.fetch_optional(&mut *writer).await;
    match to_name(missing.map_err(|error| fault(&error))?) {
        Some(name) => Err(Malformed::NothingToErase(name).into()),
        None => Err(columns::damage("the index of the texts")),
    }
}

async fn write_tiles(
    writer: &mut PgConnection,
    id: i64,
    batch: &Batch,
) -> Result<(), JournalError> {
    if batch.tiles.is_empty() {
        return Ok(());
    }
    let paths: Vec<&str> = batch.tiles.iter().map(|tile| tile.path.as_str()).collect();
    let bytes: Vec<&[u8]> = batch
        .tiles
        .iter()
        .map(|tile| tile.bytes.as_slice())
        .collect();
    let write = query(WRITE_TILES).bind(id).bind(paths).bind(bytes);
    let written = write.execute(&mut *writer).await;
    written.map(|_| ()).map_err(|error| fault(&error))
}

fn to_name(bytes: Option<Vec<u8>>) -> Option<BlobName> {
    Some(BlobName(bytes?.try_into().ok()?))
}
