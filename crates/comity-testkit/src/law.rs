//! Trying a law on thousands of generated cases, the same ones on every machine.
//!
//! Cases come from a seed, so a failure is found again by anyone; proptest makes the failing
//! case small before it is shown. Each law prints what its cases held.
//!
//! Start at [`holds`].

use std::env;
use std::fmt::Debug;

use proptest::strategy::Strategy;
use proptest::test_runner::{
    Config, RngAlgorithm, TestCaseError, TestCaseResult, TestError, TestRng, TestRunner,
};

use crate::generate::Coverage;

/// The environment variable with the number of cases for each law.
pub const CASES_VARIABLE: &str = "COMITY_CASES";

/// The environment variable with the seed that cases are made from.
pub const SEED_VARIABLE: &str = "COMITY_SEED";

/// How many cases a law is tried on unless the variable says otherwise.
pub const CASES: u32 = 2_000;

/// How many simpler cases are tried to make a failing one small.
const SHRINKING_STEPS: u32 = 20_000;

/// Tries a law on [`CASES`] cases and prints what they held. The test records its case in the
/// coverage it is given; read what must be covered from the coverage that is returned.
///
/// # Panics
/// When a case breaks the law: with the smallest such case, and the seed.
pub fn holds<S>(
    law: &str,
    strategy: &S,
    test: impl Fn(S::Value, &Coverage) -> TestCaseResult,
) -> Coverage
where
    S: Strategy,
    S::Value: Debug,
{
    let (cases, seed) = (
        number(CASES_VARIABLE, u64::from(CASES)),
        number(SEED_VARIABLE, 1),
    );
    let coverage = Coverage::default();
    let failure = runner(u32::try_from(cases).unwrap_or(u32::MAX), seed)
        .run(strategy, |case| test(case, &coverage))
        .err();
    match coverage.cases() {
        0 => show(&format!("{law}: tried on {cases} cases")),
        _ => show(&format!("{law}: tried on {}", coverage.line())),
    }
    match failure {
        None => coverage,
        Some(TestError::Abort(reason)) => panic!("{law} could not be tried: {reason}"),
        Some(TestError::Fail(reason, case)) => panic!(
            "{law} does not hold ({SEED_VARIABLE}={seed}): {reason}\nsmallest case: {case:#?}"
        ),
    }
}

/// A runner with cases from a seed; it writes no files.
#[must_use]
pub fn runner(cases: u32, seed: u64) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: SHRINKING_STEPS,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    TestRunner::new_with_rng(config, rng)
}

/// Refuses a case with a reason: what a test returns where a law is broken.
#[must_use]
pub fn broken(reason: impl Into<String>) -> TestCaseError {
    TestCaseError::fail(reason.into())
}

#[expect(
    clippy::disallowed_methods,
    reason = "how many cases, and from which seed, is said by the person who runs the tests"
)]
fn number(variable: &str, otherwise: u64) -> u64 {
    match env::var(variable) {
        Ok(value) => value
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is a number, not {value:?}")),
        Err(_) => otherwise,
    }
}

#[expect(
    clippy::print_stderr,
    reason = "coverage is printed so that a reader of a run sees what a law was tried on"
)]
fn show(line: &str) {
    eprintln!("{line}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::any;

    use super::*;

    #[test]
    fn one_seed_gives_the_same_cases() {
        let cases = |seed| {
            let seen = std::cell::RefCell::new(Vec::new());
            runner(20, seed)
                .run(&any::<u32>(), |case| {
                    seen.borrow_mut().push(case);
                    Ok(())
                })
                .expect("the test refuses nothing");
            seen.into_inner()
        };
        assert_eq!(cases(1), cases(1));
        assert_ne!(cases(1), cases(2));
    }

    #[test]
    #[should_panic(expected = "smallest case: 100")]
    fn a_broken_law_is_shown_by_its_smallest_case() {
        holds("numbers_are_small", &any::<u32>(), |case, _| {
            if case < 100 {
                Ok(())
            } else {
                Err(broken("a large number"))
            }
        });
    }
}
