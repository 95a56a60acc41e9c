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
    /// Show a negotiation from its record: the text, who holds what, how it came about
    #[command(after_help = SHOW_EXAMPLES)]
    Show(ShowArguments),
    /// Verify a record offline, or the proof of one entry
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyArguments),
    /// Write the proof that an entry stands in a record
    #[command(after_help = PROVE_EXAMPLES)]
    Prove(ProveArguments),
    /// Play a scripted negotiation and write its record
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArguments),
    /// Open a lifelike negotiation in the browser, with a page to step into any role of it
    #[cfg(feature = "demo")]
    #[command(after_help = DEMO_EXAMPLES)]
    Demo(DemoArguments),
    /// Open a new negotiation and invite its secretariat and its chair
    #[command(after_help = NEW_EXAMPLES)]
    New(NewArguments),
    /// Serve negotiations to people: the site, on SQLite or PostgreSQL
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArguments),
    /// Write what a negotiation says as lists to be counted: positions, inputs, deeds
    #[command(after_help = LISTS_EXAMPLES)]
    Lists(ListsArguments),
    /// Find where agreement lies among those who voted on statements
    #[command(after_help = CONVERGE_EXAMPLES)]
    Converge(ConvergeArguments),
    /// Read what many people sent in nearly the same words once, with its count
    #[command(after_help = CAMPAIGNS_EXAMPLES)]
    Campaigns(CampaignsArguments),
    /// Find whose words a text is made of, and what became of each input
    #[command(after_help = ORIGINS_EXAMPLES)]
    Origins(OriginsArguments),
    /// Compare what groups of delegations did with who was there
    #[command(after_help = BALANCE_EXAMPLES)]
    Balance(BalanceArguments),
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

#[cfg(feature = "demo")]
const DEMO_EXAMPLES: &str = "Examples:
  comity demo
  comity demo --listen 127.0.0.1:9000

Everything is in memory, everybody in it is invented, and it begins anew at each start.";

const NEW_EXAMPLES: &str = "Examples:
  comity new wells --title \"Rules for shared wells\" --secretariat office@comity.example
  comity new wells --title \"Rules for shared wells\" --secretariat office@comity.example \\
    --chair chair@comity.example --language en --language ar --data comity-data

The negotiation is in the data folder, for serve to show. The letters that invite are printed, and
lie in the outbox for serve to send.";

const SERVE_EXAMPLES: &str = "Examples:
  comity serve --data comity-data
  comity serve --data comity-data --address https://comity.example --behind-proxy \\
    --smtp smtps://NAME:PASSWORD@mail.example --from \"Comity <office@comity.example>\"
  comity serve --data comity-data --database postgres://comity@db.example/comity

The data folder holds the secret that the keys of the records follow from and, without --database,
the records and the accounts. Browsers keep sessions on safe lines only: put a proxy that speaks
https in front. Without --smtp letters are printed; where the site is for this machine only, they
are shown on its page /outbox as well.";

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

const LISTS_EXAMPLES: &str = "Examples:
  comity lists wells.zip positions -o positions.csv
  comity lists wells.zip subjects -o subjects.csv
  comity lists wells.zip delegations -o delegations.csv
  comity converge positions.csv --statements subjects.csv --participants delegations.csv \\
    --delegations -o agreement.html

The record is replayed first, so that what is counted is what it gives and not what a site says.";

const SHOW_EXAMPLES: &str = "Examples:
  comity show wells/
  comity show wells.zip --text -o text.docx
  comity show wells.zip --compilation -o compilation.html
  comity show wells.zip --positions --at 120 --to json

BUNDLE is a folder or a .zip archive of one. It is replayed first; one that is not consistent is
not shown. The text and the compilation are written in every format, the rest as html, markdown
and json.";

const VERIFY_EXAMPLES: &str = "Examples:
  comity verify wells.zip --key wells.key.pub
  comity verify wells.zip --checkpoint seen.checkpoint --to json
  comity verify entry-12.proof --entry entry-12.json --key wells.key.pub

