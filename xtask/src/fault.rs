//! What a rule says when it is broken: where, what, and the way out.

use std::fmt;

/// One breach of one rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, from the root of the workspace.
    pub file: String,
    /// The line, counted from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub wrong: String,
    /// What to do about it.
    pub way_out: String,
}

impl Fault {
    /// A fault at a line of a file.
    pub fn at(
        file: &str,
        line: usize,
        wrong: impl Into<String>,
        way_out: impl Into<String>,
    ) -> Fault {
        Fault {
            file: file.to_owned(),
            line,
            wrong: wrong.into(),
            way_out: way_out.into(),
        }
    }

    /// A fault of a file as a whole.
    pub fn whole(file: &str, wrong: impl Into<String>, way_out: impl Into<String>) -> Fault {
        Fault::at(file, 0, wrong, way_out)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}\n    way out: {}", self.wrong, self.way_out)
    }
}
