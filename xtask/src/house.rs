//! The rules of the house as tables: edges, absences, lengths, names.
//!
//! A change here is a change of design: it comes with a record in `docs/decisions/`.

/// The longest a Rust file may be, in lines.
pub const MAX_FILE_LINES: usize = 800;

/// The length of a Rust file, in lines, from which the inspection mentions it.
pub const LONG_FILE_LINES: usize = 400;

/// The longest `ARCHITECTURE.md` may be, in lines: it must be read in one sitting.
pub const MAX_ARCHITECTURE_LINES: usize = 200;

/// The longest a decision record may be, in lines: longer ones hold two decisions.
pub const MAX_DECISION_LINES: usize = 40;

/// The most packages `Cargo.lock` may list: dependencies are spent, not collected.
pub const MAX_LOCKED_PACKAGES: usize = 450;

/// Names of modules and ends of crate names that say nothing about what is inside.
pub const EMPTY_NAMES: &[&str] = &[
    "base", "common", "core", "helper", "helpers", "misc", "shared", "types", "util", "utils",
];

/// Marks of unfinished work: they belong in the issue list, where somebody sees them.
pub const UNFINISHED_MARKS: &[&str] = &["TODO", "FIXME"];

/// One crate of the workspace and what it may stand on.
pub struct Room {
    /// The name of the package.
    pub name: &'static str,
    /// The workspace crates that it may use.
    pub uses: &'static [&'static str],
    /// The workspace crates that its tests, benchmarks and examples may use besides.
    pub tests_use: &'static [&'static str],
    /// The only foreign packages that it may use; `None` where there is no such list.
    pub only_foreign: Option<&'static [&'static str]>,
    /// Foreign packages that it must not reach, not even through others.
    pub never_reaches: &'static [&'static str],
}

/// The crates of the workspace, from the inside out.
pub const ROOMS: &[Room] = &[
    Room {
        name: "comity-text",
        uses: &[],
        tests_use: &["comity-testkit"],
        only_foreign: Some(&["icu_normalizer", "icu_segmenter", "thiserror"]),
        never_reaches: &[
            "serde",
            "serde_json",
            "tokio",
            "quick-xml",
            "zip",
            "csv",
            "clap",
            "rand",
            "getrandom",
        ],
    },
    Room {
        name: "comity-procedure",
        uses: &["comity-text"],
        tests_use: &["comity-testkit"],
        only_foreign: Some(&["rpds", "thiserror"]),
        never_reaches: &[
            "serde",
            "serde_json",
            "tokio",
            "sha2",
            "jiff",
            "rand",
            "getrandom",
        ],
    },
    Room {
        name: "comity-record",
        uses: &["comity-procedure", "comity-text"],
        tests_use: &["comity-testkit"],
        only_foreign: Some(&[
            "data-encoding",
            "ed25519-dalek",
            "jiff",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "toml",
        ]),
        never_reaches: &[
            "tokio",
            "sqlx",
            "clap",
            "rand",
            "getrandom",
            "quick-xml",
            "zip",
        ],
    },
    Room {
        name: "comity-analysis",
        uses: &[],
        tests_use: &["comity-testkit"],
        only_foreign: Some(&["icu_segmenter", "libm", "sha2", "thiserror"]),
        never_reaches: &[
            "serde",
            "serde_json",
            "tokio",
            "csv",
            "clap",
            "rand",
            "getrandom",
        ],
    },
    Room {
        name: "comity-app",
        uses: &[
            "comity-analysis",
            "comity-exchange",
            "comity-procedure",
            "comity-record",
            "comity-text",
        ],
        tests_use: &["comity-store", "comity-testkit"],
        only_foreign: None,
        never_reaches: &["sqlx", "axum", "clap", "rand"],
    },
    Room {
        name: "comity-store",
        uses: &["comity-app"],
        tests_use: &["comity-testkit"],
        only_foreign: None,
        never_reaches: &["axum", "clap"],
    },
    Room {
        name: "comity-exchange",
        uses: &["comity-text"],
        tests_use: &["comity-testkit"],
        only_foreign: None,
        never_reaches: &["tokio", "clap", "rand"],
    },
    Room {
        name: "comity-web",
        uses: &[
            "comity-analysis",
            "comity-app",
            "comity-exchange",
            "comity-procedure",
            "comity-record",
            "comity-text",
        ],
        tests_use: &["comity-store", "comity-testkit"],
        only_foreign: None,
        never_reaches: &["sqlx", "clap", "rand"],
    },
    Room {
        name: "comity-demo",
        uses: &[
            "comity-app",
            "comity-procedure",
            "comity-record",
            "comity-store",
            "comity-web",
        ],
        tests_use: &["comity-testkit"],
        only_foreign: None,
        never_reaches: &["clap"],
    },
    Room {
        name: "comity-testkit",
        uses: &["comity-app", "comity-text"],
        tests_use: &["comity-exchange"],
        only_foreign: None,
        never_reaches: &["sqlx"],
    },
    Room {
        name: "comity-trials",
        uses: &[
            "comity-app",
            "comity-procedure",
            "comity-record",
            "comity-store",
            "comity-testkit",
        ],
        tests_use: &[],
        only_foreign: Some(&["getrandom", "tempfile", "thiserror", "tokio"]),
        never_reaches: &["clap"],
    },
    Room {
        name: "comity-journeys",
        uses: &[
            "comity-app",
            "comity-demo",
            "comity-procedure",
            "comity-record",
            "comity-testkit",
            "comity-web",
        ],
        tests_use: &[],
        only_foreign: Some(&[
            "axum",
            "data-encoding",
            "fantoccini",
            "http",
            "hyper-util",
            "serde_json",
            "tempfile",
            "tokio",
            "url",
        ]),
        never_reaches: &["clap", "openssl-sys"],
    },
    Room {
        name: "comity",
        uses: &[
            "comity-analysis",
            "comity-app",
            "comity-demo",
            "comity-exchange",
            "comity-procedure",
            "comity-record",
            "comity-store",
            "comity-text",
            "comity-web",
        ],
        tests_use: &["comity-testkit"],
        only_foreign: None,
        never_reaches: &[],
    },
    Room {
        name: "xtask",
        uses: &[],
        tests_use: &[],
        only_foreign: Some(&["toml"]),
        never_reaches: &["tokio"],
    },
];

