//! A folder for one test with the program beside it.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use comity_exchange::document::read_base;
use comity_exchange::docx::write::write_plain;
use comity_text::Instrument;
use comity_text::label::labels;
use tempfile::TempDir;

/// A run that takes longer hangs. It is far more than any run needs, so that a busy machine
/// fails no test.
const HANGS_AFTER: Duration = Duration::from_secs(60);

/// The address space that a run may use, in KiB: twenty times what a hostile document may cost.
const MAX_ADDRESS_SPACE_KIB: u32 = 2_000_000;

/// A text of three paragraphs, and what three delegations make of it.
pub(crate) const BASE: &str = "# On shared ports\n\n1. States should cooperate.\n\n\
    2. States should consult one another before they close a port.\n\n\
    3. Ports are open to all ships.\n";
pub(crate) const MERIDIA: &str = "# On shared ports\n\n1. States shall cooperate.\n\n\
    2. States should consult one another before they close a port.\n\n\
    3. Ports are open to all ships.\n";
pub(crate) const TAVAR: &str = "# On shared ports\n\n1. States may cooperate.\n\n\
    2. States should consult one another before they close a port.\n\n\
    3. Ports are open to all ships.\n";
pub(crate) const KESH: &str = "# On shared ports\n\n1. States should cooperate.\n\n\
    2. States should consult one another before they close a port.\n\n\
    3. Ports are open to all ships in peace.\n\n4. This text is reviewed every year.\n";

/// What opens a negotiation in the folder `data`.
pub(crate) const NEW: [&str; 8] = [
    "new",
    "wells",
    "--title",
    "Rules for shared wells",
    "--secretariat",
    "office@comity.example",
    "--data",
    "data",
];

/// A folder for one test.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run of the program left behind.
pub(crate) struct Outcome {
    /// The exit code; `None` if a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: Vec<u8>,
    /// Standard error.
    pub(crate) err: String,
}

impl Desk {
    /// An empty folder.
    pub(crate) fn empty() -> Desk {
        Desk {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with the base and the three delegations' copies.
    pub(crate) fn laid() -> Desk {
        let desk = Desk::empty();
        desk.put("base.md", BASE);
        desk.put("Meridia.md", MERIDIA);
        desk.put("Tavar.md", TAVAR);
        desk.put("Kesh.md", KESH);
        desk
    }

    /// The path of a name in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file into the folder.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// What a file in the folder holds.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// The names in the folder, hidden ones included.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Calls the program in this folder.
    pub(crate) fn comity(&self, arguments: &[&str]) -> Outcome {
        self.run(Command::new(program()).args(arguments))
    }

    /// Calls the program in this folder with little memory.
    pub(crate) fn comity_with_little_memory(&self, arguments: &[&str]) -> Outcome {
        if cfg!(not(target_os = "linux")) {
            return self.comity(arguments);
        }
        let script = format!("ulimit -v {MAX_ADDRESS_SPACE_KIB} && exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(script).arg(program()).args(arguments);
        self.run(&mut shell)
    }

    /// Calls the program, which must be content, and gives standard output.
    pub(crate) fn done(&self, arguments: &[&str]) -> Vec<u8> {
        let outcome = self.comity(arguments);
        assert_eq!(outcome.code, Some(0), "{arguments:?}: {}", outcome.err);
        outcome.out
    }

    /// Calls the program, which must be content, and gives standard output as JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_slice(&self.done(arguments)).unwrap()
    }

    /// A command in this folder, with the surroundings that a test needs.
    pub(crate) fn prepared<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .current_dir(self.folder.path())
            .env("COLUMNS", "100")
            .stdin(Stdio::null())
    }

    fn run(&self, command: &mut Command) -> Outcome {
        let piped = self.prepared(command);
        let mut child = piped
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = collected(child.stdout.take().unwrap());
        let err = collected(child.stderr.take().unwrap());
        let out = in_time(&mut child, &out);
        let err = in_time(&mut child, &err);
        Outcome {
            code: child.wait().unwrap().code(),
            out,
            err: String::from_utf8(err).unwrap(),
        }
    }
}

/// The built program.
pub(crate) fn program() -> &'static str {
    env!("CARGO_BIN_EXE_comity")
}

fn collected(mut stream: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (give, take) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let _ = give.send(bytes);
    });
    take
}

fn in_time(child: &mut Child, bytes: &mpsc::Receiver<Vec<u8>>) -> Vec<u8> {
    bytes.recv_timeout(HANGS_AFTER).unwrap_or_else(|_| {
        let _ = child.kill();
        panic!("the program still ran after {HANGS_AFTER:?}");
    })
}

impl Outcome {
    /// Standard output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Wrong arguments: exit 2, these words, nothing on standard output.
    pub(crate) fn misused(&self, words: &str) {
        assert_eq!(self.code, Some(2), "{}", self.err);
        assert!(self.out.is_empty(), "{}", self.text());
        assert!(self.err.starts_with("error: "), "{}", self.err);
        assert!(self.err.contains(words), "{words:?} in: {}", self.err);
    }

    /// It was refused: exit 1, one complaint with these words, nothing on standard output.
    pub(crate) fn refused(&self, words: &str) {
        assert_eq!(self.code, Some(1), "{}", self.err);
        assert!(self.out.is_empty(), "{}", self.text());
        assert!(self.err.starts_with("comity: "), "{}", self.err);
        assert!(self.err.contains(words), "{words:?} in: {}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
    }
}

/// The folder of the sample negotiations.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/code-of-conduct")
}

/// The text of a file, read as a base.
pub(crate) fn text_of(path: &Path) -> Instrument {
    let name = path.file_name().unwrap().to_string_lossy();
    let bytes = std::fs::read(path).unwrap();
    read_base(&name, &bytes).unwrap().0
}

/// A text as a clean DOCX.
pub(crate) fn plain_docx(text: &Instrument) -> Vec<u8> {
    write_plain(text, &labels(text))
}