Exit codes: 0 nothing that was asked is wrong; 1 something is, and it is named; 2 wrong arguments.";

const PROVE_EXAMPLES: &str = "Examples:
  comity prove wells.zip 12 -o entry-12.proof --entry entry-12.json

Who has the proof, the entry and the key of the log needs nothing else to verify it.";

const RUN_EXAMPLES: &str = "Examples:
  comity run wells.jsonl -o record
  comity run wells.jsonl -o record.zip --seed 7
  comity run wells.jsonl -o record --key wells.key

One task a line: {\"at\":\"2031-03-03T09:00:00Z\",\"by\":\"chair\",\"task\":{…}}; documents are found
beside the script. The first act that is refused stops the run and nothing is written.";

const CONVERGE_EXAMPLES: &str = "Examples:
  comity converge votes.csv --statements statements.csv -o agreement.html
  comity converge participants-votes.csv --statements comments.csv --participants who.csv --to json
  comity converge positions.csv --participants who.csv --delegations -o agreement.csv
  comity converge participants-votes.csv --mode polis --to json

Votes are one to a row (participant, statement, vote) or one participant to a row, as Polis exports
them: 1 agree, 0 pass, -1 disagree, empty unseen. Groups that would not be found again are not
published, and nothing is said of what fewer than five individuals hold. The same files give the
same bytes.";

const CAMPAIGNS_EXAMPLES: &str = "Examples:
  comity campaigns comments.csv -o campaigns.html
  comity campaigns comments.jsonl --column body --to json
  comity campaigns comments.csv --column Comment -o groups.csv

COMMENTS is CSV, one JSON object a line, or one JSON array of objects, with a column of words and
perhaps id. Who changed a word or added a paragraph is in the group, with what was added.";

const ORIGINS_EXAMPLES: &str = "Examples:
  comity origins final.md inputs.csv -o origins.html
  comity origins final.docx contributions/*.docx --base draft.md --to json
  comity origins final.md positions.jsonl --column proposal

An INPUT is a document, or a list (.csv, .jsonl, .json) with a column of words and perhaps id,
organisation and date. Without dates, inputs of a list came in its order, files in that of their names.";

const BALANCE_EXAMPLES: &str = "Examples:
  comity balance delegations.csv -o balance.html
  comity balance delegations.csv --to csv

Columns: delegation, constituency, and perhaps region, status, present, contributions, proposals,
words, taken_up_words.";

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

/// What is shown of a negotiation.
#[derive(Args, Clone, Copy, Debug)]
#[group(multiple = false)]
pub(crate) struct View {
    /// Where it stands or how it ended (this is shown when nothing is said)
    #[arg(long)]
    pub(crate) outcome: bool,
    /// The text that stands or was adopted
    #[arg(long)]
    pub(crate) text: bool,
    /// The text with every live proposal in it
    #[arg(long)]
    pub(crate) compilation: bool,
    /// Who holds which position on each provision and proposal
    #[arg(long)]
    pub(crate) positions: bool,
    /// The objection ledger
    #[arg(long)]
    pub(crate) ledger: bool,
    /// How each provision came to be
    #[arg(long)]
    pub(crate) trace: bool,
}

/// `comity show`
#[derive(Args, Debug)]
pub(crate) struct ShowArguments {
    /// The record: a folder, or a .zip archive of one
    #[arg(value_name = "BUNDLE")]
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) view: View,
    /// Show how it stood right after this entry; the first one is 0
    #[arg(long, value_name = "ENTRY")]
    pub(crate) at: Option<u64>,
    /// The format (default: by the ending of FILE, else markdown)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<CompilationFormat>,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// The lists of a negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListName {
    /// The positions that count, as votes
    Positions,
    /// What those positions are on
    Subjects,
    /// The delegations that took them
    Delegations,
    /// The contributions, in words
    Contributions,
    /// Everything that words of the text can have come from
    Inputs,
    /// What each delegation did, in numbers
    Deeds,
}

/// `comity lists`
#[derive(Args, Debug)]
pub(crate) struct ListsArguments {
    /// The record: a folder, or a .zip archive of one
    #[arg(value_name = "BUNDLE")]
    pub(crate) bundle: PathBuf,
    /// The list
    #[arg(value_name = "LIST")]
    pub(crate) list: ListName,
    /// Show how it stood right after this entry; the first one is 0
    #[arg(long, value_name = "ENTRY")]
    pub(crate) at: Option<u64>,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// The formats of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerificationFormat {
    /// Plain words, one line for each answer
    Text,
    /// The documented data
    Json,
}

/// `comity verify`
#[derive(Args, Debug)]
pub(crate) struct VerifyArguments {
    /// The record: a folder, or a .zip archive of one; with --entry, a proof
    #[arg(value_name = "BUNDLE|PROOF")]
    pub(crate) bundle: PathBuf,
    /// The entry that a proof is about
    #[arg(long, value_name = "FILE", conflicts_with = "checkpoint")]
    pub(crate) entry: Option<PathBuf>,
    /// The key of the log: the key itself, or a file with it
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
    /// A head of the log that was seen before
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
    /// The witnesses whose word is enough
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// The format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) to: VerificationFormat,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// `comity prove`
#[derive(Args, Debug)]
pub(crate) struct ProveArguments {
    /// The record: a folder, or a .zip archive of one
    #[arg(value_name = "BUNDLE")]
    pub(crate) bundle: PathBuf,
    /// The number of the entry; the first one is 0
    #[arg(value_name = "ENTRY")]
    pub(crate) number: u64,
    /// Write the entry itself to FILE
    #[arg(long, value_name = "FILE")]
    pub(crate) entry: Option<PathBuf>,
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

/// The formats that findings are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingFormat {
    /// One self-contained page
    Html,
    /// Markdown
    Markdown,
    /// The documented data
    Json,
    /// The table for a spreadsheet; origins are more than one table and have none
    Csv,
}

/// How agreement is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConvergeMode {
    /// Groups that would be found again, common ground, slates
    Default,
    /// What the tool Polis would say of the same votes, to compare with
    Polis,
}

/// `comity converge`
#[derive(Args, Debug)]
pub(crate) struct ConvergeArguments {
    /// The votes
    #[arg(value_name = "VOTES")]
    pub(crate) votes: PathBuf,
    /// What was voted on: statement or comment-id, text or comment-body, moderated
    #[arg(long, value_name = "FILE")]
    pub(crate) statements: Option<PathBuf>,
    /// Who declares which constituency: participant, constituency
    #[arg(long, value_name = "FILE")]
    pub(crate) participants: Option<PathBuf>,
    /// How it is computed
    #[arg(long, value_name = "MODE", default_value = "default")]
    pub(crate) mode: ConvergeMode,
    /// The participants are delegations: their positions are public and all are shown
    #[arg(long)]
    pub(crate) delegations: bool,
    /// Weigh each participant by 1 / size of the constituency ^ ALPHA, beside the figures without
    /// (default: 0)
    #[arg(long, value_name = "ALPHA", value_parser = alpha)]
    pub(crate) alpha: Option<f64>,
    /// Count identical ballots as one in the weighted figures
    #[arg(long, conflicts_with = "delegations")]
    pub(crate) clones_as_one: bool,
    /// How many statements stand for everyone (default: 10)
    #[arg(long, value_name = "N", value_parser = slate)]
    pub(crate) slate: Option<usize>,
    /// The format (default: by the ending of FILE, else markdown)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<FindingFormat>,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// How much weighs who is of a small constituency, from not at all to all alike.
fn alpha(said: &str) -> Result<f64, String> {
    let alpha = said.parse().ok().filter(|it| (0.0..=1.0).contains(it));
    alpha.ok_or_else(|| "a number from 0 to 1 is needed".to_owned())
}

/// The size of a slate, within what can be computed exactly.
fn slate(said: &str) -> Result<usize, String> {
    let most = comity_analysis::slates::MAX_SLATE_STATEMENTS;
    let size = said.parse().ok().filter(|size| (1..=most).contains(size));
    size.ok_or_else(|| format!("a number from 1 to {most} is needed"))
}

/// `comity campaigns`
#[derive(Args, Debug)]
pub(crate) struct CampaignsArguments {
    /// The comments
    #[arg(value_name = "COMMENTS")]
    pub(crate) comments: PathBuf,
    /// The column that holds the words
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) column: String,
    /// The format (default: by the ending of FILE, else markdown)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<FindingFormat>,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// `comity origins`
#[derive(Args, Debug)]
pub(crate) struct OriginsArguments {
    /// The text
    #[arg(value_name = "TEXT")]
    pub(crate) text: PathBuf,
    /// Inputs: documents, or lists of them
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// A text that stood there before anybody proposed: its words are nobody's
    #[arg(long, value_name = "FILE")]
    pub(crate) base: Vec<PathBuf>,
    /// The column of a list that holds the words
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) column: String,
    /// The format (default: by the ending of FILE, else markdown)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<FindingFormat>,
    #[command(flatten)]
    pub(crate) destination: Destination,
}

/// `comity balance`
#[derive(Args, Debug)]
pub(crate) struct BalanceArguments {
    /// What each delegation did
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The format (default: by the ending of FILE, else markdown)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<FindingFormat>,
    #[command(flatten)]
    pub(crate) destination: Destination,
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

/// Where a site listens unless it is told otherwise: this machine only.
const LISTEN: &str = "127.0.0.1:8080";

/// The arguments of `demo`.
#[cfg(feature = "demo")]
#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// The address and port to listen on; port 0 takes a free one
    #[arg(long, default_value = LISTEN, value_name = "ADDRESS:PORT")]
    pub(crate) listen: std::net::SocketAddr,
    /// A number that the story's key and salts follow from
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

/// Where negotiations and accounts are kept.
#[derive(Debug, Args)]
pub(crate) struct StoreArguments {
    /// The data folder; it is made where there is none
    #[arg(long, default_value = "comity-data", value_name = "FOLDER")]
    pub(crate) data: PathBuf,
    /// A PostgreSQL database for records and accounts, in the place of files in the data folder
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// Where people reach the site: links in letters begin with it
    #[arg(long, value_name = "URL")]
    pub(crate) address: Option<String>,
    /// The name under which records of this site are signed for ever; kept in the data folder
    /// when it is made, and not needed after that
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// The arguments of `new`.
#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The name of the negotiation, for its address: a-z, 0-9 and single hyphens
    pub(crate) negotiation: String,
    /// Its title, as people will read it
    #[arg(long)]
    pub(crate) title: String,
    /// Where mail reaches the secretariat; may be given more than once
    #[arg(long, required = true, value_name = "MAIL")]
    pub(crate) secretariat: Vec<String>,
    /// Where mail reaches the chair
    #[arg(long, value_name = "MAIL")]
    pub(crate) chair: Option<String>,
    /// The preset that its modalities begin as
    #[arg(long, default_value = "consensus")]
    pub(crate) preset: String,
    /// A file with the members of the modalities that this negotiation has otherwise, in TOML
    #[arg(long, value_name = "FILE")]
    pub(crate) modalities: Option<PathBuf>,
    /// A language that the text is kept in; the first one carries the changes
    #[arg(long = "language", value_name = "TAG")]
    pub(crate) languages: Vec<String>,
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// The arguments of `serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
    /// The address and port to listen on; port 0 takes a free one
    #[arg(long, default_value = LISTEN, value_name = "ADDRESS:PORT")]
    pub(crate) listen: std::net::SocketAddr,
    /// A proxy that can be trusted stands in front, and says in X-Forwarded-For who asks
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// The mail server that letters are handed to
    #[arg(long, value_name = "URL", requires = "from")]
    pub(crate) smtp: Option<String>,
    /// Whom letters are from
    #[arg(long, value_name = "MAIL", requires = "smtp")]
    pub(crate) from: Option<String>,
}