/// Words that the code under a path must not say.
pub struct Absence {
    /// A path from the root of the workspace; files and folders that start with it are meant.
    pub under: &'static str,
    /// Words that must not stand in code; comments may explain them, tests may use them.
    pub words: &'static [&'static str],
    /// Why they must not.
    pub why: &'static str,
    /// What to do instead.
    pub way_out: &'static str,
}

/// What is absent where.
pub const ABSENCES: &[Absence] = &[
    Absence {
        under: "crates/comity-text/src/",
        words: &["f32", "f64"],
        why: "the text algebra has no floats: replay must give the same bits on every machine",
        way_out: "count in integers, or move the measure to the crate that asks for it",
    },
    Absence {
        under: "crates/comity-text/src/",
        words: &[
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "std::time",
            "std::process",
        ],
        why: "the text algebra does no input or output and knows no clock",
        way_out: "take the value as an argument and let the program read it",
    },
    Absence {
        under: "crates/comity-text/src/",
        words: &["vote", "objection", "deadline", "quorum", "chair"],
        why: "the text algebra knows no rules of procedure",
        way_out: "move it to the crate that holds the rules, or find the neutral word",
    },
    Absence {
        under: "crates/comity-text/src/kernel",
        words: &[
            "icu_segmenter",
            "WordSegmenter",
            "segment",
            "segmenter",
            "token",
            "tokens",
            "diff",
            "rebase",
        ],
        why: "the kernel is all that replay needs and never cuts text into words",
        way_out: "keep it outside the kernel, in what makes changes before they are submitted",
    },
    Absence {
        under: "crates/comity-procedure/src/",
        words: &["f32", "f64"],
        why: "no decision of the procedure depends on a float: replay must give the same bits everywhere",
        way_out: "count in integers",
    },
    Absence {
        under: "crates/comity-procedure/src/",
        words: &[
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "std::time",
            "std::process",
            "async",
            "diff",
            "rebase",
            "Tokenizer",
        ],
        why: "the rules decide on what an act says; what makes acts out of texts stands before them",
        way_out: "let the use case prepare it, and check the result here with the kernel",
    },
    Absence {
        under: "crates/comity-record/src/",
        words: &[
            "f32",
            "f64",
            "std::net",
            "std::env",
            "std::process",
            "std::time",
        ],
        why: "an auditor on another machine must get the same answer",
        way_out: "take the value as an argument",
    },
    Absence {
        under: "crates/comity-analysis/src/",
        words: &[
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "std::time",
            "std::process",
            "HashMap",
            "HashSet",
        ],
        why: "numbers follow from the matrix, the strings and the seed alone, in an order of their own",
        way_out: "take the value as an argument; sort, or use a BTreeMap or a table of your own",
    },
    Absence {
        under: "crates/comity-app/src/",
        words: &["std::fs", "std::net", "std::env", "std::process", "sqlx"],
        why: "the use cases reach the world through ports only",
        way_out: "add a method to a port, and a case to its contract suite",
    },
    Absence {
        under: "crates/comity-web/src/",
        words: &["std::fs", "std::env", "std::process", "sqlx"],
        why: "the site serves what the use cases give it",
        way_out: "add a method to a port, or let the program hand the value in",
    },
    Absence {
        under: "crates/comity-exchange/src/",
        words: &[
            "std::fs",
            "std::net",
            "std::env",
            "std::time",
            "std::process",
        ],
        why: "documents come in as bytes and go out as bytes; the program has the files",
        way_out: "take bytes and the name of the document as arguments",
    },
];
