//! Every limit on foreign bytes, each with its unit in its name and its reason.

/// The largest document read, in bytes: the largest real instruments with pictures stay below.
pub const MAX_DOCUMENT_BYTES: u64 = 64 * 1024 * 1024;

/// The largest part of a DOCX once unpacked, in bytes: a million words of WordprocessingML.
pub const MAX_PART_BYTES: u64 = 256 * 1024 * 1024;

/// How many times larger a part may be than its packed form: real WordprocessingML of long
/// uniform tables reaches 60; a zip bomb starts at 1,000.
pub const MAX_EXPANSION_RATIO: u64 = 200;

/// Entries in a DOCX archive: real ones with hundreds of pictures stay below.
pub const MAX_ARCHIVE_ENTRIES: usize = 10_000;

/// Depth of XML elements: nested tables in real documents reach 60.
pub const MAX_XML_DEPTH: usize = 256;

/// Blocks in one document: twenty times the longest treaty in force.
pub const MAX_BLOCKS: usize = 500_000;

/// Rows in one amendment list: ten times the largest real one known to us.
pub const MAX_AMENDMENT_ROWS: usize = 500_000;

/// Characters in one provision: a very long article set as one paragraph.
pub const MAX_PROVISION_CHARS: usize = 1_000_000;

/// Levels of list or heading that are told apart.
pub const MAX_LEVEL: u8 = 9;
