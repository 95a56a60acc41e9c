//! Every limit on foreign bytes, each with its unit in its name and its reason.

/// The largest document read, in bytes: the largest real instruments with pictures stay below.
pub const MAX_DOCUMENT_BYTES: u64 = 64 * 1024 * 1024;

/// The largest text without pictures that is read, Markdown or plain, in bytes: 400,000 words in
/// any script stay below, and what a parser makes of the strangest one stays in memory.
pub const MAX_TEXT_BYTES: u64 = 8 * 1024 * 1024;

/// The largest part of a DOCX once unpacked, in bytes: a million words of WordprocessingML.
pub const MAX_PART_BYTES: u64 = 256 * 1024 * 1024;

/// How many times larger a part may be than its packed form: real WordprocessingML of long
/// uniform tables reaches 60; a zip bomb starts at 1,000.
pub const MAX_EXPANSION_RATIO: u64 = 200;

/// Unpacked bytes below which the expansion ratio is not looked at: an empty template packs its
/// style sheet sixty times smaller, and a megabyte harms no one.
pub const FREE_EXPANSION_BYTES: u64 = 1024 * 1024;

/// Entries in a DOCX archive: real ones with hundreds of pictures stay below.
pub const MAX_ARCHIVE_ENTRIES: usize = 10_000;

/// Depth of XML elements: nested tables in real documents reach 60.
pub const MAX_XML_DEPTH: usize = 256;

/// Characters of the words that a comment hangs on: enough to find the place, and a comment on
/// a whole document does not repeat it.
pub const MAX_ANCHOR_CHARS: usize = 1_000;

/// Headers and footers of one document that are looked at for a notice: real ones have three
/// kinds in each of a few sections.
pub const MAX_MARGIN_PARTS: usize = 64;

/// Steps from a style to those it is based on: Word itself stops at eleven.
pub const MAX_STYLE_STEPS: usize = 32;

/// Blocks in one document: twenty times the longest treaty in force.
pub const MAX_BLOCKS: usize = 500_000;

/// Rows in one amendment list: ten times the largest real one known to us.
pub const MAX_AMENDMENT_ROWS: usize = 500_000;

/// Cells in one row of an amendment list: we know seven columns, and a spreadsheet that was
/// saved with its empty columns has a few hundred.
pub const MAX_CELLS: usize = 1_000;

/// Authors of tracked changes that become a proposal each: twice the delegations and observers
/// of the largest conference.
pub const MAX_AUTHORS: usize = 1_000;

/// Notices about one document: nobody reads more, and a hostile document could have millions.
pub const MAX_NOTICES: usize = 10_000;

/// Characters in one provision: a very long article set as one paragraph.
pub const MAX_PROVISION_CHARS: usize = 1_000_000;

/// Levels of list or heading that are told apart.
pub const MAX_LEVEL: u8 = 9;

/// Characters of a foreign name or cell that a message quotes: enough to find it.
pub const MAX_CELL_NAME_CHARS: usize = 80;

/// Bytes in one row of any list before its kind is known: the longest row that any list may have.
pub const MAX_ROW_BYTES: usize = 8 * 1024 * 1024;

/// Bytes in one row of votes: a participant who voted on every one of the most statements, and
/// the header that names them all.
pub const MAX_WIDE_ROW_BYTES: usize = 4 * 1024 * 1024;

/// Bytes of one id of a participant or a statement: a hash in hexadecimal has 128.
pub const MAX_NAME_BYTES: usize = 256;

/// Bytes of all ids of one kind together: five million of the length of a usual token.
pub const MAX_NAMES_BYTES: usize = 256 * 1024 * 1024;

/// Votes in one file, those that later ones replace included: two and a half times the largest
/// consultation that we measure, and what is kept of them stays below 1 GB.
pub const MAX_VOTES: u64 = 50_000_000;

/// Participants of one consultation: five times the largest that we measure.
pub const MAX_PARTICIPANTS: usize = 5_000_000;

/// Constituencies that participants declare: figures are given for each on every statement, and a
/// real consultation has six.
pub const MAX_CONSTITUENCIES: usize = 100;

/// Statements of one consultation: the largest real one known to us has some thousands, and
/// nobody could be shown more.
pub const MAX_STATEMENTS: usize = 100_000;

/// Bytes of all statements of one list together: a hundred thousand of the length of a letter to
/// the editor.
pub const MAX_STATEMENTS_BYTES: usize = 64 * 1024 * 1024;

/// Bytes of one comment with the rest of its row: 150,000 words, more than anybody types.
pub const MAX_COMMENT_BYTES: usize = 1024 * 1024;

/// Comments in one list: twice the largest that we measure.
pub const MAX_COMMENTS: usize = 10_000_000;

/// Bytes of all comments of one list together, which are kept while they are compared: five
/// million of 800 bytes.
pub const MAX_COMMENTS_BYTES: usize = 4 * 1024 * 1024 * 1024;

/// Inputs in one list: ten times the largest that we measure.
pub const MAX_INPUTS: usize = 100_000;

/// Bytes of all inputs of one list together: a hundred thousand of 1,600 words.
pub const MAX_INPUTS_BYTES: usize = 1024 * 1024 * 1024;

/// Delegations in one file: fifty times the largest conference.
pub const MAX_DELEGATIONS: usize = 100_000;

/// The largest count of anything that one delegation did: sums of the most delegations stay exact
/// in a double.
pub const MAX_COUNT: u64 = 10_000_000_000;
