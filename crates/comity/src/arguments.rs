//! What can be asked of the program on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Many parties, one text.
#[derive(Debug, Parser)]
#[command(
    name = "comity",
    version,
    about = "Many parties, one text: compile, compare, merge and rebase their proposals; play and record negotiations",
    after_help = "Documents: .docx (tracked changes are read as proposals), .md, .txt; amendment \
                  lists: .csv, .jsonl.\nExit codes: 0 done; 1 something could not be read or used, \
                  nothing was written; 2 wrong arguments."
)]
pub(crate) struct Program {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Put every proposal into one text, in brackets and attributed
    #[command(after_help = COMPILE_EXAMPLES)]
    Compile(CompileArguments),
    /// Show what changed between two texts
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArguments),
    /// Accept proposals and write the text that results
    #[command(after_help = MERGE_EXAMPLES)]
    Merge(MergeArguments),
    /// Carry proposals to another version of the text and say what became of each change
    #[command(after_help = REBASE_EXAMPLES)]
    Rebase(RebaseArguments),
    /// Play a scripted negotiation and write its record
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArguments),
    /// Make a key that a log signs with
    #[command(after_help = KEYGEN_EXAMPLES)]
    Keygen(KeygenArguments),
    /// Print the completions for a shell
    #[command(after_help = "Example:\n  comity completions bash > \
                            ~/.local/share/bash-completion/completions/comity")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

const COMPILE_EXAMPLES: &str = "Examples:
  comity compile draft.docx delegations/*.docx -o compilation.docx
  comity compile draft.md amendments.csv -o compilation.html
  comity compile draft.docx \"Northern Union=nu final (2).docx\" tavar.docx -o compilation.html
  comity compile draft.docx room.docx --by-author --to docx-tracked -o tracked.docx
  comity compile draft.md proposals/* --order protocol.txt --to json

A proposal is PATH, sponsored by the name of the file, or \"SPONSOR=PATH\". Lists (.csv, .jsonl)
name the sponsors of each row.";

const DIFF_EXAMPLES: &str = "Examples:
  comity diff draft.docx rev1.docx -o changes.html
  comity diff draft.md rev1.md
  comity diff draft.md rev1.md --to json";

const MERGE_EXAMPLES: &str = "Examples:
  comity merge draft.docx delegations/*.docx --accept Meridia Tavar -o rev1.docx
  comity merge draft.md amendments.csv --accept 12 --accept 40 -o rev1.md
  comity merge draft.md proposals/* --to json

Without --accept all proposals are accepted. Where some exclude each other, nothing is written
and the pairs are named; --to json writes them as {\"excludes\": …}.";

const REBASE_EXAMPLES: &str = "Examples:
  comity rebase --from draft.docx --to rev1.docx delegations/*.docx -o fates.html
  comity rebase --from draft.md --to rev1.md tavar.md --to json

Each change ends as carried, satisfied (the new text says it already), conflicting or orphaned.
A second --to names the format; a text that is really called json is ./json.";

const RUN_EXAMPLES: &str = "Examples:
  comity run wells.jsonl -o record
  comity run wells.jsonl -o record.zip --seed 7
  comity run wells.jsonl -o record --key wells.key

One task a line: {\"at\":\"2031-03-03T09:00:00Z\",\"by\":\"chair\",\"task\":{…}}; documents are found
beside the script. The first act that is refused stops the run and nothing is written.";

const KEYGEN_EXAMPLES: &str = "Examples:
  comity keygen record.example/wells
  comity keygen record.example/wells -o wells.key

The file is secret and never overwritten. The public key goes to standard output: whoever has it
can tell this log from any other.";

/// The formats that a compilation is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompilationFormat {
    /// One self-contained page
    Html,
    /// Bracketed text for a word processor
    Docx,
    /// Tracked changes for a word processor, each delegation an author
    DocxTracked,
    /// Markdown
    Markdown,
    /// The documented data
    Json,
}

/// The formats that other results are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    /// One self-contained page
    Html,
    /// Markdown
    Markdown,
    /// The documented data
    Json,
    /// A word processor's document (merge only)
    Docx,
}

/// Where the result goes.
#[derive(Args, Debug)]
pub(crate) struct Destination {
    /// Write to FILE instead of standard output; the whole file or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Proposals and how they are read.
#[derive(Args, Debug)]
pub(crate) struct Proposals {
    /// Proposals: PATH, or "SPONSOR=PATH"
    #[arg(value_name = "PROPOSAL")]
    pub(crate) proposals: Vec<String>,
    /// Make one proposal of each author of tracked changes
    #[arg(long)]
    pub(crate) by_author: bool,
    /// The protocol order: a file with one delegation a line (default: code-point order)
    #[arg(long, value_name = "FILE")]
    pub(crate) order: Option<PathBuf>,
}

/// `comity compile`
#[derive(Args, Debug)]
pub(crate) struct CompileArguments {
    /// The text that the proposals are made to
    #[arg(value_name = "BASE")]
    pub(crate) base: PathBuf,
    #[command(flatten)]
    pub(crate) proposals: Proposals,
    /// The format (default: by the ending of FILE, else markdown)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<CompilationFormat>,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// `comity diff`
#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// The older text
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The newer text
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// The format (default: by the ending of FILE, else markdown)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<TextFormat>,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// `comity merge`
#[derive(Args, Debug)]
pub(crate) struct MergeArguments {
    /// The text that the proposals are made to
    #[arg(value_name = "BASE")]
    pub(crate) base: PathBuf,
    #[command(flatten)]
    pub(crate) proposals: Proposals,
    /// The sponsors or proposal ids to accept (default: all)
    #[arg(long, value_name = "SPONSOR", num_args = 1..)]
    pub(crate) accept: Vec<String>,
    /// The format (default: by the ending of FILE, else markdown)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<TextFormat>,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// `comity rebase`
#[derive(Args, Debug)]
pub(crate) struct RebaseArguments {
    /// The text that the proposals were made to
    #[arg(long, value_name = "OLD", required = true)]
    pub(crate) from: PathBuf,
    /// The text to carry them to; a second time the format: json, html or markdown
    #[arg(long, value_name = "NEW|FORMAT", required = true)]
    pub(crate) to: Vec<String>,
    #[command(flatten)]
    pub(crate) proposals: Proposals,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// `comity run`
#[derive(Args, Debug)]
pub(crate) struct RunArguments {
    /// The script: one task a line, as JSON
    #[arg(value_name = "SCRIPT")]
    pub(crate) script: PathBuf,
    /// Write the record to BUNDLE: a folder, or one file if it ends with .zip
    #[arg(short, long, value_name = "BUNDLE")]
    pub(crate) output: PathBuf,
    /// The key that signs the log, as keygen writes it (default: a key for this run only)
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// The name of the log (default: that of the key, or one made from the script's)
    #[arg(long, value_name = "NAME")]
    pub(crate) origin: Option<String>,
    /// Make salts and keys from a number, so that the same run gives the same bytes; no secrets then
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// `comity keygen`
#[derive(Args, Debug)]
pub(crate) struct KeygenArguments {
    /// The name of the key, and of the log that it signs: as in record.example/wells
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Write to FILE (default: the last part of the name, ending in .key)
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
