//! The zip around a DOCX: its parts, their encoding and the relations between them.
//!
//! Nothing is believed of what the archive declares: every part is unpacked up to a limit and
//! not further. Never here: what the parts say. Start at [`Package::open`].

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Vocabulary, XmlPart, shortened};
use crate::ReadError;
use crate::limits::{
    FREE_EXPANSION_BYTES, MAX_ARCHIVE_ENTRIES, MAX_DOCUMENT_BYTES, MAX_EXPANSION_RATIO,
    MAX_PART_BYTES,
};
use crate::notice::{Told, told};

/// An opened archive.
pub(crate) struct Package<'a> {
    source: &'a str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Part names in lower case, as the format compares them, with their index.
    names: BTreeMap<String, usize>,
    /// The length of the archive; no packed part is longer, whatever it declares.
    packed_bytes: u64,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// One line of a relations part.
pub(crate) struct Relation {
    /// The id that the owning part uses.
    pub(crate) id: String,
    /// The last word of its type: `styles`, `footnotes`, `hyperlink`.
    pub(crate) kind: String,
    /// A part name, or an address where `external`.
    pub(crate) target: String,
    /// Whether the target lies outside of the archive.
    pub(crate) external: bool,
}

impl<'a> Package<'a> {
    /// Opens the archive, or says what the bytes look like instead.
    pub(crate) fn open(source: &'a str, bytes: &'a [u8]) -> Result<Package<'a>, ReadError> {
        let whole = |message: Told| ReadError::new(source, "file", message);
        if bytes.is_empty() {
            return Err(whole(told!(
                "unread-empty",
                "the file is empty; send it again"
            )));
        }
        if bytes.len() as u64 > MAX_DOCUMENT_BYTES {
            return Err(whole(told!(
                "unread-large-archive",
                "the file has {size} MB and {most} MB are read at most; remove its pictures and \
                 save it again",
                size = bytes.len() / (1024 * 1024),
                most = MAX_DOCUMENT_BYTES / (1024 * 1024)
            )));
        }
        if let Some(message) = looks_like(bytes) {
            return Err(whole(message));
        }
        // What the archive's reader says of its inside helps nobody who has a file to send again.
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            whole(told!(
                "unread-damaged",
                "the file is damaged; it was probably cut off, fetch it again"
            ))
        })?;
        if archive.len() > MAX_ARCHIVE_ENTRIES {
            return Err(whole(told!(
                "unread-many-entries",
                "the archive has more than {most} entries; this is no document of a word processor",
                most = MAX_ARCHIVE_ENTRIES
            )));
        }
        let names = names_of(source, &archive)?;
        Ok(Package {
            source,
            archive,
            names,
            packed_bytes: bytes.len() as u64,
            left: MAX_PART_BYTES,
        })
    }

    /// The name of the part that holds the text.
    pub(crate) fn main_part(&mut self) -> Result<String, ReadError> {
        let declared = self
            .relations_of("")?
            .into_iter()
            .find(|relation| relation.kind == "officeDocument" && !relation.external)
            .map(|relation| relation.target)
            .filter(|target| self.has(target) && target.ends_with(".xml"));
        let name = declared.unwrap_or_else(|| "word/document.xml".to_owned());
        if let Some(message) = self.other_kind(&name) {
            return Err(ReadError::new(self.source, "file", message));
        }
        Ok(name)
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// A part as characters; none if there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.names.get(&name.to_lowercase()).copied() else {
            return Ok(None);
        };
        let bytes = self.unpack(name, index)?;
        decode(self.source, name, bytes).map(Some)
    }

    /// The relations of a part; of the whole package where the name is empty.
    pub(crate) fn relations_of(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        let Some(content) = self.part(name)? else {
            return Ok(Vec::new());
        };
        let mut xml = XmlPart::new(self.source, name, &content);
        let mut out = Vec::new();
        if xml.next_child(0)?.is_none() {
            return Ok(out);
        }
        while let Some(tag) = xml.next_child(1)? {
            if tag.vocabulary != Vocabulary::Relations {
                continue;
            }
            let value = |name| tag.attribute(name).unwrap_or_default();
            let external = value("TargetMode") == "External";
            let target = value("Target");
            let kind = value("Type");
            out.push(Relation {
                id: value("Id"),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external {
                    target
                } else {
                    resolve(folder, &target)
                },
                external,
            });
        }
        Ok(out)
    }

    fn unpack(&mut self, name: &str, index: usize) -> Result<Vec<u8>, ReadError> {
        let source = self.source;
        let failed = |message: Told| ReadError::new(source, name, message);
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => failed(told!(
                "unread-part-locked",
                "the part is protected by a password; remove the password and save the document \
                 again"
            )),
            _ => failed(told!(
                "unread-part-packed",
                "the part cannot be unpacked; open the document in a word processor and save it \
                 again"
            )),
        })?;
        let packed = entry.compressed_size().min(self.packed_bytes);
        let ratio_limit = packed
            .saturating_mul(MAX_EXPANSION_RATIO)
            .max(FREE_EXPANSION_BYTES);
        let limit = ratio_limit.min(self.left);
        let mut bytes = Vec::new();
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(|_| {
            failed(told!(
                "unread-part-damaged",
                "the part cannot be unpacked; the file is damaged, fetch it again"
            ))
        })?;
        if bytes.len() as u64 > limit {
            return Err(failed(told!(
                "unread-bomb",
                "the part unpacks to more than {limit} bytes, far more than a document holds; this \
                 is no document of a word processor",
                limit = limit
            )));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// What the archive is, if it has not got the text of a DOCX.
    fn other_kind(&self, main: &str) -> Option<Told> {
        if self.has(main) {
            return None;
        }
        let known = [
            (
                "content.xml",
                told!(
                    "unread-looks-odt",
                    "this looks like an OpenDocument file (.odt); save it as .docx and send that"
                ),
            ),
            (
                "xl/workbook.xml",
                told!(
                    "unread-looks-xlsx",
                    "this looks like a spreadsheet (.xlsx); save the rows as .csv, or the text as \
                     .docx"
                ),
            ),
            (
                "ppt/presentation.xml",
                told!(
                    "unread-looks-pptx",
                    "this looks like a presentation (.pptx); save its text as .docx"
                ),
            ),
            (
                "meta-inf/container.xml",
                told!(
                    "unread-looks-epub",
                    "this looks like an electronic book (.epub); save its text as .docx"
                ),
            ),
            (
                "index/document.iwa",
                told!(
                    "unread-looks-pages",
                    "this looks like a Pages document; export it as Word (.docx)"
                ),
            ),
        ];
        known
            .into_iter()
            .find(|(name, _)| self.names.contains_key(*name))
            .map(|(_, message)| message)
            .or(Some(told!(
                "unread-no-main-part",
                "the archive has no word/document.xml, so this is no DOCX; save the text as .docx \
                 in a word processor"
            )))
    }
}

