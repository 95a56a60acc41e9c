//! Bytes for `read_ballots`: votes, long or wide.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::read_ballots(bytes));
