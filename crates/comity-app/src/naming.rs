//! Naming: every human-written text of an act becomes a blob with a salt of its own.
//!
//! From then on the act says only names, and what it says can be published before its words are.

use comity_record::blob::{Blob, BlobError, Salt};
use comity_record::v1::Words;
use comity_record::v1::words::HoldsWords;

use crate::ports::Chance;

/// Takes the texts out of something and leaves their names; gives the texts in their order.
///
/// # Errors
/// When a text is too long for a blob. Nothing is half-named then: the value is thrown away.
pub fn name_words<T: HoldsWords>(
    mut value: T,
    chance: &(impl Chance + ?Sized),
) -> Result<(T, Vec<Blob>), BlobError> {
    let mut blobs = Vec::new();
    value.each_words(&mut |words: &mut Words| {
        if let Words::Inline(text) = words {
            let blob = Blob::new(Salt(chance.bytes()), std::mem::take(text))?;
            *words = Words::named(blob.name().0);
            blobs.push(blob);
        }
        Ok::<(), BlobError>(())
    })?;
    Ok((value, blobs))
}