fn names_of(
    source: &str,
    archive: &ZipArchive<Cursor<&[u8]>>,
) -> Result<BTreeMap<String, usize>, ReadError> {
    let twice = |name: &str| {
        ReadError::new(
            source,
            shortened(name, 80),
            told!(
                "unread-part-twice",
                "the archive holds two parts of one name, so nobody can say which is meant; save \
                 the document again in a word processor"
            ),
        )
    };
    if archive.has_duplicate_names() {
        return Err(twice("file"));
    }
    let mut names = BTreeMap::new();
    for index in 0..archive.len() {
        let Some(Ok(name)) = archive.name_for_index(index) else {
            continue;
        };
        let key = name
            .replace('\\', "/")
            .trim_start_matches('/')
            .to_lowercase();
        if names.insert(key, index).is_some() {
            return Err(twice(&name));
        }
    }
    Ok(names)
}

/// What bytes that are no zip look like, and what the person can do.
fn looks_like(bytes: &[u8]) -> Option<Told> {
    const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    let trimmed = bytes.trim_ascii_start();
    if bytes.starts_with(COMPOUND_FILE) {
        Some(told!(
            "unread-locked",
            "this is a DOCX protected by a password or an old .doc file; open it in a word \
             processor, remove the password and save it as .docx"
        ))
    } else if bytes.starts_with(b"PK") {
        None
    } else if bytes.starts_with(b"%PDF") {
        Some(told!(
            "unread-pdf",
            "this is a PDF; send the .docx that it was made from"
        ))
    } else if bytes.starts_with(b"{\\rtf") {
        Some(told!(
            "unread-rtf",
            "this is an RTF file; open it in a word processor and save it as .docx"
        ))
    } else if trimmed.starts_with(b"<") {
        Some(told!(
            "unread-markup",
            "this is an HTML or XML file under the name of a DOCX; open it in a word processor and \
             save it as .docx"
        ))
    } else {
        Some(told!(
            "unread-no-docx",
            "this is no DOCX (a DOCX is a zip archive, and these bytes are not); save the text as \
             .docx in a word processor"
        ))
    }
}

/// The name of a part, from the folder of the part that refers to it.
fn resolve(folder: &str, target: &str) -> String {
    let joined = if target.starts_with('/') {
        target.to_owned()
    } else {
        format!("{folder}/{target}")
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in joined.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            other => steps.push(other),
        }
    }
    steps.join("/")
}

/// XML bytes as characters: UTF-8, or UTF-16 in either order.
fn decode(source: &str, name: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    let wide = match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
        _ => None,
    };
    let (content, encoding) = match wide {
        Some(join) => (decode_wide(&bytes, join), "UTF-16"),
        None => (
            String::from_utf8(bytes).map_err(|e| e.utf8_error().valid_up_to()),
            "UTF-8",
        ),
    };
    let content = content.map_err(|at| {
        ReadError::new(
            source,
            format!("{name}, byte {at}"),
            told!(
                "unread-part-encoding",
                "the part is not valid {encoding}; open the document in a word processor and save \
                 it again",
                encoding = encoding
            ),
        )
    })?;
    let content = match content.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => content,
    };
    match foreign_encoding(&content) {
        None => Ok(content),
        Some(encoding) => Err(ReadError::new(
            source,
            name,
            told!(
                "unread-part-foreign",
                "the part says that it is written in {encoding}, and only UTF-8 and UTF-16 are \
                 allowed in a DOCX; save the document again in a word processor",
                encoding = encoding
            ),
        )),
    }
}

fn decode_wide(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(bytes.len() - 1);
    }
    let mut out = String::with_capacity(bytes.len() / 2);
    let mut at = 0;
    for unit in char::decode_utf16(pairs.iter().map(|pair| join(*pair))) {
        let character = unit.map_err(|_| at)?;
        at += 2 * character.len_utf16();
        out.push(character);
    }
    Ok(out)
}

/// The encoding that the XML declaration names, if it is none that we read.
fn foreign_encoding(content: &str) -> Option<String> {
    let declaration = content.strip_prefix("<?xml")?.split("?>").next()?;
    let (_, after) = declaration.split_once("encoding")?;
    let name: String = after
        .chars()
        .skip_while(|c| matches!(c, '=' | ' ' | '"' | '\''))
        .take_while(|c| !matches!(c, '"' | '\''))
        .take(40)
        .collect();
    let known = [
        "utf-8", "utf8", "us-ascii", "utf-16", "utf-16le", "utf-16be",
    ];
    (!known.contains(&name.to_lowercase().as_str())).then_some(name)
}
