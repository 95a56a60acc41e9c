//! Uploads: a form that was sent with files, as fields and files.
//!
//! Who sends one has been let in before a byte of it is read. Nothing is written anywhere: a file
//! lives as long as the request. Never here: what is in a file; `comity-exchange` reads that.

use axum::body::Body;
use comity_exchange::limits::MAX_DOCUMENT_BYTES;
use multer::{Constraints, Error, Multipart, SizeLimit};

use crate::fields::{Fields, File, MAX_FIELDS};
use crate::problem::Problem;
use crate::serving::MAX_FORM_BYTES;

/// The most files of one form: a list of annexes.
const MAX_FILES: usize = 20;

/// Reads a form with files.
pub(crate) async fn fields(body: Body, boundary: String) -> Result<Fields, Problem> {
    // Room for one document of the largest size that is read, and what is typed beside it.
    let whole = MAX_DOCUMENT_BYTES + MAX_FORM_BYTES as u64;
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(whole));
    let mut parts = Multipart::with_constraints(body.into_data_stream(), boundary, limits);
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    let mut typed = 0;
    while let Some(part) = parts.next_field().await.map_err(problem)? {
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(problem)?;
        match name {
            Some(name) => files.push(File {
                field,
                name,
                bytes: bytes.to_vec(),
            }),
            None => {
                typed += bytes.len();
                let value = String::from_utf8(bytes.to_vec()).map_err(|_| Problem::ForeignForm)?;
                pairs.push((field, value));
            }
        }
        if typed > MAX_FORM_BYTES {
            let most = MAX_FORM_BYTES;
            return Err(Problem::TooLarge { most });
        }
        if pairs.len() > MAX_FIELDS || files.len() > MAX_FILES {
            return Err(Problem::ForeignForm);
        }
    }
    Ok(Fields::of(pairs).with_files(files))
}

fn problem(error: Error) -> Problem {
    match error {
        Error::StreamSizeExceeded { .. } | Error::FieldSizeExceeded { .. } => Problem::TooLarge {
            most: usize::try_from(MAX_DOCUMENT_BYTES).unwrap_or(usize::MAX),
        },
        _ => Problem::ForeignForm,
    }
}
