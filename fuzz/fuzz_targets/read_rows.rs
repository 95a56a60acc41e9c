//! Bytes for `read_rows`: the other lists in CSV.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::read_rows(bytes));
