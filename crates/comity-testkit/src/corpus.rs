//! Where the real material and the judges that are not ours are found.
//!
//! The corpus is read where it lies and never copied. A test that needs something which is
//! not there says so and passes, unless `COMITY_REQUIRE=all`, where it fails: the gate sets
//! that, so nothing is skipped silently there.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The environment variable that names the folder of the corpus.
pub const CORPUS_VARIABLE: &str = "COMITY_CORPUS";

/// The environment variable that gives the address of a PostgreSQL server.
pub const POSTGRES_VARIABLE: &str = "COMITY_POSTGRES";

/// The address of the server where the variable is not set.
const POSTGRES_BY_DEFAULT: &str = "postgres://postgres@127.0.0.1:5432/test";

/// The environment variable that, set to `all`, turns every skipped test into a failure.
pub const REQUIRE_VARIABLE: &str = "COMITY_REQUIRE";

/// A file or folder of the corpus, by its path inside it, or `None` after saying that it is
/// skipped.
///
/// # Panics
/// When it is absent and `COMITY_REQUIRE=all`.
#[must_use]
pub fn corpus(path: &str) -> Option<PathBuf> {
    required(
        &format!("corpus file {path}"),
        find_in_corpus(&root(), path),
    )
}

/// An outside program, by its name, searched for in `PATH`, or `None` after saying that it is
/// skipped.
///
/// # Panics
/// When it is absent and `COMITY_REQUIRE=all`.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "where programs are is said by the person who runs the tests"
)]
pub fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    required(&format!("program {name}"), find_in_path(&path, name))
}

/// The address of the PostgreSQL server for tests, in a database where they may make schemas of
/// their own. Whether a server answers there is for the test to find out and to hand to
/// [`required`].
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "where the server is is said by the person who runs the tests"
)]
pub fn postgres() -> String {
    match env::var(POSTGRES_VARIABLE) {
        Ok(address) if !address.is_empty() => address,
        _ => POSTGRES_BY_DEFAULT.to_owned(),
    }
}

/// The policy for what a test needs from outside: what was found, or `None` after a line
/// `skipped: …` that names what is absent.
///
/// # Panics
/// When nothing was found and `COMITY_REQUIRE=all`.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "what must not be skipped is said by whoever runs the tests"
)]
pub fn required<T>(what: &str, found: Option<T>) -> Option<T> {
    let strict = env::var(REQUIRE_VARIABLE).is_ok_and(|value| value == "all");
    decide(what, found, strict)
}

#[expect(
    clippy::print_stderr,
    reason = "a test that does not run has to say so where the reader of the run sees it"
)]
fn decide<T>(what: &str, found: Option<T>, strict: bool) -> Option<T> {
    if found.is_none() {
        assert!(!strict, "{what} is absent, and {REQUIRE_VARIABLE}=all");
        eprintln!("skipped: {what} is absent");
    }
    found
}

/// The folder of the corpus: the variable if it is set, else `../shared/corpus` beside the
/// root of the workspace.
#[expect(
    clippy::disallowed_methods,
    reason = "where the corpus is is said by the person who runs the tests"
)]
fn root() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match env::var_os(CORPUS_VARIABLE).filter(|value| !value.is_empty()) {
        // A test runs in the folder of its crate; people write the variable from the root.
        Some(folder) => workspace.join(folder),
        None => workspace.join("../shared/corpus"),
    }
}

fn find_in_corpus(root: &Path, path: &str) -> Option<PathBuf> {
    root.join(path).canonicalize().ok()
}

fn find_in_path(path: &OsString, name: &str) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_skipped_where_that_is_allowed() {
        assert_eq!(decide("a page", Some(7), false), Some(7));
        assert_eq!(decide("a page", Some(7), true), Some(7));
        assert_eq!(decide::<u8>("a page", None, false), None);
    }

    #[test]
    #[should_panic(expected = "a page is absent")]
    fn what_is_absent_fails_where_all_is_required() {
        let _ = decide::<u8>("a page", None, true);
    }

    #[test]
    fn a_folder_is_searched_for_a_file_and_nothing_else() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = env::join_paths([here.join("benches"), here.to_path_buf()])
            .expect("the folder of the crate has no separator in its name");
        assert_eq!(
            find_in_path(&path, "Cargo.toml"),
            Some(here.join("Cargo.toml"))
        );
        assert_eq!(find_in_path(&path, "src"), None);
        assert_eq!(find_in_path(&path, "no-such-program"), None);
    }

    #[test]
    fn a_corpus_has_files_and_folders() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(find_in_corpus(here, "src/lib.rs").is_some());
        assert!(find_in_corpus(here, "src").is_some());
        assert_eq!(find_in_corpus(here, "src/absent.rs"), None);
    }
}
