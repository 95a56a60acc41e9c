//! Bytes for `read_plain`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::read_plain(bytes));
